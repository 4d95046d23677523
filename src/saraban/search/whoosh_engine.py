"""ดัชนีบนเครื่อง (the index on this machine), on Whoosh: an inverted index in files, fed with our own terms.

The directory is private (0700): its table of contents is a pickle. It holds one directory a generation, each with its
frozen dictionary, and ``current`` names the one in use. Whoosh does not force its files to the disk; this does, before
anything is acknowledged. The index can be thrown away at any time.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from whoosh import index
from zope.interface import implementer

from saraban.core.failures import log_failure
from saraban.search.analysis import Analyser, freeze_dictionary
from saraban.search.interfaces import Found, ISearchEngine, SearchDoc
from saraban.search.plan import KEY, Plan, merge, search
from saraban.search.whoosh_fields import Codec, fields_of, schema
from saraban.search.whoosh_shelf import SetCache, WhooshShelf

#: Raise it whenever the fields change.
LAYOUT = 2
CACHE_BYTES = 96 * 1024 * 1024
WRITER_MEGABYTES = 128
TRIES = 5

log = logging.getLogger(__name__)


@dataclass
class _State:
    generation: str = ""
    number: int = -1
    shelves: list[tuple[WhooshShelf, int]] = field(default_factory=list)
    by_segment: dict[str, WhooshShelf] = field(default_factory=dict)


@implementer(ISearchEngine)
class WhooshEngine:
    """An engine on one directory of a local disk."""

    def __init__(self, directory: Path, cache_bytes: int = CACHE_BYTES) -> None:
        self.directory = Path(directory)
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.directory.chmod(0o700)
        self._cache_bytes = cache_bytes
        self._cache = SetCache(cache_bytes)
        self._lock = RLock()
        self._state = _State()
        self._analysers: dict[str, Analyser] = {}
        self._ready: dict[str, bool] = {}
        self._opened: tuple[str, Any] = ("", None)

    # which index

    def _current(self) -> str:
        try:
            name = (self.directory / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""
        return name if name.startswith("g-") and "/" not in name else ""

    def _open(self, name: str) -> Any:
        return index.open_dir(os.fspath(self.directory / name))

    def _analyser_of(self, path: Path) -> Analyser:
        name = os.fspath(path)
        if name not in self._analysers:
            self._analysers[name] = Analyser(path)
        return self._analysers[name]

    @property
    def analyser(self) -> Analyser:
        """The analyser of the index in use; where there is none, of the one to be made."""
        current = self._current()
        path = self.directory / current / "words.txt"
        if current and path.exists():
            return self._analyser_of(path)
        path = self.directory / "words.txt"
        return self._analyser_of(path if path.exists() else freeze_dictionary(path))

    def is_ready(self) -> bool:
        current = self._current()
        if current and current not in self._ready:
            try:
                made = json.loads((self.directory / current / "made.json").read_text(encoding="utf-8"))
                self._open(current).reader().close()
            except FileNotFoundError:
                return False
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it: an index is thrown away, not mended
                log_failure(log, "the index cannot be opened and has to be made anew", error)
                return False
            self._ready = {current: made == {"layout": LAYOUT, "analyser": self.analyser.identity}}
        return bool(current) and self._ready[current]

    # reading

    def _refreshed(self) -> _State:
        """The newest committed state: looked up for each search, after the caller's transaction has begun."""
        with self._lock:
            for attempt in range(TRIES):
                try:
                    return self._refreshed_now()
                except (OSError, index.IndexError):  # a rebuild took the place of what was being opened
                    if attempt == TRIES - 1:
                        raise
            return _State()

    def _refreshed_now(self) -> _State:
        if not self.is_ready():
            return _State()
        name = self._current()
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

    def count(self) -> int:
        return sum(live.bit_count() for _shelf, live in self._refreshed().shelves)

    def digests(self) -> Iterator[tuple[str, str]]:
        if not self.is_ready():
            return
        reader = self._open(self._current()).reader()
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

    @contextmanager
    def writing(self) -> Iterator[bool]:
        with (self.directory / "indexer.lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def write(self, docs: Iterable[SearchDoc], gone: Iterable[str]) -> None:
        name = self._current()
        analyser = self.analyser
        documents = {doc.key: doc for doc in docs}
        writer = self._open(name).writer(limitmb=WRITER_MEGABYTES, codec=Codec())
        try:
            _strike_out(writer, {*gone, *documents})
            for doc in documents.values():
                writer.add_document(**fields_of(doc, analyser))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        _to_disk(self.directory / name)

    def rebuild(self, batches: Iterable[list[SearchDoc]]) -> None:
        name = f"g-{secrets.token_hex(6)}"
        place = self.directory / name
        self._sweep()
        place.mkdir(mode=0o700)
        analyser = self._analyser_of(freeze_dictionary(place / "words.txt"))
        writer = index.create_in(os.fspath(place), schema()).writer(limitmb=WRITER_MEGABYTES, codec=Codec())
        try:
            for docs in batches:
                for doc in docs:
                    writer.add_document(**fields_of(doc, analyser))
        except BaseException:
            writer.cancel()
            shutil.rmtree(place, ignore_errors=True)
            raise
        writer.commit()
        made = {"layout": LAYOUT, "analyser": analyser.identity}
        (place / "made.json").write_text(json.dumps(made), encoding="utf-8")
        _to_disk(place)
        fresh = self.directory / "current.new"
        fresh.write_text(name, encoding="ascii")
        _to_disk(self.directory)
        fresh.replace(self.directory / "current")
        _to_disk(self.directory)
        self._sweep()

    def _sweep(self) -> None:
        """Throw away generations that are not in use, left over from an earlier one or from a broken rebuild."""
        current = self._current()
        for place in self.directory.glob("g-*"):
            if place.name != current:
                shutil.rmtree(place, ignore_errors=True)


def _strike_out(writer: Any, keys: Iterable[str]) -> None:
    reader = writer.reader()
    try:
        for key in keys:
            if (KEY, key) in reader:
                for number in list(reader.postings(KEY, key).all_ids()):
                    writer.delete_document(number)
    finally:
        reader.close()


def _to_disk(directory: Path) -> None:
    """Force what was written in a directory to the disk, its list of files last."""
    for path in (*sorted(directory.iterdir()), directory):
        if path.is_dir() and path != directory:
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
