"""หน้าสำนักงานผู้บริหาร (the office): the clerk puts forward, the screener sums up, the administrator sets it up."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.executives import day_list
from saraban.letters import records, screening
from saraban.offices import service as offices
from saraban.people.service import posts_in
from saraban.ui.executive.presenters import address_of, matter_shown, waiting_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.targets import posts_near

OFFICE, SETTINGS = "templates/office.pt", "templates/settings.pt"


@view_config(route_name="office", request_method="GET", renderer=OFFICE)
def office(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """What waits to be put forward and to be screened, and who is there today."""
    request.rail = "office"
    root, actor, unit = request.desk.root, request.actor, request.matchdict["unit"]
    place = find_unit(root, unit)
    actor.require(Permission.REGISTER_READ, place)
    found = offices.office_of(root, unit)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    post = request.POST
    fmt = formats_for(request)
    screeners = [c for c in posts_near(root, unit, request.desk.today) if c.value[5:] in found.screeners]
    return {
        "unit": unit,
        "title": place.title,
        "may_put": actor.may(Permission.PAPER_FORWARD, place),
        "may_set": actor.may(Permission.UNIT_MANAGE, place),
        "waiting": waiting_shown(request, unit, tuple((post if refused else request.GET).getall("paper"))),
        "screeners": screeners,
        "to_screen": [
            matter_shown(request, m, href=f"{address_of(m)}/screen") for m in day_list.to_screen(root, actor)
        ],
        "standings": [
            (s, fmt.day(s.away_until) if s.away_until else "")
            for s in offices.precedence(root, found, request.desk.today)
        ],
        "procurement": found.procurement,
        "typed": {name: str(post.get(name, "")) if refused else "" for name in ("text", "to_post", "until", "post")},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
        "questions": refused.questions if refused else [],
    }


@view_config(route_name="office-put-forward", request_method="POST", renderer=OFFICE)
def put_forward(request: Any) -> Any:
    """เสนอผู้กลั่นกรอง several papers at once."""
    unit, post = request.matchdict["unit"], request.POST
    keys = list(dict.fromkeys(post.getall("paper")))

    def go() -> str:
        if not keys:
            raise Invalid(_("Select at least one letter first."), field="paper")
        for key in keys:
            screening.put_forward(
                request.desk,
                request.actor,
                paper=records.read_paper(request.desk.root, request.actor, key),
                to_post=post.get("to_post", ""),
                text=post.get("text", ""),
                is_no_procurement="no-procurement" in post.getall("confirm"),
            )
        add_note(
            request,
            _("Put forward to the screener: ${n} letters.", mapping={"n": formats_for(request).count(len(keys))}),
        )
        return f"/offices/{unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    return office(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="office-away", request_method="POST", renderer=OFFICE)
def away(request: Any) -> Any:
    """ลงว่าไม่อยู่ หรือกลับมาแล้ว."""
    unit, post = request.matchdict["unit"], request.POST

    def go() -> str:
        until = read_day(post.get("until", ""), "until")
        offices.set_away(request.desk, request.actor, unit=unit, post=post.get("post", ""), until=until)
        add_note(request, _("It is on record."))
        return f"/offices/{unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    return office(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="office-settings", request_method="GET", renderer=SETTINGS)
def settings(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """ตั้งสำนักงานผู้บริหาร: its posts and what is let in."""
    request.rail = "admin"
    root, unit, post = request.desk.root, request.matchdict["unit"], request.POST
    place = find_unit(root, unit)
    request.actor.require(Permission.UNIT_MANAGE, place)
    found = offices.office_of(root, unit)
    return {
        "unit": unit,
        "title": place.title,
        "posts": [(p.id, p.title) for p in posts_in(root, unit) if p.active],
        "executive": post.get("executive", "") if refused else found.executive if found else "",
        "deputies": _ranks(post.getall("deputies") if refused else found.deputies if found else ()),
        "screeners": set(post.getall("screeners")) if refused else set(found.screeners) if found else set(),
        "procurement": bool(post.get("procurement")) if refused else bool(found and found.procurement),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="office-settings", request_method="POST", renderer=SETTINGS)
def save(request: Any) -> Any:
    """Keep them; true from the next request."""
    unit, post = request.matchdict["unit"], request.POST

    def go() -> str:
        offices.set_office(
            request.desk,
            request.actor,
            unit=unit,
            executive=post.get("executive", ""),
            deputies=tuple(p for p in post.getall("deputies") if p),
            screeners=tuple(post.getall("screeners")),
            procurement=bool(post.get("procurement")),
        )
        add_note(request, _("The executive's office is set up."))
        return f"/offices/{unit}/settings"

    outcome = attempt(request, lambda: once_page(request, go))
    return settings(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _ranks(posts: Any) -> list[str]:
    """The deputies in order, with empty places behind them for more."""
    named = [p for p in posts if p]
    return [*named, *[""] * max(1, 4 - len(named))]
