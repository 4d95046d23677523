"""อ่านสมุดงาน XLSX (reading workbooks): looked into with caps before it is opened, no formula worked out.

Nothing declares entities: a part with a document type is refused before the library sees it, whichever parser the
library takes (defusedxml by itself, lxml where that is installed).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook

from saraban.core.i18n import _
from saraban.documents.packages import BROKEN
from saraban.documents.table_reading import (
    MAX_COLUMNS,
    OLE_SIGNATURE,
    ZIP_SIGNATURE,
    CellValue,
    ReadTable,
    TableRefused,
    TableRow,
    Unreadable,
    capped,
    read_csv,
    refuse_too_large,
    text_cell,
    without_tail,
)

MAX_ENTRIES = 300
MAX_SHEETS = 20
MAX_UNPACKED = 64 * 1024 * 1024
MAX_RATIO = 150
RATIO_FROM = 4 * 1024 * 1024
#: Row numbers that a sheet may leave out: a row at the bottom of an empty sheet is one row.
MAX_LINE = 200_000
FORMULA = _("The cell holds a formula. Copy the column and paste it as values.")
TIME = _("The cell holds a time of day. Write text or a date.")
BUDDHIST = range(2400, 2701)
BUDDHIST_OFFSET = 543


def read_tables(data: bytes) -> tuple[ReadTable, ...]:
    """อ่านไฟล์ตาราง: the sheets of an XLSX workbook that hold something, or the one table of a CSV file.

    Raises ``TableRefused`` for what is too large, damaged, locked, built to exhaust the machine, or no table.
    """
    refuse_too_large(len(data))
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise TableRefused(_("The file is empty. Choose it again."), "file-empty")
    if data.startswith(OLE_SIGNATURE):
        raise TableRefused(
            _("This is an old .xls file, or one that is locked with a password. Save it as .xlsx without a password."),
            "old-workbook",
        )
    if data.startswith(ZIP_SIGNATURE):
        return read_xlsx(data)
    if data.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"<?xml", b"<!DOCTYPE", b"<html")):
        raise TableRefused(_("This is no table. Choose a CSV file or an XLSX workbook."), "no-table")
    return (read_csv(data),)


def read_xlsx(data: bytes) -> tuple[ReadTable, ...]:
    """The sheets of a workbook that hold something."""
    _check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is not ours to know
            return tuple(_sheets(data))
    except TableRefused:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged or hostile file makes the library fail in any of its ways
        if any(type(e).__module__.startswith("defusedxml") for e in (error, error.__cause__, error.__context__)):
            raise _unsafe() from None
        raise TableRefused(_("The workbook is damaged. Save it again as XLSX."), "damaged-workbook") from None


def _check_package(data: bytes) -> None:
    """Refuse an archive by its directory, before any of it is unpacked; what it says is all that is ever read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except BROKEN:
        raise TableRefused(_("The workbook is damaged. Save it again as XLSX."), "damaged-workbook") from None
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    grows = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(1, packed)
    names = [e.filename for e in entries]
    escapes = any(n.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", n) for n in names)
    twice = len(set(names)) != len(names)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or packed > len(data) or grows or escapes or twice:
        raise _unsafe()
    if any(e.flag_bits & 0x1 for e in entries):
        raise TableRefused(_("The file is locked with a password. Save it without one."), "locked-workbook")
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        raise TableRefused(_("The workbook carries macros. Save it as XLSX without macros."), "macros")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise TableRefused(_("This is no table. Choose a CSV file or an XLSX workbook."), "no-table")
    _check_parts(data)


def _check_parts(data: bytes) -> None:
    """Refuse a part that declares a document type: entities that grow, or that name files, are declared in one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                _refuse_document_type(package.read(entry))
    except TableRefused:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive fails in many ways
        raise TableRefused(_("The workbook is damaged. Save it again as XLSX."), "damaged-workbook") from None


def _refuse_document_type(part: bytes) -> None:
    def found(*_declared: Any) -> None:
        raise _unsafe()

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found
    with suppress(expat.ExpatError):  # a picture, or XML that is damaged
        parser.Parse(part, True)


def _unsafe() -> TableRefused:
    return TableRefused(
        _("The archive inside this file is built to exhaust the machine. It was not opened. Save the table as CSV."),
        "unsafe-archive",
    )


def _sheets(data: bytes) -> Iterator[ReadTable]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        if len(workbook.worksheets) > MAX_SHEETS:
            raise TableRefused(
                _("The workbook has more than ${limit} sheets.", mapping={"limit": MAX_SHEETS}), "too-many-sheets"
            )
        count = 0
        for sheet in workbook.worksheets:
            rows = tuple(capped(_rows(sheet), count))
            count += len(rows)
            if rows:
                yield ReadTable(str(sheet.title), rows)
    finally:
        workbook.close()


def _rows(sheet: Any) -> Iterator[TableRow]:
    sheet.reset_dimensions()  # what a file says about its own size is not believed
    for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), 1):
        if line > MAX_LINE:
            raise TableRefused(
                _("Row ${line} is too far down. Delete the empty rows of the sheet.", mapping={"line": line}),
                "too-many-rows",
            )
        yield TableRow(line, without_tail([_value(cell) for cell in cells]))


def _value(cell: Any) -> CellValue:
    value = cell.value
    if cell.data_type == "f":
        return Unreadable(FORMULA)
    if cell.data_type == "e":
        return Unreadable(_("The cell holds the error ${text}. Write the value.", mapping={"text": str(value)[:20]}))
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, (date, time, timedelta)):
        return _moment(value)
    return "" if value is None else _number(value)


def _moment(value: date | time | timedelta) -> CellValue:
    if isinstance(value, datetime):
        return _day(value.date()) if value.time() == time() else Unreadable(TIME)
    return _day(value) if isinstance(value, date) else Unreadable(TIME)


def _number(value: Any) -> CellValue:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)[:100]


def _day(day: date) -> CellValue:
    """A date typed with a Buddhist year stands in the cell as if it were a Gregorian one."""
    if day.year not in BUDDHIST:
        return day
    try:
        return day.replace(year=day.year - BUDDHIST_OFFSET)
    except ValueError:
        return Unreadable(
            _("There is no such day: “${text}”. Check day and month.", mapping={"text": f"{day:%d/%m/%Y}"})
        )
