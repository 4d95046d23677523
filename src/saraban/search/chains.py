"""ผลการค้นเป็นเรื่อง (results by chain): a letter and the papers of it are one row; pages and neighbours count in rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.search.interfaces import Hit, Query, Results, Row
from saraban.search.looking import Looked, look, may_read, show
from saraban.search.query import MOST_ROWS

#: A page asks for so many documents for each chain that it needs, and for more when they were not enough.
DOCUMENTS_A_CHAIN, AT_LEAST = 2, 20
#: Neighbours of a letter are looked for among so many first chains where its place is not known.
MOST_NEIGHBOURS = 200


@dataclass(frozen=True)
class Chains:
    """หน้าหนึ่งของผลการค้น: the hits of each chain, the best first; ``is_more`` when further chains follow."""

    results: Results
    chains: list[list[Hit]]
    is_more: bool


@dataclass(frozen=True)
class Beside:
    """เรื่องก่อนหน้าและถัดไป: where a letter stands in a result (from 1), and the keys of the rows beside it."""

    place: int
    before: str
    after: str


def find_chains(desk: Desk, registry: Any, actor: Actor, query: Query) -> Chains:
    """Find as ``service.find`` does; ``offset`` and ``limit`` count chains, so that none stands on two pages."""
    wanted = query.offset + query.limit + 1
    looked, chains, hidden = _chains(desk, registry, actor, query, wanted)
    needles = (*looked.parsed.needles, *looked.near.needles)
    shown = [
        show(desk, registry.searchables, actor, rows, needles)[0]
        for rows in chains[query.offset : query.offset + query.limit]
    ]
    more = len(chains) > query.offset + query.limit
    return Chains(looked.results([], hidden), [hits for hits in shown if hits], more)


def find_beside(desk: Desk, registry: Any, actor: Actor, query: Query, *, keys: set[str], place: int) -> Beside | None:
    """The rows before and after the one that has one of these keys; None when the result has none of them (any more).

    ``place`` is where it stood; what the actor may not read stands nowhere and is nobody's neighbour.
    """
    known = 0 < place <= MOST_NEIGHBOURS
    for wanted in dict.fromkeys((place + 1 if known else MOST_NEIGHBOURS, MOST_NEIGHBOURS)):
        _looked, chains, _hidden = _chains(desk, registry, actor, query, wanted)
        at = len(list(takewhile(lambda rows: not any(row.key in keys for row in rows), chains)))
        if at < len(chains):
            return Beside(
                place=at + 1,
                before=chains[at - 1][0].key if at else "",
                after=chains[at + 1][0].key if at + 1 < len(chains) else "",
            )
    return None


def _chains(desk: Desk, registry: Any, actor: Actor, query: Query, wanted: int) -> tuple[Looked, list[list[Row]], int]:
    """The first chains of a result, at least as many as are wanted where there are; and how many rows were withheld."""
    size = DOCUMENTS_A_CHAIN * wanted + AT_LEAST
    while True:
        looked = look(desk, registry, actor, replace(query, offset=0, limit=size))
        rows = looked.found.rows
        readable = [row for row in rows if may_read(desk, registry.searchables, actor, row.key)]
        chains: dict[str, list[Row]] = {}
        for row in readable:
            chains.setdefault(row.chain, []).append(row)
        if len(chains) >= wanted or len(rows) < size or size >= MOST_ROWS:
            return looked, list(chains.values()), len(rows) - len(readable)
        size = min(2 * size, MOST_ROWS)
