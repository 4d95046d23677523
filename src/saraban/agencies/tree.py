"""ผังหน่วยงานในหน่วยความจำ (the tree in memory): which units stand below which, read once for each change of the tree.

Whoever holds a role over a city asks for its hundreds of units in every request; each connection to the store would
have to load them for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from saraban.agencies.content import CENTRAL, Agencies, Unit


@dataclass(frozen=True)
class Tree:
    """The codes of the units directly below each unit, in order; and which of all units are a central saraban."""

    below: dict[str, tuple[str, ...]]
    central: frozenset[str] = frozenset()

    def reach(self, code: str) -> list[str]:
        """A unit and all below it, from the top down."""
        found = [code]
        for child in self.below.get(code, ()):
            found += self.reach(child)
        return found


_kept: dict[Any, tuple[Any, Tree]] = {}
_lock = Lock()


def tree_of(root: Any) -> Tree:
    """The tree as this transaction sees it; one that it has changed itself is read and not kept."""
    agencies: Agencies = root["agencies"]
    changes = agencies.changes
    number = changes.version  # loads it before its serial is read; a savepoint leaves the serial as it was
    if changes._p_changed or changes._p_jar is None:
        return _read(agencies)
    store, version = (root.info.store_id, id(changes._p_jar.db())), (changes._p_serial, number)
    with _lock:
        known = _kept.get(store)
    if known is not None and known[0] == version:
        return known[1]
    tree = _read(agencies)
    with _lock:
        _kept[store] = (version, tree)
    return tree


def _read(agencies: Agencies) -> Tree:
    units: list[Unit] = list(agencies.by_code.values())
    if agencies._p_jar is not None:
        agencies._p_jar.prefetch(unit for unit in units if unit._p_oid is not None)
    below: dict[str, list[str]] = {}
    for unit in units:
        above = unit.__parent__
        if isinstance(above, Unit):
            below.setdefault(above.code, []).append(unit.code)
    central = frozenset(unit.code for unit in units if unit.kind == CENTRAL)
    return Tree({code: tuple(codes) for code, codes in below.items()}, central)
