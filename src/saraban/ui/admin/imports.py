"""การนำเข้าในคำพูด (imports in words): what a trial found, what an import changed, for whom and how far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.people.service import people_of
from saraban.rosters.cells import write_cell
from saraban.rosters.effects import MANAGES, Effect
from saraban.rosters.hands import CONSOLE, Hands
from saraban.rosters.importing import Trial
from saraban.rosters.running import FirstPassword
from saraban.rosters.tables import BY_NAME
from saraban.ui.layout.frame import formats_for

#: What a page shows at most; the counts above tell the whole.
ROWS, BAD_ROWS, EFFECTS, NAMES, UNITS = 200, 1000, 40, 5, 3
TABLE_NAMES = {
    "units": _("Units"),
    "prefixes": _("Letter codes"),
    "posts": _("Posts"),
    "people": _("People"),
    "holdings": _("Appointments"),
    "grants": _("Roles"),
    "acting": _("Acting grants"),
}
_EFFECTS = {
    (False, False): _("${n} people will read the letters of ${units}: ${names}"),
    (False, True): _("${n} people will no longer read the letters of ${units}: ${names}"),
    (True, False): _("${n} people will manage ${units}: ${names}"),
    (True, True): _("${n} people will no longer manage ${units}: ${names}"),
}


@dataclass(frozen=True)
class TableShown:
    """ตารางหนึ่ง: how many rows, and the first of those that change."""

    name: Any
    added: str
    changed: str
    same: str
    rows: tuple[tuple[str, bool, tuple[str, ...]], ...]
    more: int


@dataclass(frozen=True)
class BadShown:
    """แถวที่ผิดหนึ่งแห่ง."""

    sheet: str
    table: Any
    place: Any
    message: Any


def trial_shown(request: Any, trial: Trial) -> dict[str, Any]:
    """The page of a trial."""
    changes = [(c.table, c.key, c.before, c.after) for c in trial.run.changes]
    bad = trial.run.bad
    fmt = formats_for(request)
    return {
        "tables": _tables(request, trial.run.counts(), changes),
        "bad": [BadShown(b.sheet, TABLE_NAMES.get(b.table, ""), b.place, b.message) for b in bad[:BAD_ROWS]],
        "bad_count": fmt.count(len(bad)),
        "bad_more": fmt.count(len(bad) - BAD_ROWS) if len(bad) > BAD_ROWS else "",
        "effects": [_effect(request, trial, effect) for effect in trial.effects[:EFFECTS]],
        "effects_more": fmt.count(len(trial.effects) - EFFECTS) if len(trial.effects) > EFFECTS else "",
        "passwords": fmt.count(len(trial.run.passwords)) if trial.run.passwords else "",
        "ready": bool(changes) and not bad,
        "shown": trial.shown,
    }


def import_shown(
    request: Any, hands: Hands, record: Any, *, passwords: list[FirstPassword] | None = None, obstacles: Any = ()
) -> dict[str, Any]:
    """The page of one import."""
    request.rail = "admin"
    return {
        **row_of_list(request, record),
        "tables": _tables(request, record.counts, record.all_changes()),
        "passwords": passwords or [],
        "obstacles": list(obstacles),
        "mine": hands.actor.person == record.by,
    }


def row_of_list(request: Any, record: Any) -> dict[str, Any]:
    """One import in the list."""
    fmt = formats_for(request)
    say = request.localizer.translate
    said = [
        f"{say(TABLE_NAMES[name])} {fmt.count(added + changed)}"
        for name, (added, changed, _same) in record.counts.items()
        if added + changed
    ]
    return {
        "n": record.n,
        "number": fmt.digits(str(record.n)),
        "at": fmt.time(record.at, clock=True),
        "by": _name(request, record.by),
        "names": [name for name, _digest in record.files],
        "said": ", ".join(said),
        "undone": fmt.time(record.undone_at, clock=True) if record.undone_at else None,
        "undone_by": _name(request, record.undone_by),
    }


def _name(request: Any, person: str) -> str:
    if person == CONSOLE:
        return str(request.localizer.translate(_("the console of the machine")))
    people = people_of(request.desk.root)
    return str(people[person].name) if person in people else person


def _tables(request: Any, counts: dict[str, tuple[int, int, int]], changes: list[Any]) -> list[TableShown]:
    fmt = formats_for(request)
    found = []
    for name, numbers in counts.items():
        rows = [_row(change) for change in changes if change[0] == name]
        added, changed, same = (fmt.count(n) for n in numbers)
        found.append(TableShown(TABLE_NAMES[name], added, changed, same, tuple(rows[:ROWS]), max(0, len(rows) - ROWS)))
    return found


def _row(change: Any) -> tuple[str, bool, tuple[str, ...]]:
    """Its key, whether it is new, and column by column what it says."""
    name, key, before, after = change
    table = BY_NAME[name]
    lines = []
    for column in table.fields:
        old = write_cell(column, before[column.key]) if before else ""
        new = write_cell(column, after[column.key])
        if column.key not in table.keys and old != new:
            lines.append(f"{column.thai}: {old} → {new}" if before else f"{column.thai}: {new}")
    keys = key if isinstance(key, tuple) else (key,)
    fields = [table.field(k) for k in table.keys]
    said = " · ".join(write_cell(f, k) for f, k in zip(fields, keys, strict=True) if f is not None)
    return said, before is None, tuple(lines)


def _effect(request: Any, trial: Trial, effect: Effect) -> str:
    fmt, say = formats_for(request), request.localizer.translate
    units = [trial.titles.get(code, code) for code in effect.units]
    names = [trial.names.get(person, person) for person in effect.persons]
    more_units, more_names = len(units) - UNITS, len(names) - NAMES
    said_units, said_names = ", ".join(units[:UNITS]), ", ".join(names[:NAMES])
    if more_units > 0:
        said_units = say(_("${units} and ${n} more units", mapping={"units": said_units, "n": fmt.count(more_units)}))
    if more_names > 0:
        said_names = say(_("${names} and ${n} more", mapping={"names": said_names, "n": fmt.count(more_names)}))
    message = _EFFECTS[effect.what == MANAGES, effect.lost]
    mapping = {"n": fmt.count(len(names)), "units": said_units, "names": said_names}
    return str(say(_(str(message), mapping=mapping)))
