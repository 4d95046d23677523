"""เกษียนและดำเนินการ (what is done on the letter page): notes, sending on, returning, closing, filing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.exchange import cancelling, forwarding, handing, receiving
from saraban.filing.service import known_folders
from saraban.letters import closing, endorsing, records
from saraban.letters.assignees import describe_assignee
from saraban.letters.notes import Note
from saraban.letters.owing import owes_answer
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.targets import groups_near, named_readers, posts_near, suggestions, units_near
from saraban.ui.letters.actions import WORDS
from saraban.ui.letters.endorse import endorse_shown
from saraban.ui.letters.forms import Typed, due_day, empty, proposal, targets, typed_in
from saraban.ui.letters.giving import given_in
from saraban.ui.letters.views import TEMPLATE, page_of, to_paper

ACT = "templates/act.pt"
DONE = {
    "forward": _("The letter was sent on."),
    "return": _("The letter was returned to the sender."),
    "close": _("The matter is closed."),
    "reopen": _("The matter is open again."),
    "file": _("The letter was filed."),
    "void": _("The registration was cancelled. Its number stays in the register, void."),
}


@view_config(route_name="paper-note", request_method="POST", renderer=TEMPLATE)
def note(request: Any) -> Any:
    """เกษียน: propose, order or acknowledge; or the page again with what was written."""
    act, key = request.matchdict["act"], request.matchdict["id"]
    typed = typed_in(request.POST, "assign_to")
    outcome = attempt(request, lambda: once_page(request, lambda: _write_note(request, key, act, typed)))
    if not isinstance(outcome, Refused):
        return HTTPSeeOther(location=outcome)
    paper = records.read_paper(request.desk.root, request.actor, key)
    letter = records.letter_by_id(request.desk.root, paper.letter)
    return page_of(request, letter, paper, endorse_shown(request, paper, typed, outcome, act))


def _write_note(request: Any, key: str, act: str, typed: Typed) -> str:
    desk, actor = request.desk, request.actor
    paper = records.read_paper(desk.root, actor, key)
    if typed["on_sheet"]:
        note = _sheet_note(desk.root, paper, act, typed)
        seen = request.POST.get("seen", "")
        request.registry.on_sheet.endorse(desk, actor, paper=paper.id, note=note, seen=seen, given=given_in(request))
        add_note(request, _("The note is signed on the sheet."))
        return f"/p/{key}"
    if act == "propose":
        endorsing.propose(desk, actor, paper=paper, **proposal(desk.root, typed))
    elif act == "order":
        chosen = targets(desk.root, paper.unit, typed)
        endorsing.order(
            desk, actor, paper=paper, text=typed["text"], verb=typed["verb"], due=due_day(typed), assign_to=chosen
        )
    else:
        endorsing.acknowledge(desk, actor, paper=paper, text=typed["text"], verb=typed["verb"])
    add_note(request, _("The note stands on the letter."))
    return f"/p/{key}"


def _sheet_note(root: Any, paper: Any, act: str, typed: Typed) -> Note:
    """The note as typed, to be signed on the sheet."""
    if act == "propose":
        return Note(act, **proposal(root, typed))
    if act == "order":
        chosen = targets(root, paper.unit, typed)
        return Note(act, typed["text"], typed["verb"], due=due_day(typed), assign_to=chosen)
    return Note(act, typed["text"], typed["verb"])


@view_config(route_name="paper-withdraw", request_method="POST")
def withdraw(request: Any) -> HTTPSeeOther:
    """ดึงคืนก่อนถูกอ่าน: one's own last note."""
    paper = _paper(request)
    number = request.POST.get("note", "")
    endorsing.withdraw(request.desk, request.actor, paper=paper, endorsement=small_number(number) or 0)
    add_note(request, _("The note was taken back."))
    return to_paper(paper.key)


@view_config(route_name="paper-take-back", request_method="POST")
def take_back(request: Any) -> HTTPSeeOther:
    """ดึงงานคืน from a post or person, before it was read."""
    paper = _paper(request)
    handing.take_back(request.desk, request.actor, paper=paper, target=request.POST.get("target", ""))
    add_note(request, _("It was pulled back."))
    return to_paper(paper.key)


@view_config(route_name="paper-read", request_method="POST")
def read(request: Any) -> HTTPSeeOther:
    """เปิดอ่าน: from now on the sender knows, and cannot take it back."""
    paper = _paper(request)
    endorsing.open_task(request.desk, request.actor, paper)
    return to_paper(paper.key)


@view_config(route_name="paper-act", request_method="GET", renderer=ACT)
def ask(request: Any) -> dict[str, Any]:
    """The form of a verb."""
    paper, verb = _paper(request), request.matchdict["verb"]
    request.actor.require(check_move(PAPER_MOVES, verb, paper.state).permission, paper)
    if verb == "return":
        receiving.delivery_of(request.desk.root, paper)
    return _act_page(request, paper, _first_choice(paper, verb), None)


@view_config(route_name="paper-act", request_method="POST", renderer=ACT)
def act(request: Any) -> Any:
    """Carry the verb out; or its form again."""
    verb, key = request.matchdict["verb"], request.matchdict["id"]
    typed = typed_in(request.POST, "to_units")

    def go() -> str:
        _VERBS[verb](request, records.read_paper(request.desk.root, request.actor, key), typed)
        add_note(request, DONE[verb])
        return f"/p/{key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return _act_page(request, _paper(request), typed, outcome)
    return HTTPSeeOther(location=outcome)


def _forward(request: Any, paper: Any, typed: Typed) -> None:
    root = request.desk.root
    chosen = targets(root, paper.unit, typed)
    codes = [target.removeprefix("unit:") for target in chosen if target.startswith("unit:")]
    forwarding.forward(
        request.desk,
        request.actor,
        paper=paper,
        to=chosen,
        text=typed["text"],
        due=due_day(typed),
        named=named_readers(root, paper.unit, typed["concerned"], codes),
    )


_VERBS: dict[str, Callable[[Any, Any, Typed], Any]] = {
    "forward": _forward,
    "return": lambda r, p, t: receiving.return_paper(r.desk, r.actor, paper=p, reason=t["reason"]),
    "close": lambda r, p, t: closing.close(r.desk, r.actor, paper=p, result=t["result"]),
    "reopen": lambda r, p, t: closing.reopen(r.desk, r.actor, paper=p, reason=t["reason"]),
    "void": lambda r, p, t: cancelling.void_receipt(r.desk, r.actor, paper=p, reason=t["reason"]),
    "file": lambda r, p, t: closing.file_paper(r.desk, r.actor, paper=p, folder=t["folder"]),
}


def _paper(request: Any) -> Any:
    return records.read_paper(request.desk.root, request.actor, request.matchdict["id"])


def _first_choice(paper: Any, verb: str) -> Typed:
    """ส่งต่อตามสั่งการ: those to whom the last order was given are chosen already."""
    orders = [e for e in paper.endorsements if e.act == "order" and e.is_live]
    return empty(orders[-1].assign_to if verb == "forward" and orders else ())


def _act_page(request: Any, paper: Any, typed: Typed, refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    root, verb = request.desk.root, request.matchdict["verb"]
    forward = verb == "forward"
    near = (
        [*groups_near(root, paper.unit, typed.chosen), *units_near(root, paper.unit, typed.chosen)] if forward else []
    )
    posts = posts_near(root, paper.unit, request.desk.today, typed.chosen) if forward else []
    known = {c.value for c in (*near, *posts)}
    letter = records.letter_by_id(root, paper.letter)
    return {
        "paper": paper,
        "letter": letter,
        "owes": verb == "close" and owes_answer(root, letter, paper),
        "verb": verb,
        "title": WORDS[verb],
        "typed": typed,
        "units": near,
        "posts": posts,
        "more_chosen": [(c, describe_assignee(root, c)) for c in typed.chosen if c not in known and not refused],
        "names": suggestions(root, paper.unit) if forward else [],
        "folders": known_folders(root, request.actor, paper.unit) if verb == "file" else [],
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
