"""หน้าลงทะเบียนรับ (receive): the form, saving, the number, the stamp."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.files.pages import sheet_of
from saraban.files.service import find_arrival
from saraban.intake.reading import Proposal
from saraban.intake.service import read_arrived
from saraban.letters.receiving import register_incoming
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.targets import named_readers
from saraban.ui.layout.uploads import arrivals_directory, checked_in, kept, still_here, unless_classified
from saraban.ui.receive.forms import Typed, incoming, move_time, typed_in
from saraban.ui.receive.presenters import done_shown, first_unit, form_shown
from saraban.ui.receive.reading import fill_in

FORM = "templates/receive.pt"


@view_config(route_name="receive-here", request_method="GET")
def here(request: Any) -> HTTPSeeOther:
    """The form of the unit whose registry the post works for."""
    unit = first_unit(request)
    if not unit:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return HTTPSeeOther(location=f"/receive/{unit}")


@view_config(route_name="receive", request_method="GET", renderer=FORM)
def form(request: Any) -> dict[str, Any]:
    """An empty form, with the number that comes next."""
    request.rail = "receive"
    return {"form": form_shown(request, request.matchdict["unit"], Typed(), last=request.GET.get("last", ""))}


@view_config(route_name="receive", request_method="POST", renderer=FORM)
def register(request: Any) -> Any:
    """ลงทะเบียนรับ; or the form again with everything typed and the files that came with it."""
    request.rail = "receive"
    unit, typed = request.matchdict["unit"], typed_in(request.POST)
    typed.arrivals = kept(request)

    def go() -> str:
        desk, actor = request.desk, request.actor
        named = named_readers(desk.root, unit, typed["concerned"])
        done = register_incoming(desk, actor, unit=unit, form=incoming(typed, desk.today, named))
        if not actor.may(Permission.LETTER_READ, done.paper):  # it is the addressee's alone
            return f"registers/{unit}/receive/{done.paper.year}/{done.paper.n}"
        return done.paper.key

    def take_and_go() -> str:
        _take(request, typed)
        return once_page(request, go)

    outcome = attempt(request, take_and_go)
    if isinstance(outcome, Refused):
        typed.arrivals = unless_classified(outcome, typed.arrivals, typed["secrecy"])
        move_time(typed)
        return {"form": form_shown(request, unit, typed, outcome)}
    if outcome.startswith("registers/"):
        return HTTPSeeOther(location=f"/{outcome}")
    following = f"/receive/{unit}?last={outcome}" if "next" in request.POST else f"/receive/{unit}/done/{outcome}"
    return HTTPSeeOther(location=following)


@view_config(route_name="receive-read", request_method="POST", renderer=FORM)
def read(request: Any) -> dict[str, Any]:
    """อ่านหนังสือ: the form again, filled with what could be read; nothing is saved."""
    request.rail = "receive"
    unit, typed = request.matchdict["unit"], typed_in(request.POST)
    typed.arrivals = kept(request)

    def go() -> Proposal:
        _take(request, typed)
        return read_arrived(request.desk, request.actor, typed.arrivals, text=typed["body"], unit=unit)

    outcome = attempt(request, go)
    typed.arrivals = still_here(typed.arrivals)
    if isinstance(outcome, Refused):
        return {"form": form_shown(request, unit, typed, outcome)}
    return {"form": form_shown(request, unit, typed, read=fill_in(typed, outcome, typed.was, request.desk.today))}


@view_config(route_name="receive-read", request_method="GET")
def back_to_form(request: Any) -> HTTPSeeOther:
    """Who opens the address of a reading again gets to the form: what was read stands nowhere."""
    unit = request.matchdict["unit"]
    request.actor.require(Permission.REGISTER_RECEIVE, find_unit(request.desk.root, unit))
    return HTTPSeeOther(location=f"/receive/{unit}")


def _take(request: Any, typed: Typed) -> None:
    """The files that came along; each stays with the form, whatever is wrong with another."""
    for arrival in checked_in(request):
        typed.arrivals = (*typed.arrivals, arrival)


@view_config(route_name="receive-sheet", request_method="GET")
def sheet(request: Any) -> Response:
    """A sheet of a file that waits to be registered, for who brought it."""
    request.actor.require(Permission.REGISTER_RECEIVE, find_unit(request.desk.root, request.matchdict["unit"]))
    arrival = find_arrival(arrivals_directory(request), request.matchdict["token"], person=request.actor.person)
    number = small_number(request.matchdict["n"]) or 1
    return Response(body=sheet_of(arrival, number), content_type="image/png", cache_control="no-store, private")


@view_config(route_name="receive-done", request_method="GET", renderer="templates/done.pt")
def done(request: Any) -> dict[str, Any]:
    """The number, large, and what to do next."""
    request.rail = "receive"
    return {"done": done_shown(request, request.matchdict["paper"])}


@view_config(route_name="receive-stamp", request_method="GET", renderer="templates/stamp.pt")
def stamp(request: Any) -> dict[str, Any]:
    """The stamp alone, to print on the paper."""
    request.rail = "receive"
    return {"done": done_shown(request, request.matchdict["paper"])}
