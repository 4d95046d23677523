"""ระบบทั้งชุดของการวัด (the whole system): a ``saraban run`` of its own in a directory, to be killed and started again."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

MAIN, ZEO = "saraban.scripts.main", "saraban.scripts.zeo"
HOST = "127.0.0.1"
#: Where many work beside it on the machine, a start takes a minute and more.
PATIENCE = 300.0
PAUSE = 0.05
#: Parts of the check that hold at any moment, also when nothing was indexed yet.
ALWAYS = ("registers", "audit", "seals", "references", "trays", "files")


class NotComeUpError(RuntimeError):
    """ระบบไม่ขึ้น: what was waited for did not happen in time."""


def until(true: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something; raises ``NotComeUpError``."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise NotComeUpError(what)
        time.sleep(PAUSE)


def command(*words: str) -> list[str]:
    """A console command as a program of its own."""
    return [sys.executable, "-W", "ignore::UserWarning", "-m", MAIN, *words]


def as_installed() -> dict[str, str]:
    """The environment of an office's machine: modules are compiled once, whatever the one who measures has set."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


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
            if parent == pid and ZEO in words:
                found["zeo"] = int(entry.name)
            elif parent == pid and MAIN in words:
                found[words[words.index(MAIN) + 1]] = int(entry.name)
    return found


class System:
    """Store server, worker and web server on one directory and one port, started by ``saraban run``."""

    def __init__(self, var: Path, *, demo: bool = True, ini: Path | None = None) -> None:
        self.var, self.port = var, free_port()
        self.out = var.parent / f"{var.name}.out"
        self.common = ["--var", str(var), *(["--ini", str(ini)] if ini else [])]
        self.options = ["--demo"] if demo else []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start everything; gives the moment."""
        began = time.monotonic()
        with self.out.open("ab") as printed:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                command("run", *self.options, *self.common, "--port", str(self.port)),
                stdout=printed,
                stderr=printed,
                env=as_installed(),
            )
        return began

    def up(self) -> float:
        """Start everything and wait until it is well; gives the seconds it took."""
        began = self.start()
        until(self.is_well, f"the system did not come up: {self.printed()[-400:]}")
        return time.monotonic() - began

    def printed(self) -> str:
        """What it has printed so far."""
        return self.out.read_text(encoding="utf-8") if self.out.exists() else ""

    def size(self) -> int:
        """Bytes in the file of the store."""
        path = self.var / "Data.fs"
        return path.stat().st_size if path.exists() else 0

    def parts(self) -> dict[str, int]:
        """Its processes: command -> process id."""
        return children(self.process.pid) if self.process is not None else {}

    def is_well(self) -> bool:
        """Does its health page say that everything is well?"""
        if self.process is None or self.process.poll() is not None:
            msg = f"the system ended: {self.printed()[-400:]}"
            raise NotComeUpError(msg)
        return bool((self.health() or {}).get("status") == "ok")

    def health(self) -> dict[str, Any] | None:
        """What the health page says; None while nothing answers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request("GET", "/health", headers={"Accept": "application/json"})
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return answer

    def kill(self) -> None:
        """As a power cut does: everything at once, by ``kill -9``."""
        if self.process is None:
            return
        parts = self.parts()
        self.process.kill()
        for pid in parts.values():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in parts.values()), "killed processes stay")

    def kill_part(self, name: str) -> bool:
        """Kill one of its processes by ``kill -9``; the others go on, and it is started again."""
        pid = self.parts().get(name)
        if pid is None:
            return False
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return True

    def stop(self) -> int | None:
        """End it as an administrator does; gives the exit status."""
        if self.process is None or self.process.poll() is not None:
            return None
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def ask(self, *words: str) -> dict[str, Any]:
        """Run a console command with ``--json`` on its store; gives what it printed."""
        done = subprocess.run(  # noqa: S603 - our own command
            command(*words, *self.common, "--json"), check=False, capture_output=True, timeout=PATIENCE
        )
        try:
            printed: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            msg = f"saraban {words[0]}: {done.stderr.decode(errors='replace')[-400:]}"
            raise NotComeUpError(msg) from None
        return printed

    def problems(self, *, everything: bool) -> list[str]:
        """What ``saraban check`` finds; without ``everything`` the index is left out, which may not be there yet."""
        only = [] if everything else [word for part in ALWAYS for word in ("--only", part)]
        return [f"{p['where']} {p['slug']}: {p['text']}" for p in self.ask("check", *only)["problems"]]
