"""การส่งออกทะเบียน (exporting a book): the columns of แบบ ๑๓ and แบบ ๑๔ as CSV and XLSX, every cell plain text."""

from __future__ import annotations

from collections.abc import Iterator

from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.registers.content import Book, Entry
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai

#: แบบ ๑๓ ทะเบียนหนังสือรับ and แบบ ๑๔ ทะเบียนหนังสือส่ง: the columns in the order of the form, the day of entry first.
FORM_13 = ("วันที่", "เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
FORM_14 = ("วันที่", "เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
VOID = "ยกเลิก"
RESERVED = "จองเลข"
AMENDED = "แก้ไข"

_WIDTHS = (14, 12, 22, 14, 32, 32, 60, 24, 32)


def columns(series: str) -> tuple[str, ...]:
    """The heads of the columns of a book."""
    return FORM_13 if series == "receive" else FORM_14


def cells(entry: Entry) -> tuple[str, ...]:
    """An entry as the form shows it: Thai digits, Buddhist years; a void one stays, with ยกเลิก and why."""
    return (
        format_date(entry.day),
        to_thai(str(entry.n)),
        to_thai(entry.number),
        format_date(entry.dated) if entry.dated else "",
        entry.from_,
        entry.to,
        entry.subject,
        entry.action,
        remark_of(entry),
    )


def remark_of(entry: Entry) -> str:
    """หมายเหตุ: what the officer wrote, and what became of the number."""
    parts = [entry.remark]
    if entry.state == "void":
        parts.append(f"{VOID}: {entry.void_reason}")
    if entry.state == "reserved" and entry.reserved_until is not None:
        parts.append(f"{RESERVED}: {entry.reserved_for} ถึง {format_date(entry.reserved_until)} ({entry.reserved_why})")
    parts += [f"{AMENDED}: {a.why}" for a in entry.amendments]
    return " · ".join(part for part in parts if part)


def rows(book: Book, first: int | None = None, last: int | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a book in the order of its numbers, heads not included."""
    for entry in book.entries.values(min=first, max=last):
        yield cells(entry)


def to_csv(book: Book, first: int | None = None, last: int | None = None) -> bytes:
    """ส่งออก CSV: a book, or its numbers from ``first`` to ``last``."""
    return write_csv(_heads(book), rows(book, first, last))


def to_xlsx(book: Book, title: str, first: int | None = None, last: int | None = None) -> bytes:
    """ส่งออก XLSX: the same with ``title`` above the heads."""
    return write_xlsx(f"{book.series} {book.year}", _heads(book), rows(book, first, last), head_lines=[title])


def _heads(book: Book) -> list[Column]:
    return [Column(head, width) for head, width in zip(columns(book.series), _WIDTHS, strict=True)]
