"""ทะเบียนที่เก็บในคลัง (books and entries as stored).

An entry is a light object of its own; issuing a number writes the entry and the last bucket of the book's entries,
never the book. The persistent names here are data.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import NamedTuple

from BTrees.IIBTree import IIBTree
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.content import content

from saraban.core.access import acl_for
from saraban.core.trees import Roll
from saraban.registers.interfaces import EntryRef

__all__ = ["Amendment", "Book", "Entry", "EntryRef", "Opening", "Registers"]


class Amendment(NamedTuple):
    """การแก้ไขรายการ: what stood in a field, what stands there now, who changed it, when and why."""

    field: str
    old: object
    new: object
    by: str
    post: str
    at: datetime
    why: str


class Opening(NamedTuple):
    """การเปิดทะเบียนต่อจากทะเบียนกระดาษ: who opened the book at its first number, when and why."""

    by: str
    post: str
    at: datetime
    why: str


class Entry(Persistent):
    """รายการในทะเบียน (แบบ ๑๓, ๑๔): issued, reserved or void; ``day`` is the office's date, ``at`` when it was written.

    ``number`` is the letter's own number, with Arabic digits. Entries are changed by the service only, which keeps
    what stood there before.
    """

    __parent__ = __name__ = None
    state = "issued"
    number = ""
    dated: date | None = None
    from_ = ""
    to = ""
    subject = ""
    action = ""
    remark = ""
    letter = 0
    paper = 0
    reserved_for = ""
    reserved_why = ""
    reserved_until: date | None = None
    used_at: datetime | None = None
    used_by = ""
    used_post = ""
    void_reason = ""
    void_at: datetime | None = None
    void_by = ""
    void_post = ""
    amendments: tuple[Amendment, ...] = ()
    #: ที่เก็บต้นฉบับกระดาษ: where the paper is now; its history stands on the unit's paper
    kept_at = ""
    #: ผู้เกี่ยวข้อง: scopes of those who alone read the words of the entry; empty = whoever reads the book
    named: tuple[str, ...] = ()

    def __init__(self, ref: EntryRef, *, at: datetime, day: date, by: str, post: str) -> None:
        self.unit, self.series, self.year, self.n = ref
        self.at = at
        self.day = day
        self.by = by
        self.post = post
        self.salt = secrets.token_bytes(8)  # so that the digest in the audit chain tells nothing to who guesses

    @property
    def full_remark(self) -> str:
        """หมายเหตุ with where the paper original is."""
        return " · ".join(part for part in (self.remark, f"ต้นฉบับ: {self.kept_at}" if self.kept_at else "") if part)

    @property
    def ref(self) -> EntryRef:
        """The key of the number."""
        return EntryRef(self.unit, self.series, self.year, self.n)

    @property
    def __acl__(self) -> list[object]:
        return acl_for(self.named, (self.unit,))


class Book(Persistent):
    """สมุดทะเบียนหนึ่งเล่ม: one unit, one series, one Buddhist year; entries by number, from ``start`` on."""

    __parent__ = __name__ = None
    start = 1
    opened: Opening | None = None

    def __init__(self, unit: str, series: str, year: int) -> None:
        self.unit = unit
        self.series = series
        self.year = year
        self.entries = Roll()
        self.days = IOBTree()  # ordinal of a day -> numbers at which a run of entries of that day begins
        self.open = IIBTree()  # number reserved and not yet used or void -> ordinal of the day it is kept until

    @property
    def last(self) -> int:
        """The last number taken; the one before the first while the book is empty."""
        return int(self.entries.maxKey()) if self.entries else self.start - 1

    @property
    def next(self) -> int:
        """เลขถัดไป: the number that is issued next."""
        return max(self.last + 1, self.start)

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), (self.unit,))


@content("Registers")
class Registers(Persistent):
    """ทะเบียนทั้งหมด: books by ``unit|series|year``."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        super().__init__()
        self.books = OOBTree()
