"""ต้นไม้ข้อมูลใบเล็ก (trees with small leaves): for what grows one small entry at a time.

Each addition stores its leaf again, so a leaf of half the size is half the writing; the price is a split every
dozen entries instead of every thirty. The persistent names here are data.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree


class Roll(IOBTree):
    """ม้วนรายการ: objects by a running number."""

    max_leaf_size = 24


class Shelf(LOBTree):
    """ชั้นเก็บ: objects by an opaque id."""

    max_leaf_size = 24


class Queue(OOBTree):
    """แถวคอย: what waits, in the order of its key."""

    max_leaf_size = 16
