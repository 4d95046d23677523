"""หนังสือที่ออกจากหน่วย (what left a unit): kept in the order in which it left, for the delivery book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from BTrees.OOBTree import OOTreeSet

from saraban.core.clock import BANGKOK
from saraban.exchange.content import Delivery, Exchange
from saraban.letters.content import Letter

DELIVERY, LETTER = "D", "L"


def note_delivery(exchange: Exchange, delivery: Delivery) -> None:
    """A delivery leaves its unit."""
    _left(exchange).insert((delivery.from_unit, delivery.sent_at.timestamp(), DELIVERY, delivery.id))


def note_on_paper(exchange: Exchange, letter: Letter, at: datetime) -> None:
    """A letter leaves its unit on paper."""
    _left(exchange).insert((letter.from_unit, at.timestamp(), LETTER, letter.id))


def left_between(exchange: Exchange, unit: str, since: date, until: date) -> Iterator[tuple[datetime, str, Any]]:
    """What left a unit from one day to another: when, of which kind, and its id."""
    low, high = _midnight(since), _midnight(until + timedelta(days=1))
    for _unit, at, kind, key in _left(exchange).keys(min=(unit, low), max=(unit, high)):
        yield datetime.fromtimestamp(at, BANGKOK), kind, key


def _left(exchange: Exchange) -> Any:
    if exchange.left is None:  # a store from before the book was kept
        exchange.left = OOTreeSet(
            (d.from_unit, d.sent_at.timestamp(), DELIVERY, d.id) for d in exchange.deliveries.values()
        )
    return exchange.left


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), BANGKOK).timestamp()
