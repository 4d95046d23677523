"""หน้ากระดาษคู่กับระบบ (paper beside it): record a note from paper, strike one out, give the scan, place originals."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.letters import on_paper, originals, records
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.uploads import checked_in, forget_all, kept
from saraban.ui.letters.beside import note_on_paper, original_words, originals_shown, record_shown
from saraban.ui.letters.forms import empty, typed_in
from saraban.ui.letters.views import file_response

RECORD = "templates/record.pt"
STRIKE = "templates/strike.pt"
PLACE = "templates/place.pt"
ORIGINALS = "templates/originals.pt"


@view_config(route_name="paper-record", request_method="GET", renderer=RECORD)
def ask_record(request: Any) -> dict[str, Any]:
    """The form; ``act`` and ``written_on`` say which note of which day, so that the writers of that day are offered."""
    paper = _allowed(request, "record")
    typed = empty(act=request.GET.get("act", ""), written_on=request.GET.get("written_on", ""))
    return {"shown": record_shown(request, paper, typed)}


@view_config(route_name="paper-record", request_method="POST", renderer=RECORD)
def record(request: Any) -> Any:
    """บันทึกเกษียนบนกระดาษ; or the form again, the scan kept."""
    request.rail = "in-tray"
    typed, key = typed_in(request.POST, "assign_to"), request.matchdict["id"]
    arrivals = kept(request)

    def go() -> str:
        desk, actor = request.desk, request.actor
        paper = records.read_paper(desk.root, actor, key)
        form = note_on_paper(desk.root, paper.unit, typed)
        on_paper.record_on_paper(desk, actor, paper=paper, form=form, scan=arrivals[-1] if arrivals else None)
        add_note(request, _("The note on paper is on record."))
        return f"/p/{key}"

    def take_and_go() -> str:
        nonlocal arrivals
        for arrival in checked_in(request):
            forget_all(arrivals)
            arrivals = (arrival,)
        return once_page(request, go)

    outcome = attempt(request, take_and_go)
    if isinstance(outcome, Refused):
        return {"shown": record_shown(request, _paper(request), typed, arrivals, outcome)}
    return HTTPSeeOther(location=outcome)


@view_config(route_name="paper-strike", request_method="GET", renderer=STRIKE)
def ask_strike(request: Any) -> dict[str, Any]:
    """Why is it struck out?"""
    return _strike_page(request, _allowed(request, "strike"), None)


@view_config(route_name="paper-strike", request_method="POST", renderer=STRIKE)
def strike(request: Any) -> Any:
    """ขีดฆ่าบันทึกที่ลงผิด."""

    def go() -> str:
        paper, reason = _paper(request), request.POST.get("reason", "")
        on_paper.strike(request.desk, request.actor, paper=paper, endorsement=_note(request), reason=reason)
        add_note(request, _("The record is struck out; it stays to be read."))
        return f"/p/{paper.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return _strike_page(request, _paper(request), outcome)
    return HTTPSeeOther(location=outcome)


@view_config(route_name="paper-scan", request_method="GET")
def scan(request: Any) -> Response:
    """The scan of a note, always as a download."""
    return file_response(on_paper.scan_of(request.desk.root, request.actor, request.matchdict["id"], _note(request)))


@view_config(route_name="paper-place", request_method="GET", renderer=PLACE)
def ask_place(request: Any) -> dict[str, Any]:
    """Where the paper is, and where it was."""
    return _place_page(request, _allowed(request, "place"), None)


@view_config(route_name="paper-place", request_method="POST", renderer=PLACE)
def place(request: Any) -> Any:
    """ย้ายต้นฉบับกระดาษ of one letter."""

    def go() -> str:
        paper = _paper(request)
        originals.place_originals(request.desk, request.actor, papers=[paper], place=request.POST.get("place", ""))
        add_note(request, _("It is on record where the paper is."))
        return f"/p/{paper.key}?tab=facts"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return _place_page(request, _paper(request), outcome)
    return HTTPSeeOther(location=outcome)


@view_config(route_name="originals", request_method="GET", renderer=ORIGINALS)
def list_originals(request: Any) -> dict[str, Any]:
    """ที่เก็บต้นฉบับกระดาษ of a unit."""
    request.rail = "folders"
    return {"shown": originals_shown(request)}


@view_config(route_name="originals", request_method="POST", renderer=ORIGINALS)
def move_originals(request: Any) -> Any:
    """ย้ายต้นฉบับกระดาษ, several at once."""
    request.rail = "folders"

    def go() -> str:
        desk, actor = request.desk, request.actor
        keys = dict.fromkeys(request.POST.getall("paper"))
        papers = [records.read_paper(desk.root, actor, key) for key in keys]
        originals.place_originals(desk, actor, papers=papers, place=request.POST.get("place", ""))
        add_note(request, _("${n} originals were moved.", mapping={"n": formats_for(request).count(len(papers))}))
        return f"/originals?unit={papers[0].unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return {"shown": originals_shown(request, outcome)}
    return HTTPSeeOther(location=outcome)


def _paper(request: Any) -> Any:
    return records.read_paper(request.desk.root, request.actor, request.matchdict["id"])


def _allowed(request: Any, verb: str) -> Any:
    request.rail = "in-tray"
    paper = _paper(request)
    request.actor.require(check_move(PAPER_MOVES, verb, paper.state).permission, paper)
    return paper


def _note(request: Any) -> int:
    return small_number(request.matchdict["note"]) or 0


def _strike_page(request: Any, paper: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    note = on_paper.find_note(paper, _note(request))
    return {
        "paper": paper,
        "note": note,
        "reason": request.POST.get("reason", ""),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _place_page(request: Any, paper: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    root = request.desk.root
    return {
        "paper": paper,
        "letter": records.letter_by_id(root, paper.letter),
        "history": original_words(paper, formats_for(request), request.localizer.translate).split("\n"),
        "places": originals.recent_places(root, request.actor, paper.unit),
        "place": request.POST.get("place", ""),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
