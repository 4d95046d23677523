"""การส่งออกทะเบียน (exporting a book): the columns of แบบ ๑๓ and แบบ ๑๔ as CSV and XLSX, every cell plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from saraban.registers.content import Book, Entry
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai

#: แบบ ๑๓ ทะเบียนหนังสือรับ and แบบ ๑๔ ทะเบียนหนังสือส่ง: the columns in the order of the form, the day of entry first.
FORM_13 = ("วันที่", "เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
FORM_14 = ("วันที่", "เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
VOID = "ยกเลิก"
RESERVED = "จองเลข"
AMENDED = "แก้ไข"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what one could begin with."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def rows(book: Book, first: int | None = None, last: int | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a book in the order of its numbers, heads not included."""
    for entry in book.entries.values(min=first, max=last):
        yield cells(entry)


def write_csv(out: TextIO, heads: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    """Write CSV: every field quoted; the byte order mark makes spreadsheets read it as UTF-8."""
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(guarded(head) for head in heads)
    writer.writerows((guarded(cell) for cell in line) for line in lines)


def to_csv(book: Book, first: int | None = None, last: int | None = None) -> bytes:
    """ส่งออก CSV: a book, or its numbers from ``first`` to ``last``."""
    out = io.StringIO(newline="")
    write_csv(out, columns(book.series), rows(book, first, last))
    return out.getvalue().encode()


def to_xlsx(book: Book, title: str, first: int | None = None, last: int | None = None) -> bytes:
    """ส่งออก XLSX: the same with ``title`` above the heads; every cell is marked as text."""
    workbook = Workbook(write_only=True)
    sheet: Any = workbook.create_sheet(f"{book.series} {book.year}")
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[index]].width = width
    sheet.freeze_panes = "A3"
    sheet.append([_text(sheet, title)])
    sheet.append([_text(sheet, head) for head in columns(book.series)])
    for line in rows(book, first, last):
        sheet.append([_text(sheet, cell) for cell in line])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _text(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, value=None)
    cell.value = guarded(value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
