"""การวิเคราะห์ข้อความ (analysis): one way from a text to its terms, for documents and for queries.

Words are cut with a dictionary of *atoms*, words that are not made of other words, so that a compound gives the same
pieces wherever it stands. Neighbouring pieces are indexed as pairs; a phrase is the pairs it is made of. The dictionary
is frozen into the index; another dictionary or another ``VERSION`` is another index.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile

from saraban.search.interfaces import SearchDoc
from saraban.thai.dates import parse_dates_in
from saraban.thai.normalise import normalise
from saraban.thai.numbers import find_numbers, number_key
from saraban.thai.segment import dictionary, segment_thai, word_list

#: Raise it whenever the same text gives other terms.
VERSION = 2

SHORTEST_ATOM = 2
LONGEST_TERM = 60
LONGEST_ABBREVIATION = 4
GRAM = 3
PAIR = "\x1f"

#: Words of the office that no general list has.
OFFICE_WORDS = ("กทม", "กท", "ลว", "ก.ก.", "เกษียน", "สารบรรณ", "หนังสือ")

_LETTER = "\u0e01-\u0e3a\u0e40-\u0e4e"
_LINE_END_HYPHEN = re.compile(rf"(?<=[{_LETTER}])[-\u2010-\u2014]\s*(?=[{_LETTER}])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TOKEN = re.compile(
    rf"(?P<short>(?<![{_LETTER}.])(?:[\u0e40-\u0e44]?[\u0e01-\u0e2e]{{1,3}}[\u0e34-\u0e39]?\.){{1,6}}(?!\d))"
    rf"|(?P<thai>[{_LETTER}]+)"
    r"|(?P<other>[^\W\u0e00-\u0e7f_]+(?:[._\-/@&+'][^\W\u0e00-\u0e7f_]+)*)"
)
_PARTS = re.compile(r"[^\W_]+")
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
    """A token of a text; ``joined`` is the spelling without signs of a compound that ends here (``esignature``)."""

    text: str
    joined: str = ""
    span: int = 1


def day_term(iso: str) -> str:
    """The term of a date that stands in a text, in whatever form."""
    return f"={iso}"


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

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a normalised text, in order."""
        found: list[Piece] = []
        for match in _TOKEN.finditer(_THOUSANDS.sub("", _LINE_END_HYPHEN.sub("", text))):
            if match["thai"]:
                found += [Piece(word[:LONGEST_TERM]) for word in self._words(match["thai"])]
            elif match["short"]:
                found.append(Piece(match["short"].replace(".", "")))
            else:
                found += _compound(match["other"])
        return found

    def _words(self, run: str) -> list[str]:
        if len(run) <= LONGEST_ABBREVIATION and all(
            "\u0e01" <= c <= "\u0e2e" for c in run
        ):  # กทม, ลว: written without the dots
            return [run]
        return segment_thai(run, self._name)

    def terms_of(self, text: str) -> tuple[set[str], set[str]]:
        """Pieces and pairs of any text, with the dates and letter numbers that stand in it."""
        plain = normalise(text)
        pieces = self.pieces(plain)
        single = {p.text for p in pieces} | {p.joined for p in pieces if p.joined}
        single.update(day_term(d.day.isoformat()) for d in parse_dates_in(plain))
        single.update(number_term(key) for _written, key in find_numbers(plain))
        pairs = {f"{a.text}{PAIR}{b.text}" for a, b in pairwise(pieces)}
        return single, pairs

    def analyse(self, doc: SearchDoc) -> Terms:
        """All terms of a document."""
        whole = f"{doc.title}\n{doc.parties}\n{doc.text}"
        single, pairs = self.terms_of(whole)
        title, title_pairs = self.terms_of(doc.title)
        return Terms(
            text=frozenset(single),
            pairs=frozenset(pairs),
            title=frozenset(title | title_pairs),
            numbers=number_terms(doc.numbers),
            grams=frozenset(grams_of(normalise(whole))),
        )


def grams_of(plain: str) -> list[str]:
    """The stretches of three letters of a normalised text, in order, each once; of a shorter word none."""
    runs = _LETTERS.findall(_LINE_END_HYPHEN.sub("", plain))
    return list(dict.fromkeys(run[at : at + GRAM] for run in runs for at in range(len(run) - GRAM + 1)))


def number_terms(numbers: tuple[str, ...]) -> frozenset[str]:
    """The keys of a document's numbers, and of each the running number alone: ``511`` finds ``กท5401/511``."""
    keys = {number_key(n) for n in numbers if n}
    tails = {key.rpartition("/")[2] for key in keys if not key.partition("/")[0].isdecimal()}
    return frozenset(keys | tails)


def digest_of(doc: SearchDoc) -> str:
    """A short digest of everything in a document: tells whether the index holds the present state."""
    parts = "\x1e".join(f"{f.name}={getattr(doc, f.name)!r}" for f in fields(doc))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _compound(written: str) -> list[Piece]:
    parts = _PARTS.findall(written)
    pieces = [Piece(part[:LONGEST_TERM]) for part in parts]
    if len(parts) > 1 and any(c.isalpha() for c in written):
        last = pieces[-1]
        pieces[-1] = Piece(last.text, "".join(parts)[:LONGEST_TERM], len(parts))
    return pieces


def is_made_of(word: str, words: frozenset[str]) -> bool:
    """Can the word be cut into two or more other words, none shorter than an atom?"""
    reached = [False] * (len(word) + 1)
    reached[0] = True
    for end in range(SHORTEST_ATOM, len(word) + 1):
        reached[end] = any(
            reached[start] and word[start:end] in words and (start, end) != (0, len(word))
            for start in range(end - SHORTEST_ATOM + 1)
        )
    return reached[-1]


@lru_cache(maxsize=1)
def atoms() -> tuple[str, ...]:
    """The words that are not made of other words, sorted (คำมูล)."""
    listed = word_list().read_text(encoding="utf-8").split("\n")
    words = frozenset(
        w for w in (normalise(line.strip()) for line in (*listed, *OFFICE_WORDS)) if len(w) >= SHORTEST_ATOM
    )
    return tuple(sorted(w for w in words if not is_made_of(w, words)))


def freeze_dictionary(path: Path) -> Path:
    """Write the dictionary of atoms to a file, whole or not at all."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as out:
        out.write("\n".join(atoms()) + "\n")
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).replace(path)
    return path
