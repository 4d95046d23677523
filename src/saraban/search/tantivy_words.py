"""คำสั่งค้นของ Tantivy (queries): what a plan asks for, in Tantivy's queries.

Access is a *must* beside whatever else is asked for, made of the scopes of the reader and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from tantivy import FieldType, Occur, Query

from saraban.search.analysis import PAIR, day_term, number_term
from saraban.search.plan import (
    GRAMS,
    KEY,
    NUMBERS,
    PAIRS,
    SCOPES,
    TEXT,
    TITLE,
    Close,
    Day,
    Either,
    Every,
    Node,
    Number,
    Phrase,
    Plan,
    Without,
)
from saraban.search.tantivy_fields import ORDER, PART, SCHEMA, SEQUENCE_BITS, order_of


def having(name: str, *terms: str) -> Query:
    """The documents that carry one of these terms or values: of none, none."""
    if len(terms) == 1:
        return Query.term_query(SCHEMA, name, terms[0], "basic")
    return Query.term_set_query(SCHEMA, name, terms)


def starting(name: str, prefix: str) -> Query:
    """The documents that carry a term that begins so."""
    return Query.fuzzy_term_query(SCHEMA, name, prefix, 0, prefix=True)


def between(low: int | None, high: int | None) -> Query:
    """The documents whose place in the order lies there, the ends included."""
    return Query.range_query(SCHEMA, ORDER, FieldType.Unsigned, low, high)


def one_part(number: int) -> Query:
    """One of the parts that the index is gone through by."""
    return Query.term_query(SCHEMA, PART, number, "basic")


def readable(plan: Plan, without: list[str]) -> Query:
    """What the plan may find at all: access first and always, then what narrows it."""
    parts = [(Occur.Must, having(SCOPES, *sorted(plan.scopes)))]
    parts += [(Occur.Must, having(name, value)) for name, value in plan.values]
    if plan.day_from is not None or plan.day_to is not None:
        low = None if plan.day_from is None else order_of(plan.day_from)
        high = None if plan.day_to is None else order_of(plan.day_to, 1 << SEQUENCE_BITS)
        parts.append((Occur.Must, between(low, high)))
    if without:
        parts.append((Occur.MustNot, Query.term_set_query(SCHEMA, KEY, without)))
    return Query.boolean_query(parts)


def found_by(node: Node) -> Query:
    """The documents of a node."""
    return _compiled(node, _in_document)


def in_title(node: Node) -> Query:
    """The documents that have a phrase in their title, or the exact number."""
    return _compiled(node, _in_title)


def _compiled(node: Node, leaf: Callable[[Node], Query]) -> Query:
    match node:
        case Every(nodes):
            return every(*(_compiled(part, leaf) for part in nodes))
        case Either(nodes):
            return either(*(_compiled(part, leaf) for part in nodes))
        case Without(part):
            return Query.all_query() if leaf is _in_title else but_not(Query.all_query(), _compiled(part, leaf))
        case _:
            return leaf(node)


def _in_document(leaf: Node) -> Query:
    match leaf:
        case Phrase():
            return _phrase(leaf, TEXT, PAIRS)
        case Number(key):
            return either(having(NUMBERS, key), having(TEXT, number_term(key)))
        case Day(day):
            return having(TEXT, day_term(day.isoformat()))
        case Close(grams, least):
            return _close(grams, least)
        case _:
            return Query.empty_query()


def _in_title(leaf: Node) -> Query:
    match leaf:
        case Phrase():
            return _phrase(leaf, TITLE, TITLE)
        case Number(key):
            return having(NUMBERS, key)
        case Day(day):
            return having(TITLE, day_term(day.isoformat()))
        case _:
            return Query.empty_query()


def _close(grams: tuple[str, ...], least: int) -> Query:
    if least <= 0 or least > len(grams):
        return Query.all_query() if least <= 0 else Query.empty_query()
    return Query.boolean_query([(Occur.Should, having(GRAMS, gram)) for gram in grams], least)


def _phrase(node: Phrase, single: str, pairs: str) -> Query:
    words = [p.text for p in node.pieces]
    last = node.pieces[-1]
    terms, name = (words, single) if len(words) == 1 else ([f"{a}{PAIR}{b}" for a, b in pairwise(words)], pairs)
    ending = starting(name, terms[-1]) if node.prefix else having(name, terms[-1])
    found = every(*(having(name, term) for term in terms[:-1]), ending)
    if last.joined and last.span == len(words):
        found = either(found, having(single, last.joined))
    return found


def every(*queries: Query) -> Query:
    """What all of these find; of none, every document."""
    if not queries:
        return Query.all_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def either(*queries: Query) -> Query:
    """What at least one of these finds; of none, nothing."""
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def but_not(query: Query, *others: Query) -> Query:
    """What the query finds and none of the others."""
    return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, other) for other in others)])
