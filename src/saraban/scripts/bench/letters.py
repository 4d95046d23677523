"""หนังสือตัวอย่างสำหรับวัดการอ่าน (letters to read): what a registrar would write down for each, and the judge.

The files in ``data`` hold one letter after another: ``#### name``, a head of ``field: value`` lines, ``----``, the
text. ``a | b`` is a list, ``a || b`` is either (where offices differ), ``-`` is nothing, ``*`` is not judged. A field
that the head leaves out is expected to be absent, or ordinary. All names in them are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from saraban.intake.choosing import Receiver
from saraban.intake.reading import CERTAIN, Day, Found, Proposal, Ref
from saraban.thai.digits import to_arabic

TUNED, SECOND, HELD_OUT = "letters.txt", "letters_second.txt", "letters_held_out.txt"
#: The day on which the letters lie on the counter.
TODAY = {TUNED: date(2024, 6, 20), SECOND: date(2025, 2, 20), HELD_OUT: date(2024, 9, 20)}
RECEIVERS = {
    "district": Receiver(("สำนักงานเขตบึงสมมติ", "ผู้อำนวยการเขตบึงสมมติ"), "agency", ("กท99",), ("ผู้อำนวยการเขต",)),
    "section": Receiver(("ฝ่ายการศึกษา", "หัวหน้าฝ่ายการศึกษา"), "section", ("กท9907",), ("หัวหน้าฝ่าย", "ทุกฝ่าย")),
    "school": Receiver(
        ("โรงเรียนวัดตัวอย่าง", "ผู้อำนวยการโรงเรียนวัดตัวอย่าง"),
        "school",
        (),
        ("ผู้อำนวยการโรงเรียน", "ผู้อำนวยการสถานศึกษา"),
    ),
}
#: Units whose numbers begin with these codes.
CODES = {"กท9901": "ฝ่ายปกครอง", "กท9907": "ฝ่ายการศึกษา"}
ANY, NOTHING, EITHER, AND = "*", "-", "||", "|"
ORDINARY = {"is_circular": "no", "urgency": "normal", "secrecy": "open"}
#: Fields whose lists are compared in any order.
UNORDERED = frozenset({"references", "deadlines", "events"})
#: Fields that are days: they may be wrong, but then never certain.
DAYS = ("date", "urgent_within", "deadlines", "events")
JUDGED = (
    "kind", "number", "is_circular", "date", "from_unit", "to", "subject", "urgency", "secrecy", "handling",
    "urgent_within", "references", "enclosures", "deadlines", "events",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """หนังสือตัวอย่าง: a text, who receives it and when, and what is to be read in it."""

    name: str
    text: str
    expected: Mapping[str, str]
    today: date
    receiver: Receiver | None


@dataclass(frozen=True)
class Judgement:
    """One field of one letter; ``sure`` says that the reader called it certain."""

    letter: str
    field: str
    right: bool
    sure: bool
    found: str
    expected: str

    @property
    def written(self) -> bool:
        """Does the letter carry this field, at least as some offices see it?"""
        return self.expected not in {NOTHING, ORDINARY.get(self.field, NOTHING)}


def load(name: str = TUNED) -> list[Example]:
    """The letters of one file."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [_example(block, TODAY[name]) for block in text.split("#### ")[1:]]


def _example(block: str, today: date) -> Example:
    head, _line, text = block.partition("\n----\n")
    name, *lines = head.splitlines()
    expected = {key.strip(): value.strip() for key, _colon, value in (line.partition(":") for line in lines)}
    receiver, day = expected.pop("receiver", ""), expected.pop("today", "")
    if unknown := set(expected) - set(JUDGED):
        raise ValueError(f"{name}: {sorted(unknown)}")
    return Example(
        name, text, expected, date.fromisoformat(day) if day else today, RECEIVERS[receiver] if receiver else None
    )


def office_of(number: str) -> str:
    """The unit that numbers like this come from, as the table of units would tell."""
    code, _stroke, _n = plain(number).partition("/")
    return CODES.get(code, "")


def judge(example: Example, reading: Proposal) -> Iterator[Judgement]:
    """Every field of a reading against what was expected."""
    for name in JUDGED:
        wanted = example.expected.get(name, ORDINARY.get(name, NOTHING))
        choices = [one.strip() for one in wanted.split(EITHER)]
        if ANY in choices:
            continue
        found = reading.fields.get(name)
        value = written(name, found)
        right = _comparable(name, value) in {_comparable(name, choice) for choice in choices}
        sure = found is not None and found.confidence >= CERTAIN
        yield Judgement(example.name, name, right, sure, value, wanted)


def _comparable(name: str, value: str) -> tuple[str, ...]:
    """Text without spaces and with Arabic digits; lists in their order, or sorted where order means nothing."""
    rows = [plain(row) for row in value.split(AND)]
    return tuple(sorted(rows) if name in UNORDERED else rows)


def plain(text: str) -> str:
    """Without spaces, with Arabic digits."""
    return "".join(to_arabic(text).split())


def written(name: str, found: Found | None) -> str:
    """What was read, as the files write it."""
    value = None if found is None else found.value
    if name == "is_circular":
        return "yes" if value else "no"
    if name in ORDINARY and value is None:
        return ORDINARY[name]
    if not value and value != 0:
        return NOTHING
    rows = value if isinstance(value, (tuple, list)) else (value,)
    return f" {AND} ".join(_written(row) for row in rows)


def _written(value: Any) -> str:
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _day(day: Day) -> str:
    monthly = "monthly " if day.kind == "monthly" else ""
    return f"{monthly}{day.day.isoformat()} {day.time if day.kind in {'meeting', 'event'} else ''}".strip()


#: ``datetime`` stands before ``date``: it is one.
WRITERS: dict[type, Callable[[Any], str]] = {
    Ref: lambda ref: f"{ref.number} @ {ref.dated.isoformat()}" if ref.dated else ref.number,
    Day: _day,
    datetime: lambda at: at.strftime("%Y-%m-%dT%H:%M"),
    date: date.isoformat,
}
