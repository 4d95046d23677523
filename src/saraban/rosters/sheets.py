"""จับคู่แผ่นงานกับตาราง (which sheet is which table): by its heads, and its rows with every wrong cell named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.table_reading import CellValue, ReadTable, TableRow, Unreadable, column_name
from saraban.rosters.cells import read_cell
from saraban.rosters.tables import REMARK, TABLES, Field, Table

#: The place of what concerns a whole row.
WHOLE_ROW = -1


@dataclass(frozen=True)
class BadRow:
    """แถวที่ผิด: where it stands, what is wrong and what to write instead."""

    sheet: str
    line: int
    column: int
    head: str
    message: Any
    table: str = ""

    @property
    def letter(self) -> str:
        """The letter of the column; empty for the whole row."""
        return column_name(self.column) if self.column >= 0 else ""

    @property
    def place(self) -> Any:
        """ที่อยู่ของช่อง: ``แถว 12 คอลัมน์ C (รหัสหน่วยงาน)``."""
        mapping = {"line": self.line, "letter": self.letter, "head": self.head}
        if self.letter and not self.head:
            return _("Row ${line} column ${letter} (no head)", mapping=mapping)
        if self.letter:
            return _("Row ${line} column ${letter} (${head})", mapping=mapping)
        return _("Row ${line}", mapping=mapping)


@dataclass
class Row:
    """แถวของตาราง: ``values`` by column, only those that the sheet has."""

    table: Table
    sheet: str
    line: int
    values: dict[str, Any]
    places: dict[str, tuple[int, str]]
    key: Any = None

    def bad(self, message: Any, column: str | None = None) -> BadRow:
        """This row is wrong, at a column of the table."""
        place = self.places.get(column or "") or self.places.get(self.table.keys[0])
        index, head = place or (WHOLE_ROW, "")
        return BadRow(self.sheet, self.line, index, head, message, self.table.name)


@dataclass
class Taken:
    """ตารางที่อ่านแล้ว: good rows, and what is wrong with the others."""

    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)  # rows with a wrong cell: the others of them are looked at too
    failed: dict[tuple[str, str], int] = field(default_factory=dict)  # (table, key of one column) -> its bad row
    posts_of: dict[str, list[str]] = field(default_factory=dict)  # person -> posts that the tables give

    def fail(self, row: Row) -> None:
        """Remember a wrong row, for those that need it."""
        self.failed.setdefault((row.table.name, str(row.values.get(row.table.keys[0], ""))), row.line)


def take(tables: Iterable[tuple[str, ReadTable]]) -> Taken:
    """The rows of all sheets; ``(name, table)`` each, the name for messages where there are several."""
    taken = Taken()
    seen: dict[tuple[str, Any], Row] = {}
    for name, read in tables:
        _take_sheet(taken, seen, name, read)
    return taken


def _take_sheet(taken: Taken, seen: dict[tuple[str, Any], Row], name: str, read: ReadTable) -> None:
    heads, rows = read.rows[0], read.rows[1:]
    table = _table_of(heads, read.title)
    if table is None:
        heads_known = " / ".join(f"{t.thai}: {', '.join(f.thai for f in t.fields)}" for t in TABLES)
        message = _("These heads belong to no table that is known. Take the heads of an export: ${heads}",
                    mapping={"heads": heads_known})  # fmt: skip
        taken.bad.append(BadRow(name, heads.line, WHOLE_ROW, "", message))
        return
    columns = _columns(taken, table, name, heads)
    if all(f in columns.values() for f in table.fields if f.needed):
        for row in rows:
            _take_row(taken, seen, table, columns, heads, row, name)


def _plain(cell: CellValue) -> str:
    return "".join(cell.split()).casefold() if isinstance(cell, str) else ""


def _names(column: Field) -> set[str]:
    return {_plain(column.key), _plain(column.thai)}


def _table_of(heads: TableRow, title: str) -> Table | None:
    """The table whose needed columns are all there; of several, the one that the sheet is named after."""
    found = {_plain(cell) for cell in heads.cells} - {""}
    fits = [t for t in TABLES if all(_names(f) & found for f in t.fields if f.needed)]
    named = [t for t in TABLES if _plain(title) in {_plain(t.name), _plain(t.thai)}]
    by_title = [t for t in named if t in fits] or (named if found else [])
    if by_title:
        return by_title[0]
    return max(fits, key=lambda t: sum(bool(_names(f) & found) for f in t.fields), default=None)


def _columns(taken: Taken, table: Table, sheet: str, heads: TableRow) -> dict[int, Field]:
    """Column number -> field. What is not known, stands twice or is missing is wrong."""
    columns: dict[int, Field] = {}
    for index, cell in enumerate(heads.cells):
        head = _plain(cell)
        known = next((f for f in table.fields if head in _names(f)), None)
        if known is None and head and head not in REMARK:
            words = ", ".join(f.thai for f in table.fields)
            message = _("The table ${table} has no such column. Its columns: ${words}.",
                        mapping={"table": table.thai, "words": words})  # fmt: skip
            taken.bad.append(BadRow(sheet, heads.line, index, str(cell)[:60], message, table.name))
        elif known is not None and known in columns.values():
            message = _("This column stands twice. Leave one.")
            taken.bad.append(BadRow(sheet, heads.line, index, known.thai, message, table.name))
        elif known is not None:
            columns[index] = known
    for needed in (f for f in table.fields if f.needed and f not in columns.values()):
        message = _("The column ${name} is missing.", mapping={"name": needed.thai})
        taken.bad.append(BadRow(sheet, heads.line, WHOLE_ROW, "", message, table.name))
    return columns


def _take_row(
    taken: Taken,
    seen: dict[tuple[str, Any], Row],
    table: Table,
    columns: dict[int, Field],
    heads: TableRow,
    read: TableRow,
    sheet: str,
) -> None:
    row = Row(table, sheet, read.line, {}, {f.key: (i, f.thai) for i, f in columns.items()})
    problems = []
    for index, column in columns.items():
        cell = read.cells[index] if index < len(read.cells) else ""
        try:
            row.values[column.key] = read_cell(column, cell)
        except Invalid as error:
            problems.append(row.bad(error.message, column.key))
    astray = next((i for i, cell in enumerate(read.cells) if cell and not _has_head(heads, i)), None)
    if astray is not None:
        message = _("“${text}” stands under no head. Write the head of its column above it, or clear the cell.",
                    mapping={"text": _text_of(read.cells[astray])})  # fmt: skip
        problems.append(BadRow(sheet, read.line, astray, "", message, table.name))
    row.key = _key_of(row)
    if not problems and (table.name, row.key) in seen:
        first = seen[table.name, row.key]
        problems.append(row.bad(_("The same row stands in row ${line} already.", mapping={"line": first.line})))
    if problems:
        taken.bad += problems
        taken.broken.append(row)
        taken.fail(row)
        return
    seen[table.name, row.key] = row
    taken.rows.append(row)


def _has_head(heads: TableRow, index: int) -> bool:
    return index < len(heads.cells) and bool(_plain(heads.cells[index]))


def _text_of(cell: CellValue) -> str:
    return "…" if isinstance(cell, Unreadable) else str(cell)[:80]


def _key_of(row: Row) -> Any:
    """Which row it is; a role without an id has the one that the administration page gives it."""
    values = row.values
    if row.table.name == "grants" and not values.get("id"):
        values["id"] = f"{values.get('unit')}.{values.get('role')}.{values.get('post')}"
    parts = tuple(values.get(k) for k in row.table.keys)
    return parts[0] if len(parts) == 1 else parts
