"""Everything on one machine: started, killed in the middle of the demonstration load, started again, stopped."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from saraban.scripts.bench.system import System, until
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


def test_an_address_in_use_is_said_at_once(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["run", "--var", str(tmp_path / "var"), "--port", port]) == 1
    assert port in capsys.readouterr().err
    assert not (tmp_path / "var").exists()
