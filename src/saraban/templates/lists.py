"""อ่านบัญชีรายชื่อ (reading lists of addressees): the rows of a CSV or XLSX table by the heads of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.table_reading import CellValue, TableRefused, TableRow, Unreadable, column_name
from saraban.documents.workbook_reading import read_tables
from saraban.letters.blanks import name_of
from saraban.registers.rows import is_storable
from saraban.thai.dates import format_date

MOST_ROWS = 1000
HEAD_LENGTH = 60
#: Columns that say where a letter goes: a unit of the system by name or code, and the words after เรียน.
UNIT, TO = "หน่วยงาน", "เรียน"


@dataclass(frozen=True)
class Wrong:
    """ที่ผิดในบัญชีรายชื่อ: line and column as a spreadsheet names them (no column = the whole row), and what is wrong."""

    line: int
    column: str
    message: Any


@dataclass(frozen=True)
class ListRow:
    """แถวของบัญชีรายชื่อ: its line, and what stands below each head."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class AddresseeList:
    """บัญชีรายชื่อ: the heads with the letters of their columns, the rows, and every cell that cannot be taken."""

    columns: Mapping[str, str]
    rows: tuple[ListRow, ...]
    wrong: tuple[Wrong, ...] = field(default=())


def read_list(data: bytes) -> AddresseeList:
    """อ่านบัญชีรายชื่อ. Raises ``Invalid`` (field ``list``) for a file that is no such list as a whole."""
    try:
        tables = read_tables(data)
    except TableRefused as error:
        raise Invalid(error.message, field="list", slug=error.slug) from None
    if not tables or not tables[0].rows:
        raise Invalid(_("The file is empty. Choose it again."), field="list", slug="file-empty")
    if len(tables) != 1:
        raise Invalid(_("Leave one sheet in the workbook: the list."), field="list", slug="several-sheets")
    first, *rest = tables[0].rows
    columns = _heads(first)
    if not rest:
        raise Invalid(_("The list has heads and no row below them."), field="list", slug="no-rows")
    if len(rest) > MOST_ROWS:
        raise Invalid(
            _("The list has more than ${limit} rows. Split it.", mapping={"limit": MOST_ROWS}),
            field="list",
            slug="too-many-rows",
        )
    wrong: list[Wrong] = []
    rows = tuple(_row(row, columns, wrong) for row in rest)
    return AddresseeList({name: column_name(at) for name, at in columns.items()}, rows, tuple(wrong))


def _heads(row: TableRow) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        name = name_of(cell.strip().strip("{}")) if isinstance(cell, str) else ""
        if not name:
            continue
        if len(name) > HEAD_LENGTH or not is_storable(name) or name in found:
            message = _("The head of column ${column} is too long, or stands there twice.",
                        mapping={"column": column_name(at)})  # fmt: skip
            raise Invalid(message, field="list", slug="bad-heads")
        found[name] = at
    if not found:
        raise Invalid(_("The first row has to name the columns."), field="list", slug="no-heads")
    return found


def _row(row: TableRow, columns: Mapping[str, int], wrong: list[Wrong]) -> ListRow:
    values = {}
    for name, at in columns.items():
        cell = row.cells[at] if at < len(row.cells) else ""
        text = _text(cell)
        if isinstance(cell, Unreadable):
            wrong.append(Wrong(row.line, column_name(at), cell.message))
        elif not is_storable(text) or "{{" in text:
            message = _("The cell holds characters that cannot be printed. Type it again.")
            wrong.append(Wrong(row.line, column_name(at), message))
        values[name] = text
    return ListRow(row.line, values)


def _text(cell: CellValue) -> str:
    if isinstance(cell, Unreadable):
        return ""
    return format_date(cell, "full") if isinstance(cell, date) else cell.strip()
