"""สรุปประจำวันทางอีเมล (the daily digest): once a day to each person who wants it, what he may read at that moment.

What is posted, how far the day's round has come and what each person was told are one transaction: a worker that dies
goes on where it was, and nobody is told twice. The key of the letter is the person and the day.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from ZODB.POSException import POSError

from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.core.digests import DigestPart, Period
from saraban.core.failures import log_failure
from saraban.mail.service import post_mail
from saraban.news.content import Subscriber
from saraban.news.digest_text import Ways, in_html, in_text, subject_of
from saraban.news.service import news_of, reader_of
from saraban.news.stopping import stop_secret
from saraban.news.wording import Wording
from saraban.people.actor import Actor
from saraban.people.service import find_person

#: From this hour in the office on; who was told nothing for long is told of the last week.
HOUR = 7
FARTHEST = timedelta(days=7)
SETTINGS_PATH, STOP_PATH = "/me/news", "/digest/{secret}/stop"

log = logging.getLogger("saraban.news")


def send_digests(desk: Desk, registry: Any, most: int = 50) -> int:
    """ส่งสรุปประจำวัน to the next of those who want it, at most so many; gives how many were looked at.

    The caller commits. Before seven in the morning, and when the day's round is done, there is nothing to do.
    """
    news, today = news_of(desk.root), desk.today
    if desk.now.astimezone(BANGKOK).hour < HOUR or (news.day == today and news.done):
        return 0
    after = news.after if news.day == today else ""
    batch = list(islice(news.wanting.keys(min=after, excludemin=True), most))
    for person in batch:
        before = desk.tm.savepoint(optimistic=True)
        try:
            _tell(desk, registry, news.subscribers[person])
        except POSError:
            raise
        except Exception as error:  # noqa: BLE001 - the others are told all the same
            before.rollback()
            log_failure(log, "a digest failed", error)
    news.day, news.after, news.done = today, batch[-1] if batch else after, len(batch) < most
    return len(batch)


def _parts(desk: Desk, registry: Any, reader: Actor, period: Period) -> Iterator[DigestPart | None]:
    for source in registry.digest_parts.values():
        before = desk.tm.savepoint(optimistic=True)
        try:
            yield source(desk, registry, reader, period)
        except POSError:
            raise
        except Exception as error:  # noqa: BLE001 - the other parts are told all the same
            before.rollback()  # what it put down as told was not told
            log_failure(log, "a part of a digest failed", error)


def _tell(desk: Desk, registry: Any, subscriber: Subscriber) -> None:
    """Put one person's digest into the post; nothing where there is nothing to tell or nobody to be told."""
    root, now = desk.root, desk.now
    reader = reader_of(root, subscriber.person, desk.today)
    if reader is None or not subscriber.email or find_person(root, subscriber.person).email != subscriber.email:
        return  # somebody changed the address: nothing goes there before the person has agreed to it
    since = max(subscriber.digested_until or now - timedelta(days=1), now - FARTHEST)
    period = Period(since, now, desk.today, subscriber.language)
    parts = [part for part in _parts(desk, registry, reader, period) if part is not None]
    subscriber.digested_until = now
    if not parts:
        return
    address, words = registry.saraban.address, Wording(subscriber.language)
    stop = address + STOP_PATH.format(secret=stop_secret(news_of(root), subscriber))
    ways = Ways(address, address + SETTINGS_PATH, stop)
    post_mail(
        desk,
        key=f"digest:{subscriber.person}:{desk.today.isoformat()}",
        kind="digest",
        to=subscriber.email,
        subject=subject_of(words, parts, desk.today),
        text=in_text(words, reader.name, parts, ways),
        html=in_html(words, reader.name, parts, ways),
        unsubscribe=stop,
        one_click=True,
    )
