"""หนังสือรอลงทะเบียน (what waits at a unit): deliveries in order of arrival, with kept counts."""

from __future__ import annotations

from typing import Any

from BTrees.Length import Length

from saraban.exchange.content import Delivery
from saraban.exchange.leaving import note_delivery
from saraban.letters import records


def arrive(root: Any, delivery: Delivery) -> None:
    """A delivery reaches its unit and waits to be registered."""
    exchange = root["exchange"]
    exchange.deliveries[delivery.id] = delivery
    exchange.of_letter.insert((delivery.letter, delivery.id))
    if delivery.from_paper:
        exchange.of_paper.insert((delivery.from_paper, delivery.id))
    note_delivery(exchange, delivery)
    wait(root, delivery)


def wait(root: Any, delivery: Delivery) -> None:
    """It waits to be registered: when it arrives, and again when its registration was cancelled."""
    exchange = root["exchange"]
    exchange.waiting.insert(_place(delivery))
    if delivery.to_unit not in exchange.waiting_counts:
        exchange.waiting_counts[delivery.to_unit] = Length()
    exchange.waiting_counts[delivery.to_unit].change(1)


def leave(root: Any, delivery: Delivery) -> None:
    """It waits no longer: registered, returned or pulled back."""
    exchange = root["exchange"]
    if _place(delivery) in exchange.waiting:
        exchange.waiting.remove(_place(delivery))
        exchange.waiting_counts[delivery.to_unit].change(-1)


def incoming(root: Any, unit: str, *, after: tuple[float, int] | None = None, limit: int = 100) -> list[Delivery]:
    """The deliveries that wait at a unit, oldest first, at most ``limit`` after a place (sent at, id)."""
    exchange = root["exchange"]
    low = (unit, *(after or (-1.0, 0)))
    found: list[Delivery] = []
    for _unit, _at, key in exchange.waiting.keys(min=low, max=(unit, float("inf"), 0), excludemin=after is not None):
        if len(found) >= limit:
            break
        found.append(exchange.deliveries[key])
    return found


def count(root: Any, unit: str) -> int:
    """How many deliveries wait at a unit (kept, not counted)."""
    length = root["exchange"].waiting_counts.get(unit)
    return length() if length is not None else 0


def deliveries_of(root: Any, letter: int) -> list[Delivery]:
    """All deliveries of a letter, as they were made."""
    exchange = root["exchange"]
    found = [exchange.deliveries[d] for _l, d in exchange.of_letter.keys(min=(letter, 0), max=(letter, 1 << 63))]
    return sorted(found, key=lambda d: (d.sent_at, d.to_unit))


def has_letter(root: Any, letter: int, unit: str) -> bool:
    """A unit has a letter when it registered it, or when it waits there to be registered."""
    sent = deliveries_of(root, letter)
    waits = any(d.to_unit == unit and d.state in {"delivered", "opened"} for d in sent)
    return waits or records.paper_of_unit(root, letter, unit) is not None


def forwarded_from(root: Any, paper: int) -> list[Delivery]:
    """The deliveries by which a paper was sent on."""
    exchange = root["exchange"]
    found = [exchange.deliveries[d] for _p, d in exchange.of_paper.keys(min=(paper, 0), max=(paper, 1 << 63))]
    return sorted(found, key=lambda d: (d.sent_at, d.to_unit))


def _place(delivery: Delivery) -> tuple[str, float, int]:
    return (delivery.to_unit, delivery.sent_at.timestamp(), delivery.id)
