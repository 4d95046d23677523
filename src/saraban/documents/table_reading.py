"""อ่านตาราง (reading tables): CSV and XLSX files as rows of cells with the line and the column of each.

A file that cannot be read at all is refused (``TableRefused``); a single cell that cannot be taken as it is (a formula,
an error, a time of day) comes as ``Unreadable``, so that a reader can name every one of them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

from saraban.core.errors import Invalid
from saraban.core.i18n import Figures, _
from saraban.documents.tables import unguarded

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 40
MAX_CELL = 2_000
ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_PLAIN = re.compile(r"[\t\r\n -~\u0e01-\u0e5b]")
_DELIMITERS = ",;\t"
#: The file as a whole is capped; a vast cell is told by its row and its column, as any other wrong cell.
csv.field_size_limit(MAX_BYTES)


class TableRefused(Invalid):
    """อ่านไฟล์ตารางไม่ได้: nothing of the file was taken; says why and what to send instead."""

    def __init__(self, message: object, slug: str = "table-unreadable") -> None:
        super().__init__(message, field="files", slug=slug)


@dataclass(frozen=True)
class Unreadable:
    """ช่องที่อ่านไม่ได้: why, and what to write instead."""

    message: Any


CellValue = str | date | Unreadable


@dataclass(frozen=True)
class TableRow:
    """แถว: its line as a spreadsheet counts them, and its cells from column A on."""

    line: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True)
class ReadTable:
    """ตารางที่อ่านได้: the name of its sheet (empty for CSV), and its rows that hold something, heads included."""

    title: str
    rows: tuple[TableRow, ...]


def column_name(index: int) -> str:
    """The letter of a column, counted from 0."""
    return str(get_column_letter(index + 1))


def refuse_too_large(size: int) -> None:
    """Raise ``TableRefused`` for more bytes than a table may have."""
    if size > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise TableRefused(
            _("The file is larger than ${limit} MB. Split it, for example one file an agency.",
              mapping={"limit": limit}), "table-too-large")  # fmt: skip


def refuse_too_many(rows: int) -> None:
    """Raise ``TableRefused`` for more rows than are taken at once, heads not counted."""
    if rows > MAX_ROWS:
        raise TableRefused(
            _("The file has more than ${limit} rows. Split it, for example one file an agency.",
              mapping={"limit": Figures(f"{MAX_ROWS:,}")}), "too-many-rows")  # fmt: skip


def read_csv(data: bytes) -> ReadTable:
    """อ่านไฟล์ CSV: UTF-8, UTF-16 or TIS-620; commas, semicolons or tabs between the columns."""
    return ReadTable("", tuple(capped(_csv_rows(decoded(data)))))


def capped(rows: Iterator[TableRow], before: int = 0) -> Iterator[TableRow]:
    """The rows that hold something; raises ``TableRefused`` when there are too many, or too many columns."""
    for count, row in enumerate((r for r in rows if r.cells), before + 1):
        refuse_too_many(count - 1)
        if len(row.cells) > MAX_COLUMNS:
            raise TableRefused(
                _("Row ${line} has more than ${limit} columns. Leave the columns that the table needs.",
                  mapping={"line": row.line, "limit": MAX_COLUMNS}), "too-many-columns")  # fmt: skip
        yield row


def text_cell(text: str) -> CellValue:
    """A cell of text, without the apostrophe that guards against formulas."""
    if len(text) > MAX_CELL:
        return Unreadable(
            _("The cell holds more than ${limit} characters. Shorten it.", mapping={"limit": Figures(f"{MAX_CELL:,}")})
        )
    return unguarded(text)


def without_tail(cells: list[CellValue]) -> tuple[CellValue, ...]:
    """The cells up to the last one that holds something."""
    while cells and isinstance(cells[-1], str) and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def decoded(data: bytes) -> str:
    """The text of a CSV file, whichever coding it has. Raises ``TableRefused`` for none that we know."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if b"\0" in data[:4096] and len(data) % 2 == 0:
        little = data[1:4096:2].count(0) >= data[:4096:2].count(0)
        text = data.decode("utf-16-le" if little else "utf-16-be", "replace")
        if "\0" not in text and len(_PLAIN.findall(text)) > 0.9 * len(text):  # else one NUL in a table of UTF-8
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_coding(data, data[: error.start].count(b"\n") + 1)


def _other_coding(data: bytes, line: int) -> str:
    """TIS-620, or UTF-8 with a row that is broken or in another coding: read as TIS-620 it would be nonsense."""
    loose = data.decode("utf-8", "replace")
    if len(_THAI.findall(loose)) <= 10 * loose.count("\ufffd"):
        try:
            return _strictly(data, "cp874")
        except TableRefused:
            if line == 1 or not _THAI.search(loose):
                raise
    raise TableRefused(
        _("The characters in row ${line} are damaged. Save the file again as CSV UTF-8, or as XLSX.",
          mapping={"line": line}), "bad-encoding")  # fmt: skip


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TableRefused(
            _("The file is neither a table in UTF-8, UTF-16 or TIS-620 nor an XLSX workbook. "
              "Save it as CSV UTF-8 or as XLSX."), "bad-encoding") from None  # fmt: skip


def _csv_rows(text: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):
            yield TableRow(line, without_tail([text_cell(cell) for cell in cells]))
    except csv.Error:
        raise TableRefused(
            _("Row ${line} cannot be taken apart: a quotation mark is missing, or the cell is too long.",
              mapping={"line": line + 1}), "bad-csv") from None  # fmt: skip


def _delimiter(text: str) -> str:
    first = next((row for row in text.splitlines() if row.strip()), "")
    plain = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=plain.count)
