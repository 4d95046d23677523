"""การวัดการออกเลข (numbers under load): many writers in many processes on one book, some giving up, some killed.

Afterwards the book has to hold 1..n exactly, everything that was acknowledged, and nothing twice.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from saraban.audit.service import verify
from saraban.core.store import desk_on, open_database
from saraban.registers.books import registers_of
from saraban.registers.checking import check
from saraban.scripts.bench.report import Report, at_least, at_most, quantile
from saraban.scripts.bench.store import raw_rate, temporary_store
from saraban.scripts.zeo import start_zeo

NAME = "numbers"
HELP = "one number series, many writers, aborts and kill -9: 1..n exactly"


@dataclass(frozen=True)
class Params:
    """How hard to press: ``kills`` of writers and ``server_kills`` of the store's server, at random moments."""

    seconds: float = 60.0
    writers: int = 32
    processes: int = 4
    aborts: float = 0.03
    kills: int = 12
    server_kills: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Outcome:
    """What was found in the book afterwards, against what the writers were told."""

    numbers: int
    acked: int
    gaps: int
    duplicates: int
    lost: int
    problems: list[str]
    lines: dict[str, int]
    waits: list[float]
    wall: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    for name, default in Params().__dict__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)


def run(args: argparse.Namespace) -> Report:
    """Press, check, and say what was found."""
    params = Params(**{name: getattr(args, name) for name in Params().__dict__})
    with temporary_store() as directory:
        raw = raw_rate(directory)
        outcome = press(directory, params)
    rate = outcome.acked / outcome.wall
    return Report(
        NAME,
        params.__dict__,
        figures={
            "acked": outcome.acked,
            "per_second": round(rate, 1),
            "p50_ms": quantile(outcome.waits, 0.5),
            "p99_ms": quantile(outcome.waits, 0.99),
            "max_ms": quantile(outcome.waits, 1.0),
            "numbers": outcome.numbers,
            "gaps": outcome.gaps,
            "duplicates": outcome.duplicates,
            "lost": outcome.lost,
            "problems": outcome.problems,
            "lines": outcome.lines,
            "wall_s": round(outcome.wall, 1),
        },
        baseline={"raw_2kb_commits_per_second_over_zeo": round(raw, 1)},
        ratios={"issued_to_raw": round(rate / raw, 3)},
        budget=[
            at_least("numbers acknowledged", 1, outcome.acked),
            at_most("gaps in 1..n", 0, outcome.gaps),
            at_most("duplicates", 0, outcome.duplicates),
            at_most("acknowledged and lost", 0, outcome.lost),
            at_most("problems found by the checks of registers and audit", 0, len(outcome.problems)),
        ],
    )


def press(directory: Path, params: Params) -> Outcome:
    """Let the writers loose on the store in ``directory``, kill some, and look at what they left behind."""
    chance = random.Random(params.seed)  # noqa: S311 - chance, not secrecy
    socket, acks = directory / "zeo.sock", directory / "acks"
    crowd = _Crowd(directory, socket, acks, params)
    began = time.monotonic()
    try:
        crowd.start()
        crowd.disturb(chance)
        crowd.wait()
        wall = time.monotonic() - began
    finally:
        crowd.end()
    return examine(directory, acks, wall)


class _Crowd:
    """The server and the writer processes."""

    def __init__(self, directory: Path, socket: Path, acks: Path, params: Params) -> None:
        self.data_fs, self.socket, self.acks, self.params = directory / "Data.fs", socket, acks, params
        self.until = time.monotonic() + params.seconds
        self.started = 0
        self.writers: list[subprocess.Popen[bytes]] = []
        self.server = start_zeo(self.data_fs, socket)

    def start(self) -> None:
        self.writers = [self._writer() for _i in range(self.params.processes)]

    def disturb(self, chance: random.Random) -> None:
        """Kill -9 at random moments, writers and the server; who was killed is started again at once."""
        while time.monotonic() < self.until and not (self.acks.exists() and self.acks.stat().st_size):
            time.sleep(0.05)  # until somebody is at work
        began = time.monotonic()
        left = max(0.0, self.until - began)
        times = [(chance.uniform(0, left * 0.9), "writer") for _i in range(self.params.kills)]
        times += [(chance.uniform(0, left * 0.7), "server") for _i in range(self.params.server_kills)]
        for moment, whom in sorted(times):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            if whom == "server":
                _kill(self.server)
                self.server = start_zeo(self.data_fs, self.socket)
            else:
                place = chance.randrange(len(self.writers))
                _kill(self.writers[place])
                self.writers[place] = self._writer()

    def wait(self) -> None:
        for writer in self.writers:
            writer.wait(timeout=self.params.seconds + 120)

    def end(self) -> None:
        for process in self.writers:
            _kill(process)
        self.server.terminate()
        self.server.wait(timeout=30)

    def _writer(self) -> subprocess.Popen[bytes]:
        self.started += 1
        left = max(0.0, self.until - time.monotonic())
        return subprocess.Popen(  # noqa: S603 - our own module and numbers
            [
                sys.executable,
                "-W",
                "ignore::UserWarning",
                "-m",
                "saraban.scripts.bench.writer",
                f"zeo://{self.socket}",
                str(self.acks),
                "--threads",
                str(self.params.writers // self.params.processes),
                "--seconds",
                str(left),
                "--aborts",
                str(self.params.aborts),
                "--seed",
                str(self.params.seed * 100 + self.started),
            ]
        )


def examine(directory: Path, acks: Path, wall: float) -> Outcome:
    """Open the store as it was left and compare the book with what the writers were told."""
    lines = [line.split() for line in acks.read_text().splitlines()] if acks.exists() else []
    acked = [(int(n), token, float(wait)) for what, n, token, wait in lines if what == "acked"]
    uri = f"file://{directory}/Data.fs"
    database = open_database(uri)
    with desk_on(database, uri) as desk:
        found = {e.n: e.subject for book in registers_of(desk.root).books.values() for e in book.entries.values()}
        problems = [str(p) for p in (*check(desk.root), *verify(desk.root))]
    database.close()
    told = [n for n, _token, _wait in acked]
    return Outcome(
        numbers=len(found),
        acked=len(acked),
        gaps=len(set(range(1, max(found, default=0) + 1)) - set(found)),
        duplicates=len(told) - len(set(told)) + len(found) - len(set(found.values())),
        lost=sum(found.get(n) != token for n, token, _wait in acked),
        problems=problems[:20],
        lines={what: sum(1 for line in lines if line[0] == what) for what in sorted({line[0] for line in lines})},
        waits=[wait for _n, _token, wait in acked],
        wall=wall,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
