"""ตำแหน่งลายมือชื่อบนหน้า (where a signature stands on a page): in millimetres from the upper left corner.

A box that would lie on anything written, drawn or stamped is refused: a reader's program would show the signature over
it, and pyHanko calls that valid. The page is looked at by the confined program that draws page images.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from saraban.files.drawer import SECONDS, NotDrawn, run_drawer
from saraban.signatures.errors import BoxCovers, BoxOutside, NotSignable

CELLS = 2
POINTS_PER_MM = 72 / 25.4
SMALLEST = 5


@dataclass(frozen=True)
class Box:
    """กรอบลายมือชื่อ: page from 1; the others in millimetres, ``x`` and ``y`` of the upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """หน้ากระดาษ: its visible part in points, and the rows of half millimetres where something stands."""

    crop: tuple[float, float, float, float]
    rows: tuple[int, ...]
    across: int

    @property
    def wide(self) -> float:
        """Its width in millimetres."""
        return (self.crop[2] - self.crop[0]) / POINTS_PER_MM

    @property
    def high(self) -> float:
        """Its height in millimetres."""
        return (self.crop[3] - self.crop[1]) / POINTS_PER_MM

    def with_taken(self, rectangles: Iterable[tuple[float, ...]]) -> Sheet:
        """The same page where these rectangles (in points) are taken as well as what has ink."""
        rows, (left, _bottom, _right, top) = list(self.rows), self.crop
        for x1, y1, x2, y2 in rectangles:
            first = max(0, int((x1 - left) / POINTS_PER_MM * CELLS))
            last = min(self.across, int((x2 - left) / POINTS_PER_MM * CELLS) + 1)
            mask = ((1 << max(0, last - first)) - 1) << max(0, self.across - last)
            high, low = (top - y2) / POINTS_PER_MM * CELLS, (top - y1) / POINTS_PER_MM * CELLS
            for y in range(max(0, int(high)), min(len(rows), int(low) + 1)):
                rows[y] |= mask
        return Sheet(self.crop, tuple(rows), self.across)

    def rectangle(self, box: Box) -> tuple[int, int, int, int]:
        """The box as PDF counts: points from the lower left corner. Raises ``BoxOutside``."""
        left, bottom, right, top = self.crop
        wide, high = (right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM
        if min(box.x, box.y) < 0 or min(box.width, box.height) < SMALLEST:
            raise BoxOutside
        if box.x + box.width > wide + 1 / CELLS or box.y + box.height > high + 1 / CELLS:
            raise BoxOutside
        return (
            round(left + box.x * POINTS_PER_MM),
            round(top - (box.y + box.height) * POINTS_PER_MM),
            round(left + (box.x + box.width) * POINTS_PER_MM),
            round(top - box.y * POINTS_PER_MM),
        )

    @classmethod
    def of(cls, found: dict[str, Any]) -> Sheet:
        """What the page drawer found."""
        rows = [bytes.fromhex(row) for row in found["rows"]]
        left, bottom, right, top = found["crop"]
        numbers = tuple(int.from_bytes(row, "big") for row in rows)
        return cls((left, bottom, right, top), numbers, len(rows[0]) * 8 if rows else 0)

    def ink_under(self, rectangle: tuple[float, ...]) -> int:
        """How many squares with ink lie wholly inside a rectangle in points."""
        left, _bottom, _right, top = self.crop
        x1, y1, x2, y2 = rectangle
        box = Box(
            1,
            max(0.0, x1 - left) / POINTS_PER_MM,
            max(0.0, top - y2) / POINTS_PER_MM,
            (x2 - x1) / POINTS_PER_MM,
            (y2 - y1) / POINTS_PER_MM,
        )
        return sum((row & mask).bit_count() for row, mask in self._inside(box))

    def is_free(self, box: Box) -> bool:
        """Whether no square inside the box has ink."""
        return not any(row & mask for row, mask in self._inside(box))

    def _inside(self, box: Box) -> Iterator[tuple[int, int]]:
        """The rows that a box crosses, each with the squares that lie wholly in the box."""
        first, last = int(box.x * CELLS + 0.999), min(self.across, int((box.x + box.width) * CELLS))
        mask = ((1 << max(0, last - first)) - 1) << max(0, self.across - last)
        top, bottom = int(box.y * CELLS + 0.999), int((box.y + box.height) * CELLS)
        for row in self.rows[top:bottom]:
            yield row, mask


def look_at(content: bytes, page: int) -> Sheet:
    """ดูหน้ากระดาษ of a PDF. Raises ``BoxOutside`` for a page that is not there, ``NotSignable`` for a turned one."""
    if page < 1:
        raise BoxOutside
    with tempfile.TemporaryFile() as copy:
        copy.write(content)
        copy.seek(0)
        try:
            found: dict[str, Any] = json.loads(run_drawer(copy, SECONDS, "application/pdf", "areas", page, 1))
        except NotDrawn:
            raise BoxOutside from None
    if found["turn"]:
        raise NotSignable
    return Sheet.of(found)


def place(content: bytes, reader: PdfFileReader, box: Box) -> tuple[int, int, int, int]:
    """ตรวจตำแหน่งก่อนลงนาม: the box in points. Raises ``BoxCovers`` over ink or another field, ``BoxOutside``."""
    sheet = look_at(content, box.page)
    rectangle = sheet.rectangle(box)
    if not sheet.is_free(box) or any(_overlap(rectangle, other) for other in fields_on(reader, box.page)):
        raise BoxCovers
    return rectangle


def known_place(reader: PdfFileReader, box: Box) -> tuple[int, int, int, int]:
    """A place that its maker left free: the box in points, only measured. Raises ``BoxOutside``."""
    reference, _parent = reader.find_page_for_modification(box.page - 1)
    page = reference.get_object()
    edges = None
    while edges is None and page is not None:
        edges = page.get("/CropBox") or page.get("/MediaBox")
        page = page.get("/Parent")
    if edges is None:
        raise NotSignable
    left, bottom, right, top = (float(edge) for edge in edges)
    return Sheet((left, bottom, right, top), (), 0).rectangle(box)


def fields_on(reader: PdfFileReader, page: int) -> list[tuple[float, ...]]:
    """Where notes and fields are on a page, shown or not."""
    reference, _parent = reader.find_page_for_modification(page - 1)
    found: list[tuple[float, ...]] = []
    for given in reference.get_object().get("/Annots", ()):
        edges = [float(edge) for edge in given.get_object().get("/Rect", ())]
        if len(edges) == 4:
            xs, ys = sorted(edges[::2]), sorted(edges[1::2])
            found.append((xs[0], ys[0], xs[1], ys[1]))
    return found


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    if other[0] == other[2] or other[1] == other[3]:  # an invisible field has no size
        return False
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
