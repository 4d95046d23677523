"""ภาษาของคำค้น (the query language): words, ``"phrases"``, ``-without``, ``OR``, ``begin*`` and fields (``เรื่อง:…``).

Words are all wanted. A letter number and a date are recognised in any spelling, with their spaces. What cannot be read
as asked is read as plain words, and a hint says so; a query is never refused and never widened beyond what the reader
may see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.search.analysis import Analyser, Piece
from saraban.search.days import days_in
from saraban.search.fields import BETWEEN, FIELDS, SPANS, WORDED, Unreadable, field_node
from saraban.search.interfaces import Query
from saraban.search.plan import Day, Either, Every, Node, Number, Phrase, Plan, Without
from saraban.thai.digits import to_arabic
from saraban.thai.normalise import clean, normalise
from saraban.thai.numbers import find_numbers, number_key, parse_number

LONGEST_QUERY = 400
MOST_CLAUSES = 20
SHORTEST_PREFIX = 2
MOST_WAYS = 6
MOST_ROWS = 10_000

TOO_LONG = _("The search was too long; only its beginning was used.")
TOO_MANY = _("The search had too many words; only the first ones were used.")
OPEN_QUOTE = _("A quotation mark is missing its partner; the words were searched one by one.")
LONE_OR = _("OR needs a word on each side; it was left out.")
NO_WORDS = _("There is no word or number in this search.")
SHORT_PREFIX = _("A star needs at least two letters before it; the word was searched as it stands.")
BAD_FIELD = _("A part with a colon could not be read as asked; it was searched as plain words.")

_QUOTES = str.maketrans("“”„‟«»：", '"""""":')
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.]{0,20}):\s{0,3}(?=\S)")
_BETWEEN = re.compile(BETWEEN)
_SPAN = re.compile(rf"[^\s\"|]+?{BETWEEN}")
_WORD = re.compile(r'[^\s"|]+')
_CIRCULAR = re.compile(r"(?<!\S)ว\s{1,2}\d{1,9}(?!\S)")


@dataclass(frozen=True)
class Parsed:
    """คำค้นที่อ่านแล้ว: the node, the passages to mark in a text, what to find first, and a hint."""

    node: Node
    needles: tuple[str, ...] = ()
    exact: tuple[Node, ...] = ()
    hint: Any = ""


@dataclass(frozen=True)
class _Whole:
    """What has spaces inside and is one thing: a letter number or a day."""

    end: int
    node: Node


class _Reader:
    def __init__(self, plain: str, analyser: Analyser) -> None:
        self.plain = plain
        self.analyser = analyser
        self.at = 0
        self.groups: list[list[Node]] = []
        self.needles: list[str] = []
        self.exact: list[Node] = []
        self.hint: Any = ""
        self.join = False
        self.whole = _wholes(plain)

    def say(self, hint: Any) -> None:
        self.hint = self.hint or hint

    def read(self) -> None:
        for _clause in range(MOST_CLAUSES):
            self.at += len(self.plain[self.at :]) - len(self.plain[self.at :].lstrip())
            if self.at >= len(self.plain):
                break
            self.clause()
        else:
            if self.plain[self.at :].strip():
                self.say(TOO_MANY)
        if self.join:
            self.say(LONE_OR)

    def clause(self) -> None:
        rest = self.plain[self.at :]
        if rest[0] == "|" or re.match(r"OR(?!\S)", rest):
            self.at += 1 if rest[0] == "|" else len("OR")
            if not self.groups or self.join:
                self.say(LONE_OR)
            self.join = bool(self.groups)
            return
        minus = rest[0] == "-" and (self.at == 0 or self.plain[self.at - 1].isspace() or self.plain[self.at - 1] == "|")
        self.at += minus
        found, needle = self.value()
        if minus:
            self.add(Without(found) if found is not None else None)
            return
        if found is not None and needle:
            self.needles.append(normalise(needle))
        self.add(found)

    def add(self, node: Node | None) -> None:
        if node is None:
            return
        if self.join and self.groups:
            self.groups[-1].append(node)
        else:
            self.groups.append([node])
        self.join = False

    def value(self) -> tuple[Node | None, str]:
        """What stands here, and the passage to mark for it."""
        field = _FIELD.match(self.plain, self.at)
        if field is not None and field["name"].lower() in FIELDS:
            return self.field(field)
        if self.at in self.whole:
            return self.one_thing(self.whole[self.at])
        written, quoted = self.words_here()
        return self.words(written, exact=True) if quoted else self.word(written), written.rstrip("*")

    def words_here(self) -> tuple[str, bool]:
        """The words in quotation marks, or the one word, that stand here."""
        if self.plain.startswith('"', self.at):
            end = self.plain.index('"', self.at + 1)
            written = self.plain[self.at + 1 : end]
            self.at = end + 1
            return written, True
        match = _WORD.match(self.plain, self.at)
        written = match[0] if match is not None else self.plain[self.at : self.at + 1]
        self.at += len(written)
        return written, False

    def field(self, field: re.Match[str]) -> tuple[Node | None, str]:
        self.at = field.end()
        name = FIELDS[field["name"].lower()]
        for end in self.ends(name):
            written = self.plain[self.at : end].strip('"')
            try:
                node = field_node(name, written, self.analyser)
            except Unreadable:
                continue
            self.at = end
            if isinstance(node, Number):
                self.exact.append(node)
            return node, written if name in WORDED or name == "number" else ""
        self.say(BAD_FIELD)
        written, _quoted = self.words_here()
        parts = (self.words(field["name"]), self.words(written))
        return Every(tuple(part for part in parts if part is not None)), written

    def ends(self, name: str) -> Iterator[int]:
        """Where what a field asks for may end: after a span, a number or a day, a word, the longest first."""
        whole = self.whole[self.at].end if self.at in self.whole else None
        if name in SPANS:
            between = _SPAN.match(self.plain, self.at) if whole is None else _BETWEEN.match(self.plain, whole)
            if between is not None:
                last = self.whole.get(between.end())
                word = _WORD.match(self.plain, between.end())
                yield last.end if last is not None else word.end() if word is not None else between.end()
        if whole is not None:
            yield whole
        if self.plain.startswith('"', self.at):
            yield self.plain.index('"', self.at + 1) + 1
        word = _WORD.match(self.plain, self.at)
        if word is not None:
            yield word.end()

    def one_thing(self, whole: _Whole) -> tuple[Node | None, str]:
        written = self.plain[self.at : whole.end]
        self.at = whole.end
        if isinstance(whole.node, Number):
            self.exact.append(whole.node)
        return whole.node, written

    def words(self, text: str, *, exact: bool = False) -> Node | None:
        pieces = tuple(self.analyser.pieces(normalise(text)))
        return Phrase(pieces, written="" if exact else text) if pieces else None

    def word(self, written: str) -> Node | None:
        if written.endswith("*"):
            stem = written.rstrip("*")
            if len(stem) >= SHORTEST_PREFIX:
                return self.beginnings(stem)
            self.say(SHORT_PREFIX)
            written = stem
        number = parse_number(written)
        if number is None:
            return self.words(written)
        exact = Number(number.key)
        self.exact.append(exact)
        words = self.words(written)
        return exact if words is None else Either((exact, words))

    def beginnings(self, stem: str) -> Node | None:
        """A word that is not finished: what stands at its end may be the beginning of one piece or of several."""
        pieces = self.analyser.pieces(normalise(stem))
        ways = [
            Phrase((*pieces[:at], Piece("".join(p.text for p in pieces[at:]))), prefix=True)
            for at in range(len(pieces))
        ]
        return Either(tuple(ways[-MOST_WAYS:])) if ways else None

    def node(self) -> Node:
        return Every(tuple(group[0] if len(group) == 1 else Either(tuple(group)) for group in self.groups))


def _wholes(plain: str) -> dict[int, _Whole]:
    """Letter numbers and days that stand in the query, by where they begin; what is in quotation marks is words."""
    outside = re.sub(r'"[^"]*"', lambda quoted: '"' * len(quoted[0]), plain) if '"' in plain else plain
    lower = outside.lower() if len(outside.lower()) == len(outside) else outside
    found: dict[int, _Whole] = {}
    for day in days_in(lower):
        found[day.start] = _Whole(day.end, Day(day.day))
    at = 0
    for written, key in find_numbers(lower):
        at = lower.index(written, at)
        found[at] = _Whole(at + len(written), Number(key))
        at += len(written)
    for match in _CIRCULAR.finditer(lower):
        found.setdefault(match.start(), _Whole(match.end(), Number(number_key(match[0]))))
    return found


def parse(text: str, analyser: Analyser) -> Parsed:
    """Read a query; an empty one means everything the reader may see, one without words nothing."""
    plain = to_arabic(clean(text)).translate(_QUOTES).strip()
    if not plain:
        return Parsed(Every())
    hint: Any = ""
    if len(plain) > LONGEST_QUERY:
        plain, hint = plain[:LONGEST_QUERY], TOO_LONG
    if plain.count('"') % 2:
        plain, hint = plain.replace('"', " "), hint or OPEN_QUOTE
    reader = _Reader(plain, analyser)
    reader.hint = hint
    reader.read()
    if not reader.groups:
        return Parsed(Either(), hint=reader.hint or NO_WORDS)
    return Parsed(reader.node(), tuple(reader.needles), tuple(reader.exact), reader.hint)


def plan_of(query: Query, parsed: Parsed) -> Plan:
    """Make the plan of a query: access and narrowing are part of it."""
    year = None if query.year is None else str(query.year)
    values = [
        ("unit", query.unit),
        ("kind", query.kind),
        ("year", year),
        ("series", query.series),
        ("state", query.state),
        ("what", query.what),
    ]
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
