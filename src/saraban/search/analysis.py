"""การวิเคราะห์ข้อความ (analysis): one way from a text to its terms, for documents and for queries.

Words are cut with a dictionary of *atoms*, words that are not made of other words, so that a compound gives the same
pieces wherever it stands. Neighbouring pieces are indexed as pairs; a phrase is the pairs it is made of. The dictionary
is frozen into the index; another dictionary or another ``VERSION`` is another index.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

from saraban.search.days import days_in
from saraban.search.interfaces import SearchDoc
from saraban.search.words import cut, frozen_words
from saraban.thai.normalise import normalise
from saraban.thai.numbers import find_numbers, number_key
from saraban.thai.segment import dictionary, segment_thai

#: Raise it whenever the same text gives other terms.
VERSION = 5

LONGEST_TERM = 60
LONGEST_ABBREVIATION = 4
GRAM = 3
MOST_KEPT = 50_000
#: Between two neighbours, and between the words of a value: no term has a space in it.
PAIR, WITHIN = "\x1f", "\x1e"

#: Marks of terms that stand in one part of a document only: its sender, its receivers, its title, what it is.
SENDER, RECEIVERS, HEADING, FACT = "<", ">", "^", "@"

#: Letters and marks of Thai words; the signs of abbreviation and repetition (ฯ, ๆ) part words as a space does.
_LETTER = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
_LINE_END_HYPHEN = re.compile(rf"(?<=[{_LETTER}])[-\u2010-\u2014]\s*(?=[{_LETTER}])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TOKEN = re.compile(
    rf"(?P<short>(?<![{_LETTER}.])(?:[\u0e40-\u0e44]?[\u0e01-\u0e2e]{{1,3}}[\u0e34-\u0e39]?\.){{1,6}})"
    rf"|(?P<thai>[{_LETTER}]+)"
    r"|(?P<other>[^\W\u0e00-\u0e7f_]+(?:[._\-/@&+'][^\W\u0e00-\u0e7f_]+)*)"
)
_PARTS = re.compile(r"[^\W_]+")
_DECIMAL = re.compile(r"(\d+)\.\d+")
_GROUP = re.compile(r"(?:[^.]\.)+|[^.]+\.")
_LETTERS = re.compile(rf"[{_LETTER}]+|[^\W\d_\u0e00-\u0e7f]+")


@dataclass(frozen=True)
class Terms:
    """The terms of one document by field: pieces, pairs, pieces and pairs of its title, number keys, and ``grams``.

    Grams are stretches of three letters: by them a word is found that is not spelled as it was asked for.
    """

    text: frozenset[str]
    pairs: frozenset[str]
    title: frozenset[str]
    numbers: frozenset[str]
    grams: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Piece:
    """A token of a text.

    ``joined`` is the spelling without signs of a compound that ends here (``esignature``), ``parts`` are what else a
    document with the piece is found by.
    """

    text: str
    joined: str = ""
    span: int = 1
    parts: tuple[str, ...] = ()


def day_term(iso: str) -> str:
    """The term of a date that stands in a text, in whatever form."""
    return f"={iso}"


def fact_term(name: str, value: str) -> str:
    """The term of what a document is, as its kind or its own day."""
    return f"{FACT}{name}={WITHIN.join(value.split())}"


def number_term(key: str) -> str:
    """The term of a letter number that stands in a text."""
    return f"#{key}"


class Analyser:
    """ตัววิเคราะห์ข้อความ: with the dictionary in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.identity = f"{VERSION}:{self.digest}"
        self._name = dictionary(path, self.digest)
        self._known, self._shortest = frozen_words(path)
        self._cut: dict[str, tuple[Piece, ...]] = {}
        self._kept: dict[str, list[Piece]] = {}

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a normalised text, in order."""
        found: list[Piece] = []
        for match in _TOKEN.finditer(_THOUSANDS.sub("", _LINE_END_HYPHEN.sub("", text))):
            if match["thai"]:
                found += self._words(match["thai"])
            elif match["short"]:
                found += [Piece(group.replace(".", "")) for group in _GROUP.findall(match["short"])]
            else:
                found += _compound(match["other"])
        return found

    def _words(self, run: str) -> list[Piece]:
        if len(run) <= LONGEST_ABBREVIATION and all(
            "\u0e01" <= c <= "\u0e2e" for c in run
        ):  # กทม, ลว: written without the dots
            return [Piece(run)]
        if len(run) > LONGEST_TERM:
            return self._cut_run(run)
        found = self._kept.get(run)
        if found is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            found = self._kept[run] = self._cut_run(run)
        return found

    def _cut_run(self, run: str) -> list[Piece]:
        return [piece for word in segment_thai(run, self._name) for piece in self._pieces_of(word)]

    def _pieces_of(self, word: str) -> tuple[Piece, ...]:
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) > MOST_KEPT:
                self._cut.clear()
            parts = cut(word, self._known, self._shortest)
            found = self._cut[word] = tuple(Piece(part[:LONGEST_TERM]) for part in parts)
        return found

    def terms_of(self, text: str) -> tuple[set[str], set[str]]:
        """Pieces and pairs of any text, with the dates and letter numbers that stand in it."""
        plain = normalise(text)
        pieces = self.pieces(plain)
        return _singles(pieces) | _finds(plain), _pairs(pieces)

    def analyse(self, doc: SearchDoc, *, files: bool = True) -> Terms:
        """All terms of a document; without those of its ``files`` where they would take too long to cut."""
        title, sender, receivers, text = (normalise(p) for p in (doc.title, doc.sender, doc.receivers, doc.text))
        words = normalise(doc.words_in_files) if files and doc.files else ""
        pieces = self.pieces(f"{text}\n\n{words}")
        single, pairs = _singles(pieces) | facts_of(doc), _pairs(pieces)
        for mark, part in ((SENDER, sender), (RECEIVERS, receivers), (HEADING, title)):
            pieces = self.pieces(part)
            single |= _singles(pieces) | _singles(pieces, mark)
            pairs |= _pairs(pieces) | _pairs(pieces, mark)
        whole = f"{title}\n{sender}\n{receivers}\n{text}"
        return Terms(
            text=frozenset(single | _finds(f"{whole}\n{words}")),
            pairs=frozenset(pairs),
            title=frozenset(_singles(pieces) | _pairs(pieces) | _finds(title)),
            numbers=number_terms(doc.numbers),
            grams=frozenset(_grams(whole)),
        )


def _singles(pieces: list[Piece], mark: str = "") -> set[str]:
    single = {mark + p.text for p in pieces}
    for piece in pieces:
        if piece.joined:
            single.add(mark + piece.joined)
        if piece.parts:
            single.update(mark + part for part in piece.parts)
    return single


def _pairs(pieces: list[Piece], mark: str = "") -> set[str]:
    return set(map(PAIR.join, pairwise([mark + piece.text for piece in pieces])))


def _finds(plain: str) -> set[str]:
    """The terms of the dates and letter numbers that stand in a normalised text."""
    numbers = {number_term(key) for _written, key in find_numbers(plain)}
    return numbers | {day_term(found.day.isoformat()) for found in days_in(plain)}


def facts_of(doc: SearchDoc) -> set[str]:
    """The terms of what a document is: its own day, its kind, year, unit, series and state."""
    day = doc.day.isoformat()
    values = {"kind": doc.kind, "year": str(doc.year), "unit": doc.unit, "series": doc.series, "state": doc.state}
    facts = {fact_term(name, value) for name, value in values.items() if value}
    return facts | {fact_term("day", part) for part in (day, day[:7], day[:4])} | {day_term(day)}


def grams_of(plain: str) -> list[str]:
    """The stretches of three letters of a normalised text, in order, each once; of a shorter word none."""
    return list(dict.fromkeys(_grams(plain)))


def _grams(plain: str) -> list[str]:
    runs = _LETTERS.findall(_LINE_END_HYPHEN.sub("", plain))
    return [run[at : at + GRAM] for run in runs for at in range(len(run) - GRAM + 1)]


def number_terms(numbers: tuple[str, ...]) -> frozenset[str]:
    """The keys of a document's numbers, and of each the running number alone: ``511`` finds ``กท5401/511``."""
    keys = {number_key(n) for n in numbers if n}
    tails = {key.rpartition("/")[2] for key in keys if not key.partition("/")[0].isdecimal()}
    return frozenset(keys | tails)


def digest_of(doc: SearchDoc) -> str:
    """A short digest of everything in a document: tells whether the index holds the present state."""
    named = [f.name for f in fields(doc) if f.name != "read_files"]
    parts = "\x1e".join(f"{name}={getattr(doc, name)!r}" for name in named)
    if doc.files:
        parts += f"\x1efiles={tuple((file.name, file.pages) for file in doc.files)!r}"
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _compound(written: str) -> list[Piece]:
    decimal = _DECIMAL.fullmatch(written)
    if decimal is not None:
        return [Piece(written[:LONGEST_TERM], parts=(decimal[1][:LONGEST_TERM],))]
    parts = _PARTS.findall(written)
    pieces = [Piece(part[:LONGEST_TERM]) for part in parts]
    if len(parts) > 1 and any(c.isalpha() for c in written):
        last = pieces[-1]
        pieces[-1] = Piece(last.text, "".join(parts)[:LONGEST_TERM], len(parts))
    return pieces
