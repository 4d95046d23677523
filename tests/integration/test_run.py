"""Everything on one machine: started, killed in the middle of the demonstration load, started again, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from saraban.scripts.main import main
from tests.common.commands import ini, saraban_json

PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def children(pid: int) -> dict[str, int]:
    """The parts of a running system: command -> process id."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_text().split("\0")
            except OSError:
                continue
            if parent == pid and "saraban.scripts.main" in words:
                found[words[words.index("saraban.scripts.main") + 1]] = int(entry.name)
    return found


class System:
    """A ``saraban run --demo``."""

    def __init__(self, var: Path, out: Path) -> None:
        self.port = free_port()
        self.out = out
        with open(out, "ab") as printed:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "saraban.scripts.main",
                    "run",
                    "--demo",
                    "--var",
                    str(var),
                    "--ini",
                    str(ini(var)),
                    "--port",
                    str(self.port),
                ],
                stdout=printed,
                stderr=printed,
            )

    def health(self) -> dict[str, object] | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return None

    def is_well(self) -> bool:
        return (self.health() or {}).get("status") == "ok"

    def kill(self) -> None:
        """As a power cut does: everything at once."""
        parts = children(self.process.pid)
        self.process.kill()
        for pid in parts.values():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def systems():
    started: list[System] = []
    yield started
    for system in started:
        if system.process.poll() is None:
            system.process.terminate()
            system.process.wait(60)


def test_killed_in_the_demonstration_load_and_started_again(tmp_path, systems, capsys):
    var, out = tmp_path / "var", tmp_path / "out.txt"
    first = System(var, out)
    systems.append(first)
    until(lambda: "u-sch-1-teacher" in out.read_text(), "the passwords were not printed")
    size = (var / "Data.fs").stat().st_size
    until(lambda: (var / "Data.fs").stat().st_size > size + 300_000, "no letters were loaded")
    first.kill()
    assert "Open at" not in out.read_text()
    assert saraban_json(capsys, var, "check", "--only", "registers", "--only", "audit", "--only", "references")["clean"]

    second = System(var, out)
    systems.append(second)
    until(second.is_well, "it did not come up again")
    assert out.read_text().count("u-sch-1-teacher") == 1
    parts = children(second.process.pid)
    assert set(parts) == {"zeo", "worker", "serve"}
    os.kill(parts["worker"], signal.SIGKILL)
    until(lambda: children(second.process.pid).get("worker", parts["worker"]) != parts["worker"], "no new worker")
    until(second.is_well, "it is not well")
    assert saraban_json(capsys, var, "check")["problems"] == []

    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(60) == 0
    assert not (var / "zeo.sock").exists()
    assert not [pid for pid in parts.values() if Path(f"/proc/{pid}/cmdline").exists()]


def test_an_address_in_use_is_said_at_once(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["run", "--var", str(tmp_path / "var"), "--port", port]) == 1
    assert port in capsys.readouterr().err
    assert not (tmp_path / "var").exists()
