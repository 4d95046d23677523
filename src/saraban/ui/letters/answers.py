"""การตอบบนหน้าหนังสือ (answers on the letter page): what its sender awaits, or what the reader's unit owes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from saraban.letters import answering, awaiting
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


def answers_shown(request: Any, letter: Any, paper: Any, fmt: Formats) -> AnswersShown | None:
    """Put it together, or None where no answer is asked for or it is not the reader's to know."""
    if letter.answer_by is None:
        return None
    root, today = request.desk.root, request.desk.today
    rows = answering.awaited_from(root, request.actor, letter)
    counts = Counter(awaiting.state_of(a, today) for a in rows)
    owed = not rows and paper is not None and awaiting.owes_answer(root, letter, paper)
    return AnswersShown(
        day=fmt.time(letter.answer_by),
        due=fmt.due(letter.answer_by),
        owed=owed,
        href=f"/l/{letter.key}/answers" if rows else "",
        answered=fmt.count(counts["answered"] + counts["not_needed"]),
        count=fmt.count(len(rows)),
        late=fmt.count(counts["overdue"]) if counts["overdue"] else "",
    )
