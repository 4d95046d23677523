"""The store's server: private, found again after a kill, saved index, clean end."""

from __future__ import annotations

import gc
import io
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import transaction
import ZODB
from transaction.interfaces import TransientError
from ZEO import StorageServer
from ZEO.Exceptions import ClientDisconnected
from ZEO.TransactionBuffer import TransactionBuffer
from ZODB.FileStorage import FileStorage

from saraban.core.store import InDoubt, desk_on, open_database
from saraban.files.content import Files
from saraban.files.service import keep, open_file
from saraban.scripts.bench.store import build_unit
from saraban.scripts.zeo import OIDS_SKIPPED, IndexSaver, answers, start_zeo
from tests.common import sample_files as sample

ROUNDS = 300


@pytest.fixture
def place():
    with tempfile.TemporaryDirectory(prefix="saraban-zeo-") as name:  # a socket's path is short
        yield Path(name)


@pytest.fixture
def server(place):
    process = start_zeo(place / "store" / "Data.fs", place / "run" / "zeo.sock")
    yield process
    process.kill()
    process.wait()


def test_only_the_owner_reaches_it(place, server):
    assert stat.S_IMODE((place / "run" / "zeo.sock").stat().st_mode) == 0o600
    assert stat.S_IMODE((place / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "store").stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "store" / "Data.fs").stat().st_mode) & 0o077 == 0


def test_two_clients_work_side_by_side(place, server):
    uri = f"zeo://{place}/run/zeo.sock"
    one, two = open_database(uri), open_database(uri)
    build_unit(one)
    with desk_on(two, uri) as desk:
        assert list(desk.root["agencies"].by_code) == ["bench"]
        desk.root.info.demo = True
        desk.tm.commit()
    with desk_on(one, uri) as desk:
        assert desk.root.info.demo
    one.close()
    two.close()


def test_what_one_has_saved_the_other_reads_at_once(place, server):
    """Every transaction begins with a question to the server, whose answer comes behind all that was saved before."""
    uri = f"zeo://{place}/run/zeo.sock"
    one, two = open_database(uri), open_database(uri)
    writing, reading = (transaction.TransactionManager(explicit=True) for _n in range(2))
    ours, theirs = one.open(writing), two.open(reading)
    with writing:
        there = ours.root()
        there["n"] = 0
    with reading:
        here = theirs.root()
    for n in range(1, ROUNDS):
        with writing:
            there["n"] = n
        with reading:
            assert here["n"] == n
    ours.close()
    theirs.close()
    one.close()
    two.close()


def test_under_a_lock_each_reads_what_the_other_wrote_and_asks_no_more_than_that(place, server, monkeypatch):
    """Two opened stores take turns under one lock, now the same one again, now the other: nobody counts twice."""
    uri = f"zeo://{place}/run/zeo.sock"
    databases = [open_database(uri) for _n in range(2)]
    asked = []
    for database in databases:
        monkeypatch.setattr(database.storage, "ping", spy(database.storage.ping, asked))
    with ExitStack() as stack:
        build_unit(databases[0])
        with desk_on(databases[0], uri) as desk:
            desk.root.info.counted = 0
            desk.tm.commit()
        desks = [stack.enter_context(desk_on(database, uri)) for database in databases]
        asked.clear()
        for turn in range(ROUNDS):
            desk = desks[turn // 2 % 2]
            desk.hold(["counter"])
            assert desk.root.info.counted == turn
            desk.root.info.counted += 1
            desk.tm.commit()
    assert len(asked) == ROUNDS // 2
    for database in databases:
        database.close()


def spy(real, asked):
    def ping():
        asked.append(1)
        return real()

    return ping


@pytest.fixture
def together(place):
    """The server's socket beside its store, as in an office: its clients share the directory of files."""
    process = start_zeo(place / "Data.fs", place / "zeo.sock")
    yield f"zeo://{place}/zeo.sock"
    process.kill()
    process.wait()


def test_files_go_to_their_place_and_transactions_make_none(place, together):
    uri = together
    database = open_database(uri)
    build_unit(database)
    with desk_on(database, uri) as desk:
        desk.root.add("files", Files(), send_events=False)
        kept = keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.commit()
        desk.tm.begin()
        with closing(TransactionBuffer(1)) as buffer, closing(StorageServer.CommitLog()) as log:
            assert {type(buffer.file), type(log.file)} == {tempfile.SpooledTemporaryFile}
        own = Path(database.storage.fshelper.getPathForOID(kept.blob._p_oid))
        assert [path.suffix for path in own.iterdir()] == [".blob"]
        with open_file(kept) as opened:
            assert opened.read() == sample.pdf()
        lost = keep(desk, io.BytesIO(sample.pdf()), "b.pdf")
        desk.tm.abort()
        del lost
        gc.collect()
    assert [path for path in (place / "blobs" / "tmp").rglob("*") if path.is_file()] == []
    database.close()


def test_a_server_that_goes_while_it_saves_leaves_it_in_doubt(place, server, monkeypatch):
    """Whoever is told so may not simply try again: it may have been saved."""
    uri = f"zeo://{place}/run/zeo.sock"
    database = open_database(uri)
    build_unit(database)

    def gone(*args):
        real(*args)
        raise ClientDisconnected

    real = database.storage._server.tpc_finish
    with desk_on(database, uri) as desk:
        desk.root.info.counted = 1
        monkeypatch.setattr(database.storage._server, "tpc_finish", gone)
        with pytest.raises(InDoubt) as told:
            desk.tm.commit()
        assert not isinstance(told.value, TransientError)
        monkeypatch.undo()
        desk.tm.abort()
        desk.tm.begin()
        assert desk.root.info.counted == 1
    database.close()


def test_ends_cleanly_when_told_to(place, server):
    database = open_database(f"zeo://{place}/run/zeo.sock")
    build_unit(database)
    database.close()
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0
    assert not (place / "run" / "zeo.sock").exists()
    assert (place / "store" / "Data.fs.index").exists()
    storage = FileStorage(os.fspath(place / "store" / "Data.fs"))
    assert len(storage) > 3
    storage.close()


def test_a_second_server_on_the_same_store_is_refused(place, server):
    code = [
        sys.executable,
        "-m",
        "saraban.scripts.zeo",
        os.fspath(place / "store" / "Data.fs"),
        os.fspath(place / "other.sock"),
    ]
    done = subprocess.run(code, check=False, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert b"open in another process" in done.stderr
    assert not answers(place / "other.sock")


def test_a_server_that_cannot_start_says_so(place, server):
    with pytest.raises(RuntimeError, match="did not start"):
        start_zeo(place / "store" / "Data.fs", place / "other.sock")


def test_object_ids_given_out_before_a_kill_are_not_given_out_again(place, server):
    uri = f"zeo://{place}/run/zeo.sock"
    database = open_database(uri)
    build_unit(database)
    before = database.storage.new_oid()
    server.kill()
    server.wait()
    again = start_zeo(place / "store" / "Data.fs", place / "run" / "zeo.sock")
    try:
        other = open_database(uri)
        assert int.from_bytes(other.storage.new_oid()) >= int.from_bytes(before) + OIDS_SKIPPED - 200
        other.close()
        database.close()
    finally:
        again.kill()
        again.wait()


class TestIndexSaver:
    def test_the_index_is_saved_whole_and_is_used_at_the_next_start(self, place):
        storage = FileStorage(os.fspath(place / "Data.fs"))
        database = ZODB.DB(storage)
        build_unit(database)
        assert IndexSaver(storage).save() == place / "Data.fs.index"
        _index, position, _tid = storage._restore_index()
        assert position == storage.getSize()
        database.close()

    def test_saves_now_and_then_until_stopped(self, place):
        storage = FileStorage(os.fspath(place / "Data.fs"))
        index = place / "Data.fs.index"
        index.unlink(missing_ok=True)
        saver = IndexSaver(storage, seconds=0.02)
        saver.start()
        deadline = time.monotonic() + 10
        while not index.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        saver.stop()
        saver.join(10)
        assert index.exists()
        assert not saver.is_alive()
        storage.close()


def test_nobody_answers_where_no_server_is(place):
    assert not answers(place / "nothing.sock")
