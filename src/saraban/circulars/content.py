"""หนังสือเวียนที่เก็บในคลัง (the circular board as stored)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.access import CIRCULAR

SHARDS = 64


class Posting(Persistent):
    """ประกาศบนกระดานหนังสือเวียน: a letter that an audience may read, since when, in which category.

    Publishing writes this record and its places on the lists; what readers do is counted when they do it.
    """

    id = 0
    category = ""
    audience: tuple[str, ...] = ("all",)
    scopes: tuple[str, ...] = (CIRCULAR,)
    effective: date | None = None
    expires: date | None = None
    pinned_at: datetime | None = None
    superseded_by = 0
    supersedes: tuple[int, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawn_by = ""
    withdrawn_why = ""
    #: not up yet: it waits for its day; and when it was planned, of one that was
    planned = False
    planned_at: datetime | None = None
    #: unit -> its staff on the day of publishing, and how many persons that is; None until they are counted
    staff: dict[str, int] | None = None
    persons = 0

    def __init__(self, letter: int, unit: str, published_at: datetime, published_by: str) -> None:
        self.letter = letter
        self.unit = unit
        self.published_at = published_at
        self.published_by = published_by
        self.readers = Length()
        self.acknowledgers = Length()
        self.read = OOBTree()  # unit -> Length of its staff who read it
        self.acknowledged = OOBTree()  # unit -> Length of its staff who acknowledged it
        self.by_units = OOBTree()  # unit -> (moment, person, post) of its registry's acknowledgement
        self.reminded = OOBTree()  # unit -> (moment, place of the task in the tray of its registry)


class Category(Persistent):
    """หมวดหนังสือเวียน: its names in both languages; one that is closed takes no new circulars."""

    active = True

    def __init__(self, key: str, title: str, title_en: str) -> None:
        self.key = key
        self.title = title
        self.title_en = title_en


class Board(Persistent):
    """กระดานหนังสือเวียน: postings by letter, the lists that readers turn the pages of, and each reader's own set.

    A list is one shelf of one scope (all of it, a category or a unit of it): minus the posting's id, so newest first,
    gives what a page needs to choose by. Ids of postings follow the time of publishing.
    """

    __parent__ = __name__ = None
    categories: Any = None  # key -> Category; None as long as nobody has changed them
    planned: Any = None  # (day as a number, posting id) -> letter; None as long as nothing was ever planned
    ended: Any = None  # posting id -> plan whose letter another unit circulates; None as long as there was none

    def __init__(self) -> None:
        self.postings = LOBTree()
        self.by_id = LOBTree()  # posting id -> letter, all that were ever published
        self.lists = OOBTree()  # name of a list -> Shelf
        self.own = OOBTree()  # unit that publishes -> Shelf: minus the posting's id -> letter
        self.pinned_by = OOBTree()  # unit -> the letters that it has pinned
        self.expiring = OOBTree()  # (day as a number, minus the posting's id) -> letter
        self.uncounted = LOBTree()  # posting id -> letter, staff not counted yet
        #: person -> LOBTree: posting id -> (second read, second acknowledged or 0); in shards, so that those who read
        #: for the first time seldom wait for each other
        self.readers = tuple(OOBTree() for _number in range(SHARDS))
        self.changes = Length()  # of the lists, so that what is held in memory knows when it is stale
