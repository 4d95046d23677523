"""กระดานหนังสือเวียน (circular board): pinned on top, newest first, acknowledged without opening another page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.circulars import reading, service
from saraban.circulars.board import board, unread_count
from saraban.circulars.lists import Wanted
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.people.whole import may_administer
from saraban.ui.circulars.presenters import filters_shown, shown, wanted_of
from saraban.ui.layout.doors import safe_back
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import small_number

PAGE_SIZE = 30


def waiting(request: Any) -> int:
    """How many circulars the reader has not read."""
    return unread_count(request.desk.root, request.actor, today=request.desk.today)


@view_config(route_name="circulars", request_method="GET", renderer="templates/circulars.pt")
def show_board(request: Any) -> dict[str, Any]:
    """A page of the board: what is pinned, then what is not acknowledged, then the rest, each newest first."""
    request.rail = "circulars"
    desk, actor = request.desk, request.actor
    wanted = wanted_of(request)
    after = -(small_number(request.GET.get("after", "")) or 0)
    page = board(desk.root, actor, today=desk.today, wanted=wanted, after=after or None, limit=PAGE_SIZE)
    rows = [shown(request, row) for row in page.rows]
    return {
        "groups": (
            ("pinned", [shown(request, row) for row in page.pinned]),
            ("unread", [row for row in rows if not row.acknowledged]),
            ("read", [row for row in rows if row.acknowledged]),
        ),
        "waiting": waiting(request),
        "links": _links(request),
        "filters": filters_shown(request, wanted),
        "newer": None if page.newer is None else _address(wanted, page.newer),
        "older": None if page.older is None else _address(wanted, page.older),
    }


@view_config(route_name="circular-read", request_method="POST")
def read(request: Any) -> HTTPSeeOther:
    """เปิดอ่านแล้ว: the letter page says so by itself, once it is shown."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    reading.read_circular(request.desk, request.actor, letter=letter)
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), "/circulars"))


@view_config(route_name="circular-acknowledge", request_method="POST")
def acknowledge(request: Any) -> HTTPSeeOther:
    """รับทราบ: writes the reader's own set; a second press changes nothing."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    reading.acknowledge_circular(request.desk, request.actor, letter=letter)
    add_note(request, _("Acknowledged."))
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), "/circulars"))


@view_config(route_name="circular-unit", request_method="POST")
def acknowledge_for_unit(request: Any) -> HTTPSeeOther:
    """หน่วยรับทราบ: by the registry of a unit."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    unit = str(request.POST.get("unit", ""))
    reading.acknowledge_for_unit(request.desk, request.actor, letter=letter, unit=unit)
    add_note(request, _("Acknowledged for the unit."))
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), f"/l/{letter.key}"))


@view_config(route_name="circular-withdraw", request_method="POST")
def withdraw(request: Any) -> HTTPSeeOther:
    """ถอนหนังสือเวียน with the reason."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    service.withdraw(request.desk, request.actor, letter=letter, why=str(request.POST.get("why", "")))
    add_note(request, _("The circular was withdrawn. It is no longer on the board."))
    return HTTPSeeOther(location="/circulars")


def _links(request: Any) -> list[tuple[str, Any]]:
    """To what publishers and administrators keep."""
    found: list[tuple[str, Any]] = []
    if units_where(request, Permission.CIRCULAR_PUBLISH):
        found.append(("/circulars/own", _("Circulars of the unit")))
    if may_administer(request.desk.root, request.actor):
        found.append(("/circulars/categories", _("Categories")))
        found.append(("/circulars/groups?unit=office", _("Groups of readers")))
    found.append(("/me/news", _("Digest and feed")))
    return found


def _address(wanted: Wanted, after: int) -> str:
    """The address of a page; keys are minus an id."""
    pairs = {
        "category": wanted.category,
        "unit": wanted.unit,
        "year": wanted.year or "",
        "unread": "1" if wanted.unread else "",
        "past": "1" if wanted.past else "",
        "after": -after if after else "",
    }
    asked = urlencode({name: value for name, value in pairs.items() if value})
    return f"/circulars?{asked}" if asked else "/circulars"
