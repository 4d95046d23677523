"""หนังสือตามแบบ (a letter as its form prints it): labels and values in the order of the kind that it was written under.

Plain values in Thai, for whoever draws them: a page, a print, a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.documents.blocks import Block
from saraban.kinds.service import book_of
from saraban.kinds.shapes import AddresseeClass, Field, Kind, KindBook
from saraban.letters.addressees import copy_words
from saraban.letters.body import blocks_of
from saraban.letters.content import Letter, Text
from saraban.letters.filling import class_of
from saraban.letters.values import Reference
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import to_thai

_SAMPLES = {"day": "2024-03-04", "time": "09:00", "number": "2"}


@dataclass(frozen=True)
class Row:
    """ป้ายและค่า: one labelled part of the form; ``name`` is the field's."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Printed:
    """หนังสือตามแบบ: what stands above the text, the text, and what stands below it.

    ``signing`` is ``signature``, ``initials`` (beside the seal) or ``none``; ``closing`` stands above it.
    """

    layout: str
    heading: str
    above: tuple[Row, ...]
    blocks: tuple[Block, ...]
    closing: str
    below: tuple[Row, ...]
    signing: str
    paper: str
    garuda: float


def printed_of(root: Any, letter: Letter) -> Printed | None:
    """The parts of a letter written here; None for one that was received, which has a form of its own."""
    if not letter.from_unit or letter.state == "received":
        return None
    return printed_under(root, letter, book_of(root, letter.kinds_version))


def sample_of(root: Any, book: KindBook, kind: str, subkind: str = "") -> tuple[Letter, Printed]:
    """ตัวอย่าง: a letter of a kind with sample words, as a table prints it that may not be in force; nothing is kept."""
    found = book.kind(kind, subkind)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    letter = Letter(1)
    letter.kind, letter.subkind, letter.state = kind, subkind, "draft"
    letter.from_text, letter.subject, letter.to_text = "หน่วยงานตัวอย่าง", "เรื่องตัวอย่าง", "ผู้รับตัวอย่าง"
    letter.number, letter.dated = "กท 0000/1", date(2024, 3, 4)
    letter.references, letter.enclosures = (Reference("กท 0000/9", date(2024, 2, 19)),), ("เอกสารตัวอย่าง จำนวน ๑ ฉบับ",)
    letter.text, letter.copies = Text(found.opening or "ข้อความตัวอย่าง"), ("ผู้รับสำเนาตัวอย่าง",)
    letter.filled = tuple((field.name, _SAMPLES.get(field.type, field.label or field.name)) for field in found.own)
    printed = printed_under(root, letter, book)
    assert printed is not None
    return letter, printed


def printed_under(root: Any, letter: Letter, book: KindBook) -> Printed | None:
    """The parts of a letter as a table prints it; None where the table has no such kind."""
    kind = book.kind(letter.kind, letter.subkind)
    if kind is None:
        return None
    addressed = class_of(book, letter)
    rows = [(field, _value(root, letter, field)) for field in kind.fields if field.printed]
    at = next((i for i, (field, _v) in enumerate(rows) if field.name == "body"), len(rows))
    return Printed(
        layout=kind.layout,
        heading=" ".join(part for part in (kind.heading, _issuer(letter, kind)) if part),
        above=_rows(rows[:at], addressed),
        blocks=tuple(blocks_of(letter.body)),
        closing=addressed.closing if kind.closing else "",
        below=_rows(rows[at:], addressed),
        signing=kind.signing,
        paper=kind.paper,
        garuda=kind.garuda,
    )


def reference_words(reference: Reference) -> str:
    """อ้างถึง as it is printed."""
    number = to_thai(reference.number)
    return f"{number} ลงวันที่ {format_date(reference.dated, 'full')}" if reference.dated else number


def own_words(field: Field, value: str) -> str:
    """The value of a kind's own field as it is printed."""
    if field.type == "day":
        return format_date(date.fromisoformat(value), "full")
    if field.type == "time":
        return format_time(time.fromisoformat(value))
    return to_thai(value) if field.type == "number" else value


def _issuer(letter: Letter, kind: Kind) -> str:
    return letter.from_text if kind.field("issuer") is not None else ""


def _rows(pairs: list[tuple[Field, str]], addressed: AddresseeClass) -> tuple[Row, ...]:
    return tuple(
        Row(f.name, addressed.salutation if f.name == "to" and not f.label else f.label, value)
        for f, value in pairs
        if value
    )


def _value(root: Any, letter: Letter, field: Field) -> str:
    if field.is_own:
        value = dict(letter.filled).get(field.name, "")
        return own_words(field, value) if value else ""
    values = {
        "number": to_thai(letter.number),
        "owner": letter.from_text,
        "date": format_date(letter.dated, "full") if letter.dated else "",
        "subject": letter.subject,
        "to": letter.to_text,
        "references": "\n".join(reference_words(r) for r in letter.references),
        "enclosures": "\n".join(_numbered(letter.enclosures)),
        "copies": "\n".join(copy_words(root, letter.copies)),
    }
    return values.get(field.name, "")


def _numbered(lines: tuple[str, ...]) -> list[str]:
    return list(lines) if len(lines) < 2 else [f"{to_thai(str(n))}. {line}" for n, line in enumerate(lines, 1)]
