"""ใบรับรองที่ใกล้หมดอายุ (certificates that end): whom to tell, and when: 30, 7 and 1 days before the end, once each.

Told are the holder, and who enrolled it for as long as he looks after the holder; by then whoever does so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import people_of, posts_of
from saraban.signatures.certificates import current_of, in_use
from saraban.signatures.content import SignerCertificate
from saraban.signatures.enrolling import may_care

#: So many days before the end people are told.
DAYS = (1, 7, 30)


@dataclass(frozen=True)
class Ending:
    """ใบรับรองหนึ่งใบที่ใกล้หมดอายุ: the record, and whether it is the one's own who is told."""

    record: SignerCertificate
    is_own: bool


def step_of(found: SignerCertificate, now: datetime) -> int:
    """ช่วงที่ต้องแจ้ง: the nearest of the days before the end that has come; 0 before them, and when it has ended."""
    left = found.until - now
    return next((days for days in DAYS if timedelta(0) < left <= timedelta(days=days)), 0)


def ending_of(root: Any, person: str, now: datetime) -> SignerCertificate | None:
    """A person's own certificate, where it ends within 30 days or has ended and signs nothing."""
    found = current_of(root, person)
    return found if found is not None and (step_of(found, now) or found.until <= now) else None


def endings_for(desk: Desk, person: str) -> list[Ending]:
    """ใบรับรองที่ต้องแจ้งบุคคลนี้, those that end first at the head: his own, and those that he has to have renewed."""
    now, actors = desk.clock.now(), _capacities(desk, person)
    soon = [one for one in in_use(desk.root, now + timedelta(days=max(DAYS))) if step_of(one, now)]
    return [
        Ending(one, one.person == person) for one in soon if one.person == person or _cares(desk, person, actors, one)
    ]


def to_tell(desk: Desk, person: str) -> list[Ending]:
    """ที่ยังไม่ได้แจ้งในช่วงนี้; they count as told from now on, with whatever tells of them."""
    now, found = desk.clock.now(), []
    for one in endings_for(desk, person):
        mark = f"{step_of(one.record, now)} {person}"
        if mark not in one.record.told:
            one.record.told = (*one.record.told, mark)
            found.append(one)
    return found


def _cares(desk: Desk, person: str, actors: Sequence[Actor], found: SignerCertificate) -> bool:
    """Who enrolled it is told; where he looks after the holder no more, everybody who does."""
    if found.by == person:
        return _may(desk, actors, found)
    return _may(desk, actors, found) and not _may(desk, _capacities(desk, found.by), found)


def _may(desk: Desk, actors: Sequence[Actor], found: SignerCertificate) -> bool:
    return any(may_care(desk, actor, found.person) for actor in actors)


def _capacities(desk: Desk, person: str) -> list[Actor]:
    """A person in each of his posts of today: rights to change are those of a post."""
    return list(_acting(desk, person)) if person in people_of(desk.root) and people_of(desk.root)[person].active else []


def _acting(desk: Desk, person: str) -> Iterator[Actor]:
    for held in posts_of(desk.root, person, desk.today):
        yield actor_for(desk.root, person, held.key, desk.today)
