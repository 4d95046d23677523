"""ตัวให้บริการคลังข้อมูล (the store's server): ZEO on a local socket, so that web, worker and console work side by side.

Whoever reaches the socket owns the data, so it is made with mode 0600 in a directory of mode 0700 and never on a port.
The index of the FileStorage is saved every ten minutes: after a kill -9 the start reads the file from there on only,
not from its beginning. SIGTERM ends it cleanly: what is committed is on disk, the index is saved, the socket is gone.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket as sockets
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import ZEO.StorageServer
from zc.lockfile import LockError
from ZEO.asyncio import server as zeo_server
from ZEO.StorageServer import StorageServer
from ZODB.FileStorage import FileStorage
from ZODB.utils import p64, u64

from saraban.core.failures import log_failure
from saraban.core.spools import keep_in_memory

INDEX_SECONDS = 600.0
#: A client that stops in the middle of its commit is put off after this time, so that the others go on.
STUCK_SECONDS = 60
#: Object ids are handed to clients a hundred at a time, and a killed server forgets which: it begins well behind them.
OIDS_SKIPPED = 1 << 20

#: Clients take the quicker loop (uvloop). The server needs that of Python, which calls back in the order of asking: by
#: the other a client may be answered before it is told what others have saved, and then it reads what was there before.
zeo_server.new_event_loop = asyncio.new_event_loop
keep_in_memory(ZEO.StorageServer)

log = logging.getLogger("saraban.zeo")


class IndexSaver(threading.Thread):
    """Saves the index of a FileStorage now and then: written beside, then put in place in one step."""

    def __init__(self, storage: Any, seconds: float = INDEX_SECONDS) -> None:
        super().__init__(name="index-saver", daemon=True)
        self.storage = storage
        self.seconds = seconds
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self.seconds):
            try:
                self.save()
            except OSError as error:
                log_failure(log, "the index could not be saved; the next start may take longer", error)

    def save(self) -> Path:
        """Save the index now; gives the file. Commits wait meanwhile (about a second for a million objects)."""
        name = Path(os.fspath(self.storage._file_name) + ".index")  # noqa: SLF001 - FileStorage offers no public way
        beside = name.with_name(name.name + ".saving")
        with self.storage._lock:  # noqa: SLF001
            self.storage._index.save(self.storage._pos, os.fspath(beside))  # noqa: SLF001
        with beside.open("rb+") as handle:
            os.fsync(handle.fileno())
        beside.replace(name)
        return name

    def stop(self) -> None:
        """Save no more."""
        self._stopped.set()


def serve_zeo(data_fs: Path, socket: Path, *, index_seconds: float = INDEX_SECONDS) -> int:
    """ให้บริการคลังข้อมูล until SIGTERM or SIGINT; gives the exit status. Refuses a store that another process serves."""
    data_fs, socket = Path(data_fs), Path(socket)
    for directory in (data_fs.parent, socket.parent):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = os.umask(0o077)
    try:
        storage = FileStorage(os.fspath(data_fs), blob_dir=os.fspath(data_fs.parent / "blobs"))
        storage.set_max_oid(p64(u64(storage._oid) + OIDS_SKIPPED))  # noqa: SLF001 - as the storages' own tools do
        server = StorageServer(os.fspath(socket), {"1": storage}, transaction_timeout=STUCK_SECONDS)
        socket.chmod(0o600)
    except LockError:
        log.error("the store %s is open in another process; stop that one first", data_fs)  # noqa: TRY400 - no trace for people
        return 1
    finally:
        os.umask(before)
    saver = IndexSaver(storage, index_seconds)
    saver.start()
    loop = server.acceptor.event_loop
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, loop.stop)
    log.info("serving %s on %s", data_fs, socket)
    try:
        loop.run_forever()
    finally:
        saver.stop()
        storage.close()
        socket.unlink(missing_ok=True)
    return 0


def start_zeo(data_fs: Path, socket: Path, *, wait: float = 30.0) -> subprocess.Popen[bytes]:
    """Start the server as a process of its own and wait until it answers. Raises ``RuntimeError`` when it does not."""
    process = subprocess.Popen([sys.executable, "-m", "saraban.scripts.zeo", os.fspath(data_fs), os.fspath(socket)])  # noqa: S603
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline and process.poll() is None:
        if answers(socket):
            return process
        time.sleep(0.05)
    process.kill()
    process.wait()
    msg = f"the server of {data_fs} did not start"
    raise RuntimeError(msg)


def answers(socket: Path) -> bool:
    """Does a server listen on this socket?"""
    with sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(os.fspath(socket))
        except OSError:
            return False
    return True


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban zeo``."""
    parser: argparse.ArgumentParser = sub.add_parser("zeo", help="serve the store on a local socket")
    add_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the server has to know."""
    parser.add_argument("data_fs", type=Path, help="the file of the store, Data.fs")
    parser.add_argument("socket", type=Path, help="the socket to serve on")
    parser.add_argument("--index-seconds", type=float, default=INDEX_SECONDS, help="how often the index is saved")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("ZEO.asyncio.server").setLevel(logging.CRITICAL)  # clients that go away are no error
    return serve_zeo(args.data_fs, args.socket, index_seconds=args.index_seconds)


def main(argv: list[str] | None = None) -> int:
    """The server by itself: ``python -m saraban.scripts.zeo DATA_FS SOCKET``."""
    parser = argparse.ArgumentParser(prog="saraban zeo", description="Serve the store on a local socket.")
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
