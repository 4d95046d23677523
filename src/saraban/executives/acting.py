"""สั่งการหลายเรื่องพร้อมกัน (acting on several at once): one order for matters that are ticked, each asked of the gate alone.

What cannot be done stays as it was and says why; the others are done. Drafts are signed in the sitting of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, SarabanError
from saraban.core.i18n import _
from saraban.directives.service import keep_order
from saraban.executives.day_list import COSIGNED, Matter, find_matter
from saraban.letters import cosigning, drafting, reviewing
from saraban.letters.endorsing import acknowledge, order
from saraban.letters.screening import return_draft_to_screener, return_to_screener
from saraban.people.actor import Actor

MOST = 50
#: The order that says nothing but who is to do it.
ASSIGNING = "มอบดำเนินการ"
ACTS = ("order", "acknowledge", "return")


@dataclass(frozen=True)
class Order:
    """คำสั่งที่จะเขียน: what the executive does with everything that is ticked; ``keep`` puts it among the directives."""

    act: str
    verb: str = ""
    text: str = ""
    assign_to: tuple[str, ...] = ()
    due: date | None = None
    keep: bool = False


@dataclass(frozen=True)
class Outcome:
    """ผลของแต่ละเรื่อง: done, or why not; of one that is done ``why`` says where it went, where that was not foreseen."""

    key: str
    subject: str
    done: bool
    why: Any = ""


def act_on_several(desk: Desk, actor: Actor, *, keys: tuple[str, ...], order_: Order) -> list[Outcome]:
    """สั่งการ รับทราบ หรือส่งคืน on several matters before the post acted in; gives what became of each.

    An order without assignees goes to those whom the screener recommended, or to the office of the executive; one that
    only assigns has to name somebody. Raises ``Invalid`` when nothing or too
    much is ticked, or for an act that there is not; a matter that is refused leaves the others done.
    """
    keys = tuple(dict.fromkeys(keys))
    if not keys or len(keys) > MOST:
        raise Invalid(_("Select at least one letter, and at most ${n}.", mapping={"n": MOST}), field="matter")
    if order_.act not in ACTS:
        raise Invalid(_("Choose what you do: order, acknowledge or return."), field="act")
    return [_one(desk, actor, key, order_) for key in keys]


def _one(desk: Desk, actor: Actor, key: str, order_: Order) -> Outcome:
    point = desk.tm.savepoint()
    subject = ""
    try:
        matter = find_matter(desk.root, actor, key)
        subject = matter.letter.subject
        told = (_act_on_draft if matter.is_draft else _act_on_paper)(desk, actor, matter, order_)
    except SarabanError as error:
        point.rollback()
        return Outcome(key, subject, done=False, why=error.message)
    return Outcome(key, subject, done=True, why=told)


def _act_on_paper(desk: Desk, actor: Actor, matter: Matter, order_: Order) -> Any:
    paper: Any = matter.paper
    if order_.act == "return":
        return return_to_screener(desk, actor, paper=paper, text=order_.text)
    if order_.act == "acknowledge":
        acknowledge(desk, actor, paper=paper, verb=order_.verb, text=order_.text)
    else:
        named = order_.assign_to or _foreseen(matter, order_.verb)
        note = order(desk, actor, paper=paper, verb=order_.verb, text=order_.text, assign_to=named, due=order_.due)
        if order_.keep:
            keep_order(desk, actor, paper=paper, note=note)
    return ""


def _foreseen(matter: Matter, verb: str) -> tuple[str, ...]:
    """Who carries out what names nobody: as the screener recommended, else the office; who assigns has to say whom."""
    paper: Any = matter.paper
    recommended = matter.screening.assign_to if matter.screening is not None else ()
    return recommended or (() if verb == ASSIGNING else (f"unit:{paper.unit}",))


def _act_on_draft(desk: Desk, actor: Actor, matter: Matter, order_: Order) -> Any:
    letter = matter.letter
    if order_.act != "return":
        raise Conflict(_("This is a draft: it is signed, not endorsed. Open it to sign it."), slug="to-be-signed")
    if matter.task.what == COSIGNED:
        cosigning.decline(desk, actor, letter=letter, text=order_.text)
        return ""
    if matter.screening is not None:
        return return_draft_to_screener(desk, actor, letter=letter, text=order_.text)
    if letter.draft is not None and letter.draft.checker_post:
        reviewing.return_previous(desk, actor, letter=letter, text=order_.text)
    else:
        drafting.return_draft(desk, actor, letter=letter, text=order_.text)
    return ""
