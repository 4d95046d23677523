"""สำเนาคู่ฉบับที่เก็บในคลัง (the copies of a central saraban as stored): which letter, from which unit, since when."""

from __future__ import annotations

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent


class CentralCopies(Persistent):
    """บัญชีสำเนาคู่ฉบับที่ได้รับ: nothing is ever taken off; whether its words are shown, the letter's scopes decide."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        #: (central saraban, unit that issued it or nothing for all, minus when as a POSIX timestamp, letter id)
        self.given = OOTreeSet()
        self.of_letter = LOBTree()  # letter id -> central saraban
