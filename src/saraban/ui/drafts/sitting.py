"""ลงนามหลายฉบับในคราวเดียว (a sitting): the letters that wait for this post, one list, one code for those chosen.

It is come to from the drafts, from the day list with what was ticked there, or from letters made from a list: then
these alone are listed, as many as are signed in one sitting, and the next ones after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.auth.service import is_enrolled
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.cosigning import may_sign, seen_of
from saraban.letters.drafting import drafts_of
from saraban.letters.filling import missing_parts
from saraban.letters.workflow import LETTER_MOVES
from saraban.signatures.issuing import Wanted
from saraban.tasks import service as tasks
from saraban.templates.merging import find_merge, letters_of_merge
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.letters.giving import given_in, giving_shown

PAGE = "templates/sitting.pt"
DAY = "day"


@dataclass(frozen=True)
class Row:
    """หนังสือหนึ่งฉบับที่รอลงนาม."""

    key: str
    seen: str
    subject: str
    to_text: str
    by: str
    chosen: bool


@view_config(route_name="draft-sitting", request_method="GET", renderer=PAGE)
def ask(request: Any) -> dict[str, Any]:
    """The list, with name and code to be typed once."""
    return _page(request, None)


@view_config(route_name="draft-sitting", request_method="POST", renderer=PAGE)
def sign(request: Any) -> Any:
    """ลงนามตามรายการ: all that were chosen, or none."""

    def go() -> str:
        typed, root = request.POST, request.desk.root
        letters = [records.read_letter(root, request.actor, key) for key in dict.fromkeys(typed.getall("letters"))]
        wanted = [Wanted(letter.id, typed.get(f"seen-{letter.key}", "")) for letter in letters]
        request.registry.issuing.sign(request.desk, request.actor, wanted, given_in(request))
        count = formats_for(request).count(len(wanted))
        add_note(request, _("${n} letters were signed and numbered.", mapping={"n": count}))
        return _afterwards(request)

    outcome = attempt(request, lambda: once_page(request, go))
    return _page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def waiting_for(request: Any) -> list[Any]:
    """Letters that were put up for signature to the post acted in, and lack nothing, the oldest first."""
    root, actor = request.desk.root, request.actor
    found = [
        letter
        for code in units_where(request, Permission.LETTER_SIGN)
        for letter in drafts_of(root, actor, code)
        if letter.state in {"proposed", "signing"} and letter.draft is not None and letter.cosigning is None
        if letter.draft.signer_post == actor.post
    ]
    return [*(x for x in reversed(found) if not missing_parts(root, x)), *_beside_others(request)]


def _beside_others(request: Any) -> list[Any]:
    """Letters that others have signed and that this post signs next, of whichever unit they are."""
    root, actor, letters = request.desk.root, request.actor, records.letters_of(request.desk.root).letters
    waiting = tasks.tray(root, tasks.post_tray(actor.post)) if actor.post else []
    found = [letters[task.letter] for task in waiting if task.what == "cosign" and task.letter in letters]
    return [x for x in found if actor.may(Permission.LETTER_READ, x) and may_sign(root, actor, x)]


def waiting_in(request: Any, merge: Any) -> list[Any]:
    """Letters made from a list that the post acted in may sign now: they lack nothing and lie before nobody else."""
    root, actor = request.desk.root, request.actor
    return [
        x
        for x in letters_of_merge(root, merge)
        if x.state in LETTER_MOVES["sign"].states and actor.may(Permission.LETTER_SIGN, x)
        if actor.may(Permission.LETTER_READ, x) and (x.draft is None or x.draft.signer_post in {"", actor.post})
        if not missing_parts(root, x)
    ]


def _afterwards(request: Any) -> str:
    """Where the way goes on: to the next letters of the list, to what is left of the day, or to the drafts."""
    if not request.POST.get("merge"):
        return "/day" if request.POST.get("back") == DAY else "/drafts"
    merge = find_merge(request.desk.root, request.actor, request.POST["merge"])
    return f"/drafts/sign?merge={merge.key}" if waiting_in(request, merge) else f"/merges/{merge.key}"


def _page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "drafts"
    root, actor, most = request.desk.root, request.actor, request.registry.issuing.sitting
    given = request.GET if refused is None else request.POST
    merge = find_merge(root, actor, given["merge"]) if given.get("merge") else None
    letters = waiting_in(request, merge) if merge is not None else waiting_for(request)
    here = letters if merge is None else letters[:most]
    wanted = set(given.getall("letters")) | ({x.key for x in here} if merge is not None and refused is None else set())
    ticked = [x.key for x in here if x.key in wanted]
    return {
        "rows": [_row(root, x, ticked if refused is not None else ticked[:most]) for x in here],
        "merge": merge,
        "back": DAY if given.get("back") == DAY else "",
        "later": max(len(ticked) - most, 0) if merge is None else len(letters) - len(here),
        "gone": len(wanted) - len(ticked) if refused is None else 0,
        "most": most,
        "block": actor.signing.lines,
        "enrolled": is_enrolled(root, actor.person),
        "giving": giving_shown(request),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _row(root: Any, letter: Any, ticked: list[str]) -> Row:
    by = root["people"][letter.created_by].name if letter.created_by in root["people"] else ""
    return Row(letter.key, seen_of(letter), letter.subject, letter.to_text, by, letter.key in ticked)
