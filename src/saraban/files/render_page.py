"""โปรแกรมวาดหน้า (page drawer): started as a program of its own; reads a file on stdin, writes a PNG on stdout.

It limits itself before it looks at the first byte: time, memory, no files written, no new rights, no network where the
system allows that. It imports nothing else of this package, so that it starts quickly and knows nothing.
"""

from __future__ import annotations

import ctypes
import io
import json
import resource
import sys
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

CPU_SECONDS = 15
MEMORY = 1536 * 1024 * 1024
MAX_PIXELS = 120_000_000
MAX_DRAWN = 24_000_000
MAX_READ, MAX_CHARACTERS = 60, 200_000
GREYS = 16
#: Ink is looked for in squares of half a millimetre, drawn four times as fine; so much darker than paper is ink.
CELLS, FINER, INK = 2, 2, 40
_POINTS_PER_MM = 72 / 25.4
_NO_NEW_PRIVS = 38
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP")


def confine() -> None:
    """Give up what drawing does not need."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.unshare(_NEW_USER_AND_NETWORK)  # refused where the system does not let processes make namespaces
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def draw(media_type: str, data: bytes, what: str, page: int, width: int) -> bytes:
    """Count the sheets (as decimal digits), draw one, or give the text of a PDF."""
    if media_type == "application/pdf":
        return _pdf(data, what, page, width)
    return _image(data, what, page, width)


def _pdf(data: bytes, what: str, page: int, width: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    if what == "count":
        return str(len(document)).encode()
    if what == "text":
        return _text(document)
    if what == "areas":
        return json.dumps(_areas(document, page)).encode()
    document.init_forms()  # signatures are seen as fields of a form
    sheet = document[page - 1]
    across, down = sheet.get_size()
    scale = min(width / across, (MAX_DRAWN / (across * down)) ** 0.5)
    return _png(sheet.render(scale=scale, may_draw_forms=True).to_pil())


def taken(data: bytes, page: int) -> dict[str, Any] | None:
    """What of a sheet (from 1) of a PDF is taken; None where there is no such sheet. Only in a confined process."""
    document = pypdfium2.PdfDocument(data)
    return _areas(document, page) if page <= len(document) else None


def _areas(document: Any, page: int) -> dict[str, Any]:
    """Its size, where its lower left corner lies, its turn, and rows of squares with ink, as if it were not turned."""
    document.init_forms()
    sheet = document[page - 1]
    turn = sheet.get_rotation()
    sheet.set_rotation(0)
    left, bottom, right, top = sheet.get_cropbox()
    across, down = sheet.get_size()
    scale = min(CELLS * FINER / _POINTS_PER_MM, (MAX_DRAWN / (across * down)) ** 0.5)
    grey = sheet.render(scale=scale, may_draw_forms=True).to_pil().convert("L")
    counts = grey.histogram()
    paper = max(range(128, 256), key=counts.__getitem__)
    ink = grey.point([255 if value < paper - INK else 0 for value in range(256)])
    size = (max(1, round(across / _POINTS_PER_MM * CELLS)), max(1, round(down / _POINTS_PER_MM * CELLS)))
    cells = ink.resize(size, Image.Resampling.BOX).point([0] * 32 + [255] * 224)
    rows = [cells.crop((0, y, size[0], y + 1)).convert("1").tobytes().hex() for y in range(size[1])]
    return {"pages": len(document), "crop": [left, bottom, right, top], "turn": turn, "rows": rows}


def _text(document: Any) -> bytes:
    """The text layer of the first sheets, a form feed between two."""
    sheets = []
    left = MAX_CHARACTERS
    for place in range(min(len(document), MAX_READ)):
        words = document[place].get_textpage().get_text_bounded()[:left]
        left -= len(words)
        sheets.append(words)
    return "\f".join(sheets).encode("utf-8", "ignore") or b"\n"


def _image(data: bytes, what: str, page: int, width: int) -> bytes:
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses at twice this
    image = Image.open(io.BytesIO(data), formats=_FORMATS)
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if what == "count":
        return str(frames).encode()
    image.seek(page - 1)
    image.draft("RGB", (width, width * 3))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((width, max(1, MAX_DRAWN // width)))
    return _png(upright)


def _png(image: Any) -> bytes:
    """Re-encode: nothing of the original but its pixels; greys in few steps, which print and read the same."""
    plain = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    if plain.mode == "RGBA":
        paper = plain.copy()
        paper.paste((255, 255, 255, 255), (0, 0, *plain.size))
        paper.alpha_composite(plain)
        plain = paper.convert("RGB")
    if _is_grey(plain):
        plain = plain.convert("L").quantize(GREYS, dither=0)
    clean = plain.copy()
    clean.info = {}
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _is_grey(image: Any) -> bool:
    red, green, blue = (band.tobytes() for band in image.split())
    return bool(red == green == blue)


def main(arguments: list[str]) -> None:
    """Draw what the arguments say: media type, ``count`` or ``image``, page, width."""
    confine()
    media_type, what, *rest = arguments
    page, width = (int(rest[0]), int(rest[1])) if rest else (1, 1)
    sys.stdout.buffer.write(draw(media_type, sys.stdin.buffer.read(), what, page, width))


if __name__ == "__main__":
    main(sys.argv[1:])
