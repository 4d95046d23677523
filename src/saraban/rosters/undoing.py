"""งานย้อนการนำเข้า (undoing): puts back exactly what an import changed, or says everything that was built on it since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from saraban.agencies.service import move_unit, remove_unit, rename_unit, set_active, set_prefix, split_series
from saraban.audit import service as audit
from saraban.auth.service import has_account, remove_unused, resume_account, suspend_account
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.people.managing import give_role
from saraban.people.removing import (
    put_back_until,
    remove_acting,
    remove_grant,
    remove_holding,
    remove_person,
    remove_post,
)
from saraban.people.service import let_in, readdress_person, rename_person, rename_post, spell_person
from saraban.rosters.content import ImportRecord
from saraban.rosters.hands import Hands
from saraban.rosters.importing import LOCK, find_import, imports_of
from saraban.rosters.obstacles import obstacles_of
from saraban.rosters.states import State, acting_at, holding_at


class UndoRefused(Conflict):
    """ย้อนไม่ได้: ``obstacles`` says everything that stands in the way; nothing was changed."""

    def __init__(self, message: object, obstacles: list[Any]) -> None:
        super().__init__(message, slug="built-on")
        self.obstacles = obstacles


def undo(hands: Hands, n: int) -> ImportRecord:
    """ย้อนการนำเข้า: all of it in one transaction that the caller commits; done before, it is left as it is.

    Raises ``Missing`` for an import about units of others and ``UndoRefused`` where something was built on it.
    """
    desk = hands.desk
    desk.hold([LOCK])
    hands.refresh()
    record = find_import(hands, n)
    if record.undone_at is not None:
        return record
    changes = record.all_changes()
    obstacles = obstacles_of(hands, record, changes)
    if obstacles:
        raise UndoRefused(_("The import was not undone; everything stays as it is."), obstacles)
    for table, key, before, after in reversed(changes):
        _PUT_BACK[table](hands, key, before, after)
    del imports_of(desk.root).by_key[record.key]  # the same files can be taken in again
    record.undone_at, record.undone_by = desk.clock.now(), hands.actor.person
    audit.record(
        desk,
        hands.actor.unit or audit.SECURITY,
        "tables-undone",
        person=hands.actor.person,
        post=hands.actor.post,
        about={"import": n, "rows": len(changes)},
    )
    return record


def _unit(hands: Hands, code: str, before: State | None, after: State) -> None:
    if before is None:
        remove_unit(hands.root, code)
        return
    if before["parent"] != after["parent"]:
        move_unit(hands.root, code, before["parent"] or None)
    names = {name: before.get(name, "") for name in ("title", "abbreviation", "address")}
    rename_unit(hands.root, code, **names)
    split_series(hands.root, code, before["splits"])
    set_active(hands.root, code, before["active"])


def _prefix(hands: Hands, key: Any, before: State | None, _after: State) -> None:
    code, since = key
    set_prefix(hands.root, code, before["prefix"] if before is not None else "", since)


def _post(hands: Hands, key: str, before: State | None, _after: State) -> None:
    if before is None:
        remove_post(hands.root, key)
    else:
        rename_post(hands.root, key, title=before["title"], rank=before["rank"])


def _person(hands: Hands, key: str, before: State | None, after: State) -> None:
    if before is None:
        if has_account(hands.root, key):
            remove_unused(hands.desk, key)
        remove_person(hands.root, key)
        return
    rename_person(hands.root, key, before["name"])
    readdress_person(hands.root, key, before["email"])
    spell_person(hands.root, key, before.get("certificate_name", ""))
    if before["active"] == after["active"]:
        return
    if has_account(hands.root, key):
        verb = resume_account if before["active"] else suspend_account
        verb(hands.desk, key, by=hands.actor.person)
    else:
        let_in(hands.root, key, active=before["active"])


def _holding(hands: Hands, key: Any, before: State | None, _after: State) -> None:
    found = holding_at(hands.root, key)
    if before is None:
        remove_holding(hands.root, found.id)
    else:
        put_back_until(hands.root, found, before["until"])


def _acting(hands: Hands, key: Any, before: State | None, _after: State) -> None:
    found = acting_at(hands.root, key)
    if before is None:
        remove_acting(hands.root, found.id)
    else:
        put_back_until(hands.root, found, before["until"])


def _grant(hands: Hands, key: str, before: State | None, _after: State) -> None:
    """A role comes back by the verb that gives it, and so by its rules."""
    if before is None:
        remove_grant(hands.root, key)
        return
    parts = {name: before[name] for name in ("unit", "role", "post", "inherit", "since", "until")}
    give_role(hands.desk, hands.actor, grant=key, **parts)


_PUT_BACK: dict[str, Callable[[Hands, Any, State | None, State], None]] = {
    "units": _unit,
    "prefixes": _prefix,
    "posts": _post,
    "people": _person,
    "holdings": _holding,
    "grants": _grant,
    "acting": _acting,
}
