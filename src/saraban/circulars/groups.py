"""กลุ่มผู้รับหนังสือเวียน (groups of readers): a named set of units, kept by one that publishes or for the whole office.

A group is what it is today: a unit that joins reads what was circulated to the group before, one that leaves does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.agencies.content import AddresseeGroup
from saraban.agencies.service import agencies_of, drop_group, expand_group, find_unit, set_group
from saraban.audit import service as audit
from saraban.circulars.lists import CURRENT, board_of
from saraban.core.access import group_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, new_id
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.whole import may_administer, top_unit

MOST, LENGTH = 2000, 200


def groups_for(root: Any, unit: str) -> list[AddresseeGroup]:
    """The groups to which a unit can circulate: its own first, then those of the whole office, by name."""
    found = [g for g in agencies_of(root).groups.values() if g.owner in {"", unit}]
    return sorted(found, key=lambda g: (not g.owner, g.title))


def units_of(root: Any, key: str) -> list[str]:
    """The codes of the units of a group today."""
    return expand_group(root, key)


def find_group(root: Any, unit: str, key: str) -> AddresseeGroup:
    """A group that a unit can use; raises ``Missing`` for others' too."""
    found: AddresseeGroup | None = agencies_of(root).groups.get(key)
    if found is None or found.owner not in {"", unit}:
        raise Missing(_("There is no such group."))
    return found


def keep_group(desk: Desk, actor: Actor, *, unit: str, title: str, units: Iterable[str], key: str = "") -> str:
    """กำหนดกลุ่มผู้รับ: make one for a unit (for the whole office without a unit), or change one; gives its key.

    Raises ``Invalid`` for no name, no units, unknown ones, ``Missing`` for a group that is not the unit's.
    """
    place = _require(desk.root, actor, unit)
    name, codes = title.strip(), tuple(dict.fromkeys(units))
    if not 0 < len(name) <= LENGTH:
        raise Invalid(_("Give the group a name of at most 200 characters."), field="title")
    if not 0 < len(codes) <= MOST:
        raise Invalid(_("Choose the units of the group, at most 2,000."), field="units")
    for code in codes:
        if code not in agencies_of(desk.root).by_code:
            raise Invalid(_("There is no unit with the code ${code}.", mapping={"code": code[:80]}), field="units")
    if key:
        _own(desk.root, unit, key)
    group = AddresseeGroup(key or id_text(new_id()), name, codes)
    group.owner = unit
    set_group(desk.root, group)
    _record(desk, actor, place, "circular-group", group.key)
    return group.key


def remove_group(desk: Desk, actor: Actor, *, unit: str, key: str) -> None:
    """ลบกลุ่มผู้รับ; raises ``Conflict`` while a circular on the board is for it."""
    place = _require(desk.root, actor, unit)
    _own(desk.root, unit, key)
    if _is_used(desk.root, group_scope(key)):
        raise Conflict(_("A circular on the board is for this group. Withdraw it or let it expire first."))
    drop_group(desk.root, key)
    _record(desk, actor, place, "circular-group-removed", key)


def _is_used(root: Any, scope: str) -> bool:
    board = board_of(root)
    planned = (board.postings[letter] for letter in (board.planned or {}).values())
    return bool(board.lists.get(f"{CURRENT}|{scope}|")) or any(scope in posting.scopes for posting in planned)


def may_keep(root: Any, actor: Actor, unit: str) -> bool:
    """May the post acted in keep groups of a unit (of the whole office without one)?"""
    if not unit:
        return may_administer(root, actor)
    return actor.may(Permission.CIRCULAR_PUBLISH, find_unit(root, unit))


def _require(root: Any, actor: Actor, unit: str) -> str:
    if not unit:
        return top_unit(root, actor)
    actor.require(Permission.CIRCULAR_PUBLISH, find_unit(root, unit))
    return unit


def _own(root: Any, unit: str, key: str) -> AddresseeGroup:
    found = find_group(root, unit, key)
    if found.owner != unit:
        raise Missing(_("There is no such group."))
    if found.kind:
        raise Conflict(_("The units of this group follow from the tree. Make another group."))
    return found


def _record(desk: Desk, actor: Actor, unit: str, event: str, key: str) -> None:
    audit.record(desk, unit, event, person=actor.person, post=actor.post, about={"group": key})
