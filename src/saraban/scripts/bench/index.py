"""การวัดดัชนีที่ถูกดับกะทันหัน (index): kill -9 of the indexer, of searchers and of the store server, again and again.

Letters are written, opened up, closed and taken away all the time; one process indexes, now and then making the index
anew with either engine, two others search and compare each answer with looking at every letter. In the end the index
has to agree with the store without a difference.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ZODB.POSException import ConflictError, StorageError

from saraban.core.store import open_database
from saraban.scripts.bench import index_parts as parts
from saraban.scripts.bench.report import Report, at_least, at_most
from saraban.scripts.bench.store import lay_out_sections
from saraban.scripts.zeo import start_zeo
from saraban.search import comparing, outbox, service

NAME = "index"
HELP = "kill -9 of indexer, rebuild, searchers and store server: nothing lost, nothing leaked, 0 differences"
INDEXER, SEARCHERS, SERVER = "indexer", ("searcher 1", "searcher 2"), "store server"
#: What is killed, by lot: the indexer mostly.
LOTS = (INDEXER,) * 7 + SEARCHERS + (SERVER,)
SAID = 20
PATIENCE = 120.0


@dataclass(frozen=True)
class Params:
    """How hard to press: kills, the longest time between two of them, and the share of turns that are rebuilds."""

    kills: int = 50
    pause: float = 1.2
    rebuilds: float = 0.1
    seed: int = 1


@dataclass
class Outcome:
    """What was killed, what was asked, and what was wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    changes: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    documents: int = 0
    waited: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    for name, default in Params().__dict__.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)


def run(args: argparse.Namespace) -> Report:
    """Press, catch up, compare."""
    params = Params(**{name: getattr(args, name) for name in Params().__dict__})
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        found = press(Path(name), params)
    said = {k: v[:SAID] if isinstance(v, list) else v for k, v in asdict(found).items()}
    return Report(
        NAME,
        params.__dict__,
        figures={**said, "killed": dict(found.killed), "seconds": round(time.monotonic() - began, 1)},
        budget=[
            at_least("kills", params.kills, found.killed.total()),
            at_least("searches compared", params.kills, found.asked),
            at_most("searches that were wrong", 0, len(found.wrong)),
            at_most("differences after catching up", 0, len(found.differences)),
            at_most("files left over", 0, len(found.left_over)),
        ],
    )


def press(place: Path, params: Params) -> Outcome:
    """Let everything work and kill it by lot; then let the index catch up and compare it with the store."""
    chance = random.Random(params.seed)  # noqa: S311 - chance, not secrecy
    system = _Processes(place, params)
    found = Outcome()
    system.start(SERVER)
    try:
        _lay_out(place)
        for name in (INDEXER, *SEARCHERS):
            system.start(name)
        with parts.opened(place) as (registry, desk):
            _until_at_work(place, registry, desk, chance)
            for victim in _victims(params):
                until = time.monotonic() + chance.uniform(0.1, params.pause)
                while time.monotonic() < until:
                    found.changes += _changed(desk, chance)
                system.kill(victim)
                system.start(victim)
                found.killed[victim] += 1
        for name in (INDEXER, *SEARCHERS):
            system.kill(name)
        _compare(place, found)
    finally:
        system.end()
    lines = [line for said in place.glob("said-*") for line in said.read_text(encoding="utf-8").splitlines()]
    found.asked = lines.count("asked")
    found.wrong = [line for line in lines if line != "asked"]
    return found


def _victims(params: Params) -> list[str]:
    """Who is killed, one after the other: each of them at least once, where there are kills enough."""
    chance = random.Random(f"{params.seed}")  # noqa: S311 - chance, not secrecy
    victims = [*sorted(set(LOTS)), *chance.choices(LOTS, k=params.kills)][: params.kills]
    chance.shuffle(victims)
    return victims


def _lay_out(place: Path) -> None:
    database = open_database(parts.address(place))
    try:
        lay_out_sections(database, parts.SECTIONS)
    finally:
        database.close()


def _until_at_work(place: Path, registry: Any, desk: Any, chance: random.Random) -> None:
    """Starting takes seconds on a busy machine: wait until there is an index and both searchers have asked it."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        _changed(desk, chance)
        said = [path for path in place.glob("said-*") if path.stat().st_size]
        if len(said) == len(SEARCHERS) and service.engine_of(registry).is_ready():
            return


def _changed(desk: Any, chance: random.Random) -> int:
    try:
        parts.change(desk, chance)
    except (ConflictError, StorageError):  # the server was killed just now
        time.sleep(parts.WAIT)
        with suppress(Exception):
            desk.tm.abort()
        desk.tm.begin()
        return 0
    time.sleep(parts.WAIT / 4)
    return 1


def _compare(place: Path, found: Outcome) -> None:
    """Catch up, then compare: the index with the store, every scope by hand, and the directory with what is in use."""
    with parts.opened(place) as (registry, desk):
        found.waited = len(outbox.pending(desk.root))
        service.catch_up(desk, registry)
        found.documents = service.engine_of(registry).count()
        found.differences = comparing.check(desk, registry)
        if outbox.pending(desk.root):
            found.differences.append("something waits still")
        for seed in range(40):
            found.differences += parts.search_once(registry, desk, random.Random(seed))  # noqa: S311
        service.reindex(desk, registry)
        found.left_over = [path.name for path in (place / "index").glob("g-*")][1:]


class _Processes:
    """The processes by name, started as often as they are killed."""

    def __init__(self, place: Path, params: Params) -> None:
        self._place = place
        self._context: Any = get_context("forkserver")
        self._context.set_forkserver_preload([parts.__name__])
        self._params = params
        self._seed = params.seed
        self._running: dict[str, Any] = {}

    def start(self, name: str) -> None:
        """Start one; a server is waited for."""
        self._seed += 1
        if name == SERVER:
            self._running[name] = start_zeo(self._place / "Data.fs", self._place / "zeo.sock")
            return
        work: Callable[..., None] = parts.index_for_ever if name == INDEXER else parts.search_for_ever
        last = self._params.rebuilds if name == INDEXER else self._place / f"said-{name[-1]}"
        self._running[name] = self._context.Process(target=work, args=(self._place, self._seed, last), daemon=True)
        self._running[name].start()

    def kill(self, name: str) -> None:
        """Kill -9."""
        process = self._running.pop(name)
        if name == SERVER:
            process.send_signal(signal.SIGKILL)
            process.wait()
        else:
            process.kill()
            process.join()

    def end(self) -> None:
        """Kill what is left."""
        for name in list(self._running):
            self.kill(name)
