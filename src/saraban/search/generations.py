"""รุ่นของดัชนี (generations): a directory that holds one index a generation, and names the one in use.

The directory is private (0700). A generation has its frozen dictionary (``words.txt``) and a note of what made it
(``made.json``); ``current`` names the one in use, whichever engine made it. Making the index anew is making another
generation beside it and then renaming one file. Everything here can be thrown away at any time.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar

from saraban.core.failures import log_failure
from saraban.search.analysis import Analyser
from saraban.search.interfaces import SearchDoc
from saraban.search.words import SHORTEST_ATOM, freeze_dictionary

TRIES = 5

log = logging.getLogger(__name__)


class Generations:
    """ห้องดัชนี: which generation is in use, and what made it."""

    def __init__(self, directory: Path) -> None:
        self.directory = Path(directory)
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.directory.chmod(0o700)

    def current(self) -> str:
        """The generation in use, looked up anew each time: another process may have made one."""
        try:
            name = (self.directory / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        return name if name.startswith("g-") and "/" not in name else ""

    def made(self, name: str) -> dict[str, Any]:
        """What made a generation; raises ``OSError`` and ``ValueError`` when the note is lost or damaged."""
        made = json.loads((self.directory / name / "made.json").read_text(encoding="utf-8"))
        if not isinstance(made, dict):
            msg = "the note of an index is not one"
            raise ValueError(msg)  # noqa: TRY004 - for the caller it is a damaged note like any other
        return made

    def chosen(self) -> str:
        """The engine that was chosen last, for when the index is lost, damaged or of another version."""
        try:
            return (self.directory / "engine").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Become the one writer, of whichever engine."""
        with (self.directory / "indexer.lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def begin(self) -> Path:
        """A place for a new generation; what is left over from others that are not in use goes."""
        self.sweep()
        place = self.directory / f"g-{secrets.token_hex(6)}"
        place.mkdir(mode=0o700)
        return place

    def take_over(self, place: Path, made: dict[str, Any]) -> None:
        """Let a finished generation take the place of the one in use."""
        (place / "made.json").write_text(json.dumps(made), encoding="utf-8")
        to_disk(place)
        self._set("engine", made["engine"])
        self._set("current", place.name)
        self.sweep()

    def _set(self, name: str, text: str) -> None:
        """Write a file whole or not at all."""
        fresh = self.directory / f"{name}.new"
        fresh.write_text(text, encoding="ascii")
        to_disk(self.directory)
        fresh.replace(self.directory / name)
        to_disk(self.directory)

    def sweep(self) -> None:
        """Throw away generations that are not in use, left over from an earlier one or from a broken rebuild."""
        current = self.current()
        for place in self.directory.glob("g-*"):
            if place.name != current:
                shutil.rmtree(place, ignore_errors=True)


class DiskEngine(ABC):
    """What the engines on a directory of a local disk have in common: all but the reading and writing of an index."""

    #: The name that ``saraban reindex --engine`` knows it by.
    name: ClassVar[str]
    #: Raise it whenever the fields change.
    layout: ClassVar[int]
    #: The shortest piece that words are cut into when an index is made; it is kept with the index.
    shortest: int = SHORTEST_ATOM
    #: What is raised when a rebuild took the place of what was being opened.
    moved: ClassVar[tuple[type[Exception], ...]]

    def __init__(self, directory: Path) -> None:
        self.generations = Generations(directory)
        self.directory = self.generations.directory
        self._lock = RLock()
        self._analysers: dict[str, Analyser] = {}
        self._ready: dict[str, bool] = {}

    @abstractmethod
    def _look(self, place: Path) -> None:
        """Open the index of a generation and close it again; raises whatever is wrong with it."""

    @abstractmethod
    def _refreshed_now(self) -> Any:
        """What to read from: the newest committed state of the generation in use, if there is one."""

    @abstractmethod
    def _write(self, place: Path, analyser: Analyser, docs: dict[str, SearchDoc], gone: set[str]) -> None:
        """Put documents into the index of a generation in place of those of these keys; committed on return."""

    @abstractmethod
    def _make(self, place: Path, analyser: Analyser, batches: Iterable[list[SearchDoc]]) -> None:
        """Make the index of a new generation; committed on return."""

    def _refreshed(self) -> Any:
        """The newest committed state: looked up for each search, after the caller's transaction has begun."""
        with self._lock:
            for _attempt in range(TRIES - 1):
                with suppress(*self.moved):
                    return self._refreshed_now()
            return self._refreshed_now()

    def _analyser_of(self, path: Path) -> Analyser:
        name = os.fspath(path)
        if name not in self._analysers:
            self._analysers[name] = Analyser(path)
        return self._analysers[name]

    @property
    def analyser(self) -> Analyser:
        """The analyser of the index in use; where there is none, of the one to be made."""
        for current in self._settled():
            if current and (self.directory / current / "words.txt").exists():
                return self._analyser_in(current)
        path = self.directory / "words.txt"
        return self._analyser_of(path if path.exists() else freeze_dictionary(path, (), self.shortest))

    def _made_by(self, analyser: Analyser) -> dict[str, Any]:
        return {"engine": self.name, "layout": self.layout, "analyser": analyser.identity}

    def is_ready(self) -> bool:
        return any(self._is_ready(current) for current in self._settled() if current)

    def _settled(self) -> Iterator[str]:
        """The generation in use, and again when another one took its place while it was looked at."""
        seen = None
        while seen != (current := self.generations.current()):
            yield current
            seen = current

    def _is_ready(self, current: str) -> bool:
        ready = self._ready.get(current)
        if ready is None:
            try:
                ready = self.generations.made(current) == self._made_by(self._analyser_in(current))
                if ready:
                    self._look(self.directory / current)
            except FileNotFoundError:
                return False
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it: an index is thrown away, not mended
                log_failure(log, "the index cannot be opened and has to be made anew", error)
                return False
            self._ready = {current: ready}
        return ready

    def _analyser_in(self, current: str) -> Analyser:
        return self._analyser_of(self.directory / current / "words.txt")

    def writing(self) -> Any:
        """Become the one writer; gives false when another process is."""
        return self.generations.writing()

    def write(self, docs: Iterable[SearchDoc], gone: Iterable[str]) -> None:
        place = self.directory / self.generations.current()
        documents = {doc.key: doc for doc in docs}
        self._write(place, self.analyser, documents, {*gone, *documents})
        to_disk(place)

    def rebuild(self, batches: Iterable[list[SearchDoc]], titles: Iterable[str] = ()) -> None:
        place = self.generations.begin()
        try:
            analyser = self._analyser_of(freeze_dictionary(place / "words.txt", titles, self.shortest))
            self._make(place, analyser, batches)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        self.generations.take_over(place, self._made_by(analyser))


def to_disk(directory: Path) -> None:
    """Force what was written in a directory to the disk, its list of files last."""
    for path in (*sorted(directory.iterdir()), directory):
        if path.is_dir() and path != directory:
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
