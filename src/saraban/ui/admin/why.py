"""หน้าเพราะเหตุใด (the why page): in sentences, why a person can or cannot see a letter; and the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.clock import BANGKOK
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Role
from saraban.people.demonstration import set_office_clock
from saraban.ui.admin.tree import is_administrator
from saraban.ui.admin.verdicts import verdict
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import read_day, read_time

CLOCK = "templates/clock.pt"


@view_config(route_name="admin-why", request_method="GET", renderer="templates/why.pt")
def why(request: Any) -> dict[str, Any]:
    """Why can, or cannot, this person see this letter?"""
    request.rail = "admin" if is_administrator(request) else "audit"
    if not is_administrator(request) and not asks_as_auditor(request):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    person, letter = request.GET.get("person", "").strip(), request.GET.get("letter", "").strip()
    asked = bool(person and letter)
    return {
        "person": person,
        "letter": letter,
        "verdict": verdict(request, person, letter) if asked else None,
        "administers": is_administrator(request),
    }


@view_config(route_name="admin-clock", request_method="GET", renderer=CLOCK)
def clock(request: Any) -> dict[str, Any]:
    """Which day it is in the demonstration office."""
    _demonstration_only(request)
    return {"now": request.desk.now, "problems": [], "typed": {"day": "", "time": ""}}


@view_config(route_name="admin-clock", request_method="POST", renderer=CLOCK)
def set_clock(request: Any) -> Any:
    """ตั้งนาฬิกาสำนักงาน of a demonstration store."""
    _demonstration_only(request)

    def go() -> str:
        day, time = read_day(request.POST.get("day", ""), "day"), read_time(request.POST.get("time", ""), "time")
        if day is None or time is None:
            raise Invalid(_("Write the day and the time."), field="day")
        set_office_clock(request.desk, request.actor, datetime.combine(day, time, tzinfo=BANGKOK))
        add_note(request, _("The clock of the office was set."))
        return "/admin/clock"

    outcome = attempt(request, go)
    if isinstance(outcome, Refused):
        return {"now": request.desk.now, "problems": outcome.problems, "typed": request.POST}
    return HTTPSeeOther(location=outcome)


def asks_as_auditor(request: Any) -> bool:
    """Does the post acted in read the audit chain of any unit?"""
    return any(role == Role.AUDITOR for role, _code in request.actor.duties)


def _administrators_only(request: Any) -> None:
    request.rail = "admin"
    if not is_administrator(request):
        raise Missing(_("There is nothing at this address, or you may not see it."))


def _demonstration_only(request: Any) -> None:
    _administrators_only(request)
    if not request.desk.root.info.demo:
        raise Missing(_("There is nothing at this address, or you may not see it."))
