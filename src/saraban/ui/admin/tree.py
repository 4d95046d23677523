"""ผังหน่วยงานของผู้ดูแล (the tree of an administrator): only what the post acted in manages, opened along one path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of, ancestors, children, find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission


@dataclass(frozen=True)
class Branch:
    """หน่วยงานหนึ่งแถวในผัง."""

    code: str
    title: str
    depth: int
    here: bool
    more: int


def managed(request: Any) -> list[str]:
    """The topmost units that the post acted in manages."""
    root, actor = request.desk.root, request.actor
    codes = {code for role, code in actor.duties if role == "administrator"}
    tops = [c for c in codes if not any(u.code in codes for u in ancestors(find_unit(root, c)))]
    return sorted(c for c in tops if actor.may(Permission.UNIT_MANAGE, find_unit(root, c)))


def is_administrator(request: Any) -> bool:
    """Does the post acted in manage any unit?"""
    return request.actor is not None and any(role == "administrator" for role, _code in request.actor.duties)


def managed_unit(request: Any, code: str) -> Any:
    """The unit of this code if the post manages it; anything else answers as a missing page."""
    unit = agencies_of(request.desk.root).by_code.get(code)
    if unit is None or not request.actor.may(Permission.UNIT_MANAGE, unit):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return unit


def branches(request: Any, here: Any) -> list[Branch]:
    """The tree, opened down to one unit and to those directly below it."""
    root = request.desk.root
    path = {here.code, *(u.code for u in ancestors(here))}
    found: list[Branch] = []

    def grow(unit: Any, depth: int) -> None:
        below = children(unit)
        found.append(Branch(unit.code, unit.title, depth, unit.code == here.code, len(below)))
        if unit.code in path:
            for child in below:
                grow(child, depth + 1)

    for code in managed(request):
        grow(find_unit(root, code), 0)
    return found
