"""ที่ว่างบนแผ่น (free places): where on a sheet a further signature fits without lying on anything that stands there.

The receive stamp goes to the upper right of the first page (ข้อ 37), or as near to it as is free. A note goes below
the head of the first page, else to the end of the letter, else to the pages between; in smaller print where it needs.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator, Sequence

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from saraban.signatures.boxes import CELLS, POINTS_PER_MM, Box, Sheet, fields_on, look_at
from saraban.signatures.errors import NoRoom, NotSignable

#: Millimetres: the edge of a page stays free, and so much around what is placed.
EDGE, CLEAR = 10, 2
#: Where the head of a letter ends; notes go below it where they can.
HEAD = 55
STAMP = (50, 25)
STAMP_EDGE = 8
#: Width of a note and size of its print, the best first.
SIZES = ((80, 11), (70, 10), (60, 9), (110, 10), (150, 9))
#: Of the height of a line to the size of its print, and of the width of a letter.
LINE, LETTER = 1.4, 0.55
IMAGE = 14
#: So many pages of a letter are looked at.
MOST_PAGES = 10


def place_for_note(content: bytes, lines: Sequence[str], *, image: bool) -> Box:
    """หาที่สำหรับเกษียน: ``lines`` are all that is printed, name and post with them. Raises ``NoRoom``."""
    for page, sheet in _pages(content):
        for width, points in SIZES:
            height = _height(lines, width, points) + (IMAGE if image else 0)
            found = list(_starts(sheet, width, height))
            below = [one for one in found if one[1] >= HEAD]
            if found:
                x, y = (below or found)[0]
                return Box(page, x, y, width, height)
    raise NoRoom


def place_for_stamp(content: bytes) -> Box:
    """หาที่ประทับตรารับ on the first page. Raises ``NoRoom``."""
    width, height = STAMP
    for page, sheet in _pages(content, 1):
        corner = sheet.wide - STAMP_EDGE - width
        found = [
            ((corner - x) ** 2 + (y - STAMP_EDGE) ** 2, x, y)
            for x, y in _starts(sheet, width, height, STAMP_EDGE, right=True)
        ]
        if found:
            _far, x, y = min(found)
            return Box(page, x, y, width, height)
    raise NoRoom


def _pages(content: bytes, most: int = MOST_PAGES) -> Iterator[tuple[int, Sheet]]:
    """The pages that are looked at in turn, each with what is taken: ink, notes and fields."""
    try:
        reader = PdfFileReader(io.BytesIO(content))
        count = int(reader.root["/Pages"]["/Count"])
    except (PdfError, ValueError, KeyError, TypeError):
        raise NotSignable from None
    for page in [1, *range(count, 1, -1)][:most]:
        try:
            sheet = look_at(content, page)
        except NotSignable:  # a turned page
            continue
        yield page, sheet.with_taken(fields_on(reader, page))


def _starts(
    sheet: Sheet, width: float, height: float, edge: float = EDGE, *, right: bool = False
) -> Iterator[tuple[float, float]]:
    """Free places (x, y) of this size, one of each row: the leftmost, or the rightmost."""
    w, h = math.ceil((width + 2 * CLEAR) * CELLS), math.ceil((height + 2 * CLEAR) * CELLS)
    first, last = round((edge - CLEAR) * CELLS), math.floor((sheet.wide - edge + CLEAR) * CELLS) - w
    if last < first:
        return
    allowed = ((1 << (last - first + 1)) - 1) << (sheet.across - 1 - last)
    for y in range(first, math.floor((sheet.high - edge + CLEAR) * CELLS) - h + 1, CELLS):
        taken = 0
        for row in sheet.rows[y : y + h]:
            taken |= row
        starts = _runs(~taken & ((1 << sheet.across) - 1), w) & allowed
        if starts:
            bit = (starts & -starts).bit_length() if right else starts.bit_length()
            yield (sheet.across - bit) / CELLS + CLEAR, y / CELLS + CLEAR


def _runs(free: int, length: int) -> int:
    """Of squares that are free, those that begin a run of so many."""
    have = 1
    while have < length:
        step = min(have, length - have)
        free &= free << step
        have += step
    return free


def _height(lines: Sequence[str], width: float, points: float) -> float:
    """How high the lines stand in print of this size, a little more than they need."""
    across = max(1, int(width * POINTS_PER_MM / (points * LETTER)))
    rows = sum(max(1, math.ceil(_letters(line) / across)) for line in lines)
    return math.ceil(rows * points * LINE / POINTS_PER_MM) + 2


def _letters(line: str) -> int:
    """Letters that take room of their own: no vowels and tone marks above or below another."""
    return sum(unicodedata.category(one) != "Mn" for one in line)
