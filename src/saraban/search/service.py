"""การค้นหา (search) as an office asks for it: find, make the index anew, index what waits."""

from __future__ import annotations

import time
from typing import Any

from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.search import indexer
from saraban.search.interfaces import Progress, Query, Results
from saraban.search.looking import engine_of, look, may_read, show

PAUSE_SECONDS = 0.2


def find(desk: Desk, registry: Any, actor: Actor, query: Query) -> Results:
    """Find letters and papers that the actor may read (ค้นหา), newest first, with counts of those and no others.

    The actor's own scopes decide, whatever the query carries; every hit shown is checked once more against the access
    list of the object. Refuses nothing: words that cannot be read as asked are read as plain words, with a hint.
    """
    looked = look(desk, registry, actor, query)
    rows, needles = looked.found.rows[query.offset :], (*looked.parsed.needles, *looked.near.needles)
    return looked.results(*show(desk, registry.searchables, actor, rows, needles))


def find_keys(desk: Desk, registry: Any, actor: Actor, query: Query) -> list[str]:
    """The keys of what ``find`` finds, each through the gate, for who shows no passages: nothing else is read."""
    kinds, rows = registry.searchables, look(desk, registry, actor, query).found.rows[query.offset :]
    return [row.key for row in rows if may_read(desk, kinds, actor, row.key)]


def reindex(
    desk: Desk, registry: Any, progress: Progress | None = None, engine_name: str = "", patience: float = 0.0
) -> int:
    """Make the index anew (สร้างดัชนีใหม่) and index what changed meanwhile; gives the number of documents.

    With ``engine_name`` another engine makes it, beside the one in use, and answers from then on. Waits so many seconds
    for a worker that is just indexing; raises ``IndexerBusy`` when another process writes the index all that time,
    ``Invalid`` for an engine that there is none of.
    """
    engine, kinds = engine_of(registry), registry.searchables
    maker = engine.called(engine_name) if engine_name else engine
    until = time.monotonic() + patience
    while True:
        try:
            count = indexer.rebuild(desk, maker, kinds, progress)
        except indexer.IndexerBusy:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            break
    indexer.drain(desk, engine, kinds.resolve)
    return count


def catch_up(desk: Desk, registry: Any, most: int | None = None) -> indexer.Drained:
    """Index what waits (ทำดัชนีให้ทัน); for the worker and after long console work."""
    return indexer.work(desk, engine_of(registry), registry.searchables, most)
