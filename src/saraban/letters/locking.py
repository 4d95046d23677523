"""จองการแก้ไขร่าง (locking a draft): a post writes on it until a moment; taking it over is possible and is seen."""

from __future__ import annotations

from datetime import timedelta

from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.letters.content import Letter
from saraban.letters.values import Lock, Step
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.thai.dates import format_time

LASTS = timedelta(minutes=30)


def lock_of(desk: Desk, letter: Letter) -> Lock | None:
    """The lock that holds now, or None."""
    return letter.lock if letter.lock is not None and letter.lock.until > desk.now else None


def lock(desk: Desk, actor: Actor, *, letter: Letter, take_over: bool = False) -> None:
    """จองแก้ไข for half an hour; one's own lock is renewed. ``take_over`` takes another's, on record."""
    actor.require(check_move(LETTER_MOVES, "change", letter.state).permission, letter)
    hold(desk, actor, letter, take_over=take_over)


def unlock(desk: Desk, actor: Actor, *, letter: Letter) -> None:
    """ปล่อยการจอง: one's own lock."""
    actor.require(check_move(LETTER_MOVES, "change", letter.state).permission, letter)
    held = lock_of(desk, letter)
    if held is not None and held.person == actor.person:
        letter.lock = None


def hold(desk: Desk, actor: Actor, letter: Letter, *, take_over: bool = False) -> None:
    """Hold the draft for who writes on it; raises ``Conflict`` while somebody else does."""
    held_by_another(desk, actor, letter, take_over=take_over)
    letter.lock = Lock(actor.person, actor.name, actor.post, desk.now + LASTS)


def held_by_another(desk: Desk, actor: Actor, letter: Letter, *, take_over: bool = False) -> None:
    """Raise ``Conflict`` while somebody else edits the draft; taking it over ends that and stands among the steps."""
    held = lock_of(desk, letter)
    if held is None or held.person == actor.person:
        return
    if not take_over:
        raise Conflict(
            _(
                "${name} is editing this draft until ${time}. Nothing was saved; what you typed is kept. "
                "Wait, or take it over.",
                mapping={"name": held.name, "time": format_time(held.until.astimezone(BANGKOK).time())},
            ),
            field="take_over",
            slug="locked",
        )
    letter.steps = (*letter.steps, Step("take_over", desk.now, actor.person, actor.name, actor.post, held.name))
    letter.lock = None
