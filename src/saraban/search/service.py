"""การค้นหา (search) as an office asks for it: find, make the index anew, compare it with the store, its health."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Any

from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search import indexer, outbox
from saraban.search.finding import find_near, with_near
from saraban.search.interfaces import Found, Hit, ISearchEngine, Progress, Query, Results, Row, SearchDoc
from saraban.search.overlay import MOST_PENDING
from saraban.search.plan import Plan, merge, search
from saraban.search.query import parse, plan_of
from saraban.search.searchables import Searchables
from saraban.search.snippets import snippet

PAUSE_SECONDS = 0.2

log = logging.getLogger(__name__)


def engine_of(registry: Any) -> Any:
    """The search engine of this application."""
    return registry.getUtility(ISearchEngine)


def find(desk: Desk, registry: Any, actor: Actor, query: Query) -> Results:
    """Find letters and papers that the actor may read (ค้นหา), newest first, with counts of those and no others.

    The actor's own scopes decide, whatever the query carries; every hit shown is checked once more against the access
    list of the object. Refuses nothing: words that cannot be read as asked are read as plain words, with a hint.
    """
    engine, kinds = engine_of(registry), registry.searchables
    query = replace(query, scopes=frozenset(actor.scopes))
    pending = outbox.pending(desk.root)
    analyser = None
    while analyser is not engine.analyser:  # again, when a rebuild took its place: the words were cut for the other
        analyser = engine.analyser
        parsed = parse(query.text, analyser)
        plan = plan_of(query, parsed)
        indexed = engine.search(plan, pending.keys())
    changed = registry.search_overlay.shelf(desk.root, pending, analyser, kinds)
    found = merge([indexed, search(changed, plan, ())], plan.limit)

    def ask(other: Plan) -> Found:
        return merge([engine.search(other, pending.keys()), search(changed, other, ())], other.limit)

    near = find_near(ask, lambda row: _read(desk, kinds, actor, row), plan, found)
    found = with_near(found, near, plan.limit)
    hits, hidden = _shown(desk, kinds, actor, found.rows[query.offset :], (*parsed.needles, *near.needles))
    return Results(
        total=found.total - hidden,
        hits=hits,
        facets=_without_hidden(found, hidden),
        pending=len(pending),
        hint=parsed.hint,
        catching_up=len(pending) > MOST_PENDING or not engine.is_ready(),
        near=len(near.rows),
        spellings=near.spellings,
    )


def _read(desk: Desk, kinds: Searchables, actor: Actor, row: Row) -> SearchDoc | None:
    """The document of a row as things stand, if the actor may read it."""
    thing = kinds.thing(desk.root, row.key)
    if thing is None or not actor.may(Permission.LETTER_READ, thing):
        return None
    return kinds.resolve(desk.root, row.key)


def _shown(
    desk: Desk, kinds: Searchables, actor: Actor, rows: list[Row], needles: tuple[str, ...]
) -> tuple[list[Hit], int]:
    hits: list[Hit] = []
    hidden = 0
    for row in rows:
        doc = _read(desk, kinds, actor, row)
        if doc is None:
            hidden += 1
            log.warning("a search hit was withheld: the index does not agree with the store about %s", row.key)
            continue
        shown = snippet(doc.text, needles)
        hits.append(Hit(row.key, row.chain, doc.title, shown, row.day, doc.unit, doc.kind, doc.source_id))
    return hits, hidden


def _without_hidden(found: Found, hidden: int) -> dict[str, dict[str, int]]:
    # A document that had to be withheld is in the counts of the facets: rather show none.
    return {} if hidden else found.facets


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
