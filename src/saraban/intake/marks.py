"""ชั้นความเร็ว ชั้นความลับ (printed marks): read from their place around a letter's head and foot, never from running text.

Secrecy is printed at the head and foot of every page too. A line of the text that holds nothing but such a word may be
that mark, or the end of a sentence: then the officer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from saraban.classification.levels import RANK, Secrecy, level_by_number
from saraban.core.clock import BANGKOK
from saraban.intake.reading import Found
from saraban.intake.segments import Segment
from saraban.intake.written import (
    HANDLING,
    SECRECY,
    URGENCY,
    is_english_only,
    is_listed,
    is_unticked,
    spoiled,
    tails_of,
    words_of,
)
from saraban.thai.dates import DateError, parse_date, parse_time
from saraban.thai.digits import to_arabic

_WITHIN = re.compile(
    r"^ด่วนภายใน\s*(?P<day>(?:วัน)?(?:ที่)?.*?)?\s*(?:เวลา\s*)?(?P<time>\d{1,2}[.:]\d{2})\s*(?:น\.?|นาฬิกา)?$"
)
_WITHIN_DAY = re.compile(r"^ด่วนภายใน\s*(?P<day>.+)$")
_BEHIND = re.compile(rf"\S\s+(?P<word>{'|'.join(SECRECY)})$")
_SIGNER = re.compile(r"^\([^()]{3,60}\)$")
PRINTED, ABSENT, FROM_NUMBER, COMPANYS, ASKED = 0.97, 0.9, 0.7, 0.7, 0.5
EDGE_LINES, FOOT_LINES, MOST_BROKEN = 2, 8, 3
BROKEN_ENGLISH = ("top", "secret")


@dataclass(frozen=True)
class Mark:
    """เครื่องหมายหนึ่งบรรทัด: the words of a line of marks (or of several that one was broken over), and its place."""

    words: tuple[str, ...]
    place: int
    lines: int
    sure: float
    text: str
    begin: int
    end: int

    def found(self, value: str, sure: float) -> Found:
        """A value that was read here."""
        return Found(value, min(sure, self.sure), self.text, self.begin, self.end)


def read_marks(head: Sequence[Segment], body: Sequence[Segment], number: str, today: datetime) -> dict[str, Found]:
    """The marks of a letter: ``head`` are the lines of its head that no label claims, ``body`` those of its text."""
    above, below = marks_in(head), marks_in(body)
    edges = [mark for mark in below if mark.place + mark.lines > len(body) - EDGE_LINES]
    found = {
        "urgency": _mark(above, URGENCY) or _spoiled(head, URGENCY) or Found("normal", ABSENT),
        "secrecy": _secrecy(head, above, body, below, number),
        "handling": _mark([*above, *edges], HANDLING) or Found("", ABSENT),
    }
    within = _within(head, today)
    if within is not None:
        found["urgent_within"] = within
        if found["urgency"].value == "normal":
            found["urgency"] = Found("urgent", PRINTED, "ด่วนภายใน", within.begin, within.begin + len("ด่วนภายใน"))
    return found


def marks_in(segments: Sequence[Segment]) -> list[Mark]:
    """The lines that hold marks and nothing else; one that is broken over lines (``ลับ`` / ``ที่สุด``) is read as one."""
    found: list[Mark] = []
    place = 0
    while place < len(segments):
        mark = next(filter(None, (_mark_at(segments, place, n) for n in range(MOST_BROKEN, 0, -1))), None)
        if mark is not None:
            found.append(mark)
        place += 1 if mark is None else mark.lines
    return found


def _mark_at(segments: Sequence[Segment], place: int, lines: int) -> Mark | None:
    taken = segments[place : place + lines]
    if len(taken) < lines:
        return None
    text = " ".join(one.text for one in taken)
    words, sure = words_of(text), PRINTED
    apart = [words_of(one.text) for one in taken]
    if lines > 1 and (any(apart[1:]) if apart[0] else lines > len(BROKEN_ENGLISH)):
        return None  # marks one below the other
    if lines == 2 and apart[0] and (tails := tails_of(taken[1].text)) and len(apart[0]) + len(tails) > 2:
        words, sure = _with_tails(apart[0], tails), ASKED
    if not words:
        return None
    if len({SECRECY[word] for word in words if word in SECRECY}) > 1 and not is_english_only(text):
        sure = ASKED  # levels to choose from
    if is_english_only(text) and "ลับ" in words:
        sure = min(sure, COMPANYS)
    return Mark(tuple(words), place, lines, sure, text, taken[0].begin, taken[-1].end)


def _with_tails(words: Sequence[str], tails: Sequence[str]) -> list[str]:
    """``ด่วน   ลับ`` above ``ที่สุด``: either may go on there."""
    pairs = zip(words, [*tails] * len(words), strict=False)
    return [word + tail if word + tail in {**URGENCY, **SECRECY} else word for word, tail in pairs]


def _mark(marks: Sequence[Mark], words: dict[str, str]) -> Found | None:
    return next((mark.found(words[w], PRINTED) for mark in marks for w in mark.words if w in words), None)


def _secrecy(
    head: Sequence[Segment], above: Sequence[Mark], body: Sequence[Segment], below: Sequence[Mark], number: str
) -> Found:
    """The gravest printed mark, else what the number tells; asked about where a line of the text may be one."""
    printed, doubtful = _standing_apart(body, below)
    read = _by_mark_or_number([*_levels(above), *_levels(printed)], number)
    spoiled = _spoiled(head, SECRECY)
    if spoiled is not None and RANK[spoiled.value] > RANK[read.value]:
        return spoiled
    boxes = [
        Found("confidential", ASKED, s.text, s.begin, s.end) for s in head if is_unticked(s.text) and "ลับ" in s.text
    ]
    asked = max([*_levels(doubtful), *boxes], key=lambda found: RANK[found.value], default=None)
    if asked is not None and RANK[asked.value] > RANK[read.value]:
        return Found(read.value, ASKED, asked.words, asked.begin, asked.end)
    return read


def _spoiled(head: Sequence[Segment], words: dict[str, str]) -> Found | None:
    """A mark at the head whose word was spoiled is read as what it seems to be, and asked about."""
    read = ((words.get(spoiled(line.text)), line) for line in head)
    return next((Found(value, ASKED, line.text, line.begin, line.end) for value, line in read if value), None)


def _levels(marks: Sequence[Mark]) -> list[Found]:
    return [mark.found(SECRECY[word], PRINTED) for mark in marks for word in mark.words if word in SECRECY]


def _by_mark_or_number(marked: Sequence[Found], number: str) -> Found:
    """ลส behind the stroke of a number counts as much as the mark."""
    gravest = max(marked, key=lambda found: (RANK[found.value], found.confidence), default=None)
    level = level_by_number(number)
    if level is Secrecy.TOP_SECRET and (gravest is None or gravest.value != level):
        return Found(level.value, PRINTED, number)
    if gravest is not None:
        return gravest
    return Found("open", ABSENT) if level is Secrecy.OPEN else Found(level.value, FROM_NUMBER, number)


def _standing_apart(body: Sequence[Segment], marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Which lines of the text are marks of the sheet, and which may be words of it."""
    secret = [m for m in marks if any(w in SECRECY for w in m.words) and not is_listed(body[m.place].text)]
    foot = _foot_of(body)
    last = [m for m in secret if m.place + m.lines > len(body) - EDGE_LINES]
    below = [m for m in secret if m.place in foot and m not in last]
    text = [m for m in secret if m not in last and m not in below and not body[m.place].inner]
    standing = {(m.place, m.words) for m in text}
    above = [m for m in text if body[m.place].gap or m.place == 0 or _is_paired(m, standing)]
    if len(text) == 1 and "ลับที่สุด" in text[0].words:
        above = [replace(m, sure=ASKED) for m in above]  # a letter of this level bears it on every sheet
    printed = [*last, *(below if _is_one_level(below) else ()), *(above if _is_one_level(text) else ())]
    behind = [_behind(body, place) for place in foot]
    sure = {m.place for m in printed}
    return printed, [*(m for m in (*below, *text) if m.place not in sure), *filter(None, behind)]


def _foot_of(body: Sequence[Segment]) -> range:
    """The lines below the last signature: who wrote it, telephones."""
    signed = next((i for i in range(len(body) - 1, -1, -1) if _SIGNER.match(body[i].text)), len(body))
    return range(signed + 1, min(len(body), signed + 1 + FOOT_LINES))


def _behind(body: Sequence[Segment], place: int) -> Mark | None:
    """``กองกลาง ลับ``: a level behind other words on a line of the foot."""
    found = _BEHIND.search(body[place].text)
    if found is None:
        return None
    segment = body[place]
    return Mark((found["word"],), place, 1, ASKED, segment.text, segment.begin, segment.end)


def _is_paired(mark: Mark, standing: set[tuple[int, tuple[str, ...]]]) -> bool:
    """Do the foot of a page and the head of the next stand one below the other?"""
    return bool({(mark.place + mark.lines, mark.words), (mark.place - mark.lines, mark.words)} & standing)


def _is_one_level(marks: Sequence[Mark]) -> bool:
    """Several levels in one text are what it is about, not what it is."""
    return len({word for mark in marks for word in mark.words if word in SECRECY}) == 1


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
