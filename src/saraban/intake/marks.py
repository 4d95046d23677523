"""ชั้นความเร็ว ชั้นความลับ (printed marks): read from their place around the head of a letter, never from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from saraban.classification.levels import RANK, Secrecy, level_by_number
from saraban.core.clock import BANGKOK
from saraban.intake.reading import Found
from saraban.intake.segments import Segment
from saraban.thai.dates import DateError, parse_date, parse_time
from saraban.thai.digits import to_arabic

URGENCY = {"ด่วนที่สุด": "most_urgent", "ด่วนมาก": "very_urgent", "ด่วน": "urgent"}
SECRECY = {"ลับที่สุด": "top_secret", "ลับมาก": "secret", "ลับ": "confidential"}
HANDLING = {"เฉพาะผู้เกี่ยวข้อง": "concerned", "ถึงเฉพาะบุคคล": "personal", "เฉพาะบุคคล": "personal"}
_WORD = re.compile("|".join(sorted([*URGENCY, *SECRECY, *HANDLING], key=len, reverse=True)))
#: What stands on the line of a mark besides: what kind of mark it is, its English, which sheet or copy.
_KIND = re.compile("ชั้นความลับ|ชั้นความเร็ว")
_BESIDE = re.compile(
    r"topsecret|secret|confidential|(?:(?:หน้า|ชุด|ฉบับ|สำเนา)(?:ที่)?)?\d{1,6}(?:(?:ของ|จาก)\d{1,3})?(?:หน้า|ชุด|ฉบับ)?"
)
_PUNCTUATION = re.compile(r"[\s()\[\]{}“”‘’\"'*_.,:|•/–—-]+")
_WITHIN = re.compile(
    r"^ด่วนภายใน\s*(?P<day>(?:วัน)?(?:ที่)?.*?)?\s*(?:เวลา\s*)?(?P<time>\d{1,2}[.:]\d{2})\s*(?:น\.?|นาฬิกา)?$"
)
_WITHIN_DAY = re.compile(r"^ด่วนภายใน\s*(?P<day>.+)$")
PRINTED, ABSENT, FROM_NUMBER = 0.97, 0.9, 0.7


def read_marks(head: Sequence[Segment], edges: Sequence[Segment], number: str, today: datetime) -> dict[str, Found]:
    """The marks of a letter: ``head`` are the lines of its head, ``edges`` those that stand alone at its ends."""
    found = {
        "urgency": _mark(head, URGENCY) or Found("normal", ABSENT),
        "secrecy": _secrecy([*head, *edges], number),
        "handling": _mark([*head, *edges], HANDLING) or Found("", ABSENT),
    }
    within = _within(head, today)
    if within is not None:
        found["urgent_within"] = within
        if found["urgency"].value == "normal":
            found["urgency"] = Found("urgent", PRINTED, "ด่วนภายใน", within.begin, within.begin + len("ด่วนภายใน"))
    return found


def words_of(line: str) -> list[str]:
    """The marks on a line that holds nothing else: ``ด่วนที่สุด   ลับมาก``, ``หน้า ๑ ของ ๓ หน้า   ลับ``."""
    bare = _KIND.sub("", _PUNCTUATION.sub("", to_arabic(line)).lower())
    words = _WORD.findall(bare)
    return [] if _BESIDE.sub("", _WORD.sub("", bare)) else words


def is_mark(line: str) -> bool:
    """Does the line hold marks and nothing else?"""
    return line.startswith("ด่วนภายใน") or bool(words_of(line))


def _marks(segments: Sequence[Segment], words: dict[str, str]) -> list[Found]:
    return [
        Found(words[word], PRINTED, segment.text, segment.begin, segment.end)
        for segment in segments
        for word in words_of(segment.text)
        if word in words
    ]


def _mark(segments: Sequence[Segment], words: dict[str, str]) -> Found | None:
    return next(iter(_marks(segments, words)), None)


def _secrecy(segments: Sequence[Segment], number: str) -> Found:
    """The gravest printed mark, else what the number tells; ลส behind its stroke counts as much as the mark."""
    marked = max(_marks(segments, SECRECY), key=lambda found: RANK[found.value], default=None)
    level = level_by_number(number)
    if level is Secrecy.TOP_SECRET and (marked is None or marked.value != level):
        return Found(level.value, PRINTED, number)
    if marked is not None:
        return marked
    return Found("open", ABSENT) if level is Secrecy.OPEN else Found(level.value, FROM_NUMBER, number)


def _within(head: Sequence[Segment], today: datetime) -> Found | None:
    for segment in head:
        if not segment.text.startswith("ด่วนภายใน"):
            continue
        plain = to_arabic(segment.text)
        match = _WITHIN.match(plain)
        time_text = match["time"] if match else "16.30"
        day_text = (match["day"] if match else (_WITHIN_DAY.match(plain) or {"day": ""})["day"]) or ""
        try:
            clock = parse_time(time_text)
            day = parse_date(day_text.strip()).day if day_text.strip() else today.date()
        except DateError:
            continue
        sure = PRINTED if match and day_text.strip() else 0.5
        return Found(datetime.combine(day, clock, tzinfo=BANGKOK), sure, segment.text, segment.begin, segment.end)
    return None
