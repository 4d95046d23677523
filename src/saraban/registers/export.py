"""แบบ ๑๓ และแบบ ๑๔ (the forms of the books): an entry in the columns of the form, for paper and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.people.actor import Actor
from saraban.registers.books import SERIES, Span, entries_in
from saraban.registers.content import Amendment, Book, Entry
from saraban.thai.dates import format_date
from saraban.thai.digits import Digits, in_digits

#: แบบ ๑๓ ทะเบียนหนังสือรับ and แบบ ๑๔ ทะเบียนหนังสือส่ง: the columns in the order of the form, the day of entry first.
FORM_13 = ("วันที่", "เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
FORM_14 = ("วันที่", "เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
VOID = "ยกเลิก"
RESERVED = "จองเลข"
AMENDED = "แก้ไข"
AMENDABLE = {
    "number": "ที่",
    "dated": "ลงวันที่",
    "from_": "จาก",
    "to": "ถึง",
    "subject": "เรื่อง",
    "action": "การปฏิบัติ",
    "remark": "หมายเหตุ",
}

_WIDTHS = (16, 14, 24, 16, 32, 32, 60, 24, 36)


def columns(series: str) -> tuple[str, ...]:
    """The heads of the columns of a book."""
    return FORM_13 if series == "receive" else FORM_14


def cells(entry: Entry, digits: Digits = "thai") -> tuple[str, ...]:
    """An entry as the form shows it, with Buddhist years; a void one stays, with ยกเลิก and why.

    Digits of numbers and dates are Thai on the form and Arabic in a spreadsheet.
    """
    return (
        format_date(entry.day, digits=digits),
        in_digits(str(entry.n), digits),
        in_digits(entry.number, digits),
        _date(entry.dated, digits),
        entry.from_,
        entry.to,
        entry.subject,
        entry.action,
        remark_of(entry, digits),
    )


def remark_of(entry: Entry, digits: Digits = "thai") -> str:
    """หมายเหตุ: what the officer wrote, and what became of the number."""
    parts = [entry.full_remark]
    if entry.state == "void":
        parts.append(f"{VOID}: {entry.void_reason}")
    if entry.state == "reserved" and entry.reserved_until is not None:
        until = format_date(entry.reserved_until, digits=digits)
        parts.append(f"{RESERVED}: {entry.reserved_for} ถึง {until} ({entry.reserved_why})")
    parts += [_amendment(a, digits) for a in entry.amendments]
    return " · ".join(part for part in parts if part)


def rows(
    book: Book, span: Span = Span(), digits: Digits = "arabic", actor: Actor | None = None
) -> Iterator[tuple[str, ...]]:
    """The rows of a book in the order of its numbers, as ``actor`` sees them, heads not included."""
    for entry in entries_in(book, span, actor):
        yield cells(entry, digits)


def to_csv(book: Book, span: Span = Span(), actor: Actor | None = None) -> bytes:
    """ส่งออก CSV: a book, or a span of it."""
    return write_csv(_heads(book), rows(book, span, actor=actor))


def to_xlsx(book: Book, title: str, span: Span = Span(), actor: Actor | None = None) -> bytes:
    """ส่งออก XLSX: the same with ``title`` above the heads."""
    sheet = f"{SERIES[book.series]} {book.year}".replace("ทะเบียนหนังสือส่ง (", "ส่ง (")  # a name of 31 characters
    return write_xlsx(sheet, _heads(book), rows(book, span, actor=actor), head_lines=[title])


def _amendment(change: Amendment, digits: Digits) -> str:
    old = _date(change.old, digits) if isinstance(change.old, date) else str(change.old or "–")
    return f"{AMENDED}{AMENDABLE.get(change.field, '')} เดิม “{old}” ({change.why})"


def _date(day: date | None, digits: Digits) -> str:
    return format_date(day, digits=digits) if day is not None else ""


def _heads(book: Book) -> list[Column]:
    return [Column(head, width) for head, width in zip(columns(book.series), _WIDTHS, strict=True)]
