"""คลังทั้งคลัง (the whole store): every object reachable from the root, every file beside it, before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ZODB.serialize import referencesf
from ZODB.utils import get_pickle_metadata, z64

#: Files that are no state: locks, and what the storage needs for itself. Its records are compared one by one.
NO_STATE = ("Data.fs", "locks/", "blobs/.layout")


@dataclass(frozen=True)
class Whole:
    """ทุกอย่างที่เก็บอยู่: the pickle of each object by its oid, the digest of each file by its path."""

    objects: dict[bytes, bytes]
    files: dict[str, str]
    at: bytes


def whole(office: Any) -> Whole:
    """Take the store as it is."""
    at = office.database.lastTransaction()
    return Whole(_objects(office.database), dict(_files(Path(office.registry.saraban.var))), at)


def changes(before: Whole, after: Whole) -> list[str]:
    """What is not as it was: ``file arrivals/…`` and the dotted names of the classes of objects."""
    files = [f"file {p}" for p in before.files.keys() | after.files.keys() if before.files.get(p) != after.files.get(p)]
    oids = before.objects.keys() | after.objects.keys()
    changed = [oid for oid in oids if before.objects.get(oid) != after.objects.get(oid)]
    return sorted(files + [_kind(after.objects.get(oid) or before.objects[oid]) for oid in changed])


@contextmanager
def nothing_stored(world: Any, allowed: tuple[str, ...] = ()) -> Iterator[None]:
    """What happens inside leaves nothing; ``allowed`` names how the only differences begin."""
    before = world.store  # as the try before has left it, unless something was written in between
    if before is None or before.at != world.office.database.lastTransaction():
        before = whole(world.office)
    yield
    world.store = whole(world.office)
    assert [change for change in changes(before, world.store) if not change.startswith(allowed or ("-",))] == []


def _kind(pickle: bytes) -> str:
    return ".".join(get_pickle_metadata(pickle))


def _objects(database: Any) -> dict[bytes, bytes]:
    connection = database.open()
    try:
        objects: dict[bytes, bytes] = {}
        waiting = [z64]
        while waiting:
            oid = waiting.pop()
            if oid not in objects:
                objects[oid] = connection._storage.load(oid)[0]
                referencesf(objects[oid], waiting)
        return objects
    finally:
        connection.close()


def _files(var: Path) -> Iterator[tuple[str, str]]:
    for path in var.rglob("*"):
        name = path.relative_to(var).as_posix()
        if path.is_file() and not name.startswith(NO_STATE):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()
