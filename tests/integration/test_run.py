"""Everything on one machine: started, killed in the middle of the demonstration load, started again, stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import threading
from collections import Counter
from pathlib import Path

import pytest

from saraban.scripts.bench.system import HOST, System, until
from saraban.scripts.main import main
from tests.common.commands import ini, saraban_json


@pytest.fixture
def system(tmp_path):
    system = System(tmp_path / "var", ini=ini(tmp_path / "var"))
    yield system
    system.kill()


def test_killed_in_the_demonstration_load_and_started_again(system, capsys):
    system.start()
    until(lambda: "u-sch-1-teacher" in system.printed(), "the passwords were not printed")
    size = system.size()
    until(lambda: system.size() > size + 300_000, "no letters were loaded")
    system.kill()
    assert "Open at" not in system.printed()
    assert system.problems(everything=False) == []

    system.up()
    assert system.printed().count("u-sch-1-teacher") == 1
    parts = system.parts()
    assert set(parts) == {"zeo", "worker", "serve"}
    os.kill(parts["worker"], signal.SIGKILL)
    until(lambda: system.parts().get("worker", parts["worker"]) != parts["worker"], "no new worker")
    until(system.is_well, "it is not well")
    assert saraban_json(capsys, system.var, "check")["problems"] == []

    assert system.stop() == 0
    assert not (system.var / "zeo.sock").exists()
    assert not [pid for pid in parts.values() if Path(f"/proc/{pid}/cmdline").exists()]


def test_stopped_under_load(tmp_path):
    """Who has asked is answered, who comes then finds nobody there, and nothing is printed of it."""
    system = System(tmp_path / "var", demo=False, ini=ini(tmp_path / "var"))
    met, over = Counter(), threading.Event()

    def ask():
        while not over.is_set():
            connection = http.client.HTTPConnection(HOST, system.port, timeout=30)
            try:
                connection.request("GET", "/sign-in")
                met[connection.getresponse().status] += 1
            except OSError as error:
                met[type(error).__name__] += 1
            finally:
                connection.close()

    people = [threading.Thread(target=ask) for _i in range(24)]
    try:
        system.up()
        for one in people:
            one.start()
        until(lambda: met[200] >= 100, "nobody is answered")
        printed = system.printed()
        assert system.stop() == 0
    finally:
        over.set()
        system.kill()
        for one in people:
            one.join(30)
    assert system.printed() == printed
    assert met["ConnectionRefusedError"] > 0
    # cut off before it was taken in at all: the queue of those who knocked when the door was shut
    assert set(met) <= {200, "ConnectionRefusedError", "ConnectionResetError"}


def test_an_address_in_use_is_said_at_once(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["run", "--var", str(tmp_path / "var"), "--port", port]) == 1
    assert port in capsys.readouterr().err
    assert not (tmp_path / "var").exists()
