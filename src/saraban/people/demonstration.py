"""นาฬิกาของสำนักงานสาธิต (the clock of a demonstration office): set by an administrator, never in a store of real work."""

from __future__ import annotations

from datetime import datetime

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor


def set_office_clock(desk: Desk, actor: Actor, at: datetime) -> None:
    """ตั้งนาฬิกาสำนักงาน: registers and letters play at ``at``; passwords, sessions and audit keep real time."""
    units = [find_unit(desk.root, code) for role, code in actor.duties if role == "administrator"]
    if not any(actor.may(Permission.UNIT_MANAGE, unit) for unit in units):
        raise NotAllowed(_("Only an administrator sets the clock of the demonstration office."))
    if not desk.root.info.demo:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    desk.root.info.office_offset_seconds = (at - desk.clock.now()).total_seconds()
    audit.record(
        desk, actor.unit, "office-clock-set", person=actor.person, post=actor.post, about={"at": at.isoformat()}
    )
