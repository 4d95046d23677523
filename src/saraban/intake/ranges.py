"""วันหลายวัน (several days): ``๑๕ - ๑๗ มีนาคม ๒๕๖๘`` begins on the 15th; only the 17th is written as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saraban.thai.dates import BUDDHIST_OFFSET, MONTHS, DateError, ParsedDate, parse_date

_MONTH = rf"(?:{'|'.join(MONTHS)}|[เก-ฮ][ก-ฮ\u0e34\u0e35]{{0,2}}\.\s?[ก-ฮ]\.)"
_FIRST = re.compile(
    rf"(?<![\d.,/])(?P<d>\d{{1,2}})\s{{0,3}}(?P<month>{_MONTH})?\s{{0,3}}(?:พ\.ศ\.\s{{0,3}})?(?P<y>\d{{4}}|\d{{2}}(?=\s{{0,3}}(?:[-–—]|ถึง)))?\s{{0,3}}"
    r"(?P<more>(?:,\s{0,3}\d{1,2}\s{0,3})*)(?P<joint>[-–—]|ถึง|และ|,)\s{0,3}(?:วัน)?(?:ที่)?\s{0,3}$"
)
_GOES_ON = re.compile(
    rf"^\s{{0,3}}(?:[-–—]|ถึง)\s{{0,3}}(?:วัน)?(?:[จอพศส][ก-์]{{1,8}})?\s{{0,3}}(?:ที่)?\s{{0,3}}\d{{1,2}}\s{{0,3}}{_MONTH}"
)
BEFORE = 60


@dataclass(frozen=True)
class Range:
    """ช่วงวัน: the first day, where it stands, and whether the days follow each other (``until``) or are listed."""

    first: date
    begin: int
    joint: Literal["until", "list"]


def range_before(text: str, last: ParsedDate, begin: int) -> Range | None:
    """The first of several days whose last is written as a whole date at ``begin``; nothing for a single day."""
    start = max(0, begin - BEFORE)
    found = _FIRST.search(text, start, begin)
    if found is None or (found["y"] and not found["month"]):
        return None
    month = found["month"] or MONTHS[last.day.month - 1]
    year = found["y"] or str(last.day.year + BUDDHIST_OFFSET)
    try:
        first = parse_date(f"{found['d']} {month} {year}").day
        if first > last.day and found["month"] and not found["y"]:
            first = first.replace(year=first.year - 1)
    except (DateError, ValueError):
        return None
    if not first < last.day:
        return None
    return Range(first, found.start(), "list" if found["joint"] in {"และ", ","} else "until")


def goes_on(text: str, end: int) -> bool:
    """Is the date that ends here the first of a range whose last day follows?"""
    return _GOES_ON.match(text[end : end + BEFORE]) is not None
