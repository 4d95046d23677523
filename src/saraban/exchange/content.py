"""การส่งหนังสือที่เก็บในคลัง (deliveries as stored): one object for each unit that a letter is sent to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from saraban.core.access import acl_for, unit_scope
from saraban.core.ids import id_text


class Delivery(Persistent):
    """การนำส่ง: a letter on its way from one unit to another; its state goes back to the sender."""

    __parent__ = __name__ = None
    state = "delivered"
    from_paper = 0
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    registered_at: datetime | None = None
    returned_at: datetime | None = None
    pulled_back_at: datetime | None = None
    receive_n = 0
    receive_year = 0
    paper = 0
    reason = ""
    text = ""
    #: กำหนดที่มากับการส่งต่อ: the day until which who sent it on wants it done; None = what the letter itself says
    due: date | None = None
    sent_by = ""
    #: where the sender is told that a letter of its own came back, until it has taken knowledge
    task: Any = None
    #: of a letter for few: the scopes that read it at the receiver once it is registered, and those at the sender
    named: tuple[str, ...] = ()
    sender_scopes: tuple[str, ...] = ()

    def __init__(self, id: int, letter: int, from_unit: str, to_unit: str, sent_at: datetime) -> None:
        self.id = id
        self.letter = letter
        self.from_unit = from_unit
        self.to_unit = to_unit
        self.sent_at = sent_at

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def __acl__(self) -> list[object]:
        senders = self.sender_scopes or (unit_scope(self.from_unit),)
        return acl_for([*senders, unit_scope(self.to_unit)], [self.to_unit])


class Exchange(Persistent):
    """สมุดส่งหนังสือ: deliveries by id, what waits at each unit in order of arrival, with kept counts."""

    __parent__ = __name__ = None
    left: Any = None

    def __init__(self) -> None:
        self.deliveries = LOBTree()
        self.waiting = OOTreeSet()  # (unit, sent at as a POSIX timestamp, delivery id)
        self.waiting_counts = OOBTree()  # unit -> Length
        self.of_letter = OOTreeSet()  # (letter id, delivery id)
        self.of_paper = OOTreeSet()  # (forwarding paper id, delivery id)
        self.left = OOTreeSet()  # (unit, sent at, D and delivery id or L and letter id): what left a unit
