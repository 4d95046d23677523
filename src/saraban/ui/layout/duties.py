"""หน้าที่ของตำแหน่งที่ปฏิบัติอยู่ (duties of the post acted in): where it receives, drafts, keeps the registry itself.

Roles that reach down from a unit above count for single things, not for these lists: nobody works from the trays of
four hundred schools.
"""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.permissions import Permission
from saraban.people.service import roles_of_post

REGISTRY_ROLES = {"registrar", "clerk"}


def own_units(request: Any) -> list[str]:
    """The units where the post acted in has a role itself, its own unit first."""
    actor, desk = request.actor, request.desk
    if actor is None or not actor.post:
        return []
    granted = [g.unit for g in roles_of_post(desk.root, actor.post, desk.today)]
    return list(dict.fromkeys([*(c for c in [actor.unit] if c in granted), *granted]))


def registries(request: Any) -> list[str]:
    """The units whose registry the post works for: where it is registrar or clerk itself."""
    actor, desk = request.actor, request.desk
    if actor is None or not actor.post:
        return []
    grants = roles_of_post(desk.root, actor.post, desk.today)
    return list(dict.fromkeys(g.unit for g in grants if g.role in REGISTRY_ROLES))


def units_where(request: Any, permission: Permission) -> list[str]:
    """The own units in which the post may do this."""
    root = request.desk.root
    return [c for c in own_units(request) if request.actor.may(permission, find_unit(root, c))]


def receiving_units(request: Any) -> list[str]:
    """The units in whose register the post receives, the highest first, as letters reach it first."""
    root = request.desk.root
    found = units_where(request, Permission.REGISTER_RECEIVE)
    return sorted(found, key=lambda c: len(_path(find_unit(root, c))))


def drafting_units(request: Any) -> list[str]:
    """The units in whose name the post writes letters."""
    return units_where(request, Permission.LETTER_DRAFT)


def _path(unit: Any) -> list[Any]:
    above = []
    while unit is not None and hasattr(unit, "code"):
        above.append(unit)
        unit = unit.__parent__
    return above
