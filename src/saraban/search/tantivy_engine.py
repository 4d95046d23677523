"""ดัชนีบนเครื่อง (the index on this machine), on Tantivy: for more letters than Whoosh can take, fed with the same terms.

Readers keep the index open and look whether its table of contents is another one; a writer opens it anew each time and
closes it, as one kept open in several processes leaves segments behind that nobody takes away.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tantivy import Index, IndexWriter, Query, Searcher
from zope.interface import implementer

from saraban.search import tantivy_words as words
from saraban.search.analysis import Analyser
from saraban.search.generations import DiskEngine
from saraban.search.interfaces import Found, ISearchEngine, Row, SearchDoc
from saraban.search.plan import FACETS, KEY, Plan
from saraban.search.tantivy_cutting import all_fields
from saraban.search.tantivy_fields import (
    CHAIN,
    DAY,
    DIGEST,
    ORDER,
    PARTS,
    SCHEMA,
    SEQUENCE,
    document_of,
    fields_of,
)
from saraban.search.tantivy_words import but_not, every

WRITER_BYTES = 50_000_000
REBUILD_BYTES = 200_000_000
#: More values than a facet has: units, schools, kinds, years.
MOST_VALUES = 20_000
CONTENTS = "meta.json"


@dataclass
class _State:
    generation: str = ""
    contents: bytes = b""
    index: Any = None
    searcher: Searcher | None = None


@implementer(ISearchEngine)
class TantivyEngine(DiskEngine):
    """ดัชนี Tantivy: for a large office, up to millions of letters on one machine."""

    name = "tantivy"
    layout = 2
    moved = (OSError, ValueError)
    #: So many processes help to cut words when an index is made.
    helpers = 2 if (os.cpu_count() or 1) > 1 else 0

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._state = _State()

    def _look(self, place: Path) -> None:
        Index.open(os.fspath(place)).searcher()

    # reading

    def _refreshed_now(self) -> Searcher | None:
        if not self.is_ready():
            return None
        name = self.generations.current()
        contents = (self.directory / name / CONTENTS).read_bytes()  # short; its time may be that of the one before
        if name != self._state.generation:
            opened = Index.open(os.fspath(self.directory / name))
            opened.config_reader("manual", 0)
            self._state = _State(name, contents, opened, opened.searcher())
        elif contents != self._state.contents:
            self._state.index.reload()
            self._state = _State(name, contents, self._state.index, self._state.index.searcher())
        return self._state.searcher

    def search(self, plan: Plan, without: Collection[str]) -> Found:
        searcher = self._refreshed() if plan.scopes else None
        if searcher is None:
            return Found()
        return _Search(searcher, plan, without).found()

    def count(self, what: str = "") -> int:
        searcher = self._refreshed()
        if searcher is None or not what:
            return 0 if searcher is None else int(searcher.num_docs)
        return _counted(searcher, words.having("what", what))

    def digests(self) -> Iterator[tuple[str, str]]:
        searcher = self._refreshed()
        if searcher is None:
            return
        for part in range(PARTS):
            for _score, at in searcher.search(words.one_part(part), max(1, searcher.num_docs), count=False).hits:
                doc = searcher.doc(at)
                yield doc[KEY][0], doc[DIGEST][0]

    # writing

    def _write(self, place: Path, analyser: Analyser, docs: dict[str, SearchDoc], gone: set[str]) -> None:
        with _writer(Index.open(os.fspath(place)), WRITER_BYTES) as writer:
            for key in gone:
                writer.delete_documents_by_term(KEY, key)
            for doc in docs.values():
                writer.add_document(document_of(fields_of(doc, analyser)))

    def _make(self, place: Path, analyser: Analyser, batches: Iterable[list[SearchDoc]]) -> None:
        with (
            _writer(Index(SCHEMA, os.fspath(place)), REBUILD_BYTES) as writer,
            closing(all_fields(batches, analyser, self.helpers)) as found,
        ):
            for fields in found:
                writer.add_document(document_of(fields))


@contextmanager
def _writer(opened: Index, memory: int) -> Iterator[IndexWriter]:
    """A writer that commits when all went well and only then: Tantivy's own ``with`` commits half a batch too."""
    writer = opened.writer(memory, 1)
    try:
        yield writer
    except BaseException:
        writer.rollback()
        writer.wait_merging_threads()
        raise
    writer.commit()
    writer.wait_merging_threads()


def _counted(searcher: Searcher, query: Query) -> int:
    found: Any = searcher.search(query, 1)
    return int(found.count)


class _Search:
    """One search in one committed state of the index."""

    def __init__(self, searcher: Searcher, plan: Plan, without: Collection[str]) -> None:
        self._searcher = searcher
        self._plan = plan
        self._query = every(words.readable(plan, sorted(without)), words.found_by(plan.node))

    def found(self) -> Found:
        """The count and the newest in one go, as most questions want no more; then the facets."""
        newest: Any = self._searcher.search(self._query, self._plan.limit + 1, order_by_field=ORDER)
        if not newest.count:
            return Found()
        return Found(int(newest.count), self._rows(newest.hits), self._facets() if self._plan.faceted else {})

    def _rows(self, newest: list[Any]) -> list[Row]:
        if self._plan.limit <= 0:
            return []
        rows: list[Row] = []
        better: list[Query] = []
        for tier, node in enumerate(self._plan.tiers):
            best = every(self._query, words.in_title(node))
            rows += self._best(but_not(best, *better), self._plan.limit - len(rows), tier)
            better.append(words.in_title(node))
        if better:
            return rows + self._best(but_not(self._query, *better), self._plan.limit - len(rows), len(better))
        return self._in_order(self._query, newest, self._plan.limit, 0)

    def _best(self, query: Query, wanted: int, tier: int) -> list[Row]:
        if wanted <= 0:
            return []
        hits = self._searcher.search(query, wanted + 1, order_by_field=ORDER, count=False).hits
        return self._in_order(query, hits, wanted, tier)

    def _in_order(self, query: Query, hits: list[Any], wanted: int, tier: int) -> list[Row]:
        """The newest in the one order, of one more than are wanted: where the index says the same of that one and the
        last one, all of which it says so are looked at.
        """
        hits, beyond = hits[:wanted], hits[wanted:]
        if beyond and beyond[0][0] == hits[-1][0]:
            last = hits[-1][0]
            same = every(query, words.between(last, last))
            hits = [hit for hit in hits if hit[0] != last]
            hits += self._searcher.search(same, _counted(self._searcher, same)).hits
        return sorted((self._row(at, tier) for _order, at in hits), key=lambda row: row.order)[:wanted]

    def _row(self, at: Any, tier: int) -> Row:
        doc = self._searcher.doc(at)
        return Row(doc[KEY][0], doc[CHAIN][0], date.fromordinal(doc[DAY][0]), doc[SEQUENCE][0], tier)

    def _facets(self) -> dict[str, dict[str, int]]:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES, "segment_size": MOST_VALUES}} for name in FACETS}
        answer = self._searcher.aggregate(self._query, asked)
        found = {name: {b["key"]: b["doc_count"] for b in answer[name]["buckets"]} for name in FACETS}
        return {name: counts for name, counts in found.items() if counts}
