"""เสนอทั้งชุด (proposing the letters of a list together): each counts alone, and what is refused says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, SarabanError
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters.content import Letter
from saraban.letters.cosigning import first_right_of
from saraban.letters.drafting import TEXT_LENGTH, propose_draft
from saraban.letters.words import check_words
from saraban.letters.workflow import LETTER_MOVES
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.templates.content import Merge
from saraban.templates.merging import letters_of_merge

#: What lies with somebody to be checked is not proposed from here, and is told to be so.
_UNPROPOSED = ("draft", "checking", "checked")


@dataclass(frozen=True)
class Outcome:
    """ผลของหนังสือแต่ละฉบับ: done, or why not."""

    key: str
    subject: str
    to_text: str
    done: bool
    why: Any = ""


def propose_merge(desk: Desk, actor: Actor, *, merge: Merge, to_post: str, text: str = "") -> list[Outcome]:
    """เสนอทั้งชุด: all drafts of a list wait for one post's signature; gives what became of each.

    Raises ``Conflict`` when none is left, and ``Invalid`` for words or a post that are wrong for all of them.
    """
    letters = letters_in(desk.root, actor, merge, _UNPROPOSED)
    if not letters:
        raise Conflict(
            _("No draft of this list is left to be proposed. The list says how far each letter is."), slug="wrong-state"
        )
    actor.require(LETTER_MOVES["propose"].permission, letters[0])  # all are of one unit
    if not to_post:
        raise Invalid(_("Choose the post that is to sign."), field="to_post")
    if not any(post_may(desk.root, to_post, first_right_of(desk.root, x), x.from_unit, desk.today) for x in letters):
        raise Invalid(_("This post does not sign for the unit. Choose one that does."), field="to_post")
    words = check_words(text, "text", TEXT_LENGTH)
    return each_alone(desk, letters, lambda x: propose_draft(desk, actor, letter=x, to_post=to_post, text=words))


def to_propose(root: Any, actor: Actor, merge: Merge) -> list[Letter]:
    """ร่างในชุดที่รอเสนอ, for who may propose them."""
    move = LETTER_MOVES["propose"]
    return [x for x in letters_in(root, actor, merge, move.states) if actor.may(move.permission, x)]


def letters_in(root: Any, actor: Actor, merge: Merge, states: tuple[str, ...]) -> list[Letter]:
    """Those letters of a list that are so far and that the actor reads, in its order."""
    found = letters_of_merge(root, merge)
    return [x for x in found if x.state in states and actor.may(Permission.LETTER_READ, x)]


def each_alone(desk: Desk, letters: list[Letter], act: Callable[[Letter], Any]) -> list[Outcome]:
    """Do the same with each letter: one that is refused stays as it was and says why, the others are done."""
    return [_alone(desk, letter, act) for letter in letters]


def _alone(desk: Desk, letter: Letter, act: Callable[[Letter], Any]) -> Outcome:
    named = (letter.key, letter.subject, letter.to_text)
    point = desk.tm.savepoint()
    try:
        act(letter)
    except SarabanError as error:
        point.rollback()
        return Outcome(*named, done=False, why=error.message)
    return Outcome(*named, done=True)
