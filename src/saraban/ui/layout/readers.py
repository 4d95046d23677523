"""อ่านสิ่งที่พิมพ์ในแบบฟอร์ม (reading what is typed): days and times in any form an office writes, lists one item a line."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from saraban.core.clock import BANGKOK
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.letters.reference_lines import before_number, split_owner
from saraban.letters.values import Deadline, Reference
from saraban.thai.dates import (
    DateError,
    find_weekday_conflicts,
    format_date,
    format_time,
    looks_like_time,
    parse_date,
    parse_dates_in,
    parse_time,
)

MONTHLY = ("ทุกเดือน", "ทุกวันที่")
MEETING = "ประชุม"
_CLOCK = re.compile(r"(?:เวลา\s*)?([0-9๐-๙]{1,2}\s?[.:]\s?[0-9๐-๙]{2})\s*(?:น\.?|นาฬิกา)")
_DATED = re.compile(r"\s*(?:·|,|\(|ลว\s?\.?|ลงวันที่|ลง\s|dated\s)\s*")
_MERE_SIGNS, _DIGIT = frozenset("·,("), re.compile(r"\d")
_LEADING = re.compile(r"^\S+")
_WHY = {
    "time-not-date": _("“${text}” is a time of day, not a date. Write it into the field for the time."),
    "no-year": _("The year is missing in “${text}”. Write for example 8 มี.ค. 67."),
    "year-out-of-range": _("The year in “${text}” cannot be. Write a Buddhist year such as 2567 or 67."),
    "no-such-day": _("There is no such day: “${text}”. Check day and month."),
    "not-a-date": _("“${text}” cannot be read as a date. Write for example 8 มี.ค. 67, 8/3/2567 or 2024-03-08."),
    "not-a-time": _("“${text}” cannot be read as a time. Write for example 09.01."),
}

#: No number of an address has more.
MOST_DIGITS = 20


def small_number(text: str) -> int | None:
    """A whole number in an address, at most twenty digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def read_day(text: str, field: str) -> date | None:
    """Read a date, or None for an empty field; raises ``Invalid`` and says what to write instead."""
    if not text.strip():
        return None
    try:
        return parse_date(text).day
    except DateError as error:
        raise _refused(error, text, field) from None


def write_day(day: date | None) -> str:
    """The words that ``read_day`` reads again."""
    return format_date(day) if day is not None else ""


def read_time(text: str, field: str) -> time | None:
    """Read a time of day, or None for an empty field."""
    if not text.strip():
        return None
    try:
        return parse_time(text)
    except DateError as error:
        raise _refused(error, text, field) from None


def read_instant(day_text: str, time_text: str, *, day_field: str, time_field: str, today: date) -> datetime | None:
    """Read the day and time of a receipt; both empty means now. A past day needs its time."""
    day, at = read_day(day_text, day_field), read_time(time_text, time_field)
    if day is None and at is None:
        return None
    if at is None:
        if day == today:
            return None
        raise Invalid(_("Write the time too, for example 09.01."), field=time_field)
    return datetime.combine(day or today, at, tzinfo=BANGKOK)


def is_time_in_date_slot(text: str) -> bool:
    """Does a date field hold a time of day, as stamps print it (``วันที่ 09.01``)?"""
    return bool(text.strip()) and looks_like_time(text)


def read_deadlines(text: str, field: str = "deadlines") -> tuple[Deadline, ...]:
    """Read deadlines, one a line: the day, then what is due; a meeting and a monthly duty are known by their words."""
    return tuple(_deadline(line, field) for line in lines(text))


def write_deadlines(deadlines: tuple[Deadline, ...]) -> str:
    """The lines that ``read_deadlines`` reads again."""
    return "\n".join(" ".join(p for p in (format_date(d.day), _what(d), d.text, _at(d)) if p) for d in deadlines)


def read_references(text: str, field: str = "references") -> tuple[Reference, ...]:
    """Read references, one a line: the owner before ``ที่``, the number, and the date that is written behind ``ลว.``."""
    found = []
    for written in lines(text):
        owner, line = split_owner(written)
        sign = _DATED.search(line)
        rest = line[sign.end() :].rstrip(")") if sign else ""
        if sign is None or not rest:
            found.append(Reference(_DATED.split(line, maxsplit=1)[0].strip(), None, owner))
        elif sign.group().strip() in _MERE_SIGNS and not _DIGIT.search(rest):
            found.append(Reference(line, None, owner))  # ศธ ๑ (ฉบับแก้ไข): a word and no day
        else:
            found.append(Reference(line[: sign.start()].strip(), read_day(rest, field), owner))
    return tuple(found)


def write_references(references: tuple[Reference, ...]) -> str:
    """The lines that ``read_references`` reads again."""
    return "\n".join(
        f"{before_number(r)}{r.number}" + (f" ลว. {format_date(r.dated)}" if r.dated else "") for r in references
    )


def weekday_conflicts(*texts: str) -> list[tuple[str, date]]:
    """Dates whose written weekday is not the day's own, as written, each once."""
    found = {c.written: c.day for text in texts for c in find_weekday_conflicts(text)}
    return list(found.items())


def _deadline(line: str, field: str) -> Deadline:
    named = parse_dates_in(line)
    if named:
        day, written = named[0].day, named[0].text
    else:
        match = _LEADING.match(line)
        written = match.group() if match else line
        try:
            day = parse_date(written).day
        except DateError as error:
            raise _refused(_nearest(line, error), line, field) from None
    words = " ".join(line.replace(written, " ", 1).split())
    clock = _CLOCK.search(words)
    kind = "monthly" if any(w in line for w in MONTHLY) else "meeting" if MEETING in words else "deadline"
    if clock is None:
        return Deadline(day, words, kind)
    rest = " ".join((words[: clock.start()] + " " + words[clock.end() :]).split())
    return Deadline(day, rest, kind, f"{_time(clock.group(1), line, field):%H:%M}")


def _nearest(line: str, error: DateError) -> DateError:
    """What is wrong with the day that a line begins with: rather that there is no such day than that it is none."""
    words = line.split()
    for n in range(2, 6):
        try:
            parse_date(" ".join(words[:n]))
        except DateError as found:
            if found.slug in {"no-such-day", "year-out-of-range"}:
                return found
    return error


def _time(text: str, line: str, field: str) -> time:
    try:
        return parse_time(text)
    except DateError as error:
        raise _refused(error, line, field) from None


def _what(deadline: Deadline) -> str:
    """The word by which a monthly duty or a meeting is known again, where its words do not say so."""
    words = {"monthly": MONTHLY, "meeting": (MEETING,)}.get(deadline.kind, ())
    return "" if not words or any(word in deadline.text for word in words) else words[0]


def _at(deadline: Deadline) -> str:
    return f"เวลา {format_time(time.fromisoformat(deadline.time))}" if deadline.time else ""


def _refused(error: DateError, text: str, field: str) -> Invalid:
    message: Any = _WHY.get(error.slug, _WHY["not-a-date"])
    return Invalid(_(str(message), mapping={"text": text.strip()[:80]}), field=field, slug=error.slug)
