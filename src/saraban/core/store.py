"""คลังข้อมูล (the store): opening the database by one URI, and laying out the tree.

``file:///abs/Data.fs`` is one process's own FileStorage, ``zeo:///abs/zeo.sock`` a ZEO server on a local socket (one
host uses in production). Blobs stand beside, in ``blobs``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import transaction
import ZEO.TransactionBuffer
import ZODB
from substanced.objectmap import ObjectMap
from transaction.interfaces import NoTransaction
from zc.lockfile import LockError
from ZEO.ClientStorage import ClientStorage
from ZEO.Exceptions import ClientDisconnected
from ZODB.blob import rename_or_copy_blob
from ZODB.FileStorage import FileStorage
from ZODB.POSException import StorageError

from saraban.core.clock import SystemClock
from saraban.core.content import Root
from saraban.core.desk import Desk
from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.core.locks import MARK_BYTES, NOBODY, Locks, lock_directory, nothing_new
from saraban.core.spools import keep_in_memory

APP_ROOT = "app_root"
AWAY = _("The store does not answer just now. Nothing was saved and no number was used; please try again in a moment.")
#: Objects that a connection keeps in memory between requests; ours are light, about a kilobyte each as stored.
CACHED_OBJECTS = 5000
#: Files of keys beside the store: of tokens and passwords' codes, and of the audit chains.
SECRET_KEY, SEAL_KEY = "secret.key", "seal.key"

keep_in_memory(ZEO.TransactionBuffer)


class StoreUnavailable(SarabanError):
    """เปิดคลังข้อมูลไม่ได้: the store is in use by another process, or its server does not answer."""

    status = 503
    slug = "store-unavailable"


class InDoubt(StorageError):
    """ไม่ทราบว่าบันทึกแล้วหรือไม่: the store went away while it saved, perhaps afterwards. Never tried again unasked."""


class _Client(ClientStorage):
    """What speaks with the store's server. A transaction begins with everything that others had committed by then."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.mark = secrets.token_bytes(MARK_BYTES)
        super().__init__(*args, **options)

    def sync(self) -> None:
        """Ask the server, whose answer comes after its news, except where there can be none."""
        if not nothing_new():
            self.ping()

    def tpc_finish(self, txn: Any, f: Callable[[bytes], Any] = lambda _tid: None) -> Any:
        """Have the transaction decided; raises ``InDoubt`` when the server goes away before it says so."""
        try:
            return super().tpc_finish(txn, f)
        except ClientDisconnected as error:
            msg = "the store went away while it was saving"
            raise InDoubt(msg) from error

    def storeBlob(  # noqa: N802 - the storage's name
        self, oid: bytes, serial: bytes, data: bytes, blobfilename: str, version: str, txn: Any
    ) -> Any:
        """Move a file into the shared directory of blobs, where the server gives it its name.

        As the library does it, without a file that is made and deleted for the name alone.
        """
        self._check_trans(txn, "storeBlob")
        beside = Path(self.fshelper.getPathForOID(oid, create=True)) / f"{secrets.token_hex(8)}.tmp-"
        rename_or_copy_blob(blobfilename, os.fspath(beside))
        serials = self.store(oid, serial, data, version, txn)
        self._async("storeBlobShared", oid, serial, data, beside.name, id(txn))
        return serials


def store_path(uri: str) -> Path:
    """The file or socket that a storage URI names; raises ``ValueError`` for a scheme that is not ours."""
    parts = urlsplit(uri)
    if parts.scheme not in {"file", "zeo"} or not parts.path.startswith("/"):
        msg = f"a storage URI is file:///path/Data.fs or zeo:///path/zeo.sock, not {uri!r}"
        raise ValueError(msg)
    return Path(parts.path)


def open_storage(uri: str) -> Any:
    """Open the ZODB storage of a URI; blobs and files are made private (0700)."""
    path = store_path(uri)
    blobs = path.parent / "blobs"
    if uri.startswith("zeo:"):
        wait = int(parse_qs(urlsplit(uri).query).get("wait", ["30"])[0])
        return _Client(os.fspath(path), blob_dir=os.fspath(blobs), shared_blob_dir=True, wait_timeout=wait)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return FileStorage(os.fspath(path), blob_dir=os.fspath(blobs))
    except LockError:
        raise StoreUnavailable(
            _(
                "The store ${path} is open in another process. Stop it first, or use the zeo: address.",
                mapping={"path": os.fspath(path)},
            )
        ) from None


def open_database(uri: str, **options: Any) -> ZODB.DB:
    """Open the database of a storage URI."""
    return ZODB.DB(open_storage(uri), **{"cache_size": CACHED_OBJECTS, **options})


def lay_out(zodb_root: Any, sections: dict[str, Callable[[], Any]]) -> Root:
    """Give the tree's root, making it and any section that is not there yet (the caller commits)."""
    root: Root | None = zodb_root.get(APP_ROOT)
    if root is None:
        root = Root()
        root.info.store_id = secrets.token_hex(8)
        root.__objectmap__ = ObjectMap(root)
        zodb_root[APP_ROOT] = root
    for name, factory in sections.items():
        if name not in root:
            root.add(name, factory(), send_events=False)
    return root


def desk_for(
    connection: Any, uri: str, notify: Callable[[object], None] | None = None, var: Path | None = None
) -> Desk:
    """Lay a desk on an open connection; ``var`` is where the store stands, unless it is said."""
    root = connection.root()[APP_ROOT]
    desk = Desk(
        root=root,
        tm=connection.transaction_manager,
        clock=SystemClock(root.info.office_offset),
        locks=Locks(lock_directory(store_path(uri)), mark=getattr(connection.db().storage, "mark", NOBODY)),
        var=var or store_path(uri).parent,
    )
    if notify is not None:
        desk.notify = notify
    return desk


@contextmanager
def desk_on(
    database: ZODB.DB, uri: str, notify: Callable[[object], None] | None = None, var: Path | None = None
) -> Iterator[Desk]:
    """A desk with a transaction manager of its own, for console commands, worker and tests; the caller commits."""
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    try:
        tm.begin()
        yield desk_for(connection, uri, notify, var)
    finally:
        with suppress(NoTransaction):  # committed, and nothing begun since
            tm.abort()
        connection.close()
