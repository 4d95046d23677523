"""การตอบ (answers as the sender sees them): what is still awaited, and by hand what the system cannot know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.letters import awaiting, records
from saraban.letters.content import Awaited, Letter
from saraban.letters.values import Answer
from saraban.letters.words import LIMITS, check_words
from saraban.people.actor import Actor
from saraban.registers.concealing import NAMED_ONLY

REASON_LENGTH = 500
#: Which letters are shown: รอตอบ with เกินกำหนด, one of these alone, ตอบแล้ว by all, or every one.
SHOWN = ("open", "overdue", "waiting", "answered", "all")


@dataclass(frozen=True)
class Asked:
    """หนังสือที่ต้องการคำตอบ: a letter with how many of its addressees stand in which state."""

    letter: Letter
    counts: Counter[str]

    @property
    def is_open(self) -> bool:
        """Is any answer still awaited?"""
        return bool(self.counts["waiting"] + self.counts["overdue"])


def read_awaited(root: Any, actor: Actor, key: str) -> Awaited:
    """Give what is awaited at an address if the actor may see it; a hidden one answers as a missing one."""
    found = awaiting.answers_of(root).awaited.get(id_value(key))
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.LETTER_READ, found)
    actor.require(Permission.LETTER_READ, records.letter_by_id(root, found.letter))
    return found


def awaited_from(root: Any, actor: Actor, letter: Letter) -> list[Awaited]:
    """All that a letter awaits, for those who read the letters of the unit that sent it; nobody else is told."""
    actor.require(Permission.LETTER_READ, letter)
    return [a for a in awaiting.awaited_of(root, letter.id) if actor.may(Permission.LETTER_READ, a)]


def asked_letters(
    root: Any, actor: Actor, unit: str, today: date, show: str = "open", *, skip: int = 0, limit: int | None = None
) -> list[Asked]:
    """รอคำตอบ: a unit's letters that ask for answers; ``show`` is one of ``SHOWN``.

    Those that wait come by their day, overdue ones first; those that all have answered, the latest first. At most
    ``limit`` of those that the actor may read, after ``skip``.
    """
    readable = (
        letter
        for letter in (records.letter_by_id(root, key) for key in _asked_keys(root, unit, today, show))
        if actor.may(Permission.LETTER_READ, letter)
    )
    found = []
    for letter in islice(readable, skip, None if limit is None else skip + limit):
        rows = awaited_from(root, actor, letter)
        found.append(Asked(letter, Counter(awaiting.state_of(a, today) for a in rows)))
    return found


def _asked_keys(root: Any, unit: str, today: date, show: str) -> list[int]:
    late = dict.fromkeys(letter for letter, _a in awaiting.open_of(root, unit, until=today))
    if show == "overdue":
        return list(late)
    waiting = dict.fromkeys(letter for letter, _a in awaiting.open_of(root, unit) if letter not in late)
    if show == "waiting":
        return list(waiting)
    if show == "open":
        return [*late, *waiting]
    asked = awaiting.asked_by(root, unit)
    return [key for key in dict.fromkeys(asked) if show == "all" or (key not in late and key not in waiting)]


def answer_seen_by(root: Any, actor: Actor, awaited: Awaited) -> Answer | None:
    """การตอบ as it is shown to somebody: of a letter for few that is not his to read, only that it came."""
    answer = awaited.answer
    letter = records.letters_of(root).letters.get(answer.letter) if answer is not None else None
    if answer is None or letter is None or not letter.handling or actor.may(Permission.LETTER_READ, letter):
        return answer
    return replace(answer, letter=0, number=NAMED_ONLY, dated=None)


def count_overdue(root: Any, actor: Actor, unit: str, today: date) -> int:
    """How many answers to a unit are overdue, of those that the actor may see."""
    seen: dict[int, bool] = {}
    count = 0
    for letter, _awaited in awaiting.open_of(root, unit, until=today):
        if letter not in seen:
            seen[letter] = actor.may(Permission.LETTER_READ, records.letter_by_id(root, letter))
        count += seen[letter]
    return count


def mark_answered(
    desk: Desk, actor: Actor, *, awaited: Iterable[Awaited], number: str, dated: date | None = None
) -> None:
    """ตอบแล้วเป็นหนังสือกระดาษ: the answer came on paper under this number."""
    words = check_words(number, "number", LIMITS["number"])
    if not words:
        raise Invalid(_("Write the number of the letter that answers."), field="number")
    if dated is not None and dated > desk.today:
        raise Invalid(_("The letter's date lies in the future. Check the day and the Buddhist year."), field="dated")
    for one in _open(desk, actor, awaited):
        awaiting.mark(desk, actor, one, "paper", number=words, dated=dated)


def let_off(desk: Desk, actor: Actor, *, awaited: Iterable[Awaited], reason: str) -> None:
    """ไม่ต้องตอบแล้ว, for a reason."""
    words = _reason(reason, _("Write why no answer is needed any more."))
    for one in _open(desk, actor, awaited):
        awaiting.mark(desk, actor, one, "not_needed", reason=words)


def undo_answer(desk: Desk, actor: Actor, *, awaited: Awaited, reason: str) -> None:
    """ยกเลิกการลงว่าตอบแล้ว: the answer is awaited again; what was noted stays on record."""
    _may_mark(desk, actor, awaited)
    words = _reason(reason, _("Write why the answer is awaited again."))
    if awaited.answer is None:
        raise Conflict(_("This answer is awaited as it is."), slug="wrong-state")
    awaiting.mark(desk, actor, awaited, "undone", reason=words)


def _open(desk: Desk, actor: Actor, chosen: Iterable[Awaited]) -> list[Awaited]:
    found = list(chosen)
    if not found:
        raise Invalid(_("Select at least one addressee first."), field="awaited")
    for awaited in found:
        _may_mark(desk, actor, awaited)
        if not awaited.is_open:
            raise Conflict(
                _("${name} has answered or owes no answer any more.", mapping={"name": _title(desk, awaited)}),
                slug="wrong-state",
            )
    return found


def _title(desk: Desk, awaited: Awaited) -> str:
    return awaiting.title_of(desk.root, awaited)


def _may_mark(desk: Desk, actor: Actor, awaited: Awaited) -> None:
    actor.require(Permission.LETTER_READ, awaited)
    actor.require(Permission.LETTER_SEND, records.letter_by_id(desk.root, awaited.letter))


def _reason(reason: str, missing: str) -> str:
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(missing, field="reason")
    return words
