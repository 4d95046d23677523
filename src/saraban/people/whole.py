"""ผู้ดูแลทั้งสำนักงาน (who administers the office as a whole): the administrators of its topmost units."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import agencies_of, children
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor


def may_administer(root: Any, actor: Actor) -> bool:
    """Does the post acted in administer the office as a whole?"""
    return any(actor.may(Permission.UNIT_MANAGE, unit) for unit in children(agencies_of(root)))


def top_unit(root: Any, actor: Actor) -> str:
    """The code of the topmost unit that the actor administers; raises ``Missing`` for everybody else."""
    for unit in children(agencies_of(root)):
        if actor.may(Permission.UNIT_MANAGE, unit):
            return str(unit.code)
    raise Missing(_("There is nothing at this address, or you may not see it."))
