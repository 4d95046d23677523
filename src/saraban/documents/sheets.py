"""พิมพ์หนังสือ (setting letters): a sheet in, the PDF to be issued out, with the places left for signatures.

issued = set_letter(sheet)
issued.pdf                           # PDF/A-1b
page, box = issued.place("signature")  # where a signature field goes, in points from the lower left corner
issued.is_free(page, box)            # does nothing stand there?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from saraban.core.i18n import _
from saraban.documents.read_back import Box, SheetDiffers, check_pages, read_pages
from saraban.documents.sheet import Sheet, Style, check_sheet
from saraban.documents.sheet_data import data_of
from saraban.documents.typesetting import ARCHIVAL, set_document

#: Lines of text that the last page has at least (the regulation's practice).
LEAST_LINES = 2
#: Letters that the words of a continuation mark have at least.
MARK_LETTERS = 4
ASK = """{
  let at(x) = x.location().position()
  (
    pages: query(<end>).first().location().page(),
    places: query(<place>).map(x => (..x.value, page: at(x).page, x: at(x).x.pt(), y: at(x).y.pt())),
    pieces: query(<w>).map(x => (..x.value, at(x).page, calc.round(at(x).y.pt()))),
  )
}"""


@dataclass(frozen=True)
class PageBoxes:
    """พื้นที่ของหน้า: its size, where something stands, and the room left for what comes later, by its key."""

    width: float
    height: float
    occupied: tuple[Box, ...]
    reserved: dict[str, Box]


@dataclass(frozen=True)
class Issued:
    """หนังสือที่พิมพ์แล้ว, read back: the PDF, how many pages, the continuation marks, the places on each page."""

    pdf: bytes
    pages: int
    marks: tuple[str, ...]
    boxes: tuple[PageBoxes, ...]

    def place(self, key: str) -> tuple[int, Box] | None:
        """The page (from 1) and the room reserved under a key, or None."""
        return next(((n, page.reserved[key]) for n, page in enumerate(self.boxes, 1) if key in page.reserved), None)

    def is_free(self, page: int, box: Box) -> bool:
        """Does nothing stand there, and does it lie on the paper?"""
        sheet = self.boxes[page - 1]
        inside = box.x >= 0 and box.y >= 0 and box.x + box.width <= sheet.width and box.y + box.height <= sheet.height
        return inside and not any(box.meets(other) for other in sheet.occupied)


def set_letter(sheet: Sheet) -> Issued:
    """พิมพ์หนังสือ: set a sheet, read it back and give it with its places. The same sheet gives the same bytes.

    Raises ``Invalid`` for what cannot be printed, ``SheetDiffers`` where the pages do not say what the sheet says,
    ``TypesettingFailed``. A draft (``sheet.draft``) is set like the letter, without the standard for keeping.
    """
    check_sheet(sheet)
    data = data_of(sheet)
    made = _set_with_text_above_signatures(sheet, data)
    pages = read_pages(made.pdf)
    marks = _marks(data["texts"], made.told["pieces"], len(pages))
    check_pages(sheet, pages, marks)
    boxes = tuple(
        PageBoxes(page.width, page.height, page.occupied, _reserved(made.told["places"], n, page.height))
        for n, page in enumerate(pages, 1)
    )
    issued = Issued(made.pdf, len(pages), tuple(marks), boxes)
    _check_places(sheet, issued)
    return issued


def set_copy(sheet: Sheet) -> Issued:
    """พิมพ์สำเนา: the same for a copy; its code for verifying is left off where it would lie on something."""
    issued = set_letter(sheet)
    return issued if not sheet.qr or is_code_free(issued, sheet.style) else set_letter(replace(sheet, qr=""))


def is_code_free(issued: Issued, style: Style) -> bool:
    """Does nothing else stand where the code for verifying is, on each page that has it?"""
    code = Box(style.qr_left, style.qr_bottom, style.qr, style.qr)
    pages = issued.boxes if style.qr_on_every_page else issued.boxes[-1:]
    found = [box for page in pages for box in (*page.occupied, *page.reserved.values())]
    return not style.qr_shown or not any(box.meets(code) and not _is_same(box, code) for box in found)


def _is_same(one: Box, other: Box) -> bool:
    return max(abs(one.x - other.x), abs(one.y - other.y), abs(one.width - other.width)) < 1


def _set(sheet: Sheet, data: dict[str, Any]) -> Any:
    return set_document(f"{sheet.layout}.typ", data, standard="" if sheet.draft else ARCHIVAL, ask=ASK)


def _set_with_text_above_signatures(sheet: Sheet, data: dict[str, Any]) -> Any:
    """Set once, and again where lines of the text have to be brought over to the last page or to who signs first."""
    made, body = _set(sheet, data), data["body_texts"]
    lines = _lines_of(made.told["pieces"], body)
    if made.told["pages"] == 1 or len(lines) < LEAST_LINES or _has_text(made, made.told["pages"], body):
        return made
    data["break_at"] = lines[-LEAST_LINES][:2]
    again = _set(sheet, data)
    keys = {one.key for one in sheet.signatures}
    if _has_text(again, again.told["pages"], body):
        return again
    is_mended = not _has_text(made, _signed_on(made, keys), body) and _has_text(again, _signed_on(again, keys), body)
    return again if is_mended else made


def _lines_of(pieces: list[list[int]], body: int) -> list[list[int]]:
    """The lines of the body: the piece that each begins with, its page and height."""
    lines: list[list[int]] = []
    for text, at, page, y in pieces:
        if 0 <= text < body and (not lines or lines[-1][2:] != [page, y]):
            lines.append([text, at, page, y])
    return lines


def _has_text(made: Any, page: int, body: int) -> bool:
    return sum(line[2] == page for line in _lines_of(made.told["pieces"], body)) >= LEAST_LINES


def _signed_on(made: Any, keys: set[str]) -> int:
    """The page on which the first signature stands; the last one where nobody signs."""
    return min((place["page"] for place in made.told["places"] if place["key"] in keys), default=made.told["pages"])


def _marks(texts: list[dict[str, Any]], pieces: list[list[int]], pages: int) -> list[str]:
    """คำต่อเนื่อง: how each page but the first begins."""
    first: dict[int, tuple[int, int]] = {}
    for text, at, page, _y in pieces:
        first.setdefault(page, (text, at))
    return [_mark(texts, *first[n]) if n in first else "" for n in range(2, pages + 1)]


def _mark(texts: list[dict[str, Any]], k: int, at: int) -> str:
    if k < 0:  # it begins with a signature
        return ""
    text = texts[texts[k].get("begins", k) if at == 0 else k]
    number = f"{text['number']} " if at == 0 and text["number"] else ""
    found = ""
    while len(found.replace(" ", "")) < MARK_LETTERS:
        if at < len(text["units"]):
            found, at = found + text["units"][at], at + 1
        elif "next" in text:  # a row of a table goes on in its next cell
            text, at, found = texts[text["next"]], 0, f"{found} "
        else:
            break
    return f"/{(number + found).strip().rstrip('/')}..."


def _reserved(places: list[dict[str, Any]], n: int, height: float) -> dict[str, Box]:
    return {p["key"]: Box(p["x"], height - p["y"] - p["h"], p["w"], p["h"]) for p in places if p["page"] == n}


def _check_places(sheet: Sheet, issued: Issued) -> None:
    wanted = [one.key for one in (*sheet.signatures, *([sheet.certified] if sheet.certified else []))]
    found = [(key, n, box) for n, page in enumerate(issued.boxes, 1) for key, box in page.reserved.items()]
    taken = [key for key, n, box in found if not issued.is_free(n, box) and not sheet.draft]
    meeting = any(a[1] == b[1] and a[2].meets(b[2]) for a, b in combinations(found, 2))
    if len({*wanted}) != len(wanted) or not {*wanted} <= {key for key, _n, _box in found} or taken or meeting:
        raise SheetDiffers(
            _(
                "The room for a signature is not free on the printed letter. It was not issued; nothing else was "
                "changed."
            )
        )
