"""A web server that is told to stop: what was begun is answered, nothing new is taken, then the store is closed."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import socket
import threading
import time
from argparse import Namespace
from types import SimpleNamespace

import pytest
import transaction
import waitress
from waitress.wasyncore import close_all

from saraban.core.store import open_database
from saraban.scripts import serve
from saraban.scripts.bench.system import HOST, free_port, until
from saraban.scripts.stopping import serve_until

LARGE = b"x" * 8_000_000
PATIENCE = 5.0


class Served:
    """A server of one thread; its only page waits until it is let go on."""

    def __init__(self):
        self.begun, self.goes_on, self.stopped = threading.Semaphore(0), threading.Event(), threading.Event()
        self.sockets, self.ended, self.answered, self.asking = {}, [], 0, []
        self.server = waitress.create_server(self.page, map=self.sockets, host=HOST, port=0, threads=1)
        self.port = self.server.effective_port
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        self.ended.append(serve_until(self.stopped, self.server, self.sockets, PATIENCE))

    def page(self, environ, start_response):
        self.begun.release()
        self.goes_on.wait(30)
        self.answered += 1
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(LARGE)))])
        return [LARGE]

    def asked(self):
        """Somebody asks for the page."""
        self.asking.append(connection := http.client.HTTPConnection(HOST, self.port, timeout=30))
        connection.request("GET", "/")
        return connection

    def end(self):
        """Let go of everything."""
        self.stopped.set()
        self.goes_on.set()
        self.thread.join(30)
        self.server.task_dispatcher.shutdown()
        for channel in list(self.server.active_channels.values()):
            channel.handle_close()
        close_all(self.sockets)
        for connection in self.asking:
            connection.close()

    def stop(self):
        """Tell it to stop; gives when nobody comes in any more."""
        self.stopped.set()
        until(self.is_shut, "it lets others in", 10)

    def is_shut(self):
        try:
            socket.create_connection((HOST, self.port), timeout=5).close()
        except OSError:
            return True
        return False


@pytest.fixture
def served():
    served = Served()
    yield served
    served.end()


def test_what_was_begun_and_what_waits_behind_it_is_answered_whole(served, caplog):
    first = served.asked()
    assert served.begun.acquire(timeout=10)
    second = served.asked()
    until(lambda: len(served.server.active_channels) == 2 and served.server.task_dispatcher.queue, "nobody waits", 10)
    served.stop()
    assert served.ended == []
    served.goes_on.set()
    assert [one.getresponse().read() == LARGE for one in (first, second)] == [True, True]
    served.thread.join(10)
    assert (served.ended, served.answered) == ([True], 2)
    assert [record for record in caplog.records if record.name != "waitress.queue"] == []


def test_a_request_that_is_half_sent_is_waited_for(served):
    served.goes_on.set()
    with socket.create_connection((HOST, served.port), timeout=10) as half:
        half.sendall(b"GET / HTTP/1.1\r\n")
        until(lambda: any(one.request for one in served.server.active_channels.values()), "nothing was read", 10)
        served.stop()
        half.sendall(b"Host: here\r\n\r\n")
        assert half.recv(15) == b"HTTP/1.1 200 OK"
        while half.recv(1 << 20):
            pass
    served.thread.join(10)
    assert (served.ended, served.answered) == ([True], 1)


def test_who_is_connected_and_asks_nothing_is_let_go(served):
    with socket.create_connection((HOST, served.port), timeout=10) as idle:
        until(lambda: served.server.active_channels, "nobody is connected", 10)
        served.stop()
        assert idle.recv(1) == b""
    served.thread.join(10)
    assert (served.ended, served.answered) == ([True], 0)


def test_who_has_gone_away_is_worked_for_to_the_end(served):
    gone = served.asked()
    assert served.begun.acquire(timeout=10)
    gone.close()
    served.stop()
    served.thread.join(0.5)
    assert served.ended == []
    served.goes_on.set()
    served.thread.join(10)
    assert (served.ended, served.answered) == ([True], 1)


def test_what_does_not_end_is_cut_off_and_said(served, caplog):
    served.asked()
    assert served.begun.acquire(timeout=10)
    served.stopped.set()
    served.thread.join(PATIENCE + 5)
    assert served.ended == [False]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "1 requests did not end in time" in caplog.text


class TestStore:
    """``saraban serve`` closes the store behind the last request, which may still save."""

    @pytest.fixture
    def handlers(self):
        before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
        yield
        for sign, handler in before.items():
            signal.signal(sign, handler)

    @pytest.mark.usefixtures("handlers")
    def test_what_is_saved_late_is_saved(self, tmp_path, monkeypatch):
        uri, port, told = f"file://{tmp_path}/Data.fs", free_port(), []
        database = open_database(uri)

        def page(_environ, start_response):
            tm = transaction.TransactionManager(explicit=True)
            connection = database.open(transaction_manager=tm)
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(8)  # the library waits for its threads for five seconds and then closes all the same
            with tm:
                connection.root()["late"] = True
            connection.close()
            start_response("204 No Content", [])
            return []

        page.registry = SimpleNamespace(
            database=database, saraban=SimpleNamespace(store=uri, trusted_proxies=(), max_file_bytes=1000)
        )
        monkeypatch.setattr(serve, "make_application", lambda *_given, **_settings: page)
        monkeypatch.setattr(serve, "settings_of", lambda _args: {"saraban.store": uri})
        monkeypatch.setattr(serve, "tree_of", lambda _root: None)
        monkeypatch.setattr(serve, "desk_on", lambda *_given: _Nothing())

        def ask():
            until(lambda: not _is_free(port), "nobody listens", 20)
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", "/")
            told.append(connection.getresponse().status)
            connection.close()

        asking = threading.Thread(target=ask)
        asking.start()
        assert serve.run(Namespace(host=HOST, port=port, threads=2, ini=None)) == 0
        asking.join(10)
        assert told == [204]
        again = open_database(uri)  # closed: its lock is free
        try:
            connection = again.open()
            assert connection.root()["late"]
            connection.close()
        finally:
            again.close()


class _Nothing:
    root = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None


def _is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0
