"""สิ่งที่การค้นหาสัญญาไว้ (the contract of search): documents, queries, results and the engine behind them.

Access is a mandatory part of every query: an engine that is given no scopes finds nothing, counts nothing and shows no
facet. Documents are found newest first on one unique key, the date and a sequence number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from saraban.search.plan import Plan

Sort = Literal["newest", "relevance"]


class FileWords(NamedTuple):
    """ไฟล์หนึ่งไฟล์: its name, the words of its sheets, and which enclosure of the letter it is (from 1; 0 for none)."""

    name: str
    pages: tuple[str, ...]
    enclosure: int = 0


Files = tuple[FileWords, ...]

#: Passages of a text, each with whether it is to be marked.
Segments = list[tuple[str, bool]]


@dataclass(frozen=True)
class SearchDoc:
    """เอกสารในดัชนี: what search knows of a letter (key ``L…``) or of a unit's paper of it (key ``P…``).

    ``scopes`` say who finds it, ``numbers`` are keys (see ``thai.numbers.number_key``) or bare receive numbers,
    ``year`` is a Buddhist year, ``sender`` and ``receivers`` are their words. ``chain`` is what results are folded by.
    ``read_files`` gives the files with their words: they are long, and most who look at a document do not need them.
    """

    key: str
    chain: str
    scopes: tuple[str, ...]
    unit: str
    kind: str
    series: str
    year: int
    day: date
    seq: int
    urgency: str
    title: str
    text: str
    numbers: tuple[str, ...]
    state: str = ""
    sender: str = ""
    receivers: str = ""
    source_id: str = ""
    read_files: Callable[[], Files] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def files(self) -> Files:
        """The files with the words of their sheets, read when they are first asked for."""
        return self.read_files()

    @property
    def words_in_files(self) -> str:
        """The words of all files, one sheet after the other."""
        return "\n\n".join(page for file in self.files for page in file.pages)

    @property
    def what(self) -> str:
        """The kind of thing: ``L`` a letter, ``P`` a unit's paper of one."""
        return self.key[:1]


@dataclass(frozen=True)
class Query:
    """คำค้น: the words as typed, what narrows them, and the page that is wanted.

    ``what`` narrows to letters (``L``) or papers (``P``): a letter and a unit's paper of it are two documents.
    """

    text: str
    scopes: frozenset[str] = frozenset()
    unit: str | None = None
    kind: str | None = None
    year: int | None = None
    series: str | None = None
    state: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    what: str | None = None
    sort: Sort = "newest"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Place:
    """ที่พบในสิ่งที่ส่งมาด้วย: the name of a file and the sheet (from 1) that has the words; passcodes are hidden.

    ``enclosure`` is the number of the enclosure that the file is (ลำดับที่), 0 where it is none or that is not known.
    """

    file: str
    page: int
    enclosure: int = 0


@dataclass(frozen=True)
class Hit:
    """ผลการค้นหนึ่งรายการ: a document the reader may see, with marked passages of its text; passcodes are hidden."""

    key: str
    chain: str
    title: str
    snippet: Segments
    day: date
    unit: str = ""
    kind: str = ""
    source_id: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Results:
    """ผลการค้น: a page of hits, with counts over everything the reader may see and nothing else.

    ``pending`` documents are changed and not in the index yet; they are found all the same. ``catching_up`` says that
    there are too many of them (or no index yet), so that the result may lack some. ``hint`` is a message on the words.
    ``near`` documents are found by a near spelling and stand below the others; ``spellings`` are what the words may
    have been meant to be, as visible documents write them.
    """

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    pending: int = 0
    hint: Any = ""
    catching_up: bool = False
    near: int = 0
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A found document, before it is shown; rows of several sources merge by ``order``."""

    key: str
    chain: str
    day: date
    seq: int
    tier: int = 0

    @property
    def order(self) -> tuple[int, int, int, tuple[int, ...]]:
        """Better tiers first, then newest; the key settles the rest."""
        return (self.tier, -self.day.toordinal(), -self.seq, tuple(-ord(c) for c in self.key))


@dataclass(frozen=True)
class Found:
    """What one source found: the count, the first rows in order, and counts by facet."""

    total: int = 0
    rows: list[Row] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


#: Told how far long work is: done, of how many.
Progress = Callable[[int, int], None]


class ISearchEngine(Interface):
    """เครื่องมือค้นหา: an index that can be thrown away and made again.

    One process writes at a time (it holds ``writing()``), any number read. Every engine is fed with the terms of the
    one analyser and cuts nothing itself, so that which one it is never changes what is found; the same suite of tests
    is run against each.

    An engine on a database server, for many machines, needs: a table of documents by key with an array of terms for
    each field and an index on it that answers *has all of these* and *has one of these*; the scopes of the reader in
    every statement, where an empty array has to find nothing; the same order by one unique key; an advisory lock of
    the server for ``writing()``, as a file says nothing to another machine; a table of generations (analyser, layout,
    dictionary) with the one in use, changed in one transaction, in the place of the directory; and ``search`` has to
    see what ``write`` committed before, so no replica that lags behind.
    """

    name = Attribute("What it is called: ``whoosh``, ``tantivy``.")
    analyser = Attribute("The analyser whose terms the index holds; queries go through the same one.")

    def is_ready() -> bool:
        """Is there an index, made by this analyser?"""

    def search(plan: Plan, without: Collection[str]) -> Found:  # noqa: N805 - an interface names no self
        """Find what the plan asks for, leaving out the documents of these keys altogether."""

    def writing() -> AbstractContextManager[bool]:
        """Become the one writer; gives false when another process is."""

    def write(docs: Iterable[SearchDoc], gone: Iterable[str]) -> None:  # noqa: N805 - an interface names no self
        """Put documents in place of what is held under their keys, drop those gone; durable on return."""

    def rebuild(batches: Iterable[list[SearchDoc]], titles: Iterable[str] = ()) -> None:  # noqa: N805 - an interface names no self
        """Make the index anew beside the old one, then take its place; names in ``titles`` join its dictionary."""

    def digests() -> Iterator[tuple[str, str]]:
        """Every key in the index with the digest of its document, for comparison with the store."""

    def count(what: str = "") -> int:  # noqa: N805 - an interface names no self
        """How many documents are in the index; of one kind (``L``, ``P``) if asked."""
