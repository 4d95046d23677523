"""หนังสือภาษาอังกฤษ (letters in English): what embassies and companies abroad write; proposed, never as certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from saraban.intake.mail import english_day
from saraban.intake.reading import Day, Found
from saraban.intake.segments import Segment, flatten

_LATIN, _THAI = re.compile("[A-Za-z]"), re.compile("[ก-ฮ]")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}),? \d{{4}}|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
_NUMBER = re.compile(
    r"^(?:(?:Our )?Ref(?:erence)?\b\.?(?: No\.?)?|(?:Note |Letter )?No\.|Note Verbale No\.?) ?[:.]? ?"
    r"(?P<n>[A-Za-z0-9][\w./()-]{0,40}\d[\w./()-]{0,20})$"
)
_DATED = re.compile(rf"^(?:Date ?[:.]? ?|[A-Z][A-Za-z ]{{2,30}}, )?(?P<day>{_DAY})\.?$")
_SUBJECT = re.compile(r"^(?:Subject|Re|RE|SUBJECT) ?: ?(?P<what>\S.{3,200})$")
_TO = re.compile(r"^(?:To|TO|Attn\.?|Attention) ?: ?(?P<who>\S.{2,150})$")
_COMPLIMENTS = re.compile(r"presents its compliments to (?:the )?(?P<who>[A-Z].{3,100}?)(?= and | has |[,.])")
_OFFICE = re.compile(
    r"^(?:The |Royal )?(?:Embassy|Consulate|High Commission|Permanent Mission|Delegation|Ministry|Department|Office|"
    r"University|United Nations|International|World)\b|(?:Co\., ?Ltd\.?|Limited|Organi[sz]ation|Foundation|Agency)$",
    re.IGNORECASE,
)
_DUE = re.compile(
    rf"\b(?:by|before|until|no later than|not later than|on or before) (?:[A-Z][a-z]+day,? )?(?P<day>{_DAY})"
)
HEAD_LINES, LETTERHEAD = 14, 6
LABELLED, SEEN, IN_TEXT = 0.8, 0.7, 0.6


def is_english(segments: Sequence[Segment], labels: frozenset[str]) -> bool:
    """Is a letter written in English, without a Thai head?"""
    text = " ".join(one.text for one in segments)
    return not labels & {"to", "subject", "seal_to", "office"} and len(_LATIN.findall(text)) > 4 * len(
        _THAI.findall(text)
    )


def fields_of(segments: Sequence[Segment]) -> dict[str, Found]:
    """What the head of an English letter tells, and until when it asks for an answer."""
    head = segments[:HEAD_LINES]
    rows = {
        "number": _first(head, _NUMBER, "n", LABELLED),
        "date": _dated(segments),
        "from_unit": _office(segments[:LETTERHEAD]),
        "to": _to(segments),
        "subject": _first(head, _SUBJECT, "what", LABELLED),
        "deadlines": _deadlines(segments),
    }
    return {name: found for name, found in rows.items() if found is not None}


def _first(lines: Sequence[Segment], form: re.Pattern[str], name: str, sure: float) -> Found | None:
    for line in lines:
        found = form.search(line.text)
        if found is not None:
            words = found[name].strip()
            begin = line.begin + found.start(name)
            return Found(words, sure, words, begin, begin + len(words))
    return None


def _dated(segments: Sequence[Segment]) -> Found | None:
    """A day alone on its line, or behind a place; likely where it is the only one."""
    days = [(day, line) for line, _found, day in _days(segments, _DATED)]
    if not days:
        return None
    day, line = days[0]
    sure = SEEN if len({one for one, _line in days}) == 1 else IN_TEXT - 0.1
    return Found(day, sure, line.text, line.begin, line.end)


def _days(lines: Sequence[Segment], form: re.Pattern[str]) -> Iterator[tuple[Segment, re.Match[str], date]]:
    for line in lines:
        for found in form.finditer(line.text):
            day = english_day(found["day"])
            if day is not None:
                yield line, found, day


def _office(lines: Sequence[Segment]) -> Found | None:
    line = next((one for one in lines if _OFFICE.search(one.text) and len(one.text) < 100), None)
    return None if line is None else Found(line.text, SEEN, line.text, line.begin, line.end)


def _to(segments: Sequence[Segment]) -> Found | None:
    found = _first(segments[:HEAD_LINES], _TO, "who", SEEN)
    if found is None:
        flat = flatten(segments)
        match = _COMPLIMENTS.search(flat.text)
        if match is None:
            return None
        begin, end = flat.span(match.start("who"), match.end("who"))
        found = Found(match["who"], IN_TEXT, match["who"], begin, end)
    return Found((found.value,), found.confidence, found.words, found.begin, found.end)


def _deadlines(segments: Sequence[Segment]) -> Found | None:
    rows = [(Day(day, found[0], "deadline"), line) for line, found, day in _days(segments, _DUE)]
    if not rows:
        return None
    first = rows[0][1]
    return Found(tuple(day for day, _line in rows), IN_TEXT, first.text, first.begin, first.end)
