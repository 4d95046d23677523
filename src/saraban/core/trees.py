"""ต้นไม้ข้อมูลใบเล็ก (trees with small leaves): for what grows one small entry at a time.

Each addition stores its leaf again, and what is stored is mostly the time that its parts take to be written down; so
leaves are small, and the nodes above them as well, since each split stores one of those. The price is a further level
in a tree of a million. The persistent names here are data.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

NODE = 32


class Roll(IOBTree):
    """ม้วนรายการ: objects by a running number."""

    max_leaf_size = 16
    max_internal_size = NODE


class Shelf(LOBTree):
    """ชั้นเก็บ: objects by an opaque id."""

    max_leaf_size = 16
    max_internal_size = NODE


class Queue(OOBTree):
    """แถวคอย: what waits, in the order of its key."""

    max_leaf_size = 12
    max_internal_size = NODE


class Marks(OOTreeSet):
    """ดัชนีคำ: words of bytes, to be found by how they begin."""

    max_leaf_size = 24
    max_internal_size = NODE
