"""ภาษาของคำค้น (the query language), first version: words, ``"phrases"``, ``-without``, ``OR``, ``begin*``.

Words are all wanted. A letter number is recognised in any spelling, with its spaces. What cannot be read as asked is
read as plain words, and a hint says so; a query is never refused and never widened beyond what the reader may see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.search.analysis import Analyser
from saraban.search.interfaces import Query
from saraban.search.plan import Day, Either, Every, Node, Number, Phrase, Plan, Without
from saraban.thai.dates import parse_dates_in
from saraban.thai.digits import to_arabic
from saraban.thai.normalise import clean, normalise
from saraban.thai.numbers import find_numbers, parse_number

LONGEST_QUERY = 400
MOST_CLAUSES = 20
SHORTEST_PREFIX = 2
MOST_ROWS = 10_000

TOO_LONG = _("The search was too long; only its beginning was used.")
TOO_MANY = _("The search had too many words; only the first ones were used.")
OPEN_QUOTE = _("A quotation mark is missing its partner; the words were searched one by one.")
LONE_OR = _("OR needs a word on each side; it was left out.")
NO_WORDS = _("There is no word or number in this search.")
SHORT_PREFIX = _("A star needs at least two letters before it; the word was searched as it stands.")

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_CLAUSE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"|]+))|(?P<bar>\|)')


@dataclass(frozen=True)
class Parsed:
    """คำค้นที่อ่านแล้ว: the node, the passages to mark in a text, what to find first, and a hint."""

    node: Node
    needles: tuple[str, ...] = ()
    exact: tuple[Node, ...] = ()
    hint: Any = ""


class _Reader:
    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        self.groups: list[list[Node]] = []
        self.needles: list[str] = []
        self.exact: list[Node] = []
        self.hint: Any = ""
        self.join = False

    def add(self, node: Node | None) -> None:
        if node is None:
            return
        if self.join and self.groups:
            self.groups[-1].append(node)
        else:
            self.groups.append([node])
        self.join = False

    def words(self, text: str, *, prefix: bool = False) -> Node | None:
        pieces = tuple(self.analyser.pieces(normalise(text)))
        return Phrase(pieces, prefix) if pieces else None

    def clause(self, match: re.Match[str]) -> None:
        if match["bar"] or (match["word"] == "OR" and not match["minus"]):
            self.hint = self.hint or ("" if self.groups and not self.join else LONE_OR)
            self.join = bool(self.groups)
            return
        written = match["phrase"] if match["word"] is None else match["word"]
        node = self.words(written) if match["word"] is None else self.word(written)
        if match["minus"]:
            self.add(Without(node) if node is not None else None)
            return
        if node is not None:
            self.needles.append(normalise(written.rstrip("*")))
        self.add(node)

    def word(self, written: str) -> Node | None:
        if written.endswith("*"):
            stem = written.rstrip("*")
            if len(stem) >= SHORTEST_PREFIX:
                return self.words(stem, prefix=True)
            self.hint = self.hint or SHORT_PREFIX
            written = stem
        number = parse_number(written)
        if number is None:
            return self.words(written)
        exact = Number(number.key)
        self.exact.append(exact)
        words = self.words(written)
        return exact if words is None else Either((exact, words))

    def node(self) -> Node:
        return Every(tuple(group[0] if len(group) == 1 else Either(tuple(group)) for group in self.groups))


def parse(text: str, analyser: Analyser) -> Parsed:
    """Read a query; an empty one means everything the reader may see, one without words nothing."""
    reader = _Reader(analyser)
    plain = to_arabic(clean(text)).translate(_QUOTES).strip()
    if not plain:
        return Parsed(Every())
    if len(plain) > LONGEST_QUERY:
        plain, reader.hint = plain[:LONGEST_QUERY], TOO_LONG
    if plain.count('"') % 2:
        plain, reader.hint = plain.replace('"', " "), reader.hint or OPEN_QUOTE
    plain = _take_whole(plain, reader)
    for count, match in enumerate(_CLAUSE.finditer(plain)):
        if count >= MOST_CLAUSES:
            reader.hint = reader.hint or TOO_MANY
            break
        reader.clause(match)
    if reader.join:
        reader.hint = reader.hint or LONE_OR
    if not reader.groups:
        return Parsed(Either(), hint=reader.hint or NO_WORDS)
    return Parsed(reader.node(), tuple(reader.needles), tuple(reader.exact), reader.hint)


def _take_whole(plain: str, reader: _Reader) -> str:
    """Take out what has spaces inside and is one thing: letter numbers and dates; gives the rest."""
    if '"' in plain:
        return plain
    whole = parse_number(plain)
    if whole is not None and whole.prefix is None and " " in plain:
        reader.exact.append(Number(whole.key))
        reader.needles.append(normalise(plain))
        reader.add(Number(whole.key))
        return ""
    for written, key in list(find_numbers(plain.lower())):
        at = plain.lower().find(written)
        if len(plain.lower()) == len(plain) and not plain[:at].endswith(("-", "OR ", "| ")):
            reader.exact.append(Number(key))
            reader.needles.append(written)
            reader.add(Number(key))
            plain = f"{plain[:at]} {plain[at + len(written) :]}"
    for found in parse_dates_in(plain):
        words = reader.words(found.text)
        reader.needles.append(normalise(found.text))
        reader.add(Either((Day(found.day), words)) if words else Day(found.day))
        plain = plain.replace(found.text, " ", 1)
    return plain


def plan_of(query: Query, parsed: Parsed) -> Plan:
    """Make the plan of a query: access and narrowing are part of it."""
    year = None if query.year is None else str(query.year)
    values = [("unit", query.unit), ("kind", query.kind), ("year", year), ("what", query.what)]
    tiers = parsed.exact
    if query.sort == "relevance" and parsed.needles:
        tiers = (*tiers, parsed.node)
    return Plan(
        node=parsed.node,
        scopes=frozenset(query.scopes),
        values=tuple((name, value) for name, value in values if value is not None),
        day_from=query.day_from,
        day_to=query.day_to,
        tiers=tiers,
        limit=max(0, min(query.offset + query.limit, MOST_ROWS)),
    )
