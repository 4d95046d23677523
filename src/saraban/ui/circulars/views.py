"""กระดานหนังสือเวียน (circular board): unread first, acknowledged without opening another page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.circulars import service
from saraban.core.i18n import _
from saraban.letters import records
from saraban.ui.layout.doors import safe_back
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import small_number

PAGE_SIZE = 30
CATEGORIES = {
    "general": _("General"),
    "policy": _("Policy"),
    "meeting": _("Meetings"),
    "training": _("Training"),
    "personnel": _("Personnel"),
    "finance": _("Finance"),
}


@dataclass(frozen=True)
class Shown:
    """หนังสือเวียนหนึ่งฉบับบนกระดาน."""

    href: str
    acknowledge: str
    subject: str
    meta: str
    posted: Any
    category: Any
    urgency: str
    deadlines: list[tuple[Any, str]]
    read: Any
    withdraw: str


def waiting(request: Any) -> int:
    """How many circulars the reader has not acknowledged."""
    return service.unread_count(request.desk.root, request.actor, today=request.desk.today)


@view_config(route_name="circulars", request_method="GET", renderer="templates/circulars.pt")
def board(request: Any) -> dict[str, Any]:
    """The board: unread first on each page, newest first among them."""
    request.rail = "circulars"
    desk, actor = request.desk, request.actor
    category = request.GET.get("category", "")
    category = category if category in CATEGORIES else ""
    page = min(small_number(request.GET.get("page", "")) or 1, 500)
    rows = service.board(
        desk.root, actor, today=desk.today, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE, category=category
    )
    shown = [_shown(request, row) for row in rows[:PAGE_SIZE]]
    return {
        "unread": [s for s in shown if not s.read],
        "read": [s for s in shown if s.read],
        "waiting": waiting(request),
        "category": category,
        "categories": [("", _("All")), *CATEGORIES.items()],
        "newer": _page(category, page - 1) if page > 1 else None,
        "older": _page(category, page + 1) if len(rows) > PAGE_SIZE else None,
    }


@view_config(route_name="circular-acknowledge", request_method="POST")
def acknowledge(request: Any) -> HTTPSeeOther:
    """รับทราบ: writes the reader's own set; a second press changes nothing."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    service.acknowledge_circular(request.desk, request.actor, letter=letter)
    add_note(request, _("Acknowledged."))
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), "/circulars"))


@view_config(route_name="circular-withdraw", request_method="POST")
def withdraw(request: Any) -> HTTPSeeOther:
    """ถอนหนังสือเวียน with the reason."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    service.withdraw(request.desk, request.actor, letter=letter, why=str(request.POST.get("why", "")))
    add_note(request, _("The circular was withdrawn. It is no longer on the board."))
    return HTTPSeeOther(location="/circulars")


def _shown(request: Any, row: service.BoardRow) -> Shown:
    fmt = formats_for(request)
    letter = row.letter
    unit = find_unit(request.desk.root, row.posting.unit).title
    may = service.may_withdraw(request.desk.root, request.actor, row.posting)
    ahead = [d for d in letter.deadlines if d.day >= request.desk.today]
    return Shown(
        href=f"/l/{letter.key}",
        acknowledge=f"/circulars/{letter.key}/acknowledge",
        subject=letter.subject,
        meta=" · ".join(p for p in (letter.from_text or unit, fmt.digits(letter.number)) if p),
        posted=fmt.time(row.posting.published_at),
        category=CATEGORIES.get(row.posting.category, row.posting.category),
        urgency=letter.urgency,
        deadlines=[(fmt.due(d.day, d.time), d.text) for d in ahead[:3]],
        read=fmt.time(row.read_at, clock=True),
        withdraw=f"/circulars/{letter.key}/withdraw" if may else "",
    )


def _page(category: str, page: int) -> str:
    return f"/circulars?page={page}" + (f"&category={category}" if category else "")
