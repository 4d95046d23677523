"""การนำเข้าที่เก็บในคลัง (imports as stored): what each import changed, row by row, so that it can be undone exactly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.trees import Roll

#: Changes kept together: one of these is read at a time when an import is undone.
CHUNK = 100


class ImportRecord(Persistent):
    """การนำเข้าหนึ่งครั้ง: who, when, from which files, and every change (table, key, state before, state after).

    States are plain mappings of plain values. ``heads`` counts the leaves of the audit chains when it was done: what
    came later was built on it.
    """

    undone_at: datetime | None = None
    undone_by = ""

    def __init__(self, n: int, *, at: datetime, by: str, post: str, key: str) -> None:
        self.n = n
        self.at = at
        self.by = by
        self.post = post
        self.key = key
        self.files: tuple[tuple[str, str], ...] = ()  # (name, SHA-256)
        self.counts: dict[str, tuple[int, int, int]] = {}  # table -> added, changed, left alone
        self.units: tuple[str, ...] = ()
        self.changes = Roll()  # n -> up to ``CHUNK`` changes
        self.heads: dict[str, int] = {}

    def keep(self, changes: list[tuple[str, Any, Any, Any]]) -> None:
        """Keep the changes, in the order in which they were made."""
        for n, start in enumerate(range(0, len(changes), CHUNK)):
            self.changes[n] = tuple(changes[start : start + CHUNK])

    def all_changes(self) -> list[tuple[str, Any, Any, Any]]:
        """Every change, in the order in which it was made."""
        return [change for chunk in self.changes.values() for change in chunk]


class Imports(Persistent):
    """สมุดการนำเข้า: the imports by number, and by the request that each of them answers."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.records = Roll()
        self.by_key = OOBTree()
