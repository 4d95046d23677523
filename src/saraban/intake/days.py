"""กำหนดเวลาและการประชุม (days that a letter names): deadlines, meetings with their times, what is due every month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from saraban.intake.counted import spans_in
from saraban.intake.periods import is_due
from saraban.intake.ranges import Range, goes_on, range_before
from saraban.intake.reading import Day, Found, Span
from saraban.intake.segments import Flat
from saraban.thai.dates import MONTHS, ParsedDate, parse_dates_in

#: ``เลื่อนประชุมจากวันที่ … เป็นวันที่ …``, ``ยกเลิกการประชุมวันที่ …``: a day on which nothing is held any more.
_MOVED_FROM = re.compile(r"เลื่อน[^.\n]{0,50}$")
_MOVED_TO = re.compile(r"^(?:\s*เวลา\s*[\d.:]+\s*(?:น\.)?)?\s*(?:ออก)?(?:ไป)?(?:เป็น|ไปจัด)(?:วัน|\s*\d)")
_CALLED_OFF = re.compile(r"(?:ยกเลิก|งด)(?:การ)?(?:จัด)?(?:ประชุม|อบรม|สัมมนา|งาน|กิจกรรม|พิธี)[^.\n]{0,20}$")
_NOT_DUE = re.compile(
    r"(?:ลงวันที่|ลว\.?|เมื่อ(?:วัน)?(?:ที่)?|ตั้งแต่(?:วัน)?(?:ที่)?|นับ(?:แต่|จาก|ถัดจาก|ถัด)?(?:วัน)?(?:ที่)?|พ\.ศ\.)\s*$"
)
_TIME = re.compile(r"^\s{0,3}(?:,|และ)?\s{0,3}(?:ตั้งแต่)?เวลา\s{0,3}(?P<h>\d{1,2})[.:](?P<m>\d{2})")
_EVENT = re.compile(r"ประชุม|อบรม|สัมมนา|ปฐมนิเทศ|พิธี|ขอเชิญ|เข้าร่วม|จัดงาน|จัดกิจกรรม|กำหนดจัด|เปิดงาน|ตรวจเยี่ยม|ศึกษาดูงาน|แข่งขัน")
#: A time in which something can be handed in: its last day counts.
_WINDOW = re.compile(r"รับสมัคร|สมัครได้|ยื่นใบสมัคร|ยื่นคำ|ยื่นซอง|ลงทะเบียน|ส่งผลงาน|ตอบแบบ")
_PAST = re.compile(r"(?:เมื่อ|ตามที่)(?:วัน)?(?:ที่)?\s*$")
_DUE_WITHIN = re.compile(r"(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า|ก่อน|อย่างช้า)\s*(?:วัน)?(?:ที่)?\s*$")
_MEETING = re.compile(r"ประชุม")
_MONTHLY = re.compile(
    rf"วันที่\s{{0,3}}(?P<d>\d{{1,2}})\s{{0,3}}ของทุกเดือน(?P<from>.{{0,30}}?เดือน\s{{0,3}}(?P<m>{'|'.join(MONTHS)})\s{{0,3}}(?P<y>\d{{4}}))?"
)
_SENTENCE = re.compile(r"(?:จึง|ทั้งนี้|ขอให้|ขอเชิญ|ขอเรียนเชิญ|ดังนี้|(?<![0-9๐-๙.])[0-9๐-๙]+[.)])")
_TAIL = re.compile(r"\s*\(?\s*(?:ภายใน|ใน|ก่อน|ไม่เกิน|ระหว่าง|ณ)?\s*(?:วัน)?(?:ที่)?\s*$")
_LEAD = re.compile(r"^(?:[0-9๐-๙.]+[.)]?|[-–•])\s*")
BEFORE, ABOUT = 60, 120
#: A letter reminds of what was due so many days before it; what is longer past is due no more.
LONGEST_OVER = 60


Placed = tuple[Day, int, int]


@dataclass(frozen=True)
class Days:
    """วันที่หนังสือระบุ: deadlines and coming events, each with its place in the joined lines; times to ask about."""

    deadlines: list[Placed]
    events: list[Placed]
    spans: tuple[Span, ...] = ()


def days_in(flat: Flat, letter_day: date | None) -> Days:
    """Deadlines and coming events of a text; what is over is no event, what nobody can count yet no deadline."""
    counted = spans_in(flat, letter_day)
    deadlines = [(Day(one.due, _about(flat.text, one.begin)), one.begin, one.end) for one in counted if one.due]
    events: list[Placed] = []
    at = 0
    for found in parse_dates_in(flat.plain):
        begin = flat.plain.index(found.text, at)
        at = end = begin + len(found.text)
        if any(one.begin <= begin < one.end for one in counted):
            continue
        several = range_before(flat.plain, found, begin)
        if several is None:
            day = _judge(flat, found, begin, end, letter_day)
        else:
            day, begin = _judge_several(flat, found, several, begin, end, letter_day)
        if day is not None:
            (deadlines if day.kind == "deadline" else events).append((day, begin, end))
    for match in _MONTHLY.finditer(flat.plain):
        first = _first_of(match, letter_day)
        if first is not None:
            deadlines.append((Day(first, _about(flat.text, match.start()), "monthly"), match.start(), match.end()))
    return Days(_once(deadlines), _once(events), tuple(one.span for one in counted if not one.due))


def found_days(flat: Flat, days: list[Placed], confidence: float) -> Found:
    """Days as a field: the words of all, the place of the first."""
    begin, end = flat.span(days[0][1], days[0][2])
    words = flat.text[days[0][1] : days[0][2]]
    return Found(tuple(day for day, _b, _e in days), confidence, words, begin, end)


def _judge(flat: Flat, found: ParsedDate, begin: int, end: int, letter_day: date | None) -> Day | None:
    text = flat.plain
    before = text[max(0, begin - BEFORE) : begin]
    past = (letter_day - found.day).days if letter_day is not None else 0
    if past > LONGEST_OVER or _NOT_DUE.search(before) or goes_on(text, end):
        return None
    clock = _clock(text, end)
    if is_due(before):
        return Day(found.day, _about(flat.text, begin), "deadline", clock)
    around = text[max(0, begin - ABOUT) : begin]
    if past > 0 or not (_EVENT.search(around) or clock) or _is_off(before, text[end : end + ABOUT]):
        return None
    if found.day == letter_day and not clock:
        return None  # the letter's own date, at its foot
    return Day(found.day, _about(flat.text, begin), "meeting" if _MEETING.search(around) else "event", clock)


def _is_off(before: str, behind: str) -> bool:
    """Is nothing held on that day any more, being called off or put off to another?"""
    moved = _MOVED_FROM.search(before) and _MOVED_TO.match(behind)
    return moved is not None or _CALLED_OFF.search(before) is not None


def _judge_several(
    flat: Flat, last: ParsedDate, several: Range, begin: int, end: int, letter_day: date | None
) -> tuple[Day | None, int]:
    """A meeting of several days is on its first; what can be handed in over several days is due on the last."""
    text = flat.plain
    before = text[max(0, several.begin - BEFORE) : several.begin]
    if _PAST.search(before):
        return None, begin
    about, clock = _about(flat.text, several.begin), _clock(text, end)
    if _DUE_WITHIN.search(before):
        return Day(several.first, about, "deadline", clock), several.begin
    if _WINDOW.search(before):
        return Day(last.day, about, "deadline", clock), several.begin
    around = text[max(0, several.begin - ABOUT) : several.begin]
    if not (_EVENT.search(around) or clock):
        return (_judge(flat, last, begin, end, letter_day) if several.joint == "until" else None), begin
    if letter_day is not None and last.day < letter_day:
        return None, begin
    return Day(several.first, about, "meeting" if _MEETING.search(around) else "event", clock), several.begin


def _clock(text: str, end: int) -> str:
    """The time of day that follows a date."""
    time = _TIME.match(text[end : end + 40])
    return f"{int(time['h']):02d}:{time['m']}" if time and int(time["h"]) < 24 and int(time["m"]) < 60 else ""


def _about(text: str, begin: int) -> str:
    """What the day is for: the words of the clause before it."""
    before = text[max(0, begin - ABOUT) : begin]
    starts = [m.start() for m in _SENTENCE.finditer(before)]
    clause = before[starts[-1] :] if starts else before[before.find(" ") + 1 :]
    return _LEAD.sub("", _TAIL.sub("", " ".join(clause.split()))).strip(" (,;-")


def _first_of(match: re.Match[str], letter_day: date | None) -> date | None:
    try:
        if match["m"]:
            return date(int(match["y"]) - 543, MONTHS.index(match["m"]) + 1, int(match["d"]))
        if letter_day is None:
            return None
        month, year = letter_day.month, letter_day.year
        if int(match["d"]) < letter_day.day:
            month, year = (1, year + 1) if month == 12 else (month + 1, year)
        return date(year, month, int(match["d"]))
    except ValueError:
        return None


def _once(days: list[Placed]) -> list[Placed]:
    """One of each day, time and kind, the first that is written."""
    seen: dict[tuple[date, str, str], Placed] = {}
    for row in days:
        seen.setdefault((row[0].day, row[0].time, row[0].kind), row)
    return list(seen.values())
