"""รหัสตรวจสอบบนแผ่น (codes on pages): which QR codes a PDF shows, compared square by square."""

from __future__ import annotations

import pypdfium2
import segno

MOST = 120


def squares(address: str) -> list[list[bool]]:
    """The squares of the code of an address, dark ones True."""
    return [[bool(dark) for dark in row] for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]


def codes_of(pdf: bytes) -> list[tuple[int, list[list[bool]]]]:
    """Every small square image on the pages: the page, from 1, and its squares."""
    document, found = pypdfium2.PdfDocument(pdf), []
    for n, page in enumerate(document, 1):
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
            bitmap = thing.get_bitmap(render=False).to_pil().convert("L")
            if bitmap.width == bitmap.height <= MOST:
                side = range(bitmap.width)
                found.append((n, [[bitmap.getpixel((x, y)) < 128 for x in side] for y in side]))
    document.close()
    return found


def pages_with(pdf: bytes, address: str) -> list[int]:
    """The pages on which the code of an address stands."""
    wanted = squares(address)
    return [page for page, seen in codes_of(pdf) if seen == wanted]
