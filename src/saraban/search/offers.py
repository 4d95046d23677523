"""ข้อเสนอจากการค้นหา (offers): subjects that begin as somebody types, and letters like the one that is open.

Both are made of documents that the actor may read and of nothing else: each is checked against its own access list. An
actor without scopes is offered nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import log
from typing import Any

from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search import outbox
from saraban.search.analysis import HEADING, Analyser, Piece, grams_of
from saraban.search.interfaces import Found, Hit, ISearchEngine, Row, SearchDoc
from saraban.search.near import letters_of
from saraban.search.plan import Close, Either, Every, Node, Phrase, Plan, merge, search
from saraban.thai.normalise import normalise

#: How many documents are read for an offer, how many are offered, and how long what is typed may be.
MOST_READ, MOST_OFFERED, MOST_LIKE, LONGEST = 60, 8, 5, 100
#: What share of the stretches of its subject a letter has in common with one that may be like it, tried in turn.
SHARES = (0.9, 0.75, 0.6, 0.45)
LEAST_LIKENESS = 0.2

#: Finds the rows of a node; reads the document of a row, if the actor may.
Sources = tuple[Callable[[Node], Found], Callable[[Row], SearchDoc | None]]


def _sources(desk: Desk, registry: Any, actor: Actor, analyser: Analyser) -> Sources:
    engine, kinds = registry.getUtility(ISearchEngine), registry.searchables
    pending = outbox.pending(desk.root)
    changed = registry.search_overlay.shelf(desk.root, pending, analyser, kinds)

    def ask(node: Node) -> Found:
        plan = Plan(node, frozenset(actor.scopes), values=(("what", "L"),), limit=MOST_READ)
        return merge([engine.search(plan, pending.keys()), search(changed, plan, ())], MOST_READ)

    def read(row: Row) -> SearchDoc | None:
        thing = kinds.thing(desk.root, row.key)
        if thing is None or not actor.may(Permission.LETTER_READ, thing):
            return None
        doc: SearchDoc | None = kinds.resolve(desk.root, row.key)
        return doc

    return ask, read


def suggest(desk: Desk, registry: Any, actor: Actor, typed: str) -> list[str]:
    """Offer subjects of letters that the actor may read, in which all that was typed stands (คำแนะนำ), newest first.

    The last word may be unfinished. Offers nothing for less than two letters.
    """
    words = normalise(typed[:LONGEST]).split()
    if not words or len(words[-1]) < 2:
        return []
    analyser = registry.getUtility(ISearchEngine).analyser
    parts = [_in_subject(analyser, word, last=at == len(words) - 1) for at, word in enumerate(words)]
    ask, read = _sources(desk, registry, actor, analyser)
    docs = (read(row) for row in ask(Every(tuple(part for part in parts if part is not None))).rows if any(parts))
    return list(dict.fromkeys(doc.title for doc in docs if doc is not None))[:MOST_OFFERED]


def _in_subject(analyser: Analyser, word: str, *, last: bool) -> Node | None:
    pieces = [replace(p, text=HEADING + p.text, joined="") for p in analyser.pieces(word)]
    if not pieces or not last:
        return Phrase(tuple(pieces)) if pieces else None
    ways = []
    for at in range(len(pieces)):
        end = Piece(HEADING + "".join(p.text.removeprefix(HEADING) for p in pieces[at:]))
        ways.append(Phrase((*pieces[:at], end), prefix=True))
    return Either(tuple(ways))


def like(desk: Desk, registry: Any, actor: Actor, key: str) -> list[Hit]:
    """Find letters with a subject like that of the one with this key (เรื่องทำนองเดียวกัน), the likest first.

    Leaves out its own chain. For a letter that the actor may not read, as for one that is not there, there are none.
    """
    analyser = registry.getUtility(ISearchEngine).analyser
    ask, read = _sources(desk, registry, actor, analyser)
    doc = read(Row(key, "", date.min, 0))
    if doc is None:
        return []
    found: dict[str, SearchDoc] = {}
    grams = tuple(grams_of(letters_of(doc.title)))
    for share in SHARES if grams else ():
        for row in ask(Close(grams, max(1, round(share * len(grams))))).rows:
            other = read(row) if row.key not in found else None
            if other is not None and row.chain != doc.chain:
                found[row.key] = other
        if len(found) >= MOST_LIKE:
            break
    return [_hit(other) for other in _likest(doc, list(found.values()), analyser)]


def _likest(doc: SearchDoc, others: list[SearchDoc], analyser: Analyser) -> list[SearchDoc]:
    """The documents whose subjects share most, what many of them share counting less."""
    terms = {other.key: frozenset().union(*analyser.terms_of(other.title)) for other in (doc, *others)}
    carried = Counter(term for held in terms.values() for term in held)
    weights = {term: log(1 + len(terms) / count) for term, count in carried.items()}

    def likeness(other: SearchDoc) -> float:
        shared, either = terms[doc.key] & terms[other.key], terms[doc.key] | terms[other.key]
        return sum(weights[t] for t in shared) / max(sum(weights[t] for t in either), 1e-9)

    likest = sorted(others, key=lambda other: (likeness(other), other.day, other.seq), reverse=True)
    return [other for other in likest if likeness(other) >= LEAST_LIKENESS][:MOST_LIKE]


def _hit(doc: SearchDoc) -> Hit:
    return Hit(doc.key, doc.chain, doc.title, [], doc.day, doc.unit, doc.kind, doc.source_id)
