"""การมองหา (looking): what the index and the documents not in it yet have for a query, and what of it may be shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search import outbox
from saraban.search.finding import Near, find_near, with_near
from saraban.search.in_files import passage_of, places_of
from saraban.search.interfaces import Found, Hit, ISearchEngine, Place, Query, Results, Row, SearchDoc
from saraban.search.overlay import MOST_PENDING
from saraban.search.plan import Plan, merge, search
from saraban.search.query import Parsed, parse, plan_of
from saraban.search.searchables import Searchables
from saraban.thai.masking import mask

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Looked:
    """What was found for a query, before anything is shown."""

    found: Found
    near: Near
    parsed: Parsed
    pending: int
    catching_up: bool

    def results(self, hits: list[Hit], hidden: int) -> Results:
        """The answer, with these hits; ``hidden`` rows had to be withheld and count nowhere."""
        return Results(
            total=self.found.total - hidden,
            hits=hits,
            facets={} if hidden else self.found.facets,  # a withheld document is in their counts: rather show none
            pending=self.pending,
            hint=self.parsed.hint,
            catching_up=self.catching_up,
            near=len(self.near.rows),
            spellings=self.near.spellings,
        )


def engine_of(registry: Any) -> Any:
    """The search engine of this application."""
    return registry.getUtility(ISearchEngine)


def look(desk: Desk, registry: Any, actor: Actor, query: Query) -> Looked:
    """Ask the index, and the changes that it does not hold yet; the actor's own scopes are part of the question."""
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

    def again(other: Plan) -> Found:
        return merge([engine.search(other, pending.keys()), search(changed, other, ())], other.limit)

    near = find_near(again, lambda row: read(desk, kinds, actor, row), plan, found)
    return Looked(
        found=with_near(found, near, plan.limit),
        near=near,
        parsed=parsed,
        pending=len(pending),
        catching_up=len(pending) > MOST_PENDING or not engine.is_ready(),
    )


def ask(desk: Desk, registry: Any, plan: Plan) -> Found:
    """What the index and the changes that it does not hold yet have for a plan, whose scopes are the actor's."""
    engine, pending = engine_of(registry), outbox.pending(desk.root)
    changed = registry.search_overlay.shelf(desk.root, pending, engine.analyser, registry.searchables)
    return merge([engine.search(plan, pending.keys()), search(changed, plan, ())], plan.limit)


def may_read(desk: Desk, kinds: Searchables, actor: Actor, key: str) -> bool:
    """Does the access list of the object itself, as it stands now, let the actor read it?"""
    thing = kinds.thing(desk.root, key)
    if thing is not None and actor.may(Permission.LETTER_READ, thing):
        return True
    log.warning("a search hit was withheld: the index does not agree with the store about %s", key)
    return False


def read(desk: Desk, kinds: Searchables, actor: Actor, row: Row) -> SearchDoc | None:
    """The document of a row as things stand, if the actor may read it."""
    thing = kinds.thing(desk.root, row.key)
    if thing is None or not actor.may(Permission.LETTER_READ, thing):
        return None
    return kinds.resolve(desk.root, row.key)


def where_in_files(desk: Desk, registry: Any, actor: Actor, key: str, text: str) -> tuple[Place, ...]:
    """The sheets of a thing's files on which the words of a query stand; none for who may not read the thing."""
    doc = read(desk, registry.searchables, actor, Row(key, "", date.min, 0))
    return () if doc is None else places_of(doc, parse(text, engine_of(registry).analyser).needles)


def show(
    desk: Desk, kinds: Searchables, actor: Actor, rows: list[Row], needles: tuple[str, ...]
) -> tuple[list[Hit], int]:
    """The rows that may be shown, with their passages marked, and how many had to be withheld.

    Passcodes are hidden in subjects and passages alike: the letter's own page shows them.
    """
    hits: list[Hit] = []
    hidden = 0
    for row in rows:
        doc = read(desk, kinds, actor, row)
        if doc is None:
            hidden += 1
            log.warning("a search hit was withheld: the index does not agree with the store about %s", row.key)
            continue
        shown, places = passage_of(doc, needles)
        hits.append(Hit(row.key, row.chain, mask(doc.title), shown, row.day, doc.unit, doc.kind, doc.source_id, places))
    return hits, hidden
