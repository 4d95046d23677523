"""สิ่งที่รอเข้าดัชนี (what waits for the index), as it is stored."""

from __future__ import annotations

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
