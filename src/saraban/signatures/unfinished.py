"""การลงนามที่ไม่เสร็จสิ้น (signings that did not end): letters that nobody works on any more are as they were before.

Whether somebody does is told by the lock of the letter alone: it goes with the process that signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from saraban.auth.apart import apart
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.locks import RegisterBusy, alone
from saraban.letters import issuing, records
from saraban.letters.content import Letter
from saraban.letters.moving import require_move
from saraban.people.actor import Actor

#: Letters share so many locks; two of one lock are signed one after the other.
LOCKS = 256


def lock_of(letter: int) -> str:
    """The lock that who signs a letter holds."""
    return f"signing-{letter % LOCKS}"


def bring_back_stuck(desk: Desk, seconds: int) -> int:
    """คืนหนังสือที่ค้างลงนาม: letters whose signing was cut off and that nobody works on; gives how many. Commits."""
    done = 0
    for letter in issuing.stuck(desk.root, desk.now - timedelta(seconds=seconds)):
        with suppress(RegisterBusy), alone(desk.locks.directory, [lock_of(letter)], wait=0.0):
            apart(desk, lambda own, key=letter: bring_back_all(own, None, [key], "cut-off"))  # type: ignore[misc]
            done += 1
    return done


def is_stale(letter: Letter, now: datetime, seconds: int) -> bool:
    """ค้างนานเกินไป: did its signing begin so long ago that it is not gone on with?"""
    return letter.signing is not None and letter.signing.started_at < now - timedelta(seconds=seconds)


def begun_long_ago() -> Conflict:
    """The signing is too old to be gone on with."""
    return Conflict(
        _(
            "This signing was cut off too long ago to be gone on with. Nothing was signed: the draft is as it was and "
            "keeps its number. Sign it again with a new code."
        ),
        slug="signing-too-old",
    )


def bring_back_by_hand(desk: Desk, actor: Actor, *, letter: Letter) -> None:
    """คืนหนังสือที่ค้างลงนาม by who signs for the unit, at once where its signing was cut off.

    Raises ``Conflict`` while somebody is signing it: by the lock that the worker asks for too.
    """
    require_move(actor, letter, "bring_back")
    try:
        with alone(desk.locks.directory, [lock_of(letter.id)], wait=0.0):
            issuing.return_to_before(desk, actor, letter=letter)
    except RegisterBusy:
        raise being_signed() from None


def bring_back_all(desk: Desk, actor: Actor | None, letters: Sequence[int], why: str) -> None:
    """Several letters are as they were before; what is not being signed stays as it is."""
    for letter in letters:
        issuing.bring_back(desk, actor, letter=records.letter_by_id(desk.root, letter), why=why)


def being_signed() -> Conflict:
    """Somebody works on it now."""
    return Conflict(_("This letter is being signed right now. Open it again in a moment."), slug="signing-now")
