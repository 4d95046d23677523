"""The engines that the contract of search is tried on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from saraban.search.engines import ENGINES
from saraban.search.interfaces import Found, Query
from saraban.search.memory import MemoryEngine
from saraban.search.query import parse, plan_of

#: Engines that keep an index on the disk, and all of them.
ON_DISK = tuple(ENGINES)
ALL_ENGINES = ("memory", *ON_DISK)

SCOPES = ["u:a", "u:b", "f:1", "circular"]
EVERYTHING = frozenset(SCOPES)


def make_engine(name: str, directory: Path) -> Any:
    """An engine with an empty index."""
    if name == "memory":
        return MemoryEngine()
    made = ENGINES[name](directory)
    made.rebuild(iter(()))
    return made


def ask(engine: Any, text: str = "", scopes: frozenset[str] = EVERYTHING, without: Any = (), **narrow: Any) -> Found:
    """Ask an engine as the search service does."""
    found: Found = engine.search(plan_of(Query(text, scopes, **narrow), parse(text, engine.analyser)), without)
    return found
