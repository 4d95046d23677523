"""ลงว่าตอบแล้ว (the answer that a unit owes to somebody outside): what was noted, by hand what the system cannot know."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.letters import owing, records
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day
from saraban.ui.letters.answers import given_shown

ANSWER = "templates/answer.pt"
FIELDS = ("how", "number", "dated", "reason")
DONE = {
    "paper": _("It is on record how the letter was answered."),
    "not_needed": _("It is on record that no answer is needed."),
    "undone": _("The answer is owed again."),
}


@view_config(route_name="paper-answer", request_method="GET", renderer=ANSWER)
def ask_answer(request: Any) -> dict[str, Any]:
    """What was noted, and the form."""
    paper = _paper(request)
    owing.paper_to_note(request.desk.root, request.actor, paper)
    return _page(request, paper, None)


@view_config(route_name="paper-answer", request_method="POST", renderer=ANSWER)
def note_answer(request: Any) -> Any:
    """ตอบแล้ว, ไม่ต้องตอบ, or ต้องตอบต่อ; or the page again with what was typed."""
    post, key = request.POST, request.matchdict["id"]

    def go() -> str:
        how = str(post.get("how") or "")
        owing.note_by_hand(
            request.desk,
            request.actor,
            paper=records.read_paper(request.desk.root, request.actor, key),
            how=how,
            number=str(post.get("number") or ""),
            dated=read_day(str(post.get("dated") or ""), "dated"),
            reason=str(post.get("reason") or ""),
        )
        add_note(request, DONE[how])
        return f"/p/{key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        paper = _paper(request)
        if not owing.may_note(request.desk.root, request.actor, paper):
            raise outcome.error
        return _page(request, paper, outcome)
    return HTTPSeeOther(location=outcome)


def _paper(request: Any) -> Any:
    return records.read_paper(request.desk.root, request.actor, request.matchdict["id"])


def _page(request: Any, paper: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    root, fmt = request.desk.root, formats_for(request)
    letter = records.letter_by_id(root, paper.letter)
    return {
        "paper": paper,
        "letter": letter,
        "day": fmt.time(letter.answer_by),
        "owed": owing.owes_answer(root, letter, paper),
        "noted": [given_shown(request, answer, fmt) for answer in owing.answers_noted(root, paper)],
        "typed": {name: str(request.POST.get(name) or "") for name in FIELDS},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
