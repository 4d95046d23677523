"""ส่วนของสรุปประจำวัน (parts of the digest): new circulars, what waits in the trays, days that come.

Of a letter for few nothing is told but that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.circulars.board import board
from saraban.core.desk import Desk
from saraban.core.digests import DigestLine, DigestPart, Period
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.letters import records
from saraban.news.waiting import dated_for, waiting_for
from saraban.news.wording import Wording
from saraban.people.actor import Actor
from saraban.search import news as search_news
from saraban.search.keeping import saved_searches

MOST_LINES = 15
MOST_NEW = 100
DAYS_AHEAD = 7


def circulars_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """หนังสือเวียนใหม่ that the person has not read."""
    words = Wording(period.language)
    page = board(desk.root, actor, today=period.today, limit=MOST_NEW, pins=False)
    new = takewhile(lambda row: row.posting.published_at > period.since, page.rows)
    lines = [
        DigestLine(row.letter.subject, f"/l/{row.letter.key}", _from(desk.root, words, row.letter, row.posting.unit))
        for row in new
        if row.mark.read_at is None
    ]
    return part_of(_("New circulars"), lines)


def tray_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """งานรอดำเนินการ in the trays of all posts."""
    waiting, words = waiting_for(desk.root, actor, period.today), Wording(period.language)
    few = sum(bool(w.letter.handling) for w in waiting)
    lines = [
        DigestLine(w.letter.subject, w.path, due_words(words, w.due, period.today))
        for w in waiting
        if not w.letter.handling
    ]
    return part_of(_("What waits for you"), [*_few(words, few, "/in-tray"), *lines])


def deadlines_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """กำหนดเวลาใน ๗ วัน, today's first."""
    days = dated_for(desk.root, actor, period.today, period.today, period.today + timedelta(days=DAYS_AHEAD))
    few, words = len({d.letter.id for d in days if d.letter.handling}), Wording(period.language)
    lines = [
        DigestLine(d.deadline.text or d.letter.subject, d.path, words.day(d.deadline.day, d.deadline.time))
        for d in days
        if not d.letter.handling
    ]
    return part_of(_("Days that come within a week"), [*_few(words, few, "/in-tray"), *lines])


def searches_part(desk: Desk, registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """ของใหม่ในการค้นที่บันทึกไว้, of those that the person wants to be told of; told once."""
    few, lines = 0, []
    for saved in saved_searches(desk.root, actor):
        if not saved.with_notice:
            continue
        for hit in search_news.tell(desk, registry, actor, key=saved.key):
            letter, path = _found(desk.root, hit.key)
            if letter.handling:
                few += 1
            else:
                lines.append(DigestLine(letter.subject, path, saved.name))
    return part_of(_("New in saved searches"), [*_few(Wording(period.language), few, "/searches"), *lines])


def _found(root: Any, key: str) -> tuple[Any, str]:
    """The letter that a document is of, and its page: L and the key of a letter, P and that of a paper."""
    if key.startswith("P"):
        paper = records.paper_by_id(root, id_value(key[1:]))
        return records.letter_by_id(root, paper.letter), f"/p/{paper.key}"
    letter = records.letter_by_id(root, id_value(key[1:]))
    return letter, f"/l/{letter.key}"


def part_of(title: Any, lines: list[DigestLine]) -> DigestPart | None:
    """The part with as many lines as a letter carries; None where there is nothing to tell."""
    if not lines:
        return None
    return DigestPart(title, tuple(lines[:MOST_LINES]), more=max(0, len(lines) - MOST_LINES))


def _few(words: Wording, count: int, path: str) -> Iterable[DigestLine]:
    if count:
        yield DigestLine(_("Letters for those concerned alone: ${n}", mapping={"n": words.digits(count)}), path)


def _from(root: Any, words: Wording, letter: Any, unit: str) -> str:
    known = agencies_of(root).by_code.get(unit)
    told = (letter.from_text or (known.title if known is not None else ""), words.digits(letter.number))
    return " · ".join(w for w in told if w)


def due_words(words: Wording, due: date | None, today: date) -> Any:
    """When something is or was due, in words."""
    if due is None:
        return ""
    late, day = due < today, {"day": words.day(due)}
    return _("was due on ${day}", mapping=day) if late else _("due on ${day}", mapping=day)
