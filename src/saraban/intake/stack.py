"""อ่านปึกหนังสือ (reading a stack): repair, take apart, read each letter, choose the one for the receiving unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from saraban.classification.levels import RANK
from saraban.intake.choosing import Receiver, choose, history_of, with_subject_of
from saraban.intake.letter import Letter, read_letter
from saraban.intake.marks import ASKED
from saraban.intake.parts import take_apart
from saraban.intake.reading import Found, Proposal, WeekdayConflict
from saraban.intake.segments import segments_of
from saraban.thai.dates import find_weekday_conflicts
from saraban.thai.lost_marks import lacks_marks
from saraban.thai.repair import repair

MOST_CHARACTERS = 200_000
BODY_LENGTH = 200_000
BODY = 0.8
WORDED = ("from_unit", "to", "subject", "enclosures")


def nobody(_number: str) -> str:
    """No unit is known by its code."""
    return ""


def read_stack(
    text: str, *, today: date, receiver: Receiver | None = None, office_of: Callable[[str], str] = nobody
) -> Proposal:
    """Propose the fields of the letter that is addressed to ``receiver``; never refuses, stores nothing."""
    repaired = repair(text[:MOST_CHARACTERS])
    parts, stamps = take_apart(segments_of(repaired))
    if not parts:
        return Proposal(repaired, {}, tuple(stamps))
    letters = [read_letter(part, today, office_of) for part in parts]
    proper = [one for one in letters if one.part.message is None] or letters
    chosen = with_subject_of(choose(proper, receiver), proper)
    same = next(one for one in letters if one.part is chosen.part)
    history = history_of(letters, same, stamps)
    conflicts = tuple(WeekdayConflict(c.written, c.day, c.actual_weekday) for c in find_weekday_conflicts(repaired))
    own = _spoiled(chosen.fields) if lacks_marks(text[:MOST_CHARACTERS]) else chosen.fields
    fields = {**own, "secrecy": _gravest(chosen, letters), "body": _body(repaired, chosen, proper)}
    return Proposal(repaired, fields, history, conflicts, chosen.spans)


def _spoiled(fields: Mapping[str, Found]) -> dict[str, Found]:
    """Words that lost their tone marks are proposed as they came, and asked about."""
    return {
        name: replace(found, confidence=min(found.confidence, ASKED)) if name in WORDED else found
        for name, found in fields.items()
    }


def _gravest(chosen: Letter, letters: list[Letter]) -> Found:
    """ชั้นความลับ of the stack: what lies together is as secret as the gravest of it, or asked about as that is."""
    own = chosen.fields["secrecy"]
    found = [one.fields["secrecy"] for one in letters]
    gravest = max(found, key=lambda one: (RANK[one.value], one.confidence))
    if RANK[gravest.value] > RANK[own.value]:
        return gravest
    return min((own, *found), key=lambda one: one.confidence) if own.value == "open" else own


def _body(text: str, chosen: Letter, letters: list[Letter]) -> Found:
    """The text of the letter, and behind it that of older letters which it covers: they are found by them too."""
    part = chosen.part
    own = text[part.begin : part.end]
    dated = chosen.fields["date"].value if "date" in chosen.fields else None
    covered = [
        text[one.part.begin : one.part.end]
        for one in letters
        if one.part is not part and dated and "date" in one.fields and one.fields["date"].value <= dated
    ]
    body = "\n\n".join([own, *covered])[:BODY_LENGTH]
    return Found(body, BODY, own.split("\n", 1)[0], part.begin, part.end)
