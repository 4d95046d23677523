"""การหาด้วยคำที่ใกล้เคียง (finding): the words first, and near spellings where the words find few.

Only documents that the reader may see are ever looked at for near spellings; so no word of another one can be learned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from saraban.search.interfaces import Found, Row, SearchDoc
from saraban.search.near import (
    LOOSE,
    SPOILED,
    STRICT,
    Passage,
    candidates,
    letters_of,
    most_spoiled,
    passages_in,
    weight_of,
)
from saraban.search.plan import FACETS, Plan
from saraban.thai.masking import DOT, blank
from saraban.thai.segment import segment

#: Near spellings are looked for when the words find fewer than this.
FEW = 10
#: So many newest candidates are read for near spellings, and so many passages are offered as spellings.
MOST_READ, MOST_OFFERED, MOST_MARKED = 60, 3, 20
#: Where the words found something they are well spelled, and fewer are read for what a machine misread.
MOST_READ_BESIDE = 60
#: Of those that have all letters of the words so many are asked for first, as reading a row of the index costs too.
MOST_FIRST = 20
#: No more are read once so many were found that have no more than this wrong with them.
ENOUGH, GOOD = FEW, 1.0
#: Spellings are taken from so many of the best documents.
MOST_SPELLED = 6
#: A stretch between spaces, or one that is hidden.
_PIECES = re.compile(rf"[^\s{DOT}]+|{DOT}+")
#: So many letters around a passage are cut into words.
AROUND = 40
#: Rows of near spellings stand below all others, by their errors.
NEAR_TIER = 100

#: Asks every source; reads the document of a row, if the reader may see it.
Ask = Callable[[Plan], Found]
Read = Callable[[Row], SearchDoc | None]


@dataclass(frozen=True)
class Near:
    """What near spellings added: the rows, their counts by facet, and how the words are written there.

    ``spellings`` are offered to the reader, ``needles`` are what is marked.
    """

    rows: list[Row] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()
    needles: tuple[str, ...] = ()


def find_near(ask: Ask, read: Read, plan: Plan, found: Found) -> Near:
    """Documents in which the words of a plan stand in a near spelling, besides those that were found."""
    if found.total >= FEW or _find_enough(ask, plan):
        return Near()
    known = {row.key for row in found.rows}
    if len(known) < found.total:
        known = {row.key for row in ask(replace(plan, tiers=(), limit=FEW, faceted=False)).rows}
    near: list[tuple[Row, SearchDoc, list[Passage]]] = []
    good = 0
    for row in _candidates(ask, plan, len(known)):
        doc = read(row) if row.key not in known else None
        passages = None if doc is None else passages_in(plan.node, text_of(doc), STRICT if known else LOOSE)
        if doc is not None and passages is not None:
            weight = weight_of(passages)
            good += weight <= GOOD
            near.append((replace(row, tier=NEAR_TIER + round(2 * weight)), doc, passages))
            if good >= ENOUGH:
                break
    near.sort(key=lambda one: one[0].order)
    return Near(
        rows=[row for row, _doc, _passages in near],
        facets=_facets([doc for _row, doc, _passages in near]),
        spellings=_spellings(near, known),
        needles=tuple(dict.fromkeys(p.written for _row, _doc, passages in near for p in passages))[:MOST_MARKED],
    )


def _find_enough(ask: Ask, plan: Plan) -> bool:
    """Do the words of a narrowed plan find enough by themselves? Then they are well spelled and nothing is added."""
    if not (plan.values or plan.day_from or plan.day_to):
        return False
    wide = replace(plan, values=(), day_from=None, day_to=None, tiers=(), limit=0, faceted=False)
    return ask(wide).total >= FEW


def _candidates(ask: Ask, plan: Plan, known: int) -> Iterator[Row]:
    """The rows that may have near words, as many as are read: the nearest first, the newest of equally near ones.

    Those that have all letters of the words, only cut otherwise, come before anything else is asked for: they cost
    least, and are mostly enough.
    """
    wanted = known + MOST_READ_BESIDE if known else MOST_READ

    def lacking(spoiled: int, limit: int) -> Found:
        return ask(replace(plan, node=candidates(plan.node, spoiled), tiers=(), limit=limit, faceted=False))

    spoiled, most = 0, most_spoiled(plan.node)
    if most == 0:
        return
    whole = lacking(0, min(wanted, known + MOST_FIRST))
    yield from whole.rows
    if whole.total > len(whole.rows) and len(whole.rows) < wanted:  # these were not enough, as they seldom are
        whole = lacking(0, wanted)
        yield from whole.rows[known + MOST_FIRST :]
    if whole.total >= wanted:
        return
    groups: list[Found] = []
    while spoiled < most and (not groups or groups[0].total < wanted):  # one error more each time
        spoiled = min(spoiled + SPOILED, most)
        groups = [lacking(spoiled, wanted)]
    while groups[0].total > wanted and spoiled > 1:  # more than are read: the nearer ones of them first
        spoiled -= 1
        groups.insert(0, lacking(spoiled, wanted))
    given = {row.key for row in whole.rows}
    others = {row.key: row for found in groups for row in found.rows if row.key not in given}
    yield from list(others.values())[: wanted - len(given)]


def text_of(doc: SearchDoc) -> str:
    """The words of a document as near spellings are looked for in it."""
    parts = (doc.title, doc.sender, doc.receivers, *doc.text.split("\n\n"))
    return "\n".join(letters_of(part) for part in parts)


def _facets(docs: list[SearchDoc]) -> dict[str, dict[str, int]]:
    counts = {name: Counter(str(getattr(doc, name)) for doc in docs) for name in FACETS}
    return {name: {value: n for value, n in count.items() if value} for name, count in counts.items() if count}


def _spellings(near: list[tuple[Row, SearchDoc, list[Passage]]], known: set[str]) -> tuple[str, ...]:
    """How the words are written in the best of them; where the words found something, they are well spelled."""
    if known or not near:
        return ()
    best = [one for one in near if one[0].tier == near[0][0].tier][:MOST_SPELLED]
    written: Counter[str] = Counter()
    for _row, doc, passages in best:
        words = " ".join(_whole_words(p.written, doc) for p in passages)
        if words and not any(char.isdigit() or char == DOT for char in words):
            written[words] += 1
    return tuple(words for words, _n in written.most_common(MOST_OFFERED))


def _whole_words(written: str, doc: SearchDoc) -> str:
    """The words of a document that a passage lies in, between the spaces that stand there; a dot for what is hidden."""
    for whole in (doc.title, doc.sender, doc.receivers, doc.text):
        at = 0
        for part in whole.split("\n\n"):
            first = letters_of(part).find(written)
            if first >= 0:  # what a snippet may show of it: of the same length
                return " ".join(_words_at(part, blank(whole)[at : at + len(part)], first, first + len(written)))
            at += len(part) + len("\n\n")
    return DOT


def _words_at(part: str, blanked: str, first: int, last: int) -> Iterator[str]:
    """The words from one place among the letters of a part to another."""
    at = 0
    for piece in _PIECES.finditer(blanked):
        if at >= last:
            break
        letters = letters_of(part[piece.start() : piece.end()])
        if at + len(letters) > first:
            yield DOT if piece[0].startswith(DOT) else _words_in(letters, first - at, last - at)
        at += len(letters)


def _words_in(letters: str, first: int, last: int) -> str:
    """The words of a stretch without spaces that a passage lies in: an error at its end must not cut one."""
    whole, at = "", max(0, first - AROUND)
    for word in segment(letters[at : last + AROUND]):
        if at < last and at + len(word) > first:
            whole += word
        at += len(word)
    return whole


def with_near(found: Found, near: Near, limit: int) -> Found:
    """What was found, and the near spellings below it."""
    if not near.rows:
        return replace(found, rows=found.rows[:limit])
    facets: dict[str, Any] = {name: Counter(counts) for name, counts in found.facets.items()}
    for name, counts in near.facets.items():
        facets.setdefault(name, Counter()).update(counts)
    rows = [*found.rows, *near.rows][:limit]
    return Found(found.total + len(near.rows), rows, {n: dict(c) for n, c in facets.items() if c})
