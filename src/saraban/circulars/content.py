"""หนังสือเวียนที่เก็บในคลัง (the circular board as stored)."""

from __future__ import annotations

from datetime import date, datetime

from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent


class Posting(Persistent):
    """ประกาศบนกระดานหนังสือเวียน: a letter that all staff may read, since when, in which category."""

    category = ""
    effective: date | None = None
    expires: date | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by = ""
    withdrawn_why = ""

    def __init__(self, letter: int, unit: str, published_at: datetime, published_by: str) -> None:
        self.letter = letter
        self.unit = unit
        self.published_at = published_at
        self.published_by = published_by
        self.read_counts = OOBTree()  # unit -> Length of readers who acknowledged

    def count_reader(self, unit: str) -> None:
        """One more reader in a unit."""
        if unit not in self.read_counts:
            self.read_counts[unit] = Length()
        self.read_counts[unit].change(1)


class Board(Persistent):
    """กระดานหนังสือเวียน: postings by letter, newest first by time, and each reader's own set."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.postings = LOBTree()
        self.by_time = OOTreeSet()  # (negative POSIX timestamp, letter id)
        self.read_by = OOBTree()  # person -> LOBTree letter id -> read at
