"""งานไฟล์ (what can be done with files): check in what arrives, keep it with a letter, give the bytes back.

An arriving file is first *checked in*: written beside the store, measured, digested, its type recognised. Only then,
when register locks are held and the letter is written, it is *kept*. Both in one step: ``keep(desk, stream, name)``.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
import weakref
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ZODB.blob import Blob

from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import new_id, next_id
from saraban.files import durability
from saraban.files.content import Files, StoredFile
from saraban.files.names import clean_name
from saraban.files.types import FileRefused, FileType, recognise

CHUNK = 256 * 1024
MAX_BYTES = 50 * 1024 * 1024
ARRIVALS_KEPT_SECONDS = 24 * 3600
_TOKEN_CHARS = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class Arrival:
    """ไฟล์ที่ตรวจรับแล้ว: on disk, digested and recognised, but not part of any letter yet. ``token`` finds it again."""

    token: str
    path: str
    name: str
    media_type: str
    size: int
    sha256: str
    sha512: str
    person: str = ""


def check_in(
    stream: IO[bytes],
    name: str,
    *,
    directory: Path,
    max_bytes: int = MAX_BYTES,
    person: str = "",
    kind: FileType | None = None,
    found_again: bool = True,
) -> Arrival:
    """ตรวจรับไฟล์ into ``directory`` (0700): what a form was sent with stays there until the letter is saved.

    ``kind`` is said by a caller who reads the bytes himself and keeps none of them; else it is recognised.
    One that is kept or let go within the same request needs no note by which another request would find it again.
    Raises ``FileRefused`` for what is too large or of a kind that is not taken; then nothing stays behind.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    token = secrets.token_hex(16)
    path = directory / token
    try:
        with open(path, "x+b", opener=_private) as spool:
            size, sha256, sha512 = _copy(stream, spool, max_bytes)
            kind = kind or recognise(spool, size)
            spool.flush()
            if found_again:  # what is kept at once is brought to disk with the letter
                os.fsync(spool.fileno())
        arrival = Arrival(
            token, os.fspath(path), clean_name(name, kind.extensions), kind.media_type, size, sha256, sha512, person
        )
        if found_again:
            with open(path.with_suffix(".json"), "x", encoding="utf-8", opener=_private) as note:
                json.dump(asdict(arrival), note)
    except BaseException:
        _drop(path)
        raise
    return arrival


def find_arrival(directory: Path, token: str, *, person: str) -> Arrival:
    """Give a file that ``person`` checked in earlier; raises ``Missing`` when it is somebody else's or gone."""
    if isinstance(token, str) and len(token) == 32 and _TOKEN_CHARS.issuperset(token):
        note = directory / f"{token}.json"
        try:
            arrival = Arrival(**json.loads(note.read_text(encoding="utf-8")))
        except FileNotFoundError:
            arrival = None
        if arrival is not None and arrival.person == person:
            return arrival
    raise Missing(_("The file is no longer here. Choose it again; nothing else was lost."))


def forget(arrival: Arrival) -> None:
    """Throw away a file that was checked in only to be looked at."""
    _drop(Path(arrival.path))


def forget_arrivals(directory: Path, older_than: float = ARRIVALS_KEPT_SECONDS) -> int:
    """Throw away what was checked in and never kept (the worker does it); gives how many."""
    gone = 0
    limit = time.time() - older_than
    for path in {entry.with_suffix("") for entry in directory.iterdir()} if directory.is_dir() else ():
        if any(_is_older(part, limit) for part in (path, path.with_suffix(".json"))):
            _drop(path)
            gone += 1
    return gone


def _is_older(path: Path, limit: float) -> bool:
    try:
        return path.stat().st_mtime < limit
    except FileNotFoundError:
        return False


def keep(
    desk: Desk, stream: IO[bytes], name: str, *, max_bytes: int = MAX_BYTES, kind: FileType | None = None
) -> StoredFile:
    """เก็บไฟล์ in the present transaction: checked in and kept at once. Hold register locks before calling this.

    ``kind`` is said by a caller who knows what the bytes are; else it is recognised.
    """
    directory = Path(desk.root._p_jar.db().storage.temporaryDirectory())
    arrival = check_in(stream, name, directory=directory, max_bytes=max_bytes, kind=kind, found_again=False)
    try:
        return keep_arrival(desk, arrival)
    finally:
        _drop(Path(arrival.path))


def keep_apart(desk: Desk, stream: IO[bytes], name: str, *, max_bytes: int = MAX_BYTES) -> StoredFile:
    """เก็บไฟล์ไว้นอกคลังไฟล์ทั่วไป: as ``keep``, for who holds the file in a store of its own; nothing finds it by id."""
    directory = Path(desk.root._p_jar.db().storage.temporaryDirectory())
    arrival = check_in(stream, name, directory=directory, max_bytes=max_bytes, found_again=False)
    try:
        return _stored(desk, arrival, new_id())
    finally:
        _drop(Path(arrival.path))


def keep_arrival(desk: Desk, arrival: Arrival) -> StoredFile:
    """เก็บไฟล์ที่ตรวจรับแล้ว in the present transaction; the arrival itself goes away when that one commits."""
    stored = _stored(desk, arrival, next_id())
    files_of(desk.root).stored[stored.id] = stored
    desk.tm.get().addAfterCommitHook(_drop_if_committed, args=(Path(arrival.path),))
    return stored


def _stored(desk: Desk, arrival: Arrival, key: int) -> StoredFile:
    jar = desk.root._p_jar
    linked = Path(jar.db().storage.temporaryDirectory()) / f"{arrival.token}-{secrets.token_hex(4)}"
    try:
        _link(Path(arrival.path), linked)
    except FileNotFoundError:
        raise Missing(_("The file is no longer here. Choose it again; nothing else was lost.")) from None
    blob = _blob_of(linked)
    jar.add(blob)
    durability.watch(desk.tm, blob)
    return StoredFile(
        key, arrival.name, arrival.media_type, arrival.size, arrival.sha256, arrival.sha512, blob, desk.clock.now()
    )


def _blob_of(path: Path) -> Blob:
    """A new blob of a file beside the blobs, which is given away: moved by the commit, else gone with the blob.

    As the blob's own ``consumeFile``, which makes and deletes a file for the name alone: a file system that deletes a
    file for each letter is slow to make new ones.
    """
    blob = Blob()
    blob._p_blob_uncommitted = os.fspath(path)  # noqa: SLF001
    blob._p_changed = True
    weakref.finalize(blob, path.unlink, missing_ok=True)
    return blob


def open_file(stored: StoredFile) -> IO[bytes]:
    """Open the bytes as they came, for reading."""
    opened: IO[bytes] = stored.blob.open("r")
    return opened


def files_of(root: Any) -> Files:
    """คลังไฟล์ of this store."""
    files: Files = root["files"]
    return files


def _copy(stream: IO[bytes], spool: IO[bytes], max_bytes: int) -> tuple[int, str, str]:
    sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise FileRefused(
                _(
                    "The file is larger than ${limit} MB. Scan it in black and white or at fewer dots per inch.",
                    mapping={"limit": max_bytes // (1024 * 1024)},
                ),
                "file-too-large",
            )
        sha256.update(chunk)
        sha512.update(chunk)
        spool.write(chunk)
    return size, sha256.hexdigest(), sha512.hexdigest()


def _link(source: Path, target: Path) -> None:
    """A second name of the same bytes, so that a transaction tried again finds the first; a copy across disks."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        with source.open("rb") as came, open(target, "xb", opener=_private) as copied:
            shutil.copyfileobj(came, copied, CHUNK)
            copied.flush()
            os.fsync(copied.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _drop_if_committed(committed: bool, path: Path) -> None:  # noqa: FBT001 - called by the transaction package
    if committed:
        _drop(path)


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".json").unlink(missing_ok=True)
