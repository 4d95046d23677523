"""หน้าตรวจร่าง (reviewing a draft): opinions, comments on paragraphs, who is editing, versions and what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import locking, records, reviewing, versions
from saraban.letters.body import blocks_of
from saraban.letters.deliberating import require_drafting
from saraban.letters.makers import makers_of
from saraban.letters.workflow import LETTER_MOVES, UNSIGNED
from saraban.thai.difference import SAME
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number

REVIEW = "templates/review.pt"
DONE = {
    "comment": _("The comment was written."),
    "settle": _("The comment is settled."),
    "opinion": _("The opinion was given."),
    "lock": _("The draft is kept for you for half an hour."),
    "unlock": _("Others can edit the draft again."),
}


@view_config(route_name="draft-review", request_method="GET", renderer=REVIEW)
def review(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """The draft's path, what was said about it, and its versions."""
    request.rail = "drafts"
    letter, desk, actor, fmt = _draft(request), request.desk, request.actor, formats_for(request)
    held = locking.lock_of(desk, letter)
    works = actor.may(Permission.LETTER_DRAFT, letter)
    unsigned = letter.state in UNSIGNED
    return {
        "letter": letter,
        "paragraphs": [(n, getattr(b, "number", ""), getattr(b, "text", "ตาราง")) for n, b in _blocks(letter)],
        "comments": letter.comments,
        "opinions": letter.opinions,
        "asked": unsigned and any(o.is_open and o.post == actor.post for o in letter.opinions),
        "held": held,
        "held_until": fmt.clock(held.until) if held is not None else "",
        "mine": held is not None and held.person == actor.person,
        "works": works and unsigned,
        "may_edit": works and letter.state in LETTER_MOVES["change"].states,
        "may_comment": unsigned and (works or _was_asked(actor, letter)),
        "versions": list(reversed(letter.versions)),
        "makers": _makers(request, letter),
        "text": request.POST.get("text", "") if refused else "",
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="draft-review-act", request_method="POST", renderer=REVIEW)
def act(request: Any) -> Any:
    """One of the small acts of reviewing; or the page again with what was typed."""
    verb = request.matchdict["verb"]

    def go() -> str:
        letter = _draft(request)
        _ACTS[verb](request, letter)
        add_note(request, DONE[verb])
        return f"/l/{letter.key}/review"

    outcome = attempt(request, lambda: once_page(request, go))
    return review(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="draft-versions", request_method="GET", renderer="templates/versions.pt")
def compare(request: Any) -> dict[str, Any]:
    """Two versions beside each other; the last one against the one before it unless others are named."""
    request.rail = "drafts"
    letter, fmt = _draft(request), formats_for(request)
    last = letter.versions[-1].n if letter.versions else 0
    new = small_number(request.GET.get("new", "")) or last
    old = small_number(request.GET.get("old", "")) or max(new - 1, 1)
    older, newer = versions.version_of(letter, old), versions.version_of(letter, new)
    return {
        "letter": letter,
        "numbers": [v.n for v in letter.versions],
        "old": older,
        "new": newer,
        "old_at": fmt.time(older.at, clock=True),
        "new_at": fmt.time(newer.at, clock=True),
        "fields": versions.compare(older, newer),
        "same": SAME,
    }


def _comment(request: Any, letter: Any) -> None:
    paragraph = small_number(request.POST.get("paragraph", "0"))
    if paragraph is None:
        raise Invalid(_("Choose the paragraph from the list."), field="paragraph")
    reviewing.comment(
        request.desk, request.actor, letter=letter, paragraph=paragraph, text=request.POST.get("text", "")
    )


_ACTS: dict[str, Callable[[Any, Any], None]] = {
    "comment": _comment,
    "settle": lambda r, letter: reviewing.settle(
        r.desk, r.actor, letter=letter, n=small_number(r.POST.get("n", "")) or 0
    ),
    "opinion": lambda r, letter: reviewing.give_opinion(r.desk, r.actor, letter=letter, text=r.POST.get("text", "")),
    "lock": lambda r, letter: locking.lock(r.desk, r.actor, letter=letter, take_over=bool(r.POST.get("take_over"))),
    "unlock": lambda r, letter: locking.unlock(r.desk, r.actor, letter=letter),
}


def _blocks(letter: Any) -> Any:
    return enumerate(blocks_of(letter.body), 1)


def _was_asked(actor: Any, letter: Any) -> bool:
    return any(o.post == actor.post for o in letter.opinions)


def _makers(request: Any, letter: Any) -> list[tuple[Any, str]]:
    """ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ."""
    made = makers_of(request.desk.root, letter)
    rows = [(_("Drafted by"), made.drafter), (_("Typed by"), made.typist), (_("Checked by"), made.checker)]
    return [(label, name) for label, name in rows if name]


def _draft(request: Any) -> Any:
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    require_drafting(request.actor, letter)
    return letter
