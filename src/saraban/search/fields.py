"""เขตของคำค้น (fields of a query): ``เลขที่:``, ``จาก:``, ``ปี:`` … in Thai and in English, and what each asks for."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from saraban.search.analysis import HEADING, RECEIVERS, SENDER, Analyser, Piece, fact_term
from saraban.search.days import FIRST_DAY, LAST_DAY, days_in, stretches, year_of
from saraban.search.plan import Either, Node, Number, Phrase
from saraban.thai.dates import BUDDHIST_OFFSET
from saraban.thai.normalise import normalise
from saraban.thai.numbers import number_key

_NAMES = {
    "number": "เลขที่ ที่ เลขหนังสือ เลขรับ เลข number no",
    "from": "จาก ผู้ส่ง from sender",
    "to": "ถึง เรียน ผู้รับ to receiver",
    "title": "เรื่อง หัวเรื่อง subject title",
    "kind": "ประเภท ชนิด kind type",
    "unit": "หน่วยงาน หน่วย ส่วนราชการ unit",
    "year": "ปี พ.ศ. ค.ศ. year",
    "date": "วันที่ ลงวันที่ ลว ลว. date dated",
    "since": "ตั้งแต่ since",
    "after": "หลัง after",
    "until": "ถึงวันที่ until",
    "before": "ก่อน before",
}
#: What a field is, by its name in either language.
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
#: Fields that may be asked for a span: ``ปี:2566-2567``.
SPANS = frozenset({"date", "year"})
WORDED = {"from": SENDER, "to": RECEIVERS, "title": HEADING}

_KIND_NAMES = {
    "memo": "บันทึกข้อความ บันทึก หนังสือภายใน ภายใน memo internal",
    "external": "หนังสือภายนอก ภายนอก external",
    "seal": "หนังสือประทับตรา ประทับตรา seal",
    "circular": "หนังสือเวียน เวียน ว circular",
    "order": "คำสั่ง order",
    "announcement": "ประกาศ announcement",
    "certificate": "หนังสือรับรอง รับรอง certificate",
    "regulation": "ระเบียบ ข้อบังคับ regulation",
    "statement": "แถลงการณ์ statement",
    "news": "ข่าว news",
    "minutes": "รายงานการประชุม minutes",
}
KINDS = {name: kind for kind, names in _KIND_NAMES.items() for name in names.split()}

#: Between the two ends of a span.
BETWEEN = r"\s{0,2}(?:\.\.|[-\u2013]|ถึง)\s{0,2}"
_BETWEEN = re.compile(BETWEEN)
_MONTH = (
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})"),
)
MOST_YEARS = 100


class Unreadable(ValueError):
    """อ่านไม่ได้: what stands after the colon is nothing that this field can ask for."""


def field_node(name: str, written: str, analyser: Analyser) -> Node:
    """What a field asks for; raises ``Unreadable``."""
    text = " ".join(written.split())
    if name in WORDED:
        return _words(WORDED[name], text, analyser)
    if name == "number":
        key = number_key(text)
        if not any(c.isdigit() for c in key):
            raise Unreadable
        return Number(key)
    if name == "kind":
        kind = KINDS.get("".join(normalise(text).split()))
        if kind is None:
            raise Unreadable
        return _fact("kind", kind)
    if name == "unit":
        return Either((_fact("unit", text), _words(SENDER, text, analyser)))
    if name == "year":
        first, last = _years(text)
        return Either(tuple(_fact("year", str(year)) for year in range(first, last + 1)))
    return _days(name, text)


def _fact(name: str, value: str) -> Phrase:
    return Phrase((Piece(fact_term(name, value)),))


def _words(mark: str, text: str, analyser: Analyser) -> Phrase:
    pieces = analyser.pieces(normalise(text.rstrip("*")))
    if not pieces:
        raise Unreadable
    marked = tuple(replace(p, text=mark + p.text, joined=mark + p.joined if p.joined else "") for p in pieces)
    return Phrase(marked, prefix=text.endswith("*"))


def _years(text: str) -> tuple[int, int]:
    ends = [year_of(part) for part in _BETWEEN.split(text)]
    if len(ends) > 2 or None in ends:
        raise Unreadable
    years = [year for year in ends if year is not None]
    if not years[0] <= years[-1] < years[0] + MOST_YEARS:
        raise Unreadable
    return years[0], years[-1]


def _days(name: str, text: str) -> Node:
    first, last = bounds(text) if name != "date" else _span(text)
    if name == "since":
        last = LAST_DAY
    elif name == "after":
        first, last = last + timedelta(days=1), LAST_DAY
    elif name == "until":
        first = FIRST_DAY
    elif name == "before":
        first, last = FIRST_DAY, first - timedelta(days=1)
    return Either(tuple(_fact("day", part) for part in stretches(first, last)))


def _span(text: str) -> tuple[date, date]:
    with suppress(Unreadable):
        return bounds(text)
    for between in _BETWEEN.finditer(text):
        with suppress(Unreadable):
            (first, _last), (_first, last) = bounds(text[: between.start()]), bounds(text[between.end() :])
            if first <= last:
                return first, last
    raise Unreadable


def bounds(text: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year, in either era; raises ``Unreadable``."""
    for day in days_in(text):
        if (day.start, day.end) == (0, len(text)):
            return day.day, day.day
    year = year_of(text)
    if year is not None and len(text) == len("2567"):  # ``31`` is rather what is left of a date
        return date(year - BUDDHIST_OFFSET, 1, 1), date(year - BUDDHIST_OFFSET, 12, 31)
    first = _first_of_month(text)
    return first, (date(first.year, first.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _first_of_month(text: str) -> date:
    for form in _MONTH:
        match = form.fullmatch(text)
        if match is not None and (year := year_of(match["y"])) is not None:
            with suppress(ValueError):
                return date(year - BUDDHIST_OFFSET, int(match["m"]), 1)
    whole = f"1 {text}"
    for day in days_in(whole):
        if (day.start, day.end) == (0, len(whole)):
            return day.day
    raise Unreadable
