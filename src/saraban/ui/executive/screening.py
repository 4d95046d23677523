"""หน้ากลั่นกรอง (screening): the sheet, and beside it summary, recommendation, points, and before whom it is put."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.letters import records, screening
from saraban.letters.workflow import LETTER_MOVES, PAPER_MOVES, check_move
from saraban.offices import service as offices
from saraban.ui.executive.presenters import assignees, said_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.sheets import notes_of, sheet_of
from saraban.ui.layout.targets import named_targets, suggestions

SCREEN = "templates/screen.pt"
NAMES = ("summary", "recommendation", "words", "points", "to_post", "due", "others", "text")
WORDS = {
    "approve": _("recommends approval"),
    "agree": _("recommends agreement"),
    "permit": _("recommends permission"),
    "sign": _("recommends signing"),
    "assign": _("recommends assigning"),
    "note": _("for information"),
    "consider": _("for consideration"),
    "other": _("other, in own words"),
}


@view_config(route_name="screen-paper", request_method="GET", renderer=SCREEN)
@view_config(route_name="screen-draft", request_method="GET", renderer=SCREEN)
def ask(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """แบบกลั่นกรอง."""
    request.rail = "office"
    root, fmt, post = request.desk.root, formats_for(request), request.POST
    letter, paper = _thing(request)
    thing = letter if paper is None else paper
    move = check_move(LETTER_MOVES if paper is None else PAPER_MOVES, "screen", thing.state)
    request.actor.require(move.permission, thing)
    office = _office(request, letter, paper)
    chosen = tuple(post.getall("assign_to")) if refused else ()
    typed = {name: str(post.get(name, "")) if refused else "" for name in NAMES}
    first = offices.first_there(root, office, request.desk.today)
    typed["to_post"] = typed["to_post"] or first
    return {
        "subject": letter.subject,
        "sender": letter.from_text,
        "letter": f"/p/{paper.key}" if paper is not None else f"/l/{letter.key}",
        "is_draft": paper is None,
        "sheet": sheet_of(root, letter, fmt),
        "notes": notes_of(root, paper, fmt) if paper is not None else (),
        "returned": _returned(letter, paper),
        "may_return": paper is not None and screening.lies_with_screener(request.desk, paper),
        "before": said_shown(request, screening.screening_of(thing)),
        "recommendations": [
            (key, words if fmt.is_thai and words else WORDS[key]) for key, words in screening.RECOMMENDATIONS.items()
        ],
        "standings": [
            (s, fmt.day(s.away_until) if s.away_until else "")
            for s in offices.precedence(root, office, request.desk.today)
        ],
        "choices": assignees(request, office.unit, chosen) if paper is not None else [],
        "names": suggestions(root, office.unit) if paper is not None else [],
        "typed": typed,
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="screen-paper", request_method="POST", renderer=SCREEN)
@view_config(route_name="screen-draft", request_method="POST", renderer=SCREEN)
def send(request: Any) -> Any:
    """เสนอผู้บริหาร with summary and recommendation."""
    outcome = attempt(request, lambda: once_page(request, lambda: _screen(request)))
    return ask(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="screen-return", request_method="POST", renderer=SCREEN)
def give_back(request: Any) -> Any:
    """ส่งคืนเจ้าหน้าที่รับ-ส่ง with a reason."""
    letter, paper = _thing(request)

    def go() -> str:
        screening.return_to_clerk(request.desk, request.actor, paper=paper, text=request.POST.get("text", ""))
        add_note(request, _("It waits with the clerk of the office again."))
        return f"/offices/{_office(request, letter, paper).unit}"

    outcome = attempt(request, lambda: once_page(request, go))
    return ask(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _screen(request: Any) -> str:
    desk, actor, post = request.desk, request.actor, request.POST
    letter, paper = _thing(request)
    said = {name: post.get(name, "") for name in ("summary", "recommendation", "words", "points", "to_post")}
    if paper is None:
        screening.screen_draft(desk, actor, letter=letter, **said)
    else:
        named = named_targets(desk.root, paper.unit, post.get("others", ""), "others")
        screening.screen(
            desk,
            actor,
            paper=paper,
            assign_to=tuple(dict.fromkeys((*post.getall("assign_to"), *named))),
            due=read_day(post.get("due", ""), "due"),
            **said,
        )
    add_note(request, _("It lies before the executive."))
    return f"/offices/{_office(request, letter, paper).unit}"


def _thing(request: Any) -> tuple[Any, Any]:
    """The draft, or letter and paper, that the address names."""
    root, actor, key = request.desk.root, request.actor, request.matchdict["id"]
    if request.matched_route.name == "screen-draft":
        return records.read_letter(root, actor, key), None
    paper = records.read_paper(root, actor, key)
    return records.letter_by_id(root, paper.letter), paper


def _office(request: Any, letter: Any, paper: Any) -> Any:
    unit = paper.unit if paper is not None else letter.from_unit
    return offices.require_office(request.desk.root, unit)


def _returned(letter: Any, paper: Any) -> Any:
    """The words with which the executive returned it, where that was the last thing done."""
    done, verb = (letter.steps, "return_previous") if paper is None else (paper.history, "returned-to-screener")
    return done[-1] if done and done[-1].verb == verb else None
