"""ที่ว่างบนหน้ากระดาษ (free room): where on a sheet the receive stamp fits without lying on anything written.

ข้อ 37 puts the stamp at the top right of the first page. Where something stands there already, the free place nearest to
that corner is taken; where there is none, the sheet is drawn smaller and the stamp gets a strip above it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import accumulate

from PIL import Image

#: ตรารับหนังสือ (แบบที่ ๑๒) is 2.5 by 5 centimetres; all measures here are millimetres.
STAMP = (50, 25)
A4 = (210, 297)
EDGE = 8
CLEAR = 2
#: Above each sheet, where it says that it is a copy.
BAND = 9
#: So much darker than the paper is ink; so little of it in a square millimetre is dust of the scanner.
INK = 40
DUST = 6
_BRIGHT = 128
_WHITE = 255


@dataclass(frozen=True)
class Laid:
    """แผ่นที่วางบนหน้า: the page's size, and where on it the image of the sheet lies."""

    across: float
    down: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """ที่ประทับตรา: the stamp's upper left corner on the page, and how the sheet lies there."""

    x: float
    y: float
    laid: Laid


def lay(image: bytes, band: float = BAND) -> Laid:
    """วางแผ่น: an image of a sheet (PNG) on A4, upright or across as the sheet is, below a band for a line of words."""
    with Image.open(io.BytesIO(image), formats=("PNG",)) as opened:
        return _laid(opened.size, band)


def spot_for_stamp(image: bytes) -> Spot:
    """หาที่ประทับตรา on an image of a first page (PNG)."""
    with Image.open(io.BytesIO(image), formats=("PNG",)) as opened:
        laid = _laid(opened.size, BAND)
        found = _nearest(_sums(_taken(opened, laid)), laid)
        if found is None:
            laid = _laid(opened.size, EDGE + STAMP[1] + CLEAR)
            found = (int(laid.across) - EDGE - STAMP[0], EDGE)
    return Spot(*found, laid)


def _laid(size: tuple[int, int], band: float) -> Laid:
    across, down = A4 if size[0] <= size[1] else A4[::-1]
    scale = min(across / size[0], (down - band) / size[1])
    width, height = size[0] * scale, size[1] * scale
    return Laid(across, down, (across - width) / 2, band + (down - band - height) / 2, width, height)


def _taken(image: Image.Image, laid: Laid) -> list[list[int]]:
    """The page in square millimetres, 1 where something stands."""
    grey = image.convert("L")
    counts = grey.histogram()
    paper = max(range(_BRIGHT, _WHITE + 1), key=counts.__getitem__)
    if sum(counts[_BRIGHT:]) * 2 < sum(counts):  # a photograph or a negative: nothing of it is bare paper
        paper = _WHITE + INK
    ink = grey.point([_WHITE if value < paper - INK else 0 for value in range(_WHITE + 1)])
    width, height = max(1, round(laid.width)), max(1, round(laid.height))
    cells = ink.resize((width, height), Image.Resampling.BOX).tobytes()
    page = [[0] * int(laid.across) for _row in range(int(laid.down))]
    left, top = int(laid.x), int(laid.y)
    for row in range(min(height, int(laid.down) - top)):
        line = [int(value > DUST) for value in cells[row * width : (row + 1) * width]]
        page[top + row][left : left + width] = line[: int(laid.across) - left]
    words = int(laid.across) // 2
    for line in page[:BAND]:
        line[:words] = [1] * words
    return page


def _sums(page: list[list[int]]) -> list[list[int]]:
    """How much is taken above and to the left of each corner."""
    sums = [[0] * (len(page[0]) + 1)]
    for row in page:
        line = [0, *accumulate(row)]
        sums.append([above + here for above, here in zip(sums[-1], line, strict=True)])
    return sums


def _nearest(sums: list[list[int]], laid: Laid) -> tuple[int, int] | None:
    """The free place nearest to the upper right corner, with a little clearance around it; None where there is none."""
    wide, high = STAMP
    corner = int(laid.across) - EDGE - wide
    found = [
        ((corner - x) ** 2 + (y - EDGE) ** 2, y, x)
        for y in range(EDGE, int(laid.down) - EDGE - high + 1)
        for x in range(EDGE, corner + 1)
        if not _between(sums, x - CLEAR, y - CLEAR, x + wide + CLEAR, y + high + CLEAR)
    ]
    if not found:
        return None
    _far, y, x = min(found)
    return x, y


def _between(sums: list[list[int]], left: int, top: int, right: int, bottom: int) -> int:
    return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
