"""A client that does not find back to its store ends; one that does, or whose server is away, goes on."""

from __future__ import annotations

import threading
from types import SimpleNamespace

from saraban.scripts.reconnection import Watch, watch_store


def watched(*, connected: bool, answering: bool) -> Watch:
    return Watch(lambda: connected, lambda: answering, patience=15.0)


def test_given_up_after_its_patience_while_the_server_answers():
    watch = watched(connected=False, answering=True)
    assert [watch.is_lost(now) for now in (100.0, 110.0, 115.0)] == [False, False, True]


def test_a_server_that_is_away_is_waited_for():
    watch = watched(connected=False, answering=False)
    assert [watch.is_lost(now) for now in (100.0, 500.0)] == [False, False]


def test_a_connection_that_comes_back_starts_the_count_anew():
    state = SimpleNamespace(connected=False)
    watch = Watch(lambda: state.connected, lambda: True, patience=15.0)
    assert not watch.is_lost(100.0)
    state.connected = True
    assert not watch.is_lost(110.0)
    state.connected = False
    assert not watch.is_lost(116.0)
    assert watch.is_lost(131.0)


def test_a_store_of_its_own_is_not_watched():
    watch_store(SimpleNamespace(), "file:///anywhere/Data.fs")
    assert "store-watch" not in [thread.name for thread in threading.enumerate()]


def test_it_ends_with_the_status_that_asks_for_another_try(monkeypatch):
    ended = []
    monkeypatch.setattr("saraban.scripts.reconnection.answers", lambda _path: True)
    monkeypatch.setattr("saraban.scripts.reconnection.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("saraban.scripts.reconnection.threading.Thread", _AtOnce)
    database = SimpleNamespace(storage=SimpleNamespace(is_connected=lambda: False))
    monkeypatch.setattr(Watch.__init__, "__defaults__", (0.0,))
    watch_store(database, "zeo:///anywhere/zeo.sock", ended.append)
    assert ended == [75]


class _AtOnce:
    """Runs what a thread would, in place."""

    def __init__(self, *, target, **_options) -> None:
        self.target = target

    def start(self) -> None:
        self.target()
