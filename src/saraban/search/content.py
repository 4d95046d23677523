"""สิ่งที่การค้นหาเก็บไว้ (what search stores): what waits for the index, and what each person keeps of his own."""

from __future__ import annotations

from datetime import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

SHARDS = 64

#: Stands in every shard for good: a bucket that becomes empty cannot be merged with what another writer adds.
ANCHOR = ""


class Outbox(Persistent):
    """กล่องรอทำดัชนี: keys of changed documents, spread over shards so that writers do not meet.

    A shard maps a key to a mark of the last change; a key may stand in several shards.
    """

    def __init__(self) -> None:
        self.shards = tuple(OOBTree({ANCHOR: 0}) for _number in range(SHARDS))


class SavedSearch(Persistent):
    """การค้นที่บันทึกไว้: a search under a name of its owner's.

    ``asked`` are its parameters in the order of the address; ``told`` are the keys that its owner has been told of.
    """

    with_notice = False
    told: tuple[str, ...] = ()
    told_at: datetime | None = None

    def __init__(self, key: str, name: str, asked: tuple[tuple[str, str], ...], saved_at: datetime) -> None:
        self.key = key
        self.name = name
        self.asked = asked
        self.saved_at = saved_at


class Own(Persistent):
    """ของส่วนตัว: what one person keeps; nobody else is ever shown it."""

    recent: tuple[tuple[tuple[str, str], ...], ...] = ()

    def __init__(self) -> None:
        self.saved = OOBTree()  # key -> SavedSearch
        self.favourites = OOBTree()  # key of a letter -> when it was marked


class Desks(OOBTree):
    """โต๊ะของแต่ละคน: person -> what he keeps."""
