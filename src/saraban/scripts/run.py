"""saraban run (เปิดระบบ): the store's server, the worker and the web server together, on one machine."""

from __future__ import annotations

import argparse
import importlib
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.core.i18n import _
from saraban.core.store import SEAL_KEY, SECRET_KEY
from saraban.scripts.console import DATA_FS, OK, PROBLEMS, SOCKET, CommandFailed, add_store_arguments, settings_of
from saraban.scripts.serve import add_address_arguments
from saraban.scripts.zeo import answers

START_SECONDS = 60.0
STOP_SECONDS = 15.0
#: A part that dies is started again; one that dies this often within a minute is beyond that.
MOST_RESTARTS = 5


@dataclass
class Part:
    """One of the processes: how it is started, and when it was."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: tuple[float, ...] = ()

    def start(self) -> None:
        """Start it in a process group of its own, so that ^C reaches this command only, which stops them in order.

        The session stays the same: Linux shares the processor between sessions, and the worker's lower priority counts
        only beside processes of its own one.
        """
        self.process = subprocess.Popen(self.command, process_group=0)  # noqa: S603 - our own commands

    def is_dead(self) -> bool:
        """Has it ended by itself?"""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to end; insist after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban run``."""
    parser: argparse.ArgumentParser = sub.add_parser("run", help="start everything on this machine")
    parser.add_argument("--demo", action="store_true", help="furnish an empty store with the demonstration office")
    add_address_arguments(parser)
    add_store_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Start the parts in order and watch over them until told to stop."""
    var = Path(settings_of(args)["saraban.var"])
    if answers(var / SOCKET):
        raise CommandFailed(_("A server for ${var} is running already. Stop it first.", mapping={"var": str(var)}))
    _port_is_free(args.host, args.port)
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_ignored: stopped.set())
    parts: list[Part] = []
    try:
        return _run(args, var, parts, stopped)
    finally:
        for part in reversed(parts):
            part.stop()


def _run(args: argparse.Namespace, var: Path, parts: list[Part], stopped: threading.Event) -> int:
    has_data = (var / DATA_FS).exists()
    store = _begin(
        parts, Part("store", [sys.executable, "-m", "saraban.scripts.zeo", str(var / DATA_FS), str(var / SOCKET)])
    )
    if not _wait_for(lambda: answers(var / SOCKET), store, stopped):
        return PROBLEMS if not stopped.is_set() else OK
    args.store = f"zeo://{var / SOCKET}"
    _make_ready(args, stopped, made=has_data and _has_keys(var))
    common = ["--var", str(var), "--store", args.store, *(["--ini", str(args.ini)] if args.ini else [])]
    _begin(parts, Part("worker", _command("worker", *common)))
    web = ["--host", args.host, "--port", str(args.port), "--threads", str(args.threads)]
    _begin(parts, Part("web", _command("serve", *common, *web)))
    print(f"เปิดระบบแล้วที่ / Open at  http://{args.host}:{args.port}/   (API: /api/v1)", flush=True)
    print(f"คลังข้อมูล / Store  {args.store}   หยุดด้วย / Stop with  Ctrl+C", flush=True)
    return _watch(parts, stopped)


def _has_keys(var: Path) -> bool:
    """Were the keys made by an earlier run too? Then the parts start at once; they lay out what a new version adds."""
    return (var / SECRET_KEY).exists() and (var / SEAL_KEY).exists()


def _make_ready(args: argparse.Namespace, stopped: threading.Event, *, made: bool) -> None:
    """Make the store and furnish it where that is still to do; only then are the modules for it read."""
    if not made:
        importlib.import_module("saraban.scripts.init").make_store(args)
    if args.demo:
        importlib.import_module("saraban.scripts.demo").furnish_when_empty(args, stop=stopped.is_set)


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandFailed(
                _(
                    "Another program uses the address ${host}:${port}. Choose another one with --port.",
                    mapping={"host": host, "port": port},
                )
            ) from None


def _begin(parts: list[Part], part: Part) -> Part:
    part.start()
    parts.append(part)
    return part


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "saraban.scripts.main", *arguments]


def _wait_for(ready: Any, part: Part, stopped: threading.Event) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not stopped.is_set() and not part.is_dead():
        if ready():
            return True
        time.sleep(0.05)
    return False


def _watch(parts: list[Part], stopped: threading.Event) -> int:
    """Start again what dies; give up on what dies again and again."""
    while not stopped.wait(0.5):
        for part in parts:
            if part.is_dead() and not _restart(part):
                print(f"saraban: {part.name} keeps failing; everything is stopped", file=sys.stderr)
                return PROBLEMS
    return OK


def _restart(part: Part) -> bool:
    now = time.monotonic()
    part.restarts = (*(at for at in part.restarts if now - at < 60), now)
    if len(part.restarts) > MOST_RESTARTS:
        return False
    status = part.process.returncode if part.process else None
    print(f"saraban: {part.name} ended with status {status}; starting it again", file=sys.stderr)
    part.start()
    return True
