"""แผนการค้น (the plan of a search): what a query means in terms, and finding it on a shelf of documents.

A *shelf* is a set of documents in order of age with the sets of those that carry a term; sets are integers, one bit a
document, the newest highest. Every engine that can give such sets finds, counts and facets alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from saraban.search.analysis import PAIR, Piece, day_term, number_term
from saraban.search.interfaces import Found, Row

#: Fields of terms.
TEXT, PAIRS, TITLE, NUMBERS, GRAMS = "text", "pairs", "title", "numbers", "grams"
#: Fields of values, counted as facets.
FACETS = ("unit", "kind", "year", "series", "state", "what")
SCOPES, KEY = "scopes", "key"


@dataclass(frozen=True)
class Phrase:
    """Pieces that follow each other; ``prefix`` when the last may go on; words may be near to what is ``written``."""

    pieces: tuple[Piece, ...]
    prefix: bool = False
    written: str = ""


@dataclass(frozen=True)
class Number:
    """A letter or register number, by its key."""

    key: str


@dataclass(frozen=True)
class Day:
    """A date that stands in the text."""

    day: date


@dataclass(frozen=True)
class Close:
    """At least so many of these stretches of three letters: words that are spelled nearly so."""

    grams: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Every:
    """All of these; of none, every document."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Either:
    """At least one of these; of none, nothing."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Without:
    """Documents that are not found by the node."""

    node: Node


Node = Phrase | Number | Day | Close | Every | Either | Without


@dataclass(frozen=True)
class Plan:
    """What to find, for whom, how narrowed; ``tiers`` are found first, in their order; ``limit`` rows are given.

    ``faceted`` is whether counts by facet are wanted too: they cost as much as finding.
    """

    node: Node
    scopes: frozenset[str]
    values: tuple[tuple[str, str], ...] = ()
    day_from: date | None = None
    day_to: date | None = None
    tiers: tuple[Node, ...] = ()
    limit: int = 20
    faceted: bool = True


@dataclass
class Shelf(ABC):
    """Documents in order, oldest first: their keys, chains and (day ordinal, sequence)."""

    keys: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    orders: list[tuple[int, int]] = field(default_factory=list)

    @property
    def everything(self) -> int:
        """The set of all documents."""
        return (1 << len(self.keys)) - 1

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def at(self, keys: Collection[str]) -> int:
        """The documents with these keys."""
        found = 0
        for key in keys:
            place = self._places.get(key)
            if place is not None:
                found |= 1 << place
        return found

    @abstractmethod
    def having(self, name: str, term: str) -> int:
        """The documents that carry this term or value."""

    @abstractmethod
    def starting(self, name: str, prefix: str) -> int:
        """The documents that carry a term that begins so."""

    @abstractmethod
    def values(self, name: str) -> Collection[str]:
        """The values of a facet."""

    def readable(self, scopes: frozenset[str]) -> int:
        """The documents of any of these scopes: of no scope, none."""
        found = 0
        for scope in scopes:
            found |= self.having(SCOPES, scope)
        return found


Leaf = Callable[[Shelf, Node], int]


def search(shelf: Shelf, plan: Plan, without: Collection[str], live: int | None = None) -> Found:
    """Find on one shelf; only what is readable is ever looked at, counted or faceted."""
    seen = shelf.readable(plan.scopes) & (shelf.everything if live is None else live)
    if seen:
        seen &= _narrowed(shelf, plan)
        seen &= ~shelf.at(without)
    if seen:
        seen &= _eval(shelf, plan.node)
    if not seen:
        return Found()
    return Found(seen.bit_count(), list(_rows(shelf, plan, seen)), _facets(shelf, seen) if plan.faceted else {})


def _narrowed(shelf: Shelf, plan: Plan) -> int:
    found = shelf.everything
    for name, value in plan.values:
        found &= shelf.having(name, value)
    if plan.day_from is not None:
        found &= -1 << bisect_left(shelf.orders, plan.day_from.toordinal(), key=lambda order: order[0])
    if plan.day_to is not None:
        found &= (1 << bisect_right(shelf.orders, plan.day_to.toordinal(), key=lambda order: order[0])) - 1
    return found


def _eval(shelf: Shelf, node: Node, leaf: Leaf | None = None) -> int:
    """The documents of a node; ``leaf`` says what a part that has no parts stands for."""
    match node:
        case Every(nodes):
            found = shelf.everything
            for part in nodes:
                found &= _eval(shelf, part, leaf)
            return found
        case Either(nodes):
            found = 0
            for part in nodes:
                found |= _eval(shelf, part, leaf)
            return found
        case Without(part):
            return shelf.everything & ~_eval(shelf, part, leaf) if leaf is None else shelf.everything
        case _:
            return (leaf or _in_document)(shelf, node)


def _in_document(shelf: Shelf, leaf: Node) -> int:
    match leaf:
        case Phrase():
            return _phrase(shelf, leaf)
        case Number(key):
            return shelf.having(NUMBERS, key) | shelf.having(TEXT, number_term(key))
        case Day(day):
            return shelf.having(TEXT, day_term(day.isoformat()))
        case Close(grams, least):
            return _close(shelf, grams, least)
        case _:
            return 0


def _close(shelf: Shelf, grams: tuple[str, ...], least: int) -> int:
    """The documents that carry at least so many of the grams; ``reached[n]`` holds those seen with n of them."""
    reached = [shelf.everything, *(0 for _n in range(least))]
    for gram in grams:
        found = shelf.having(GRAMS, gram)
        for n in range(least, 0, -1):
            reached[n] |= reached[n - 1] & found
    return reached[-1]


def _phrase(shelf: Shelf, node: Phrase, single: str = TEXT, pairs: str = PAIRS) -> int:
    words = [p.text for p in node.pieces]
    last = node.pieces[-1]
    if len(words) == 1:
        found = shelf.starting(single, words[0]) if node.prefix else shelf.having(single, words[0])
    else:
        found = shelf.everything
        terms = [f"{a}{PAIR}{b}" for a, b in pairwise(words)]
        for term in terms[:-1]:
            found &= shelf.having(pairs, term)
        found &= shelf.starting(pairs, terms[-1]) if node.prefix else shelf.having(pairs, terms[-1])
    if last.joined and last.span == len(words):
        found |= shelf.having(single, last.joined)
    return found


def in_title(shelf: Shelf, node: Node) -> int:
    """The documents that have a phrase in their title, or the exact number."""
    return _eval(shelf, node, _title_leaf)


def _title_leaf(shelf: Shelf, leaf: Node) -> int:
    match leaf:
        case Phrase():
            return _phrase(shelf, leaf, TITLE, TITLE)
        case Number(key):
            return shelf.having(NUMBERS, key)
        case Day(day):
            return shelf.having(TITLE, day_term(day.isoformat()))
        case _:
            return 0


def _rows(shelf: Shelf, plan: Plan, seen: int) -> Iterator[Row]:
    wanted = plan.limit
    for tier, node in enumerate((*plan.tiers, None)):
        best = seen if node is None else seen & in_title(shelf, node)
        seen &= ~best
        while best and wanted > 0:
            at = best.bit_length() - 1
            best ^= 1 << at
            wanted -= 1
            ordinal, seq = shelf.orders[at]
            yield Row(shelf.keys[at], shelf.chains[at], date.fromordinal(ordinal), seq, tier)


def _facets(shelf: Shelf, seen: int) -> dict[str, dict[str, int]]:
    facets: dict[str, dict[str, int]] = {}
    for name in FACETS:
        counts = {value: (seen & shelf.having(name, value)).bit_count() for value in shelf.values(name) if value}
        facets[name] = {value: count for value, count in counts.items() if count}
    return {name: counts for name, counts in facets.items() if counts}


def merge(parts: list[Found], limit: int) -> Found:
    """Add up what several sources found: no document is in two of them."""
    parts = [part for part in parts if part.total] or parts[:1]
    if len(parts) == 1:  # mostly nothing waits beside the index
        return replace(parts[0], rows=parts[0].rows[:limit])
    rows = sorted((row for part in parts for row in part.rows), key=lambda row: row.order)[:limit]
    facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for part in parts:
        for name, counts in part.facets.items():
            for value, count in counts.items():
                facets[name][value] = facets[name].get(value, 0) + count
    return Found(sum(part.total for part in parts), rows, {name: counts for name, counts in facets.items() if counts})
