"""งานตารางชนิดหนังสือ (what can be done with the table of kinds): read it as of a day, make a new version, bring one back.

A version is never changed: what a letter was written under stays with it. The newest version whose day has come holds.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.kinds.checking import check_table
from saraban.kinds.completing import FORM, completions, whole, written
from saraban.kinds.content import KindTable, KindVersion
from saraban.kinds.shapes import Kind, KindBook, book_from
from saraban.kinds.style import whole_style
from saraban.people.actor import Actor
from saraban.people.whole import top_unit
from saraban.registers.rows import is_storable
from saraban.thai.normalise import is_seen

#: The shipped version holds for letters of every day, those taken over from before the system included.
FIRST_DAY = date(1, 1, 1)
WHY_LENGTH = 1000


@lru_cache(maxsize=1)
def shipped() -> str:
    """ตารางรุ่นแรก: the table as it comes with the system, as JSON; it has been checked like any other."""
    data = tomllib.loads((files("saraban.kinds") / "data" / "kinds.toml").read_text(encoding="utf-8"))
    check_table(data)
    return written(data)


def versions(root: Any) -> list[KindVersion]:
    """Every version, the newest first, with those that complete what an earlier release kept."""
    kept = _kept(root)
    return [*reversed(kept + _completions(kept))] if kept else [_first()]


def version(root: Any, n: int) -> KindVersion:
    """One version; raises ``Missing``."""
    found = next((v for v in versions(root) if v.n == n), None)
    if found is None:
        raise Missing(_("There is no version ${n} of the letter kinds.", mapping={"n": n}))
    return found


def version_on(root: Any, day: date) -> KindVersion:
    """The version that holds on a day: the newest one whose day has come."""
    return next(v for v in versions(root) if v.since <= day)


def book_on(root: Any, day: date) -> KindBook:
    """ตารางชนิดหนังสือ that holds on a day."""
    return book_of_version(version_on(root, day))


def book_of(root: Any, n: int) -> KindBook:
    """ตารางชนิดหนังสือ of a version; that of letters from before there were versions is the first one."""
    return book_of_version(version(root, n or 1))


def book_of_version(found: KindVersion) -> KindBook:
    """The values of a version."""
    return _book(found.n, found.data)


def table_of(found: KindVersion) -> dict[str, Any]:
    """The data of a version, a copy of its own."""
    data: dict[str, Any] = json.loads(found.data)
    return data


def kind_of(root: Any, letter: Any) -> Kind | None:
    """The kind that a letter was written under, as it was then; None for kinds that are only received."""
    return book_of(root, letter.kinds_version).kind(letter.kind, letter.subkind)


def change_kinds(
    desk: Desk, actor: Actor, *, data: dict[str, Any], since: date, why: str, seen: int = 0
) -> KindVersion:
    """แก้ไขตารางชนิดหนังสือ: a new version of the whole table, holding from ``since`` on. Letters keep theirs.

    By the administrators of the office as a whole. ``seen`` is the version that the change was made from. Raises
    ``Invalid`` for a table that cannot be, a day that has passed or no reason; ``Conflict`` when there is a newer one.
    """
    top = top_unit(desk.root, actor)
    check_table(data)
    return _add(desk, actor, top, written(data), since=since, why=why, seen=seen, restores=0)


def restore_kinds(desk: Desk, actor: Actor, *, n: int, since: date, why: str, seen: int = 0) -> KindVersion:
    """นำรุ่นเดิมกลับมาใช้: a new version that says what an earlier one said, with what was brought since."""
    top = top_unit(desk.root, actor)
    found, kept = version(desk.root, n), _kept(desk.root)
    data = whole(kept, n, shipped()) if found.form < FORM else found.data
    return _add(desk, actor, top, data, since=since, why=why, seen=seen, restores=n)


def differences(old: KindVersion, new: KindVersion) -> list[tuple[str, str, str]]:
    """ข้อแตกต่าง: (place, what stood there, what stands there now) for every member that differs."""
    before, after = dict(_leaves(_spelt(old), "")), dict(_leaves(_spelt(new), ""))
    places = [*before, *(place for place in after if place not in before)]
    return [(p, before.get(p, ""), after.get(p, "")) for p in places if before.get(p) != after.get(p)]


def _spelt(found: KindVersion) -> dict[str, Any]:
    """Its table, with the sizes of a style that it leaves as shipped."""
    data = table_of(found)
    return {**data, "style": whole_style(data)}


def _add(
    desk: Desk, actor: Actor, top: str, data: str, *, since: date, why: str, seen: int, restores: int
) -> KindVersion:
    newest = versions(desk.root)[0]
    if seen and seen != newest.n:
        raise Conflict(
            _("Somebody else made a newer version meanwhile. Nothing was saved; look at it, then change it again."),
            slug="changed-meanwhile",
        )
    words = _reason(why)
    if since < desk.today:
        raise Invalid(
            _("A version holds from today or a later day on; letters already written keep theirs."), field="since"
        )
    if data == newest.data:
        raise Invalid(_("Nothing was changed."), field="data")
    made = KindVersion(newest.n + 1, data, since=since, at=desk.now, by=actor.person, name=actor.name, why=words)
    made.restores, made.form = restores, FORM
    _keep(desk.root, made)
    audit.record(desk, top, "kinds-changed", person=actor.person, post=actor.post, about={"version": made.n})
    return made


def _reason(why: str) -> str:
    words = " ".join(why.split()) if is_storable(why) else ""
    if not is_seen(words) or len(words) > WHY_LENGTH:
        raise Invalid(_("Write why the letter kinds are changed, in at most 1,000 characters."), field="why")
    return words


def _keep(root: Any, made: KindVersion) -> None:
    table = _table(root)
    if table is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    keep_first(root)
    table.versions[made.n] = made


def keep_first(root: Any) -> None:
    """The shipped version is kept with the first letter written under it: a later release does not change it.

    So are the versions that complete what an earlier release kept.
    """
    table = _table(root)
    if table is None:
        return
    for made in _completions(_kept(root)) if table.versions else [_first()]:
        table.versions[made.n] = made


def _kept(root: Any) -> list[KindVersion]:
    table = _table(root)
    return list(table.versions.values()) if table is not None else []


def _completions(kept: list[KindVersion]) -> list[KindVersion]:
    return completions(kept, shipped())


def _first() -> KindVersion:
    made = KindVersion(1, shipped(), since=FIRST_DAY, at=None, by="", name="", why="")
    made.form = FORM
    return made


def _table(root: Any) -> KindTable | None:
    found: KindTable | None = root.get("kinds")
    return found


@lru_cache(maxsize=32)
def _book(n: int, data: str) -> KindBook:
    return book_from(n, json.loads(data))


def _leaves(data: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _leaves(value, f"{place}.{name}" if place else name)
    elif isinstance(data, list) and all(isinstance(row, dict) for row in data):
        yield f"{place}.*", ", ".join(str(row.get("key", row.get("name"))) for row in data)
        for row in data:
            yield from _leaves(row, f"{place}.{row.get('key', row.get('name'))}")
    elif isinstance(data, list):
        yield place, ", ".join(map(str, data))
    elif isinstance(data, bool):
        yield place, "✓" if data else "–"
    else:
        yield place, str(data)
