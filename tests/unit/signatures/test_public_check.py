"""การตรวจสอบสำหรับทุกคน: whoever sends slow files from many places keeps others from checking, and from nothing else."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from saraban.signatures.offices import CheckingIsBusy, PublicCheck


class Slow:
    """Checks until it is told to end."""

    def __init__(self):
        self.begun, self.end = threading.Semaphore(0), threading.Event()

    def check(self, *_given):
        self.begun.release()
        self.end.wait(10)
        return SimpleNamespace(outcome="unsigned")


@pytest.fixture
def slow():
    slow = Slow()
    yield slow
    slow.end.set()


def test_one_too_many_is_sent_away_at_once_and_the_next_one_is_not(slow):
    public = PublicCheck(slow, 100, patience=0.05)
    running = [threading.Thread(target=public.check, args=(b"", f"203.0.113.{n}")) for n in range(2)]
    for one in running:
        one.start()
        assert slow.begun.acquire(timeout=5)
    with pytest.raises(CheckingIsBusy):
        public.check(b"", "203.0.113.9")
    slow.end.set()
    for one in running:
        one.join(5)
    assert public.check(b"", "203.0.113.9").outcome == "unsigned"


def test_a_check_that_fails_gives_up_its_place(slow):
    public = PublicCheck(SimpleNamespace(check=lambda *_given: 1 / 0), 100, patience=0.05)
    for _again in range(3):
        with pytest.raises(ZeroDivisionError):
            public.check(b"", "203.0.113.9")
