"""หน้ารอคำตอบ (awaited answers): by letter and by unit; marked by hand, reminded in bulk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import answering, records
from saraban.letters.reminding import write_reminder
from saraban.ui.answers.presenters import letter_answers, unit_answers
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day

UNIT, LETTER = "templates/answers.pt", "templates/letter.pt"
DONE = {
    "answered": _("It is on record that the answer came."),
    "let-off": _("It is on record that no answer is needed."),
    "undo": _("The answer is awaited again."),
}


@view_config(route_name="answers", request_method="GET", renderer=UNIT)
def answers(request: Any) -> dict[str, Any]:
    """รอคำตอบ: the letters of a unit that wait for answers, with counts."""
    request.rail = "answers"
    return {"shown": unit_answers(request)}


@view_config(route_name="answers-remind", request_method="POST", renderer=UNIT)
def remind_many(request: Any) -> Any:
    """หนังสือเตือน for several letters: one draft each, to those whose day has passed; or the list again."""
    request.rail = "answers"
    keys = list(dict.fromkeys(request.POST.getall("letter")))

    def go() -> str:
        if not keys:
            raise Invalid(_("Select at least one letter first."), field="letter")
        written = _remind_late(request, keys)
        if len(written) == 1:
            return _next_step(request, written[0])
        add_note(
            request,
            _("${n} reminders were drafted; each is signed.", mapping={"n": formats_for(request).count(len(written))}),
        )
        return "/drafts"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        if not drafting_units(request):  # who writes in no unit's name has no list to come back to
            raise outcome.error
        return {"shown": unit_answers(request, outcome)}
    return HTTPSeeOther(location=outcome)


@view_config(route_name="letter-answers", request_method="GET", renderer=LETTER)
def letter(request: Any) -> dict[str, Any]:
    """The addressees of a letter: who has answered, who has not."""
    request.rail = "answers"
    return {"shown": letter_answers(request, _letter(request))}


@view_config(route_name="letter-answers-act", request_method="POST", renderer=LETTER)
def act(request: Any) -> Any:
    """Remind those chosen, or note by hand; or the page again with what was typed."""
    request.rail = "answers"
    verb = request.matchdict["verb"]

    def go() -> str:
        chosen = _chosen(request)
        if verb == "remind":
            return _next_step(request, write_reminder(request.desk, request.actor, awaited=chosen))
        _ACTS[verb](request, chosen)
        add_note(request, DONE[verb])
        return f"/l/{request.matchdict['id']}/answers"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return {"shown": letter_answers(request, _letter(request), outcome)}
    return HTTPSeeOther(location=outcome)


def _answered(request: Any, chosen: list[Any]) -> None:
    post = request.POST
    dated = read_day(post.get("dated", ""), "dated")
    answering.mark_answered(request.desk, request.actor, awaited=chosen, number=post.get("number", ""), dated=dated)


def _undo(request: Any, chosen: list[Any]) -> None:
    if not chosen:
        raise Invalid(_("Select at least one addressee first."), field="awaited")
    for one in chosen:
        answering.undo_answer(request.desk, request.actor, awaited=one, reason=request.POST.get("reason", ""))


_ACTS: dict[str, Callable[[Any, list[Any]], Any]] = {
    "answered": _answered,
    "let-off": lambda r, chosen: answering.let_off(r.desk, r.actor, awaited=chosen, reason=r.POST.get("reason", "")),
    "undo": _undo,
}


def _remind_late(request: Any, keys: list[str]) -> list[Any]:
    """A reminder of each letter to all who are late; a letter with nobody late is passed over.

    Raises ``Conflict`` where nobody is late with any of them.
    """
    root, actor = request.desk.root, request.actor
    letters = [records.read_letter(root, actor, key) for key in keys]
    late = [
        [a for a in answering.awaited_from(root, actor, letter) if a.is_open and a.due < request.desk.today]
        for letter in letters
    ]
    if not any(late):
        raise Conflict(
            _(
                "Nobody is late with “${subject}”. Open it to remind before the day.",
                mapping={"subject": letters[0].subject[:80]},
            )
        )
    return [write_reminder(request.desk, actor, awaited=rows) for rows in late if rows]


def _next_step(request: Any, letter: Any) -> str:
    """Straight to the signature where the post signs, else to the choice of who does."""
    signs = request.actor.may(Permission.LETTER_SIGN, letter)
    return f"/l/{letter.key}/sign" if signs else f"/l/{letter.key}/propose"


def _chosen(request: Any) -> list[Any]:
    root, key = request.desk.root, request.matchdict["id"]
    found = [answering.read_awaited(root, request.actor, k) for k in dict.fromkeys(request.POST.getall("awaited"))]
    letter = records.read_letter(root, request.actor, key)
    if any(one.letter != letter.id for one in found):
        raise Invalid(_("A reminder goes to addressees of one letter."), field="awaited")
    return found


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
