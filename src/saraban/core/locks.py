"""การจองคิวทะเบียน (register locks): one writer at a time per register, on this host.

The lock is taken before the transaction reads anything: a lock taken after the snapshot sees stale data. It is held
until the transaction has ended, whichever way it ends. Several locks are taken in sorted order.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from transaction.interfaces import NoTransaction

from saraban.core.errors import SarabanError
from saraban.core.i18n import _

WAIT_SECONDS = 30.0


class RegisterBusy(SarabanError):
    """ทะเบียนกำลังถูกใช้งาน: the lock could not be had in time; nothing was written."""

    status = 503
    slug = "register-busy"


class Locks:
    """Locks as files in one directory, by ``flock``: they vanish with the process that held them."""

    def __init__(self, directory: Path, wait: float = WAIT_SECONDS) -> None:
        self.directory = Path(directory)
        self.wait = wait
        self._held = threading.local()

    def hold(self, tm: Any, keys: Iterable[str]) -> None:
        """Take the locks of ``keys``, then begin a fresh transaction on ``tm``; they go when that one ends.

        What was changed in the transaction before is dropped, so call this first. Raises ``RegisterBusy``
        after ``wait`` seconds and ``RuntimeError`` when this thread holds locks already.
        """
        if getattr(self._held, "files", None):
            msg = "locks of one transaction are taken once, all together"
            raise RuntimeError(msg)
        names = sorted({hashlib.sha256(key.encode()).hexdigest()[:24] for key in keys})
        files = self._take(names)
        self._held.files = files
        try:
            with suppress(NoTransaction):
                tm.abort()
            txn = tm.begin()
            txn.addAfterCommitHook(self._after_commit)
            txn.addAfterAbortHook(self._release)
        except BaseException:
            self._release()
            raise

    def _take(self, names: list[str]) -> list[FileIO]:
        deadline = time.monotonic() + self.wait
        files: list[FileIO] = []
        try:
            for name in names:
                handle = self._open(name)
                files.append(handle)
                self._wait_for(handle, deadline)
        except BaseException:
            for handle in files:
                handle.close()
            raise
        return files

    def _open(self, name: str) -> FileIO:
        path = os.fspath(self.directory / name)
        try:
            return FileIO(path, "a")
        except FileNotFoundError:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            return FileIO(path, "a")

    def _wait_for(self, handle: FileIO, deadline: float) -> None:
        pause = 0.0005
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise RegisterBusy(
                        _("The register is busy. Nothing was saved and no number was used; please try again.")
                    ) from None
                time.sleep(pause)
                pause = min(pause * 1.5, 0.01)
            else:
                return

    def _after_commit(self, _status: bool) -> None:
        self._release()

    def _release(self) -> None:
        for handle in reversed(getattr(self._held, "files", None) or []):
            handle.close()
        self._held.files = []


def lock_directory(store_path: Path) -> Path:
    """The directory of the lock files that belong to a store on this host."""
    return Path(os.fspath(store_path)).parent / "locks"
