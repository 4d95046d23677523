"""วันเดือนปี (Thai dates) and เวลา (times) as offices write them: Buddhist years, Thai digits, short and full months.

Two-digit years are of the twenty-sixth Buddhist century (``๖๗`` is ๒๕๖๗). A weekday that is written beside a date is
compared with it; a difference is reported and never put right silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from saraban.thai.digits import Digits, in_digits, to_arabic
from saraban.thai.normalise import clean
from saraban.thai.numbers import FIRST_YEAR, LAST_YEAR

BUDDHIST_OFFSET = 543

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Monday first, as ``date.weekday()`` counts.
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

DateStyle = Literal["short", "full", "weekday"]


class DateError(ValueError):
    """วันที่ใช้ไม่ได้: the text is no date; ``slug`` says why, for a message in the reader's language.

    ``not-a-date``, ``time-not-date`` (``09.01``), ``no-year``, ``year-out-of-range``, ``no-such-day`` (๓๑ กุมภาพันธ์),
    ``not-a-time``.
    """

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class ParsedDate:
    """วันที่ที่อ่านได้: the day, the text as written, the weekday written beside it (Monday is 0), and if they differ."""

    day: date
    text: str
    weekday_written: int | None = None
    conflict: bool = False


@dataclass(frozen=True)
class Conflict:
    """วันในสัปดาห์ไม่ตรงกับวันที่: what is written, the day it names, and that day's real weekday (Monday is 0)."""

    written: str
    day: date
    actual_weekday: int


def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for number, (full, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), start=1):
        names[full] = number
        names[short.replace(".", "")] = number
    names.update({"มกรา": 1, "กุมภา": 2, "มีนา": 3, "เมษา": 4, "พฤษภา": 5, "มิถุนา": 6, "กรกฎา": 7, "กรกฏาคม": 7})
    names.update({"สิงหา": 8, "กันยา": 9, "ตุลา": 10, "พฤศจิกา": 11, "ธันวา": 12, "กุมภาพันธ": 2})
    return names


_MONTHS = _month_names()
_WEEKDAYS = {name: i for i, name in enumerate(WEEKDAYS)} | {"พฤหัส": 3, "พฤหัสฯ": 3, "อาทิตย": 6, "จันทร": 0}
_SHORT_WEEKDAYS = {name: i for i, name in enumerate(SHORT_WEEKDAYS)}


def _longest_first(names: dict[str, int]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


def _short_month(short: str) -> str:
    first, second = short.rstrip(".").split(".")
    return rf"{first}\s?\.?\s?{second}(?:\s?\.)?"


_MONTH = f"{'|'.join(_short_month(s) for s in SHORT_MONTHS)}|{_longest_first(_MONTHS)}"
#: Bounded, so that a long stretch of spaces costs nothing.
_GAP = r"\s{0,8}"
_WEEKDAY = (
    rf"(?:วัน\s?)?(?P<weekday>{_longest_first(_WEEKDAYS)}){_GAP}(?:,|ที่)?{_GAP}"
    rf"|(?<![ก-๙.])(?P<short>{_longest_first(_SHORT_WEEKDAYS)}){_GAP}(?:,|ที่)?{_GAP}"
)
_ERA = r"(?P<era>พ\.?\s?ศ\.?|พุทธศักราช|ค\.?\s?ศ\.?|คริสต์?ศักราช)?"
_WORDS = rf"(?P<d>\d{{1,2}}){_GAP}(?:เดือน)?{_GAP}(?P<month>{_MONTH}){_GAP}{_ERA}{_GAP}(?P<y>\d{{4}}|\d{{2}})(?!\d)"
_LEAD = rf"(?:ลงวันที่|ณ{_GAP}วันที่|วันที่|ลว\s?\.?|เมื่อวันที่|เมื่อ)?{_GAP}"

_WORDS_ONLY = re.compile(rf"{_LEAD}(?:{_WEEKDAY})?{_WORDS}")
_NUMERIC = re.compile(
    rf"{_LEAD}(?:{_WEEKDAY})?(?P<d>\d{{1,2}})(?P<sep>[/.\-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d{{2}})"
)
_ISO = re.compile(rf"{_LEAD}(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})")
_NO_YEAR = re.compile(rf"{_LEAD}(?:{_WEEKDAY})?\d{{1,2}}{_GAP}(?:เดือน)?{_GAP}(?:{_MONTH})")
_IN_TEXT = re.compile(rf"(?:{_WEEKDAY})?(?<![\d.,/]){_WORDS}")
_TIME = re.compile(r"(?:เวลา)?\s*(?P<h>\d{1,2})\s?[.:]\s?(?P<m>\d{2})\s*(?:น\.?|นาฬิกา)?")


def buddhist_to_year(written: str, era: str | None = None) -> int:
    """Read a year as written (ปี พ.ศ.) and give the Gregorian year; raises ``DateError`` (``year-out-of-range``).

    Two digits are 25xx; four digits are Buddhist from 2400 to 2700 and Gregorian in the same span of time.
    """
    number = int(to_arabic(written))
    if len(written) == 2:
        return 2500 + number - BUDDHIST_OFFSET
    christian = era is not None and era.startswith("ค")
    if not christian and FIRST_YEAR <= number <= LAST_YEAR:
        return number - BUDDHIST_OFFSET
    if FIRST_YEAR - BUDDHIST_OFFSET <= number <= LAST_YEAR - BUDDHIST_OFFSET and not (era and era.startswith("พ")):
        return number
    raise DateError("year-out-of-range")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("no-such-day") from None


def _read(match: re.Match[str], written: str) -> ParsedDate:
    parts = match.groupdict()
    name = "".join((parts.get("month") or "").replace(".", "").split())
    month = _MONTHS[name] if name else int(parts["m"])
    day = _day(buddhist_to_year(parts["y"], parts.get("era")), month, int(parts["d"]))
    weekday: int | None = None
    if parts.get("weekday"):
        weekday = _WEEKDAYS[parts["weekday"]]
    elif parts.get("short"):
        weekday = _SHORT_WEEKDAYS[parts["short"]]
    return ParsedDate(day, written, weekday, weekday is not None and weekday != day.weekday())


def _plain(text: str) -> str:
    return " ".join(to_arabic(clean(text)).split())


def parse_date(text: str) -> ParsedDate:
    """Read a date in any form an office writes (วันเดือนปี), with its weekday if one is given.

    Takes ``๘ มี.ค. ๖๗``, ``ลว. ๘ มีนาคม ๒๕๖๗``, ``วันศุกร์ที่ ๘ มี.ค. ๖๗``, ``8/3/2567``, ``2024-03-08``. Raises ``DateError``
    for what is no date or no day of the calendar; a wrong weekday is no error but ``conflict``.
    """
    plain = _plain(text).rstrip(" ,;")
    for form in (_WORDS_ONLY, _ISO, _NUMERIC):
        match = form.fullmatch(plain)
        if match is not None:
            return _read(match, text)
    if looks_like_time(plain) or looks_like_time(re.sub(rf"^{_LEAD}", "", plain)):
        raise DateError("time-not-date")
    if _NO_YEAR.fullmatch(plain):
        raise DateError("no-year")
    raise DateError("not-a-date")


def parse_dates_in(text: str) -> list[ParsedDate]:
    """Find the dates with a named month in a running text (วันที่ในข้อความ), in order; what is no real day is left out.

    ``text`` of each result is the passage as written, spaces and digits included.
    """
    found: list[ParsedDate] = []
    for match in _IN_TEXT.finditer(to_arabic(text)):
        try:
            found.append(_read(match, text[match.start() : match.end()]))
        except DateError:
            continue
    return found


def find_weekday_conflicts(text: str) -> list[Conflict]:
    """Find the dates in a running text whose written weekday is not the day's own (วันไม่ตรงกับวันที่)."""
    return [Conflict(d.text, d.day, d.day.weekday()) for d in parse_dates_in(text) if d.conflict]


def format_date(day: date, style: DateStyle = "short", digits: Digits = "thai") -> str:
    """Print a date: ``๘ มี.ค. ๒๕๖๗`` (short), ``๘ มีนาคม ๒๕๖๗`` (full), ``วันศุกร์ที่ ๘ มีนาคม ๒๕๖๗`` (weekday)."""
    months = SHORT_MONTHS if style == "short" else MONTHS
    text = f"{day.day} {months[day.month - 1]} {day.year + BUDDHIST_OFFSET}"
    if style == "weekday":
        text = f"วัน{WEEKDAYS[day.weekday()]}ที่ {text}"
    return in_digits(text, digits)


def format_english_date(day: date) -> str:
    """Print a date on an English page: ``8 Mar 2567``; the year stays Buddhist, since registers are named by it."""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


def looks_like_time(text: str) -> bool:
    """Is this a time of day (``09.01``, ``๑๐.๐๐ น.``) rather than a date?"""
    match = _TIME.fullmatch(_plain(text))
    return match is not None and int(match["h"]) < 24 and int(match["m"]) < 60


def parse_time(text: str) -> time:
    """Read a time of day (เวลา): ``๐๙.๐๑ น.``, ``9:01``; raises ``DateError`` (``not-a-time``)."""
    match = _TIME.fullmatch(_plain(text))
    if match is None or not looks_like_time(text):
        raise DateError("not-a-time")
    return time(int(match["h"]), int(match["m"]))


def format_time(value: time, digits: Digits = "thai") -> str:
    """Print a time of day as on paper: ``๐๙.๐๑ น.``."""
    return in_digits(f"{value.hour:02d}.{value.minute:02d} น.", digits)
