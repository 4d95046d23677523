"""บันทึกการตรวจสอบที่เก็บในคลัง (the audit chains as stored).

A leaf is its own small object, so appending one writes the leaf, the last bucket of the chain and its head: nothing
that another unit writes too. The persistent names here are data.
"""

from __future__ import annotations

import hashlib

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.content import content

from saraban.core.access import acl_for
from saraban.core.trees import Roll

#: What the first leaf of a chain has for the digest of the one before it.
GENESIS = "0" * 64


class Leaf(Persistent):
    """รายการบันทึก: one thing that happened, as canonical JSON that holds the digest of the leaf before it."""

    def __init__(self, body: str) -> None:
        self.body = body

    @property
    def digest(self) -> str:
        """SHA-256 of the leaf, in hex."""
        return hashlib.sha256(self.body.encode()).hexdigest()


class Head(Persistent):
    """หัวของสายบันทึก: how many leaves there are, and the digest of the last one."""

    count = 0
    digest = GENESIS


class Chain(Persistent):
    """สายบันทึกของหน่วยงาน: leaves by number from 1 on, append-only."""

    __parent__ = __name__ = None

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.leaves = Roll()
        self.head = Head()

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), (self.unit,))


class Seal(Persistent):
    """การประทับรับรอง: a signed tree head over the heads of all chains.

    ``changed`` holds the heads that moved since the seal before, ``((unit, count, digest), …)``, so that the tree of
    any seal can be built again without keeping all heads every time.
    """

    def __init__(
        self, body: str, signature: bytes, public_key: bytes, changed: tuple[tuple[str, int, str], ...]
    ) -> None:
        self.body = body
        self.signature = signature
        self.public_key = public_key
        self.changed = changed


@content("Audit Trail")
class AuditTrail(Persistent):
    """บันทึกการตรวจสอบทั้งหมด: the chains by unit code, and the seals in order."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        super().__init__()
        self.chains = OOBTree()
        self.seals = IOBTree()
        self.sealed = OOBTree()  # unit code -> (count, digest) as the last seal saw it
