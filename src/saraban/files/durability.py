"""ความคงทนของไฟล์ (durability): the database makes its own file safe on disk, but not the files beside it.

Files and the directories that name them are fsynced after the storage has moved the files and before the transaction
is decided: an acknowledged letter never points at a file that a power cut took. All at one place, one after the other,
they cost the disk little more than one of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from transaction.interfaces import IDataManagerSavepoint, ISavepointDataManager
from zope.interface import implementer

MOST_LINKED = 10_000
#: Directories whose entry in the one above this process has brought to disk, with their inodes.
_linked: dict[Path, int] = {}


@implementer(IDataManagerSavepoint)
class _Nothing:
    def rollback(self) -> None:
        """Nothing to take back: a directory that was synced for nothing does no harm."""


@implementer(ISavepointDataManager)
class FileSync:
    """Joined to a transaction: in its second phase, after the storage, syncs new blobs and their directories."""

    def __init__(self, tm: Any) -> None:
        self.transaction_manager = tm
        self.blobs: list[Any] = []

    def sortKey(self) -> str:  # noqa: N802 - the transaction package's name
        return "~~saraban-files"

    def tpc_vote(self, _txn: Any) -> None:
        synced: set[Path] = set()
        for blob in self.blobs:
            if blob._p_jar is not None and blob._p_oid is not None:
                storage = blob._p_jar.db().storage
                sync_files(Path(storage.fshelper.getPathForOID(blob._p_oid)))
                sync_directories(storage, blob._p_oid, synced)

    def savepoint(self) -> _Nothing:
        return _Nothing()

    def abort(self, _txn: Any) -> None:
        self.blobs.clear()

    def commit(self, _txn: Any) -> None:
        """Nothing in the other phases."""

    tpc_begin = tpc_finish = tpc_abort = commit


def sync_files(directory: Path) -> None:
    """Fsync what lies in a blob's own directory: its file, whatever the storage calls it by now."""
    for path in directory.iterdir() if directory.is_dir() else ():
        _sync(path, os.O_RDONLY)


def sync_directories(storage: Any, oid: bytes, synced: set[Path]) -> None:
    """Fsync a blob's own directory and those above it, up to the first that is known to be in the one above on disk."""
    base = Path(storage.fshelper.base_dir)
    here = Path(storage.fshelper.getPathForOID(oid))
    seen: dict[Path, int] = {}
    while True:
        if here not in synced and here.is_dir():
            sync_directory(here)
            synced.add(here)
        if here in {base, here.parent} or _linked.get(here, 0) == (inode := _inode(here)):
            break
        seen[here] = inode
        here = here.parent
    if len(_linked) > MOST_LINKED:
        _linked.clear()
    seen.pop(Path(storage.fshelper.getPathForOID(oid)), None)  # of this blob alone
    _linked.update(seen)  # only now: others must not rely on what is not on disk yet


def _inode(path: Path) -> int:
    """What tells a directory from a later one of the same name: packing takes empty ones away."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return -1


def sync_directory(path: Path) -> None:
    """Fsync one directory."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def watch(tm: Any, blob: Any) -> None:
    """Have the file and the directories of ``blob`` synced when the present transaction of ``tm`` is decided."""
    txn = tm.get()
    try:
        sync = txn.data(watch)
    except KeyError:
        sync = FileSync(tm)
        txn.set_data(watch, sync)
        txn.join(sync)
    sync.blobs.append(blob)
