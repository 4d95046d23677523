"""งานผู้ดูแลระบบของหน่วยงาน (managing): what an administrator changes about units and roles, allowed and on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saraban.agencies.content import Unit
from saraban.agencies.service import find_unit, move_unit, rename_unit, set_active, split_series
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.content import RoleGrant
from saraban.people.service import grant_role, revoke_role


def change_unit(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    title: str | None = None,
    abbreviation: str | None = None,
    address: str | None = None,
    parent: str | None = None,
) -> Unit:
    """เปลี่ยนชื่อ ที่ตั้ง หรือย้ายหน่วยงาน. Moving takes the right to manage the new parent too.

    Raises ``NotAllowed`` or ``Missing`` without the right, ``Invalid`` for a bad name, address or move.
    """
    found = find_unit(desk.root, unit)
    actor.require(Permission.UNIT_MANAGE, found)
    if parent is not None:
        actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, parent))
        move_unit(desk.root, unit, parent)
        audit.record(desk, unit, "unit-moved", person=actor.person, post=actor.post, about={"parent": parent})
    if any(part is not None for part in (title, abbreviation, address)):
        rename_unit(desk.root, unit, title=title, abbreviation=abbreviation, address=address)
        audit.record(desk, unit, "unit-renamed", person=actor.person, post=actor.post)
    return found


def count_apart(desk: Desk, actor: Actor, *, unit: str, series: Iterable[str]) -> Unit:
    """แยกชุดเลข: the kinds of letters that the unit counts apart from its sent letters, for numbers from now on.

    What is not named shares the book of sent letters. Numbers given before stay where they are.
    """
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    found = split_series(desk.root, unit, series)
    apart = ",".join(sorted(found.splits)) or "none"
    audit.record(desk, unit, "series-split", person=actor.person, post=actor.post, about={"apart": apart})
    return found


def open_or_close(desk: Desk, actor: Actor, *, unit: str, active: bool) -> Unit:
    """เปิดหรือปิดหน่วยงาน: nothing is sent to a closed unit, and it takes no numbers; what it has stays."""
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    found = set_active(desk.root, unit, active)
    event = "unit-opened" if active else "unit-closed"
    audit.record(desk, unit, event, person=actor.person, post=actor.post)
    return found


def give_role(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    grant: str,
    role: str,
    post: str,
    inherit: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> RoleGrant:
    """ให้บทบาท in a unit to the holders of a post; the same grant again replaces it. True from the next request."""
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    given = grant_role(desk.root, unit=unit, role=role, post=post, inherit=inherit, since=since, until=until, id=grant)
    audit.record(
        desk, unit, "role-given", person=actor.person, post=actor.post, about={"grant": grant, "role": role, "to": post}
    )
    return given


def take_role(desk: Desk, actor: Actor, *, unit: str, grant: str) -> None:
    """ถอนบทบาท. True from the next request."""
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    revoke_role(desk.root, unit, grant)
    audit.record(desk, unit, "role-taken", person=actor.person, post=actor.post, about={"grant": grant})
