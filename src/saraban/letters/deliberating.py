"""ความเห็นระหว่างร่าง (what was said while a letter was written): read where it was written, not by who receives it.

Opinions, comments, versions and the steps of a draft stay with the unit that wrote it and with the posts that worked on
it; the unit or the staff that a letter is sent, given or circulated to reads the letter alone.
"""

from __future__ import annotations

from saraban.core.access import post_scope, unit_scope
from saraban.core.errors import NotAllowed
from saraban.core.i18n import _
from saraban.letters.content import Letter
from saraban.letters.values import Step
from saraban.people.actor import Actor

#: The steps that whoever reads a letter may know of: how it was signed and how it left.
OUTWARD = frozenset({"sign", "sign_first", "cosign", "send", "send_again", "send_on_paper", "pull_back", "void"})
_POST = post_scope("")


def reads_drafting(actor: Actor, letter: Letter) -> bool:
    """Does the actor read the letter as one of those who wrote it, checked it or were asked about it?"""
    if not letter.from_unit:
        return True  # it came from outside: nothing was drafted here
    return any(scope in actor.scopes for scope in _inside(letter))


def require_drafting(actor: Actor, letter: Letter) -> None:
    """Raise ``NotAllowed`` for who reads the letter, but not what was said while it was written."""
    if not reads_drafting(actor, letter):
        raise NotAllowed(_("What was said while the letter was written is read where it was written."))


def steps_for(actor: Actor, letter: Letter) -> tuple[Step, ...]:
    """What was done with a letter, as far as it concerns the actor."""
    if reads_drafting(actor, letter):
        return letter.steps
    return tuple(step for step in letter.steps if step.verb in OUTWARD)


def _inside(letter: Letter) -> tuple[str, ...]:
    """The scopes of those who wrote it; of a letter for few those named on it before it was sent."""
    if letter.handling:
        return letter.own_scopes or letter.scopes
    own = unit_scope(letter.from_unit)
    return tuple(scope for scope in letter.scopes if scope == own or scope.startswith(_POST))
