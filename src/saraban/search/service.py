"""การค้นหา (search) as an office asks for it: find, make the index anew, compare it with the store, its health."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from saraban.core.desk import Desk
from saraban.core.failures import log_failure
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search import indexer, outbox
from saraban.search.analysis import digest_of
from saraban.search.finding import find_near, with_near
from saraban.search.interfaces import Found, Hit, ISearchEngine, Progress, Query, Results, Row, SearchDoc
from saraban.search.overlay import MOST_PENDING
from saraban.search.plan import Plan, merge, search
from saraban.search.query import parse, plan_of
from saraban.search.searchables import Searchables
from saraban.search.snippets import snippet

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """ข้อแตกต่างระหว่างดัชนีกับคลัง: a key and what is wrong: ``missing``, ``left-over``, ``out-of-date``, ``broken``."""

    key: str
    problem: str


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


def reindex(desk: Desk, registry: Any, progress: Progress | None = None, engine_name: str = "") -> int:
    """Make the index anew (สร้างดัชนีใหม่) and index what changed meanwhile; gives the number of documents.

    With ``engine_name`` another engine makes it, beside the one in use, and answers from then on. Raises
    ``IndexerBusy`` while another process writes the index, ``Invalid`` for an engine that there is none of.
    """
    engine, kinds = engine_of(registry), registry.searchables
    maker = engine.called(engine_name) if engine_name else engine
    count = indexer.rebuild(desk, maker, kinds, progress)
    indexer.drain(desk, engine, kinds.resolve)
    return count


def catch_up(desk: Desk, registry: Any, most: int | None = None) -> indexer.Drained:
    """Index what waits (ทำดัชนีให้ทัน); for the worker and after long console work."""
    return indexer.work(desk, engine_of(registry), registry.searchables, most)


def differences(desk: Desk, registry: Any) -> Iterator[Difference]:
    """Compare the index with the store (ตรวจดัชนี), leaving out what waits in the outbox: that is known to differ."""
    engine, kinds = engine_of(registry), registry.searchables
    waits = outbox.pending(desk.root)
    indexed = {key: digest for key, digest in engine.digests() if key not in waits}
    for key in kinds.keys_in(desk.root):
        if key in waits:
            continue
        held = indexed.pop(key, None)
        try:
            doc = kinds.resolve(desk.root, key)
        except Exception as error:  # noqa: BLE001 - a check reports what is broken and goes on
            log_failure(log, f"no search document can be made of {key}", error)
            yield Difference(key, "broken")
            continue
        if doc is None:
            if held is not None:
                yield Difference(key, "left-over")
        elif held is None:
            yield Difference(key, "missing")
        elif held != digest_of(doc):
            yield Difference(key, "out-of-date")
    for key in indexed:
        yield Difference(key, "left-over")


def check(desk: Desk, registry: Any) -> list[str]:
    """The problems of the index, one line each, for ``saraban check``; empty when it agrees with the store."""
    if not engine_of(registry).is_ready():
        return ["index: there is none that fits the analyser; run saraban reindex"]
    return [f"index: {difference.key} is {difference.problem}" for difference in differences(desk, registry)]
