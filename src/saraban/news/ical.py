"""ปฏิทิน (the calendar): iCalendar (RFC 5545) of deadlines and meetings of what one reader may see at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from saraban.core.i18n import _
from saraban.news.duties import DirectiveDue, directives_due
from saraban.news.service import wording_of
from saraban.news.waiting import Dated, dated_for
from saraban.news.wording import THAI, Wording
from saraban.people.actor import Actor
from saraban.thai.dates import DateError, parse_time

BACK, AHEAD = timedelta(days=31), timedelta(days=400)
#: An octet more than this, and a line goes on in the next one.
OCTETS = 75
MEETING_HOURS = 1
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Bangkok",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(root: Any, reader: Actor, *, today: date, host: str) -> bytes:
    """ปฏิทินกำหนดเวลา การประชุม และข้อสั่งการ: the last month and the year to come, in Bangkok's time."""
    span = today, today - BACK, today + AHEAD
    events: list[Dated | DirectiveDue] = [*dated_for(root, reader, *span), *directives_due(root, reader, *span)]
    return written(events, host=host, store=root.info.store_id, words=wording_of(root, reader.person))


def written(events: Iterable[Dated | DirectiveDue], *, host: str, store: str, words: Wording = THAI) -> bytes:
    """The calendar as bytes."""
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//saraban//saraban//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(words.say(_('Correspondence: deadlines and meetings')))}",
        "X-WR-TIMEZONE:Asia/Bangkok",
        *TIMEZONE,
    ]
    for one in events:
        rows += _event(one, host, store, words)
    rows.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for row in rows for folded in _folded(row)).encode()


def _event(one: Dated | DirectiveDue, host: str, store: str, words: Wording) -> Iterator[str]:
    deadline = one.deadline
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}@{store}.saraban"
    yield f"DTSTAMP:{one.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from _when(deadline.day, deadline.time)
    yield f"SUMMARY:{_text(words.say(one.title))}"
    if deadline.text:
        yield f"DESCRIPTION:{_text(words.say(one.subject))}"
    yield f"URL:{host}{one.path}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'OPAQUE' if deadline.kind == 'meeting' else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _when(day: date, clock: str) -> Iterator[str]:
    """At a time where one is written, else the whole day."""
    try:
        start = datetime.combine(day, parse_time(clock))
    except DateError:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART;TZID=Asia/Bangkok:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Asia/Bangkok:{start + timedelta(hours=MEETING_HOURS):%Y%m%dT%H%M%S}"


def _text(words: str) -> str:
    """A text as a value: its own signs marked, no line of its own."""
    seen = "".join(c if c.isprintable() else " " for c in words)
    return seen.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(row: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never within a character; each further one begins with a space."""
    piece, size = "", 0
    for char in row:
        octets = len(char.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
