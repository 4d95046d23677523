from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time

import pytest
import transaction

from saraban.core.locks import MARK_BYTES, Locks, RegisterBusy, lock_directory, nothing_new


@pytest.fixture
def locks(tmp_path):
    return Locks(tmp_path / "locks", wait=0.2)


@pytest.fixture
def tm():
    return transaction.TransactionManager(explicit=True)


def other_can_take(directory, key):
    """Could another process have the lock now?"""
    code = (
        "import sys, transaction, pathlib; from saraban.core.locks import Locks, RegisterBusy\n"
        "tm = transaction.TransactionManager(explicit=True)\n"
        "try: Locks(pathlib.Path(sys.argv[1]), wait=0).hold(tm, [sys.argv[2]])\n"
        "except RegisterBusy: sys.exit(3)"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, os.fspath(directory), key], check=False)
    assert done.returncode in {0, 3}
    return done.returncode == 0


@pytest.mark.parametrize("end", ["commit", "abort"])
def test_is_held_until_the_transaction_ends(locks, tm, end):
    locks.hold(tm, ["a"])
    assert not other_can_take(locks.directory, "a")
    assert other_can_take(locks.directory, "b")
    getattr(tm, end)()
    assert other_can_take(locks.directory, "a")


def test_is_freed_when_the_commit_fails(locks, tm):
    class Refuses:
        def tpc_begin(self, txn):
            raise RuntimeError

        def abort(self, txn):
            pass

        def tpc_abort(self, txn):
            pass

        def sortKey(self):
            return ""

    locks.hold(tm, ["a"])
    tm.get().join(Refuses())
    with pytest.raises(RuntimeError):
        tm.commit()
    tm.abort()
    assert other_can_take(locks.directory, "a")


def test_begins_a_fresh_transaction(locks, tm):
    before = tm.begin()
    locks.hold(tm, ["a"])
    assert tm.get() is not before
    tm.abort()


def test_works_where_no_transaction_was_begun(locks, tm):
    locks.hold(tm, ["a"])
    assert not other_can_take(locks.directory, "a")
    tm.commit()
    locks.hold(tm, ["a"])
    assert not other_can_take(locks.directory, "a")
    tm.abort()


def test_all_are_taken_at_once_or_none(locks, tm):
    held = threading.Event(), threading.Event()

    def other():
        mine = transaction.TransactionManager(explicit=True)
        locks.hold(mine, ["b"])
        held[0].set()
        held[1].wait(5)
        mine.abort()

    thread = threading.Thread(target=other)
    thread.start()
    held[0].wait(5)
    with pytest.raises(RegisterBusy) as error:
        locks.hold(tm, ["a", "b"])
    held[1].set()
    thread.join()
    assert error.value.status == 503
    assert other_can_take(locks.directory, "a")
    locks.hold(tm, ["a", "b"])
    tm.abort()


def test_a_second_time_in_one_transaction_is_a_mistake(locks, tm):
    locks.hold(tm, ["a"])
    with pytest.raises(RuntimeError, match="once"):
        locks.hold(tm, ["b"])
    tm.abort()


def test_two_orders_of_the_same_locks_do_not_block_each_other(tmp_path):
    locks = Locks(tmp_path / "locks", wait=10)
    done = []

    def work(keys):
        tm = transaction.TransactionManager(explicit=True)
        for _ in range(50):
            locks.hold(tm, keys)
            tm.commit()
        done.append(keys)

    threads = [threading.Thread(target=work, args=(k,)) for k in (["a", "b"], ["b", "a"], ["b", "a", "a"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(done) == 3


def test_the_lock_goes_with_the_process_that_held_it(tmp_path):
    code = (
        "import sys, time, transaction, pathlib; from saraban.core.locks import Locks\n"
        "Locks(pathlib.Path(sys.argv[1])).hold(transaction.TransactionManager(explicit=True), ['a'])\n"
        "print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, os.fspath(tmp_path)], stdout=subprocess.PIPE
    )
    process.stdout.readline()
    assert not other_can_take(tmp_path, "a")
    process.kill()
    process.communicate()
    began = time.monotonic()
    tm = transaction.TransactionManager(explicit=True)
    Locks(tmp_path).hold(tm, ["a"])
    assert time.monotonic() - began < 1
    tm.abort()


def test_the_directory_of_a_store(tmp_path):
    assert lock_directory(tmp_path / "Data.fs") == tmp_path / "locks"


def test_the_lock_goes_with_the_thread_that_forgot_it(tmp_path):
    locks = Locks(tmp_path / "locks", wait=5)

    held = []

    def forgets():
        locks.hold(transaction.TransactionManager(explicit=True), ["a"])
        held.append(other_can_take(locks.directory, "a"))

    thread = threading.Thread(target=forgets)
    thread.start()
    thread.join()
    gc.collect()
    assert held == [False]
    assert other_can_take(locks.directory, "a")


class Begins(transaction.TransactionManager):
    """Tells of each transaction that begins whether anything new may stand in the store."""

    def __init__(self, fails=0):
        super().__init__(explicit=True)
        self.new = []
        self.fails = fails

    def begin(self):
        self.new.append(not nothing_new())
        if len(self.new) <= self.fails:
            raise ConnectionError
        return super().begin()


def hold(directory, mark, *keys):
    """Hold locks once through an opened store; gives whether its server was to be asked."""
    tm = Begins()
    Locks(directory, 0.2, mark).hold(tm, keys)
    assert not nothing_new()
    tm.commit()
    return tm.new[-1]


ONE, TWO = b"1" * MARK_BYTES, b"2" * MARK_BYTES


def test_who_held_it_last_need_not_ask_what_is_new(tmp_path):
    assert hold(tmp_path, ONE, "a")
    assert not hold(tmp_path, ONE, "a")
    assert hold(tmp_path, TWO, "a")
    assert hold(tmp_path, ONE, "a")
    assert not hold(tmp_path, ONE, "a")


def test_of_several_all_must_have_been_held_last(tmp_path):
    hold(tmp_path, ONE, "a", "b")
    assert not hold(tmp_path, ONE, "b", "a")
    hold(tmp_path, TWO, "b")
    assert hold(tmp_path, ONE, "a", "b")
    assert hold(tmp_path, ONE, "a", "c")


def test_without_a_mark_or_a_lock_it_asks_always(tmp_path):
    assert hold(tmp_path, ONE)
    assert hold(tmp_path, ONE)
    tm = Begins()
    for _time in range(2):
        Locks(tmp_path).hold(tm, ["a"])
        tm.abort()
    assert tm.new == [True, True]
    assert hold(tmp_path, ONE, "a")


def test_who_could_not_ask_asks_again(tmp_path):
    hold(tmp_path, TWO, "a")
    tm, locks = Begins(fails=1), Locks(tmp_path, 0.2, ONE)
    with pytest.raises(ConnectionError):
        locks.hold(tm, ["a"])
    locks.hold(tm, ["a"])
    assert tm.new == [True, True]
    tm.abort()


def test_a_file_of_before_counts_as_nobodys(tmp_path):
    hold(tmp_path, ONE, "a")
    for path in tmp_path.iterdir():
        path.write_bytes(b"")
    assert hold(tmp_path, ONE, "a")
    assert not hold(tmp_path, ONE, "a")
