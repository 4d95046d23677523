"""ดัชนีบนเครื่อง (the index on this machine), on Whoosh: an inverted index in files, fed with our own terms.

The index is private: its table of contents is a pickle. Whoosh does not force its files to the disk; the directory of
generations does, before anything is acknowledged.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh import index
from zope.interface import implementer

from saraban.search.analysis import Analyser
from saraban.search.generations import DiskEngine
from saraban.search.interfaces import Found, ISearchEngine, SearchDoc
from saraban.search.plan import KEY, Plan, merge, search
from saraban.search.whoosh_fields import columns_of, schema, terms_of
from saraban.search.whoosh_shelf import SetCache, WhooshShelf
from saraban.search.whoosh_writing import Writer

CACHE_BYTES = 96 * 1024 * 1024


@dataclass
class _State:
    generation: str = ""
    number: int = -1
    shelves: list[tuple[WhooshShelf, int]] = field(default_factory=list)
    by_segment: dict[str, WhooshShelf] = field(default_factory=dict)


@implementer(ISearchEngine)
class WhooshEngine(DiskEngine):
    """ดัชนี Whoosh: nothing to set up, for tens of thousands of letters."""

    name = "whoosh"
    layout = 4
    moved = (OSError, index.IndexError)

    def __init__(self, directory: Path, cache_bytes: int = CACHE_BYTES) -> None:
        super().__init__(directory)
        self._cache_bytes = cache_bytes
        self._cache = SetCache(cache_bytes)
        self._state = _State()
        self._opened: tuple[str, Any] = ("", None)

    def _open(self, name: str) -> Any:
        return index.open_dir(os.fspath(self.directory / name))

    def _look(self, place: Path) -> None:
        self._open(place.name).reader().close()

    # reading

    def _refreshed_now(self) -> _State:
        if not self.is_ready():
            return _State()
        name = self.generations.current()
        if self._opened[0] != name:
            self._opened = (name, self._open(name))
        number = self._opened[1].latest_generation()
        if (name, number) != (self._state.generation, self._state.number):
            self._state = self._load(name, self._opened[1])
        return self._state

    def _load(self, name: str, opened: Any) -> _State:
        reader = opened.reader()
        known = self._state.by_segment if name == self._state.generation else {}
        if not known:
            self._cache = SetCache(self._cache_bytes)
        state = _State(name, reader.generation() or 0)
        for leaf, _offset in reader.leaf_readers():
            if not leaf.doc_count_all():
                continue
            segment = leaf.segment().segment_id()
            shelf = known.get(segment)
            fresh = shelf is None
            if shelf is None:
                shelf = WhooshShelf(leaf, self._cache)
            state.by_segment[segment] = shelf
            state.shelves.append((shelf, shelf.live(leaf)))
            if not fresh:
                leaf.close()
        return state

    def search(self, plan: Plan, without: Collection[str]) -> Found:
        parts = [search(shelf, plan, without, live) for shelf, live in self._refreshed().shelves]
        return merge(parts, plan.limit)

    def count(self, what: str = "") -> int:
        shelves: list[tuple[WhooshShelf, int]] = self._refreshed().shelves
        return sum((live & shelf.having("what", what) if what else live).bit_count() for shelf, live in shelves)

    def digests(self) -> Iterator[tuple[str, str]]:
        if not self.is_ready():
            return
        reader = self._open(self.generations.current()).reader()
        try:
            for leaf, _offset in reader.leaf_readers():
                keys, digests = (
                    leaf.column_reader(name) if leaf.doc_count_all() else () for name in ("key_", "digest_")
                )
                for number in leaf.all_doc_ids():
                    yield keys[number].decode(), digests[number].decode()
        finally:
            reader.close()

    # writing

    def _write(self, place: Path, analyser: Analyser, docs: dict[str, SearchDoc], gone: set[str]) -> None:
        writer = Writer(self._open(place.name))
        try:
            _strike_out(writer, gone)
            for doc in docs.values():
                writer.put(terms_of(doc, analyser), columns_of(doc))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def _make(self, place: Path, analyser: Analyser, batches: Iterable[list[SearchDoc]]) -> None:
        writer = Writer(index.create_in(os.fspath(place), schema()))
        try:
            for docs in batches:
                for doc in docs:
                    writer.put(terms_of(doc, analyser), columns_of(doc))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


def _strike_out(writer: Any, keys: Iterable[str]) -> None:
    reader = writer.reader()
    try:
        for key in keys:
            if (KEY, key) in reader:
                for number in list(reader.postings(KEY, key).all_ids()):
                    writer.delete_document(number)
    finally:
        reader.close()
