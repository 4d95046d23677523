"""ตะกร้างานที่เก็บในคลัง (in-trays as stored): BTrees in order of due date and urgency; counts are kept."""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.trees import Queue


class Tray(Persistent):
    """ตะกร้างาน of one post, unit or person: what waits, in working order.

    The key is the day due, the rank of the urgency and an id, as bytes that sort like these.
    """

    def __init__(self) -> None:
        self.entries = Queue()
        self.count = Length()


class Trays(Persistent):
    """All in-trays, by key ``post:ID``, ``unit:CODE`` or ``person:ID``."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.trays = OOBTree()
