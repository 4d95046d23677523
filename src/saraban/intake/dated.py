"""ลงวันที่ (the letter's own date): read from its place only; never certain when anything speaks against it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from saraban.intake.head import Head
from saraban.intake.names import is_office
from saraban.intake.reading import CERTAIN, Found
from saraban.intake.segments import Segment
from saraban.thai.dates import MONTHS, WEEKDAYS, DateError, ParsedDate, parse_date
from saraban.thai.digits import to_arabic

_BARE = re.compile(r"^\d{1,2}\s*[ก-์. ]{3,14}?\s*(?:(?:พ\.?\s?ศ\.?|พุทธศักราช)\s*)?\d{2,4}$")
#: Where a letter was written, before its day on the same line.
_AT_PLACE = re.compile(
    r"^(?!.*(?:รับ|ส่ง|เมื่อ|ประชุม|ภายใน|ก่อน|ถึง|จัด|ระหว่าง|ตั้งแต่|พิมพ์|สิ้น|ครบ))(?:ณ\s?)?(?:ศาลา|กรุงเทพ|สำนัก|ที่ทำการ|ที่ว่าการ|ทำเนียบ|จังหวัด|อำเภอ|เทศบาล|โรงเรียน|วัด|องค์การ|มหาวิทยาลัย|กระทรวง|กรม)"
    r"[ก-์ฯ. ]{0,60}?,?\s+(?:(?:ลง)?วันที่\s*)?(?P<day>\d{1,2}\s.+)$"
)
_WEEKDAY = rf"(?:วัน\s?)?(?:{'|'.join(WEEKDAYS)}|พฤหัส)\s?(?:ที่)?\s?"
_BARE_IN_HEAD = re.compile(rf"^(?:{_WEEKDAY})?(?={_BARE.pattern[1:]})")
#: ``กุมภาพันธ์ ๒๕๖๘``, where the day is stamped below or beside.
_MONTH_ONLY = re.compile(rf"^(?:{'|'.join(MONTHS)})\s+(?:พ\.?\s?ศ\.?\s*)?\d{{4}}$")
_MET = re.compile(r"^(?:เมื่อ|วัน)\S*.*\d")
_GIVEN = re.compile(r"(?:สั่ง|ประกาศ|ให้ไว้|ออกให้)\s*ณ\s*(?:วันที่)?\s*(?P<rest>(?:วัน|\d).+)$")
_NUMERIC = re.compile(r"^\D*\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\s*$")
_TIME_BEHIND = re.compile(r"\s*(?:เวลา|ณ\s|,).*$")
LABELLED, UNLABELLED, BODY = 0.96, 0.93, 0.55
OLDEST_CERTAIN_DAYS, OLDEST_LIKELY_DAYS = 3 * 366, 15 * 366
DOUBTFUL, ABSURD = 0.7, 0.4


def issued_on(head: Head, today: date) -> Found | None:
    """The date of the letter: labelled in its head, alone in its head, or ``… ณ วันที่`` at its end."""
    candidates = [*_labelled(head), *_bare(head), *_given(head), *_met(head), *_at_foot(head)]
    if not candidates:
        return None
    parsed, segment, sure = candidates[0]
    others = {c[0].day for c in candidates if c[2] >= CERTAIN}
    if len(others | {parsed.day}) > 1:
        sure = min(sure, DOUBTFUL)
    return Found(parsed.day, min(sure, _plausible(parsed, segment, today)), segment.text, segment.begin, segment.end)


def _plausible(parsed: ParsedDate, segment: Segment, today: date) -> float:
    """How sure one can be of a day at all: not of the future, not long past, no wrong weekday, no bare figures."""
    age = (today - parsed.day).days
    if parsed.conflict or age < -1 or age > OLDEST_LIKELY_DAYS:
        return ABSURD
    if age > OLDEST_CERTAIN_DAYS or _NUMERIC.match(to_arabic(segment.text)):
        return DOUBTFUL
    return 1.0


def _labelled(head: Head) -> list[tuple[ParsedDate, Segment, float]]:
    found = []
    referred = {segment.begin for segment in head.blocks.get("references", ())}
    for segment in head.lines:
        if segment.label == "date" and segment.begin not in referred:
            found += _read(segment, segment.text, LABELLED)
    return found


def _bare(head: Head) -> list[tuple[ParsedDate, Segment, float]]:
    """A day alone on its line above เรื่อง; one with a weekday below it may be that of a meeting."""
    found = []
    subject = head.first.get("subject")
    for segment in head.marks:
        plain = to_arabic(segment.text)
        above = subject is None or segment.begin < subject.begin
        if _BARE_IN_HEAD.match(plain):
            sure = UNLABELLED if above or _BARE.match(plain) else DOUBTFUL
            found += _read(segment, segment.text, sure)
        elif above and (day := day_at_place(segment.text)):
            found += _read(segment, day, UNLABELLED if subject else DOUBTFUL)
    return found


def day_at_place(line: str) -> str:
    """``ณ ศาลาว่าการกรุงเทพมหานคร ๘ มีนาคม ๒๕๖๗``: the day behind the place, or nothing."""
    found = _AT_PLACE.match(to_arabic(line))
    return found["day"] if found and _BARE.match(found["day"]) else ""


def _given(head: Head) -> list[tuple[ParsedDate, Segment, float]]:
    found = []
    for segment in [*head.lines, *head.body]:
        match = _GIVEN.search(segment.text)
        if match is not None:
            found += _read(segment, match["rest"], LABELLED)
    return found


def _met(head: Head) -> list[tuple[ParsedDate, Segment, float]]:
    """เมื่อวัน… of minutes: the day of the meeting is the record's date."""
    if head.running is None:
        return []
    found = []
    for segment in [*head.lines, *head.body][:10]:
        if _MET.match(to_arabic(segment.text)):
            found += _read(segment, _TIME_BEHIND.sub("", segment.text), UNLABELLED)
    return found


def signed_at_foot(head: Head) -> tuple[Segment, Segment] | None:
    """หนังสือประทับตรา แถลงการณ์ ข่าว: the office and the day under it, at the foot of a letter that greets nobody."""
    if "to" in head.first or ("seal_to" not in head.first and head.heading is None):
        return None
    lines = [one for one in head.body if not _MONTH_ONLY.match(to_arabic(one.text))]
    pairs = pairwise(lines)
    found = [(a, b) for a, b in pairs if is_office(a.text) and _BARE.match(to_arabic(b.text))]
    return found[0] if len(found) == 1 else None


def _at_foot(head: Head) -> list[tuple[ParsedDate, Segment, float]]:
    foot = signed_at_foot(head)
    return _read(foot[1], foot[1].text, UNLABELLED) if foot else []


def _read(segment: Segment, text: str, sure: float) -> list[tuple[ParsedDate, Segment, float]]:
    for tried in (text, _TIME_BEHIND.sub("", text)):
        try:
            return [(parse_date(tried), segment, sure)]
        except DateError:
            continue
    return []
