"""ต้นไม้ข้อมูลใบเล็ก (trees with small leaves): for what grows at its end, one small entry at a time.

Each append stores the last leaf again, so a leaf of half the size is half the writing; the price is a split every
dozen entries instead of every thirty. The persistent names here are data.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree


class Roll(IOBTree):
    """ม้วนรายการ: objects by a running number."""

    max_leaf_size = 24
