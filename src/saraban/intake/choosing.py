"""เลือกฉบับที่ถึงหน่วย (choosing): which letter of a stack is addressed to the receiving unit; the others are history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saraban.intake.letter import Letter
from saraban.intake.reading import Found, Stamp
from saraban.thai.numbers import number_key

#: What the head of a unit of this kind is called where letters go to all of them.
CALLED = {
    "agency": ("ผู้อำนวยการเขต", "ผู้อำนวยการสำนัก", "หัวหน้าหน่วยงาน"),
    "bureau": ("หัวหน้าส่วนราชการ", "ผู้อำนวยการกอง", "ผู้อำนวยการสำนักงาน", "ผู้อำนวยการส่วน"),
    "section": ("หัวหน้าฝ่าย", "หัวหน้ากลุ่ม", "ทุกฝ่าย"),
    "school": ("ผู้อำนวยการสถานศึกษา", "ผู้อำนวยการโรงเรียน", "โรงเรียนในสังกัด", "สถานศึกษาในสังกัด"),
}
#: ``…โรงเรียนในสังกัดสำนักงานเขต…`` names the units below, not the district.
_BELOW = re.compile(r"(?:ใน)?สังกัด.*$")
NAMED, GROUPED, OWN, FULL = 4, 3, -6, 1
FROM_STACK = 0.75


@dataclass(frozen=True)
class Receiver:
    """หน่วยที่รับ: names under which letters come to it, its kind, and the codes of its own numbers."""

    names: tuple[str, ...] = ()
    kind: str = ""
    prefixes: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def choose(letters: Sequence[Letter], receiver: Receiver | None) -> Letter:
    """The letter addressed to the receiver; without one, that which the others cover: the oldest with a full head."""
    scored = [(_score(letter, receiver), -place, letter) for place, letter in enumerate(letters)]
    if receiver is None or max(score for score, _p, _l in scored) <= FULL:
        return _base(letters)
    return max(scored, key=lambda row: row[:2])[2]


def _score(letter: Letter, receiver: Receiver | None) -> int:
    if receiver is None:
        return 0
    number = number_key(letter.text_of("number"))
    if any(number.startswith(f"{prefix}/") for prefix in receiver.prefixes if prefix):
        return OWN
    people = ["".join(one.split()) for one in letter.fields["to"].value] if "to" in letter.fields else []
    score = FULL if "subject" in letter.fields else 0
    if any(name in _BELOW.sub("", one) for name in receiver.names if name for one in people):
        return score + NAMED
    to = " ".join(people)
    words = CALLED.get(receiver.kind, ())
    fitting = [word for word in words if word in to and _fits(word, receiver)]
    return score + GROUPED if fitting else score


def _fits(word: str, receiver: Receiver) -> bool:
    """``ผู้อำนวยการเขต`` is the head of a district, not of every agency."""
    return not receiver.called or word in receiver.called


def _base(letters: Sequence[Letter]) -> Letter:
    full = [one for one in letters if "subject" in one.fields and "number" in one.fields] or [
        one for one in letters if "number" in one.fields or "subject" in one.fields
    ]
    dated = [one for one in full if "date" in one.fields]
    if dated:
        return min(dated, key=lambda one: one.fields["date"].value)
    return (full or list(letters))[0]


def with_subject_of(letter: Letter, letters: Sequence[Letter]) -> Letter:
    """A covering letter without a subject of its own has that of the letter it covers."""
    base = _base(letters)
    if "subject" in letter.fields or base is letter or "subject" not in base.fields:
        return letter
    subject = base.fields["subject"]
    taken = Found(subject.value, min(FROM_STACK, subject.confidence), subject.words, subject.begin, subject.end)
    return replace(letter, fields={**letter.fields, "subject": taken})


def history_of(letters: Sequence[Letter], chosen: Letter, stamps: Sequence[Stamp]) -> tuple[Stamp, ...]:
    """Everything else in the stack, in the order of its dates, as far as they are known."""
    others = [_as_history(one) for one in letters if one is not chosen and one.fields.keys() & {"number", "date", "to"}]
    rows = [*others, *stamps]
    return tuple(
        sorted(rows, key=lambda row: (row.dated is None, row.dated.toordinal() if row.dated else 0, row.begin))
    )


def _as_history(letter: Letter) -> Stamp:
    fields = letter.fields
    dated = fields["date"].value if "date" in fields else None
    first = letter.part.segments[0]
    to = ", ".join(fields["to"].value) if "to" in fields else ""
    kind = "letter" if "number" in fields else "note"
    number, unit = letter.text_of("number"), letter.text_of("from_unit")
    return Stamp(kind, unit, number, dated, None, to, first.text, letter.part.begin, letter.part.end)
