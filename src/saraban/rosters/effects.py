"""ผลของการนำเข้า (effects): who will read or manage which units, and who no longer will, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saraban.agencies.service import agencies_of, ancestors, descendants, find_unit
from saraban.core.access import is_reading
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.people.service import holders_of, people_of, posts_of, roles_of_post
from saraban.rosters.sheets import Row, Taken

READS, MANAGES = "reads", "manages"
Standing = dict[tuple[str, str], set[str]]  # (reads or manages, unit) -> persons


@dataclass(frozen=True)
class Effect:
    """ผลหนึ่งข้อ: the same people, for the same units, get (or lose) the same."""

    what: str
    lost: bool
    persons: tuple[str, ...]
    units: tuple[str, ...]


@dataclass
class Watch:
    """ผู้ที่อาจได้รับผล: who they are, and what they read and manage before the import."""

    root: Any
    day: date
    persons: set[str]
    before: Standing = field(default_factory=dict)

    def effects(self) -> list[Effect]:
        """What is different now, the widest first."""
        after = standing(self.root, self.persons, self.day)
        groups: dict[tuple[str, bool, frozenset[str]], list[str]] = {}
        for what, unit in sorted(set(self.before) | set(after)):
            old, new = self.before.get((what, unit), set()), after.get((what, unit), set())
            for lost, persons in ((False, new - old), (True, old - new)):
                if persons:
                    groups.setdefault((what, lost, frozenset(persons)), []).append(unit)
        found = [
            Effect(what, lost, tuple(sorted(persons)), tuple(units)) for (what, lost, persons), units in groups.items()
        ]
        return sorted(found, key=lambda e: (-len(e.persons) * len(e.units), e.what, e.lost, e.units))


def watch(root: Any, taken: Taken, day: date) -> Watch:
    """Look before the import at everybody whom its rows may touch."""
    persons = {person for row in taken.rows for person in _touched(root, row, day)}
    return Watch(root, day, persons, standing(root, persons, day))


def standing(root: Any, persons: Iterable[str], day: date) -> Standing:
    """What these persons read and manage on a day."""
    found: Standing = {}
    reach: dict[tuple[str, bool], list[str]] = {}
    for person in persons:
        for held in posts_of(root, person, day):
            for grant in roles_of_post(root, held.post.id, day):
                place = (grant.unit, grant.inherit)
                if place not in reach:
                    reach[place] = _reach(root, *place)
                for what in _whats(grant.role):
                    for code in reach[place]:
                        found.setdefault((what, code), set()).add(person)
    return found


def _whats(role: str) -> tuple[str, ...]:
    manages = Permission.UNIT_MANAGE in ROLE_PERMISSIONS[Role(role)]
    return (*((READS,) if is_reading(role) else ()), *((MANAGES,) if manages else ()))


def _reach(root: Any, code: str, inherit: bool) -> list[str]:  # noqa: FBT001 - the two parts of a grant's place
    unit = find_unit(root, code)
    return [code, *(u.code for u in descendants(unit))] if inherit else [code]


def _touched(root: Any, row: Row, day: date) -> Iterable[str]:
    if row.table.name in {"holdings", "acting"}:
        return [row.values["person"]]
    if row.table.name == "grants":
        known = people_of(root).grants.get(row.key)
        posts = {row.values["post"], *([known.post] if known is not None else [])}
        return [person for post in posts for person in _holders(root, post, day)]
    if row.table.name == "units" and "parent" in row.values:
        return _above(root, row, day)
    return []


def _above(root: Any, row: Row, day: date) -> Iterable[str]:
    """Whose roles reach down to a unit from above, where it stands now and where it will stand."""
    by_code = agencies_of(root).by_code
    now, parent = by_code.get(row.key), by_code.get(row.values["parent"])
    if now is not None and getattr(now.__parent__, "code", "") == row.values["parent"]:
        return []
    places = {u.code for u in (*(ancestors(now) if now is not None else ()), *(_upwards(parent)))}
    people = people_of(root)
    grants = (people.grants[k] for code in places for k in people.grants_by_unit.get(code, ()))
    return [person for g in grants if g.inherit for person in _holders(root, g.post, day)]


def _upwards(unit: Any) -> list[Any]:
    return [unit, *ancestors(unit)] if unit is not None else []


def _holders(root: Any, post: str, day: date) -> list[str]:
    if post not in people_of(root).posts:
        return []
    return [person for person, _grant in holders_of(root, post, day)]
