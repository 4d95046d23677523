"""หน้าแนบหนังสือจากซอง (completing a receipt): the text or the files of a letter that was registered unopened."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.letters import records
from saraban.letters.completing import complete_receipt, letter_to_complete
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.uploads import checked_in, kept

TEMPLATE = "templates/complete.pt"


@view_config(route_name="paper-complete", request_method="GET", renderer=TEMPLATE)
def ask(request: Any) -> dict[str, Any]:
    """The empty form."""
    letter_to_complete(request.desk.root, request.actor, _paper(request))
    return _page(request, (), None)


@view_config(route_name="paper-complete", request_method="POST", renderer=TEMPLATE)
def complete(request: Any) -> Any:
    """แนบหนังสือจากซอง; or the form again, with what was typed and the files that came."""
    arrivals = kept(request)

    def go() -> str:
        paper = _paper(request)
        complete_receipt(request.desk, request.actor, paper=paper, body=request.POST.get("body", ""), arrivals=arrivals)
        add_note(request, _("The letter is attached."))
        return f"/p/{paper.key}"

    def take_and_go() -> str:
        nonlocal arrivals
        for arrival in checked_in(request):
            arrivals = (*arrivals, arrival)
        return once_page(request, go)

    outcome = attempt(request, take_and_go)
    return _page(request, arrivals, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _paper(request: Any) -> Any:
    return records.read_paper(request.desk.root, request.actor, request.matchdict["id"])


def _page(request: Any, arrivals: tuple[Any, ...], refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    paper = _paper(request)
    return {
        "paper": paper,
        "letter": records.letter_by_id(request.desk.root, paper.letter),
        "body": request.POST.get("body", ""),
        "arrivals": arrivals,
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
