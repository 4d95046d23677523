"""งานส่งออก (exporting): the tables of the units that somebody manages, as they can be taken in again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.documents.tables import Column, Sheet, write_csv, write_sheets
from saraban.people.service import people_of
from saraban.rosters.cells import write_cell
from saraban.rosters.hands import Hands
from saraban.rosters.states import keys_of, state_of
from saraban.rosters.tables import BY_NAME, TABLES, Table


def export_workbook(hands: Hands, unit: str = "", *, empty: bool = False) -> bytes:
    """ส่งออกสมุดงาน: a sheet for each table; of one unit and those below it, or of all that the importer manages.

    ``empty`` gives the heads alone, to be filled in. Raises ``Missing`` for a unit that is not the importer's.
    """
    units = _units(hands, unit)
    return write_sheets(
        [Sheet(table.thai, heads(table), () if empty else rows(hands, table, units)) for table in TABLES]
    )


def export_csv(hands: Hands, name: str, unit: str = "") -> bytes:
    """ส่งออกตารางเดียว as CSV."""
    table = BY_NAME[name]
    return write_csv(heads(table), rows(hands, table, _units(hands, unit)))


def heads(table: Table) -> list[Column]:
    """The columns of a table."""
    return [Column(f.thai, f.width) for f in table.fields]


def rows(hands: Hands, table: Table, units: list[str]) -> Iterator[list[str]]:
    """The rows of a table, in the order in which they are taken in again."""
    keys: Any = keys_of(hands.root, table, units)
    if table.name == "people" and hands.founding:
        keys = sorted(people_of(hands.root).keys())
    for key in keys:
        state = state_of(hands.root, table, key)
        if state is not None:
            yield [write_cell(column, state[column.key]) for column in table.fields]


def _units(hands: Hands, unit: str) -> list[str]:
    return hands.below(unit) if unit else hands.managed()
