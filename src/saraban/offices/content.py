"""สำนักงานผู้บริหารที่เก็บในคลัง (executives' offices as stored): one for each unit that is one, by its code."""

from __future__ import annotations

from datetime import date

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.access import acl_for


class Office(Persistent):
    """สำนักงานผู้บริหาร: the executive's post, the deputies in order of precedence, the screeners, what is let in."""

    __parent__ = __name__ = None
    executive = ""
    deputies: tuple[str, ...] = ()
    screeners: tuple[str, ...] = ()
    #: are procurement letters put before the executive here?
    procurement = False
    #: posts whose holders are away, and the last day of it
    away: tuple[tuple[str, date], ...] = ()

    def __init__(self, unit: str) -> None:
        self.unit = unit

    @property
    def posts(self) -> tuple[str, ...]:
        """The executive and the deputies, in order of precedence."""
        return (self.executive, *self.deputies)

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), [self.unit])


class Offices(Persistent):
    """บัญชีสำนักงานผู้บริหาร: offices by unit."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.offices = OOBTree()
