"""วันที่ในข้อความและในคำค้น (days): found in every form that offices and people write, in either era."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from saraban.thai.dates import BUDDHIST_OFFSET, DateError, buddhist_to_year, parse_dates_in
from saraban.thai.numbers import FIRST_YEAR, LAST_YEAR

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REST = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_MONTH = "|".join(f"{month}(?:{rest})?" if rest else month for month, rest in zip(_ENGLISH, _REST, strict=True))
_FORMS = (
    re.compile(r"(?<![\w./-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])"),
    re.compile(r"(?<![\w./-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d|(?P=sep)\d)"),
    re.compile(rf"(?<!\w)(?P<d>\d{{1,2}})\s?(?P<name>{_MONTH})\.?,?\s?(?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?P<name>{_MONTH})\.?\s?(?P<d>\d{{1,2}}),?\s?(?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
)
#: What a day of each kind is not without; most texts have none, and looking for this is quick.
_MAY_BE_NAMED = re.compile(r"\d\s{0,8}(?:เดือน\s{0,8})?[กพมสตธเ]")
_MAY_BE_FORM = re.compile(r"\d[-/.]\d|\d\s?[A-Za-z]{3}|[A-Za-z]{3,9}\.?\s?\d")


@dataclass(frozen=True)
class Found:
    """A day, and where it stands in the text."""

    start: int
    end: int
    day: date


def days_in(plain: str) -> list[Found]:
    """The days that stand in a text with Arabic digits, in order: named months, numbers, ISO, English (วันที่ในข้อความ)."""
    found: list[Found] = []
    at = 0
    for parsed in parse_dates_in(plain) if _MAY_BE_NAMED.search(plain) else ():
        at = plain.index(parsed.text, at)
        found.append(Found(at, at + len(parsed.text), parsed.day))
        at += len(parsed.text)
    for form in _FORMS if _MAY_BE_FORM.search(plain) else ():
        for match in form.finditer(plain):
            with suppress(DateError, ValueError):
                found.append(Found(match.start(), match.end(), _read(match.groupdict())))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _read(parts: dict[str, str]) -> date:
    name = parts.get("name")
    month = _ENGLISH.index(name[:3].lower()) + 1 if name else int(parts["m"])
    return date(buddhist_to_year(parts["y"]), month, int(parts["d"]))


def year_of(text: str) -> int | None:
    """A year as typed (``2567``, ``67``, ``2024``), as a Buddhist year; ``None`` when it is none."""
    if not (text.isascii() and text.isdigit() and len(text) in (2, 4)):
        return None
    try:
        return buddhist_to_year(text) + BUDDHIST_OFFSET
    except DateError:
        return None


def stretches(first: date, last: date) -> Iterator[str]:
    """The span of days as few whole years (``2024``), months (``2024-03``) and days: the terms of dated documents."""
    day = first
    while day <= last:
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= last:
            yield f"{day.year:04d}"
            day = date(day.year, 12, 31)
        elif day.day == 1 and _end_of_month(day) <= last:
            yield f"{day.year:04d}-{day.month:02d}"
            day = _end_of_month(day)
        else:
            yield day.isoformat()
        day += timedelta(days=1)


def _end_of_month(day: date) -> date:
    return (date(day.year, day.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


#: The days that a search may be narrowed to: those of years that can be written.
FIRST_DAY = date(FIRST_YEAR - BUDDHIST_OFFSET, 1, 1)
LAST_DAY = date(LAST_YEAR - BUDDHIST_OFFSET, 12, 31)
