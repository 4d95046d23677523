"""การจองคิวทะเบียน (register locks): one writer at a time per register, on this host.

The lock is taken before the transaction reads anything: a lock taken after the snapshot sees stale data. It is held
until the transaction has ended, whichever way it ends. Several locks are taken in sorted order.

Each file says through which opened store it was held last. Where that was this one, nobody else has written under the
lock since, and the store's server is not asked again whether there is anything new.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any

import transaction
from transaction.interfaces import NoTransaction

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.core.turns import Turns

WAIT_SECONDS = 30.0
#: How often the file is asked for: by one thread of a process at a time, see ``Turns``.
PAUSE_SECONDS = 0.001
BUSY = _("The register is busy. Nothing was saved and no number was used; please try again.")

#: How an opened store signs the files of its locks; without a sign of its own, nobody's.
MARK_BYTES = 16
NOBODY = bytes(MARK_BYTES)


_TURNS = Turns()


class _Beginning(threading.local):
    """Whether this thread begins a transaction under locks that nobody else has held since it did so last."""

    alone = False


_beginning = _Beginning()


class RegisterBusy(SarabanError):
    """ทะเบียนกำลังถูกใช้งาน: the lock could not be had in time; nothing was written."""

    status = 503
    slug = "register-busy"


class _Place:
    """One lock that is held: the turn in this process, then the file. Both go with the object, whatever happens."""

    def __init__(self, directory: Path, name: str, deadline: float, mark: bytes) -> None:
        self.file: FileIO | None = None
        self.turn: str | None = None
        self.ours = False
        turn = os.fspath(directory / name)
        if not _TURNS.take(turn, deadline - time.monotonic()):
            raise RegisterBusy(BUSY)
        self.turn = turn
        try:
            self.file = _open(directory, turn)
            _wait_for(self.file, deadline)
            self.ours = mark != NOBODY and os.pread(self.file.fileno(), MARK_BYTES, 0) == mark
        except BaseException:
            self.close()
            raise

    def sign(self, mark: bytes) -> None:
        """Put down through which opened store the lock is held."""
        if self.file is not None and not self.ours:
            os.pwrite(self.file.fileno(), mark, 0)

    def close(self) -> None:
        """Let go."""
        if self.file is not None:
            self.file.close()
            self.file = None
        if self.turn is not None:
            turn, self.turn = self.turn, None
            _TURNS.give_back(turn)

    def __del__(self) -> None:
        self.close()


class Locks:
    """Locks as files in one directory, by ``flock``: they vanish with the process that held them."""

    def __init__(self, directory: Path, wait: float = WAIT_SECONDS, mark: bytes = NOBODY) -> None:
        self.directory = Path(directory)
        self.wait = wait
        self.mark = mark
        self._held = threading.local()

    def hold(self, tm: Any, keys: Iterable[str]) -> None:
        """Take the locks of ``keys``, then begin a fresh transaction on ``tm``; they go when that one ends.

        What was changed in the transaction before is dropped, so call this first. Raises ``RegisterBusy``
        after ``wait`` seconds and ``RuntimeError`` when this thread holds locks already.
        """
        if getattr(self._held, "places", None):
            msg = "locks of one transaction are taken once, all together"
            raise RuntimeError(msg)
        names = sorted({hashlib.sha256(key.encode()).hexdigest()[:24] for key in keys})
        self._held.places = self._take(names)
        try:
            with suppress(NoTransaction):
                tm.abort()
            txn = self._begin(tm)
            txn.addAfterCommitHook(self._after_commit)
            txn.addAfterAbortHook(self._release)
        except BaseException:
            self._release()
            raise

    def _begin(self, tm: Any) -> Any:
        _beginning.alone = bool(self._held.places) and all(place.ours for place in self._held.places)
        try:
            txn = tm.begin()
        finally:
            _beginning.alone = False
        for place in self._held.places:  # now that everything of others' is known
            place.sign(self.mark)
        return txn

    def _take(self, names: list[str]) -> list[_Place]:
        deadline = time.monotonic() + self.wait
        places: list[_Place] = []
        try:
            for name in names:
                place = _Place(self.directory, name, deadline, self.mark)
                places.append(place)  # given back if a later one fails
        except BaseException:
            for place in places:
                place.close()
            raise
        return places

    def _after_commit(self, *_status: bool) -> None:
        self._release()

    def _release(self) -> None:
        for place in reversed(getattr(self._held, "places", None) or []):
            place.close()
        self._held.places = []


@contextmanager
def alone(directory: Path, keys: Iterable[str], wait: float = WAIT_SECONDS) -> Iterator[None]:
    """ทำคนเดียวในช่วงนี้: hold locks over several transactions; raises ``RegisterBusy`` after ``wait`` seconds."""
    tm = transaction.TransactionManager(explicit=True)
    Locks(directory, wait).hold(tm, keys)
    try:
        yield
    finally:
        tm.abort()


def nothing_new() -> bool:
    """Is this thread beginning a transaction where nobody else can have written since it began its last one?"""
    return _beginning.alone


def lock_directory(store_path: Path) -> Path:
    """The directory of the lock files that belong to a store on this host."""
    return Path(os.fspath(store_path)).parent / "locks"


def _open(directory: Path, path: str) -> FileIO:
    try:
        return FileIO(path, "r+", opener=_kept)
    except FileNotFoundError:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileIO(path, "r+", opener=_kept)


def _kept(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o600)


def _wait_for(handle: FileIO, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise RegisterBusy(BUSY) from None
            time.sleep(PAUSE_SECONDS)
        else:
            return
