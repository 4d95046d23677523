"""ช่องเกษียนหนังสือ (the place to write a note): which acts are possible, phrases, addressees, assignees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.letters.endorsing import VERBS
from saraban.letters.workflow import PAPER_MOVES, possible
from saraban.people.rights import can_read
from saraban.people.service import find_person, holders_of, posts_in
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.targets import Choice, groups_near, posts_near, suggestions, units_near
from saraban.ui.letters.actions import WORDS
from saraban.ui.letters.forms import Typed, empty

ACTS = ("order", "propose", "acknowledge")


@dataclass(frozen=True)
class EndorseShown:
    """แบบเกษียน for one act."""

    acts: tuple[tuple[str, Any], ...]
    act: str
    typed: Typed
    phrases: tuple[str, ...]
    upward: tuple[Choice, ...]
    units: tuple[Choice, ...]
    posts: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    names: tuple[str, ...]
    ask_delegate: bool
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    #: the box for signing it on the sheet was ticked
    on_sheet: bool = False


def endorse_shown(
    request: Any, paper: Any, typed: Typed | None = None, refused: Refused | None = None, act: str = ""
) -> EndorseShown | None:
    """Put the form together, or None when the post acted in writes no notes on this paper now."""
    may = {m.verb for m in possible(PAPER_MOVES, paper.state) if request.actor.may(m.permission, paper)}
    acts = tuple((a, WORDS[a]) for a in ACTS if a in may)
    if not acts or not request.actor.post:
        return None
    wanted = act or request.GET.get("act", "")
    act = wanted if wanted in dict(acts) else acts[0][0]
    root, day = request.desk.root, request.desk.today
    typed = typed or empty()
    orders = act == "order"
    return EndorseShown(
        acts=acts,
        act=act,
        typed=typed,
        phrases=VERBS[act],
        upward=_upward(request, paper) if act == "propose" else (),
        units=tuple(units_near(root, paper.unit, typed.chosen)) if orders else (),
        posts=tuple(posts_near(root, paper.unit, day, typed.chosen)) if orders else (),
        groups=tuple(groups_near(root, paper.unit, typed.chosen)) if orders else (),
        names=tuple(suggestions(root, paper.unit)) if orders else (),
        ask_delegate=bool(refused and refused.error.slug == "blank-delegate") or bool(typed["without_delegate"]),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
        on_sheet=bool(typed["on_sheet"]),
    )


def _upward(request: Any, paper: Any) -> tuple[Choice, ...]:
    """The posts of the unit and of those above that read the paper, without one's own: to whom a proposal goes."""
    root, day = request.desk.root, request.desk.today
    place, scopes = find_unit(root, paper.unit), paper.scopes
    found = []
    for code in [place.code, *(u.code for u in ancestors(place))]:
        for post in posts_in(root, code):
            if post.active and post.id != request.actor.post and can_read(root, f"post:{post.id}", scopes, day):
                names = ", ".join(find_person(root, p).name for p, _grant in holders_of(root, post.id, day))
                found.append(Choice(f"post:{post.id}", post.title, names))
    return tuple(found[:40])
