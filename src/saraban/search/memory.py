"""ดัชนีในหน่วยความจำ (an index in memory): for documents not in the index yet, for tests and for development."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from zope.interface import implementer

from saraban.search.analysis import Analyser, Terms, digest_of
from saraban.search.interfaces import Found, ISearchEngine, SearchDoc
from saraban.search.plan import GRAMS, NUMBERS, PAIRS, SCOPES, TEXT, TITLE, Plan, Shelf, search
from saraban.search.words import freeze_dictionary


@dataclass(frozen=True)
class Analysed:
    """A document with its terms."""

    doc: SearchDoc
    terms: Terms


@dataclass
class MemoryShelf(Shelf):
    """A shelf of a few documents, looked through one by one."""

    documents: list[Analysed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.documents.sort(key=lambda a: (a.doc.day, a.doc.seq, a.doc.key))
        self.keys = [a.doc.key for a in self.documents]
        self.chains = [a.doc.chain for a in self.documents]
        self.orders = [(a.doc.day.toordinal(), a.doc.seq) for a in self.documents]

    def having(self, name: str, term: str) -> int:
        found = 0
        for at, analysed in enumerate(self.documents):
            if term in terms_in(analysed, name):
                found |= 1 << at
        return found

    def starting(self, name: str, prefix: str) -> int:
        found = 0
        for at, analysed in enumerate(self.documents):
            if any(term.startswith(prefix) for term in terms_in(analysed, name)):
                found |= 1 << at
        return found

    def values(self, name: str) -> Collection[str]:
        return {value for analysed in self.documents for value in terms_in(analysed, name)}


def terms_in(analysed: Analysed, name: str) -> Collection[str]:
    """The terms of a document in one field."""
    if name in (TEXT, PAIRS, TITLE, NUMBERS, GRAMS):
        terms: frozenset[str] = getattr(analysed.terms, name)
        return terms
    if name == SCOPES:
        return analysed.doc.scopes
    return (str(getattr(analysed.doc, name)),)


@lru_cache(maxsize=1)
def standing_analyser() -> Analyser:
    """The analyser of this process where no index has one: its dictionary is a temporary file."""
    return Analyser(freeze_dictionary(Path(mkdtemp(prefix="saraban-")) / "words.txt"))


def _analyser_with(titles: Iterable[str]) -> Analyser:
    return Analyser(freeze_dictionary(Path(mkdtemp(prefix="saraban-")) / "words.txt", titles))


@implementer(ISearchEngine)
class MemoryEngine:
    """An engine that forgets when the process ends."""

    name = "memory"

    def __init__(self, analyser: Analyser | None = None) -> None:
        self.analyser = analyser or standing_analyser()
        self._documents: dict[str, Analysed] = {}

    def is_ready(self) -> bool:
        return True

    def search(self, plan: Plan, without: Collection[str]) -> Found:
        return search(MemoryShelf(documents=list(self._documents.values())), plan, without)

    @contextmanager
    def writing(self) -> Iterator[bool]:
        yield True

    def write(self, docs: Iterable[SearchDoc], gone: Iterable[str]) -> None:
        for key in gone:
            self._documents.pop(key, None)
        for doc in docs:
            self._documents[doc.key] = Analysed(doc, self.analyser.analyse(doc))

    def rebuild(self, batches: Iterable[list[SearchDoc]], titles: Iterable[str] = ()) -> None:
        fresh = MemoryEngine(_analyser_with(titles) if (titles := tuple(titles)) else self.analyser)
        for docs in batches:
            fresh.write(docs, ())
        self._documents, self.analyser = fresh._documents, fresh.analyser

    def digests(self) -> Iterator[tuple[str, str]]:
        for key, analysed in self._documents.items():
            yield key, digest_of(analysed.doc)

    def count(self, what: str = "") -> int:
        return sum(1 for analysed in self._documents.values() if what in ("", analysed.doc.what))
