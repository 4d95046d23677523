"""ข้อเสนอในแบบลงทะเบียนรับ (the proposal in the form): fields filled from what was read, what was typed left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from typing import Any

from saraban.core.clock import BANGKOK
from saraban.core.i18n import _
from saraban.intake.reading import LIKELY, Found, Proposal
from saraban.letters.values import Deadline, Reference
from saraban.thai.dates import WEEKDAYS, format_date, format_time
from saraban.thai.digits import to_thai
from saraban.ui.layout.readers import write_day, write_deadlines, write_references
from saraban.ui.receive.forms import DEFAULTS, Typed

#: Field of the form -> field that was read.
READ_AS = {
    "number": "number",
    "dated": "date",
    "from_text": "from_unit",
    "to_text": "to",
    "subject": "subject",
    "kind": "kind",
    "urgency": "urgency",
    "secrecy": "secrecy",
    "references": "references",
    "enclosures": "enclosures",
    "deadlines": "deadlines",
    "handling": "handling",
    "within_date": "urgent_within",
    "within_time": "urgent_within",
}
WAS = "was_"
STYLES = {
    "certain": ("certain", "●", _("Read clearly")),
    "likely": ("likely", "◐", _("Please check")),
    "unsure": ("unsure", "○", _("Not sure")),
}


@dataclass(frozen=True)
class Sure:
    """ความแน่ใจของช่องหนึ่ง: a sign, words and a style; ``href`` leads to the words in the letter."""

    style: str
    sign: str
    words: Any
    href: str
    read: str


@dataclass(frozen=True)
class ReadShown:
    """ผลการอ่านสำหรับแสดง: the text with its marks, how sure each field is, what to ask about, the rest of the stack.

    ``spans`` are times to count from a day that the letter does not name, with the day that a receipt today leads to.
    """

    text: str = ""
    sure: Mapping[str, Sure] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str], ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    history: tuple[Any, ...] = ()
    first: str = ""

    @property
    def found(self) -> int:
        """How many fields were read."""
        return len(self.sure)


def fill_in(typed: Typed, read: Proposal, was: Mapping[str, str], today: date) -> ReadShown:
    """Put what was read into the fields that are empty or still hold what was read before; gives what to show."""
    proposed = _as_typed(read)
    filled: dict[str, Found] = {}
    for name, value in proposed.items():
        if typed[name].strip() in {"", DEFAULTS.get(name, ""), was.get(name, "").strip()}:
            typed.values[name] = value
            found = read.fields.get(READ_AS[name]) or read.fields.get("events")
            if found is not None and (found.words or value not in {"", DEFAULTS.get(name)}):
                filled[name] = found
    typed.values["body"] = read.text
    conflicts = tuple((c.written, f"{format_date(c.day, 'full')} = {WEEKDAYS[c.actual]}") for c in read.conflicts)
    spans = tuple((s.words, format_date(today + timedelta(s.days), "full") if s.days else "") for s in read.spans)
    text, marked = _marked(read.text, filled)
    sure = {name: _sure(name, found, marked=name in marked) for name, found in filled.items()}
    return ReadShown(text, sure, proposed, conflicts, spans, read.history, _first_to_check(typed, filled))


def _as_typed(read: Proposal) -> dict[str, str]:
    """What was read, as an officer would type it."""
    days = (*read.value("deadlines", ()), *read.value("events", ()))
    within = read.value("urgent_within")
    values = {
        "number": to_thai(read.value("number", "")),
        "dated": write_day(read.value("date")),
        "from_text": read.value("from_unit", ""),
        "to_text": "\n".join(read.value("to", ())).replace("\n", ", "),
        "subject": read.value("subject", ""),
        "kind": read.value("kind", "external"),
        "urgency": read.value("urgency", "normal"),
        "secrecy": read.value("secrecy", "open"),
        "references": write_references(
            tuple(Reference(to_thai(r.number), r.dated) for r in read.value("references", ()))
        ),
        "enclosures": "\n".join(read.value("enclosures", ())),
        "deadlines": write_deadlines(tuple(Deadline(d.day, d.text, d.kind, d.time) for d in days)),
        "handling": read.value("handling", ""),
        "within_date": write_day(within.astimezone(BANGKOK).date()) if within else "",
        "within_time": format_time(within.astimezone(BANGKOK).time()).removesuffix("น.").strip() if within else "",
    }
    return {name: value for name, value in values.items() if value}


def _sure(name: str, found: Found, *, marked: bool) -> Sure:
    style, sign, words = STYLES[found.sureness]
    return Sure(style, sign, words, f"#read-{name}" if marked else "", found.words)


def _first_to_check(typed: Typed, filled: Mapping[str, Found]) -> str:
    """The field that the officer looks at first: one that is missing, else one that is not certain, else none."""
    for name in ("number", "dated", "from_text", "to_text", "subject"):
        if not typed[name].strip():
            return name
    return next((name for name, found in filled.items() if found.confidence < LIKELY and name != "kind"), "")


def _marked(text: str, filled: Mapping[str, Found]) -> tuple[str, set[str]]:
    """The text as HTML with a mark around the words of each field; of two that overlap, the shorter one."""
    places = sorted(((f.end - f.begin, f.begin, f.end, name) for name, f in filled.items() if f.end > f.begin))
    kept: list[tuple[int, int, str]] = []
    for _length, begin, end, name in places:
        if all(end <= b or begin >= e for b, e, _n in kept):
            kept.append((begin, end, name))
    html, at = [], 0
    for begin, end, name in sorted(kept):
        html += [escape(text[at:begin]), f'<mark id="read-{name}">', escape(text[begin:end]), "</mark>"]
        at = end
    return "".join([*html, escape(text[at:])]), {name for _b, _e, name in kept}
