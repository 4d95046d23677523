"""การตอบบนหน้าหนังสือ (answers on the letter page): what its sender awaits, or what the reader's unit owes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from saraban.core.permissions import Permission
from saraban.letters import answering, awaiting, owing, records
from saraban.ui.layout.formats import Due, Formats

LATE = "late"


@dataclass(frozen=True)
class AnswersShown:
    """คำตอบ: by which day, and how many have answered of how many; ``owed`` = the reader's unit is to answer."""

    day: Any
    due: Due
    owed: bool
    href: str
    answered: str
    count: str
    late: str
    #: of a letter from outside: how it was answered, and where that is noted by hand
    given: GivenShown | None
    note_href: str


@dataclass(frozen=True)
class GivenShown:
    """สิ่งที่ลงไว้เรื่องการตอบ: ``how`` with the number and date of the letter, or the reason; who noted it, and when."""

    how: str
    number: str
    dated: str
    reason: str
    href: str
    who: str


def answers_shown(request: Any, letter: Any, paper: Any, fmt: Formats) -> AnswersShown | None:
    """Put it together, or None where no answer is asked for or it is not the reader's to know."""
    if letter.answer_by is None:
        return None
    root, today = request.desk.root, request.desk.today
    rows = answering.awaited_from(root, request.actor, letter)
    counts = Counter(awaiting.state_of(a, today) for a in rows)
    owed = not rows and paper is not None and owing.owes_answer(root, letter, paper)
    ours = not rows and paper is not None and owing.is_ours_to_note(root, letter, paper)
    noted = owing.answers_noted(root, paper) if ours else ()
    return AnswersShown(
        day=fmt.time(letter.answer_by),
        due=fmt.due(letter.answer_by),
        owed=owed,
        href=f"/l/{letter.key}/answers" if rows else "",
        answered=fmt.count(counts["answered"] + counts["not_needed"]),
        count=fmt.count(len(rows)),
        late=fmt.count(counts["overdue"]) if counts["overdue"] else "",
        given=given_shown(request, noted[-1], fmt) if noted and not owed else None,
        note_href=f"/p/{paper.key}/answer" if ours and owing.may_note(root, request.actor, paper) else "",
    )


def given_shown(request: Any, answer: Any, fmt: Formats) -> GivenShown:
    """One thing that was noted about the answer; a letter that the reader does not read has no link."""
    letter = records.letters_of(request.desk.root).letters.get(answer.letter)
    may = letter is not None and request.actor.may(Permission.LETTER_READ, letter)
    return GivenShown(
        how=answer.how,
        number=fmt.digits(answer.number),
        dated=str(fmt.day(answer.dated)) if answer.dated else "",
        reason=answer.reason,
        href=f"/l/{letter.key}" if may else "",
        who=f"{answer.name} · {fmt.day(answer.at)}",
    )
