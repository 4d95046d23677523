"""ลองนำเข้าและนำเข้า (running an import): the rows of all tables taken in, in the present transaction, none left out.

A trial and the import itself are the same run; a trial is not committed. What a row comes to (added, changed, left
alone, wrong) is what the verbs of the administration page made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.people.service import people_of
from saraban.rosters import applying
from saraban.rosters.circles import circles_in, parent_now, parents_in
from saraban.rosters.hands import Hands
from saraban.rosters.sheets import BadRow, Row, Taken
from saraban.rosters.states import State, state_of
from saraban.rosters.tables import BY_NAME, TABLES, Table


@dataclass(frozen=True)
class Change:
    """แถวที่เปลี่ยน: what the store held before (None = nothing) and holds after."""

    table: str
    key: Any
    line: int
    before: State | None
    after: State


@dataclass(frozen=True)
class FirstPassword:
    """รหัสผ่านแรกเข้า, shown this once."""

    person: str
    name: str
    password: str


@dataclass
class Run:
    """ผลของการนำเข้า: every change in the order made, every wrong row, how many rows were left alone."""

    changes: list[Change] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)
    passwords: list[FirstPassword] = field(default_factory=list)

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Table -> rows added, changed, left alone; only the tables that the file has."""
        found: dict[str, tuple[int, int, int]] = {}
        for table in TABLES:
            changes = [c for c in self.changes if c.table == table.name]
            added = sum(c.before is None for c in changes)
            counts = (added, len(changes) - added, self.same.get(table.name, 0))
            if any(counts):
                found[table.name] = counts
        return found


#: column at fault, as the verbs call it -> as the tables call it
_COLUMNS = {"apart": "splits", "text": "prefix", "prefix": "prefix"}
_VERBS: dict[str, Callable[[Hands, State | None, State], None]] = {
    "units": applying.take_unit,
    "prefixes": applying.take_prefix,
    "posts": applying.take_post,
    "holdings": applying.take_holding,
    "grants": applying.take_grant,
    "acting": applying.take_acting,
}


def run(hands: Hands, taken: Taken, *, accounts: bool) -> Run:
    """Take every row in; the caller commits, or does not. ``accounts`` opens one for each new person."""
    outcome = Run(bad=list(taken.bad))
    for table in TABLES:
        rows = [row for row in taken.rows if row.table is table]
        circles = circles_in(hands, rows) if table.name == "units" else {}
        for row in _in_order(hands, rows) if table.name == "units" else rows:
            if row.key in circles:
                outcome.bad.append(row.bad(circles[row.key], "parent"))
                taken.fail(row)
            else:
                _take(hands, taken, outcome, row, accounts=accounts)
        for row in (row for row in taken.broken if row.table is table):
            outcome.bad += _strange(hands, taken, row, state_of(hands.root, table, row.key))
    order = {table.name: n for n, table in enumerate(TABLES)}
    outcome.bad.sort(key=lambda bad: (order.get(bad.table, -1), bad.sheet, bad.line, bad.column))
    return outcome


def _take(hands: Hands, taken: Taken, outcome: Run, row: Row, *, accounts: bool) -> None:
    current = state_of(hands.root, row.table, row.key)
    wanted = _wanted(row, current)
    if found := _strange(hands, taken, row, current):
        outcome.bad += found
        taken.fail(row)
        return
    try:
        applying.refuse_taken(hands, row.table.name, current, wanted)
        if wanted == current:
            outcome.same[row.table.name] = outcome.same.get(row.table.name, 0) + 1
            return
        if row.table.name == "people":
            _take_person(hands, taken, outcome, current, wanted, accounts=accounts)
        else:
            _VERBS[row.table.name](hands, current, wanted)
    except SarabanError as error:
        outcome.bad.append(_wrong(taken, row, error.message, error.field))
        taken.fail(row)
        return
    after = state_of(hands.root, row.table, row.key)
    if after is not None and after != current:
        outcome.changes.append(Change(row.table.name, row.key, row.line, current, after))


def _wanted(row: Row, current: State | None) -> State:
    """The row as it is to be: what the sheet leaves out stays, or is what a new row has."""
    wanted = {}
    for column in row.table.fields:
        given = row.values.get(column.key)
        left_out = column.key not in row.values or (given is None and column.kind == "flag")
        stays = current[column.key] if current is not None else column.default
        wanted[column.key] = stays if left_out else given
    return wanted


def _take_person(
    hands: Hands, taken: Taken, outcome: Run, current: State | None, wanted: State, *, accounts: bool
) -> None:
    if current is not None:
        applying.change_person(hands, current, wanted)
        return
    password = applying.enter_person(hands, wanted, unit=_first_unit(hands, taken, wanted["id"]), account=accounts)
    if password:
        outcome.passwords.append(FirstPassword(wanted["id"], wanted["name"], password))


def _first_unit(hands: Hands, taken: Taken, person: str) -> str:
    """The unit of the first post that the tables give to a new person; empty where there is none of the importer's."""
    if not taken.posts_of:
        for row in taken.rows:
            if row.table.name == "holdings":
                taken.posts_of.setdefault(row.values["person"], []).append(row.values["post"])
    posts = people_of(hands.root).posts
    units = (posts[post].unit for post in taken.posts_of.get(person, ()) if post in posts)
    return next((unit for unit in units if hands.manages(unit)), "")


def _strange(hands: Hands, taken: Taken, row: Row, current: State | None) -> list[BadRow]:
    return [_wrong(taken, row, message, column) for column, message in applying.strange(hands, row, current)]


def _wrong(taken: Taken, row: Row, message: Any, named: str | None) -> BadRow:
    """What is wrong, and in which column; a row that needs another wrong one says which."""
    column = _COLUMNS.get(named or "", named)
    if column is not None and row.table.field(column) is None:
        column = None
    value = str(row.values.get(column or "", ""))
    for table in _meant(row.table, column):
        line = taken.failed.get((table.name, value))
        if line is not None and value:
            mapping = {"line": line, "table": table.thai}
            message = _("Row ${line} of the table ${table}, which this row needs, is wrong.", mapping=mapping)
    return row.bad(message, column)


def _meant(table: Table, column: str | None) -> list[Table]:
    """The table that a column names a row of."""
    named = {"unit": "units", "parent": "units", "post": "posts", "person": "people"}
    found = BY_NAME.get(named.get(column or "", ""))
    return [found] if found is not None and not (found is table and column == table.keys[0]) else []


def _in_order(hands: Hands, rows: list[Row]) -> list[Row]:
    """Units from the top down, as they will stand: what is moved finds its new parent in place."""
    parents = parents_in(rows)
    depths: dict[str, int] = {}
    return sorted(rows, key=lambda row: _depth(hands, parents, depths, row.key))


def _depth(hands: Hands, parents: dict[str, str], depths: dict[str, int], code: str) -> int:
    path: list[str] = []
    while code and code not in depths and code not in path:
        path.append(code)
        code = parents[code] if code in parents else parent_now(hands, code)
    depth = depths.get(code, 0)
    for step in reversed(path):
        depth += 1
        depths[step] = depth
    return depth
