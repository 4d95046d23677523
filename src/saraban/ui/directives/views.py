"""หน้าข้อสั่งการ (directives): lists, recording, what is done with one, the list as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.directives import service, tables
from saraban.letters import records
from saraban.people.service import find_person
from saraban.ui.directives.presenters import directive_shown, directives_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day, write_day
from saraban.ui.layout.targets import named_targets, units_near

NAMES = ("given_on", "how", "occasion", "text", "due", "others", "by")
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
DONE = {
    "add-letter": _("The letter is named with the directive."),
    "report": _("The result is reported."),
    "accept": _("The directive is done."),
    "send-back": _("The directive is to be carried on."),
    "withdraw": _("The directive is withdrawn; it stays to be read."),
}


@view_config(route_name="directives", request_method="GET", renderer="templates/directives.pt")
def directives(request: Any) -> dict[str, Any]:
    """The directives of a unit: those it gave, those it carries out."""
    request.rail = "directives"
    return directives_shown(request)


@view_config(route_name="directive-new", request_method="GET", renderer="templates/new.pt")
def ask(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """แบบบันทึกข้อสั่งการ."""
    request.rail = "directives"
    root, unit, post = request.desk.root, request.matchdict["unit"], request.POST
    place, today = find_unit(root, unit), request.desk.today
    request.actor.require(Permission.PAPER_ENDORSE, place)
    typed = {name: str(post.get(name, "")) if refused else "" for name in NAMES}
    typed["given_on"] = typed["given_on"] or write_day(today)
    typed["how"] = typed["how"] or service.SPOKEN
    units = tuple(post.getall("units")) if refused else ()
    return {
        "unit": unit,
        "is_own": unit in units,
        "title": place.title,
        "people": [
            (f"{person} {key}", f"{find_person(root, person).name} · {words}")
            for person, key, words in service.who_orders(root, unit, today)
        ],
        "choices": units_near(root, unit, tuple(f"unit:{c}" for c in units)),
        "typed": typed,
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="directive-new", request_method="POST", renderer="templates/new.pt")
def record(request: Any) -> Any:
    """บันทึกข้อสั่งการ."""
    unit, post = request.matchdict["unit"], request.POST

    def go() -> str:
        named = named_targets(request.desk.root, unit, post.get("others", ""), "others")
        if any(not n.startswith("unit:") for n in named):
            raise Invalid(_("A directive is carried out by units: name units, one a line."), field="others")
        by, _space, capacity = post.get("by", "").partition(" ")
        form = service.Given(
            by=by,
            post=capacity,
            given_on=read_day(post.get("given_on", ""), "given_on"),
            how=post.get("how", ""),
            text=post.get("text", ""),
            units=(*post.getall("units"), *(n.removeprefix("unit:") for n in named)),
            due=read_day(post.get("due", ""), "due"),
            occasion=post.get("occasion", ""),
        )
        made = service.record_directive(request.desk, request.actor, office=unit, form=form)
        add_note(request, _("The directive is on record."))
        return f"/directives/{made.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused) and not outcome.error.field:
        raise outcome.error  # who may not record one may not see the form either
    return ask(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="directive", request_method="GET", renderer="templates/directive.pt")
def directive(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """One directive with what was done about it."""
    request.rail = "directives"
    found = service.find_directive(request.desk.root, request.actor, request.matchdict["id"])
    return {
        "row": directive_shown(request, found),
        "typed": {name: str(request.POST.get(name, "")) if refused else "" for name in ("text", "letter")},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="directive-act", request_method="POST", renderer="templates/directive.pt")
def act(request: Any) -> Any:
    """Do it; or the page again with what was typed."""
    verb, key = request.matchdict["verb"], request.matchdict["id"]

    def go() -> str:
        found = service.find_directive(request.desk.root, request.actor, key)
        _ACTS[verb](request, found)
        add_note(request, DONE[verb])
        return f"/directives/{key}"

    outcome = attempt(request, lambda: once_page(request, go))
    return directive(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="directives-export", request_method="GET")
def export(request: Any) -> Response:
    """The list as a table: all of them, whatever their state."""
    at, root, actor, today = request.matchdict, request.desk.root, request.actor, request.desk.today
    unit, kind = at["unit"], at["kind"]
    actor.require(Permission.REGISTER_READ, find_unit(root, unit))
    found = service.directives_of(root, actor, unit, given=at["side"] == "given", show="all", today=today)
    body = (
        tables.to_csv(root, actor, found, today) if kind == "csv" else tables.to_xlsx(root, actor, unit, found, today)
    )
    response = Response(body=body, content_type=TYPES[kind], cache_control="no-store, private")
    response.headers["Content-Disposition"] = f'attachment; filename="directives-{unit}-{at["side"]}.{kind}"'
    return response


def _add_letter(request: Any, found: Any) -> None:
    """By its number as it is written, or by the address of its page."""
    root, actor = request.desk.root, request.actor
    words = request.POST.get("letter", "").strip()
    seen = [x for x in records.by_number(root, words) if actor.may(Permission.LETTER_READ, x)]
    if not seen and "/l/" in words:
        seen = [records.read_letter(root, actor, words.rpartition("/l/")[2].partition("?")[0])]
    if len(seen) != 1:
        raise Invalid(
            _("There is no letter of this number that you read, or there are several. Give the address of its page."),
            field="letter",
        )
    service.add_letter(request.desk, actor, directive=found, letter=seen[0])


def _with_text(verb: Callable[..., None]) -> Callable[[Any, Any], None]:
    def go(request: Any, found: Any) -> None:
        verb(request.desk, request.actor, directive=found, text=request.POST.get("text", ""))

    return go


_ACTS: dict[str, Callable[[Any, Any], None]] = {
    "add-letter": _add_letter,
    "report": _with_text(service.report),
    "accept": _with_text(service.accept),
    "send-back": _with_text(service.send_back),
    "withdraw": _with_text(service.withdraw),
}
