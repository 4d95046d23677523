"""หน้าตัวอย่างที่ตรวจแล้ว (golden pages): ``python -m tests.common.golden_pages`` draws them anew, to be looked at."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from saraban.documents.sheets import set_letter
from tests.common.sheets import SHEETS

PLACE = Path(__file__).parents[1] / "integration" / "golden_pages"
DPI = 60
GREYS = 8
#: Of all points, so many may differ by more than a shade: what another version of a library draws otherwise.
SHADE, SHARE = 96, 0.002


def drawn(pdf: bytes, dpi: float = DPI) -> Image.Image:
    """All pages beside each other, in greys."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    sheet = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    across = 0
    for page in pages:
        sheet.paste(page, (across, 0))
        across += page.width
    return sheet


def small(image: Image.Image) -> bytes:
    """The image as a small PNG in few greys."""
    out = io.BytesIO()
    image.quantize(GREYS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def difference(pdf: bytes, golden: Path) -> float:
    """The share of points that differ from the golden image; 1 where it has another size."""
    with Image.open(golden) as kept:
        old, new = kept.convert("L"), drawn(pdf)
    if old.size != new.size:
        return 1.0
    counts = ImageChops.difference(old, new).histogram()
    return sum(counts[SHADE:]) / (new.width * new.height)


def text_of(pdf: bytes) -> str:
    """The text of all pages as pdfium reads it, line by line."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-") for page in document]
    document.close()
    return "\n\f\n".join("\n".join(line.strip() for line in page.splitlines()) for page in pages) + "\n"


def renew(names: list[str]) -> None:
    """Draw the golden pages of these sheets, or of all, anew."""
    for name in names or SHEETS:
        pdf = set_letter(SHEETS[name]()).pdf
        (PLACE / f"{name}.png").write_bytes(small(drawn(pdf)))
        (PLACE / f"{name}.txt").write_text(text_of(pdf), encoding="utf-8")


if __name__ == "__main__":
    renew(sys.argv[1:])
