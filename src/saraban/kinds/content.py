"""ตารางชนิดหนังสือที่เก็บในคลัง (the table of kinds as stored): every version, none ever changed or taken away."""

from __future__ import annotations

from datetime import date, datetime

from BTrees.IOBTree import IOBTree
from persistent import Persistent


class KindVersion(Persistent):
    """ตารางชนิดหนังสือหนึ่งรุ่น: the whole table as JSON, from which day it holds, who made it and why."""

    restores = 0
    #: the version that this one completes with what a later release brought; how complete tables were when it was made
    completes = 0
    form = 0

    def __init__(self, n: int, data: str, *, since: date, at: datetime | None, by: str, name: str, why: str) -> None:
        self.n = n
        self.data = data
        self.since = since
        self.at = at
        self.by = by
        self.name = name
        self.why = why


class KindTable(Persistent):
    """ตารางชนิดหนังสือ: versions by number. The first one, as shipped, is put in when it is first needed."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.versions = IOBTree()
