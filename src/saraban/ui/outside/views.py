"""หน้าหนังสือนอกระบบ (letters outside the system)."""

from __future__ import annotations

from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.outside import service
from saraban.outside.approvers import approvers_near
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day, small_number

PAGE = "templates/outside.pt"
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
NAMES = ("number", "dated", "to", "subject", "reason", "approver", "approved_on")


@view_config(route_name="outside", request_method="GET", renderer=PAGE)
def outside(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """The letters of a year that did not go through the system."""
    request.rail = "registers"
    root, unit, fmt = request.desk.root, request.matchdict["unit"], formats_for(request)
    this = buddhist_year(request.desk.today)
    year = small_number(request.GET.get("year", "")) or this
    if not 2400 <= year <= this:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    records = service.read_outside(root, request.actor, unit=unit, year=year)
    may = request.actor.may(Permission.NUMBER_ISSUE, find_unit(root, unit))
    return {
        "unit": unit,
        "title": find_unit(root, unit).title,
        "year": year,
        "years": range(this, this - 5, -1),
        "rows": [(r, fmt.digits(r.number), fmt.day(r.dated), fmt.day(r.approved_on)) for r in records],
        "may": may,
        "typed": {name: request.POST.get(name, "") if refused else "" for name in NAMES},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
        "approvers": approvers_near(request.desk, unit, _approved_on(request)) if may else [],
    }


@view_config(route_name="outside", request_method="POST", renderer=PAGE)
def record(request: Any) -> Any:
    """บันทึกหนังสือนอกระบบ."""
    unit, post = request.matchdict["unit"], request.POST

    def go() -> str:
        words: dict[str, Any] = {name: str(post.get(name, "")) for name in ("number", "to", "subject", "reason")}
        person, _space, held = str(post.get("approver", "")).partition(" ")
        words["approver"] = (person, held)
        dated, approved = read_day(post.get("dated", ""), "dated"), read_day(post.get("approved_on", ""), "approved_on")
        service.record_outside(request.desk, request.actor, unit=unit, dated=dated, approved_on=approved, **words)
        add_note(request, _("The letter is on record."))
        return f"/outside/{unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    return outside(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _approved_on(request: Any) -> date:
    """The day of the approval as typed: who held posts then is offered; today where none can be read."""
    today: date = request.desk.today
    try:
        return read_day(request.POST.get("approved_on", ""), "approved_on") or today
    except Invalid:
        return today


@view_config(route_name="outside-strike", request_method="POST", renderer=PAGE)
def strike(request: Any) -> Any:
    """ขีดฆ่ารายการที่ลงผิด."""
    unit = request.matchdict["unit"]

    def go() -> str:
        found = service.find_outside(request.desk.root, request.actor, request.POST.get("record", ""))
        service.strike_outside(request.desk, request.actor, record=found, why=request.POST.get("reason", ""))
        add_note(request, _("The record is struck out; it stays to be read."))
        return f"/outside/{unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    return outside(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="outside-export", request_method="GET")
def export(request: Any) -> Response:
    """The list as a table."""
    at, root = request.matchdict, request.desk.root
    year = int(at["year"])
    if not 2400 <= year <= 2700:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    records = service.read_outside(root, request.actor, unit=at["unit"], year=year)
    kind = at["kind"]
    body = service.to_csv(records) if kind == "csv" else service.to_xlsx(root, at["unit"], year, records)
    response = Response(body=body, content_type=TYPES[kind], cache_control="no-store, private")
    response.headers["Content-Disposition"] = f'attachment; filename="outside-{at["unit"]}-{year}.{kind}"'
    return response
