"""อ่านกลับ (reading back): what was set is read from the PDF again and must be what was written, or it is not issued."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.documents.blocks import Paragraph, Table
from saraban.documents.sheet import Items, Line, Sheet, Signing
from saraban.documents.sheet_data import printed
from saraban.thai.digits import to_thai

#: The parts of each layout in the order in which its template gives them.
_START, _END = ("urgency",), ("signatures", "contact", "copies", "certified", "workers")
_ADDRESSED = ("subject", "to", "references", "enclosures", "fields", "body", "closing")
_HEADED = (*_START, "heading", "issuer")
ORDER: dict[str, tuple[str, ...]] = {
    "external": (*_START, "number", "owner", "date", *_ADDRESSED, *_END),
    "memo": (*_START, "heading", "owner_label", "owner", "number", "date", *_ADDRESSED, *_END),
    "seal": (*_START, "number", "to", "references", "enclosures", "fields", "body", "owner", "date", *_END),
    "order": (*_HEADED, "number", "subject", "fields", "body", "date", *_END),
    "announcement": (*_HEADED, "number", "subject", "fields", "body", "date", *_END),
    "regulation": (*_HEADED, "subject", "fields", "body", "date", *_END),
    "statement": (*_HEADED, "subject", "fields", "body", "owner", "date", *_END),
    "news": (*_HEADED, "subject", "fields", "body", "owner", "date", *_END),
    "certificate": ("number", "owner", "fields", "body", "date", *_END),
    "minutes": ("heading", "subject", "fields", "lists", "opening", "body", "ending", *_END),
}
#: What readers give back for a hyphen at the end of a line.
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\u200b": ""})
#: A word of so many letters of what differs is shown to who wrote it.
SHOWN = 24
READING = threading.Lock()


class SheetDiffers(SarabanError):
    """หนังสือที่พิมพ์ได้ไม่ตรงกับต้นร่าง: it was not issued."""

    status = 500
    slug = "sheet-differs"


@dataclass(frozen=True)
class Box:
    """พื้นที่บนหน้า in points from the lower left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Do they lie on each other?"""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True)
class ReadPage:
    """หน้าที่อ่านกลับ: its size, its text without spaces in the order of the file, and where something stands."""

    width: float
    height: float
    text: str
    occupied: tuple[Box, ...]


def read_pages(pdf: bytes) -> list[ReadPage]:
    """Every page of a PDF made here."""
    with READING:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_read(page) for page in document]
        finally:
            document.close()


def bare(text: str) -> str:
    """A text without spaces, as pages are compared."""
    return "".join(text.translate(_HYPHENS).split())


def _order(sheet: Sheet) -> tuple[str, ...]:
    """The order of the parts; who initials a sealed letter does so beside the seal, above the date."""
    order = ORDER[sheet.layout]
    if sheet.layout != "seal" or not sheet.seal:
        return order
    return tuple({"date": "signatures", "signatures": "date"}.get(name, name) for name in order)


def written(sheet: Sheet) -> str:
    """Everything a sheet says once, in the order of its layout, without spaces."""
    parts = (getattr(sheet, name) for name in _order(sheet))
    if sheet.layout == "minutes":  # its subject is the end of the heading
        parts = (Line("", part.text) if part is sheet.subject and part else part for part in parts)
    return bare("".join(printed(text) for part in parts for text in _texts(part)))


def around(sheet: Sheet, n: int, mark: str) -> str:
    """What stands around the text of page ``n``, without spaces: class, marking, number of the page, mark, footer."""
    number = f"-{to_thai(str(n))}-" if n > 1 else ""
    return bare("".join([sheet.secrecy, sheet.marking, number, mark, *sheet.footer, sheet.secrecy]))


def check_pages(sheet: Sheet, pages: list[ReadPage], marks: list[str]) -> None:
    """Raise ``SheetDiffers`` unless the pages say what the sheet says: no letter more, none less, none off the paper.

    ``marks`` are the continuation marks of all pages but the last; each has to be how the next page begins.
    """
    left = written(sheet)
    heads = [head for head in map(_head_of, sheet.body) if head]
    for n, page in enumerate(pages, 1):
        begin, end = bare(sheet.draft), around(sheet, n, marks[n - 1] if n < len(pages) else "")
        if not (page.text.startswith(begin) and page.text.endswith(end)):
            raise _differs(end[:SHOWN], n)
        text = page.text[len(begin) : len(page.text) - len(end)]
        head = next((h for h in heads if text.startswith(h) and not left.startswith(text)), "")
        text = text[len(head) :]
        if n > 1 and not text.startswith(bare(marks[n - 2]).removeprefix("/").removesuffix("...")):
            raise _differs(marks[n - 2], n - 1)
        if not left.startswith(text):
            raise _differs(_first_difference(left, text), n)
        left = left[len(text) :]
        _check_inside(page, n)
    if left:
        raise _differs(left[:SHOWN], len(pages))


def _read(page: pypdfium2.PdfPage) -> ReadPage:
    width, height = page.get_size()
    words = page.get_textpage()
    occupied = []
    for thing in page.get_objects(max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if right > left and top > bottom:
            occupied.append(Box(left, bottom, right - left, top - bottom))
    return ReadPage(width, height, bare(words.get_text_range()), tuple(occupied))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Line):
        yield from (part.label, part.text)
    elif isinstance(part, Items):
        yield from (part.label, *part.items) if part.items else ()
    elif isinstance(part, Signing):
        yield from (part.above, *(() if part.in_field else part.lines))
    elif isinstance(part, Paragraph):
        yield from (part.number, part.text)
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
    elif isinstance(part, Iterable):
        for one in part:
            yield from _texts(one)


def _head_of(block: object) -> str:
    """The head of a table, which stands again where a page begins."""
    return bare("".join(map(printed, block.rows[0]))) if isinstance(block, Table) and block.head else ""


def _first_difference(wanted: str, found: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    return wanted[max(0, at - SHOWN // 2) : at + SHOWN // 2]


def _check_inside(page: ReadPage, n: int) -> None:
    paper = Box(0, 0, page.width, page.height)
    for box in page.occupied:
        if box.x < -1 or box.y < -1 or box.x + box.width > paper.width + 1 or box.y + box.height > paper.height + 1:
            raise SheetDiffers(
                _(
                    "Something on page ${n} does not fit on the paper: a row of a table that is too high, or a word "
                    "that is too long. It was not issued; shorten it.",
                    mapping={"n": n},
                )
            )


def _differs(near: str, n: int) -> SheetDiffers:
    return SheetDiffers(
        _(
            "The letter as printed differs from what was written, on page ${n} near “${near}”. It was not issued; "
            "nothing else was changed.",
            mapping={"near": near, "n": n},
        )
    )
