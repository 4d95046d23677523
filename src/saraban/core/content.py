"""รากของคลังข้อมูล (the root of the store) and what the store knows about itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.content import content
from substanced.folder import Folder


class StoreInfo(Persistent):
    """ข้อมูลประจำคลัง: whether this is a demonstration store, and its business clock."""

    demo = False
    office_offset_seconds = 0.0
    store_id = ""

    @property
    def office_offset(self) -> timedelta:
        return timedelta(seconds=self.office_offset_seconds)


@content("Root")
class Root(Folder):
    """The top of the object tree; one named section a feature (``root['letters']``)."""

    def __init__(self) -> None:
        super().__init__()
        self.info = StoreInfo()

    def __getitem__(self, name: str) -> Any:
        return self.data[name]  # a dozen look-ups a request: without the folder's statistics


class KeptAnswer(Persistent):
    """คำตอบที่เก็บไว้: what was answered to a request with this key, and the digest of what was asked."""

    def __init__(self, digest: str, status: int, body: str, at: datetime) -> None:
        self.digest = digest
        self.status = status
        self.body = body
        self.at = at


class KeptAnswers(Persistent):
    """สมุดคำขอที่ทำแล้ว: kept answers by days, so that old ones are dropped a shard at a time."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.shards = IOBTree()  # number of the shard -> OOBTree (digest of caller and key -> KeptAnswer)

    def shard(self, number: int) -> OOBTree:
        """The shard for writing, made when it is not there."""
        if number not in self.shards:
            self.shards[number] = OOBTree()
        return self.shards[number]
