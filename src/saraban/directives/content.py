"""ข้อสั่งการที่เก็บในคลัง (directives as stored): by id, by the office that gave them, by the units that carry them out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from saraban.core.access import acl_for, unit_scope
from saraban.core.ids import id_text
from saraban.core.trees import Shelf


class Directive(Persistent):
    """ข้อสั่งการ: who gave it (frozen), when, spoken or written, to which units, until when, and what became of it."""

    __parent__ = __name__ = None
    state = "open"
    occasion = ""
    due: date | None = None
    result = ""
    #: (unit, what it reported) of those that have reported since the office wanted more
    reported: tuple[tuple[str, str], ...] = ()
    #: the paper on which it was written, and the letters that carry it out
    paper = 0
    letters: tuple[int, ...] = ()
    steps: tuple[Any, ...] = ()

    def __init__(
        self, id: int, office: str, *, by: Any, given_on: date, how: str, text: str, units: tuple[str, ...],
        recorded: Any, at: datetime,
    ) -> None:  # fmt: skip
        self.id = id
        self.office = office
        self.by = by
        self.given_on = given_on
        self.how = how
        self.text = text
        self.units = units
        self.recorded = recorded
        self.at = at

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that have still to report."""
        told = dict(self.reported)
        return tuple(code for code in self.units if code not in told) if self.state == "open" else ()

    @property
    def __acl__(self) -> list[object]:
        places = list(dict.fromkeys((self.office, *self.units)))
        return acl_for([unit_scope(code) for code in places], places)


class Directives(Persistent):
    """สมุดข้อสั่งการ: all of them, and where to find those of an office and those that a unit carries out."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.directives = Shelf()
        self.given = OOTreeSet()  # (office, day as ordinal, id)
        self.received = OOTreeSet()  # (unit, day as ordinal, id)
