"""การวัดการดับกะทันหัน (kill -9 of the whole system): while it is furnished, and while programs register letters over HTTP.

Afterwards the store has to be clean, every answer that was given has to hold, and a request sent again with its key
has to give the number it gave.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saraban.core.store import desk_on, open_database
from saraban.registers.books import registers_of
from saraban.scripts.bench.clients import Clients
from saraban.scripts.bench.report import Report, at_least, at_most, quantile
from saraban.scripts.bench.system import System, until

NAME = "kills"
HELP = "kill -9 of the whole system during the demonstration load and during registration: nothing acknowledged is lost"
UNIT, PERSON = "d54", "u-d54-clerk"
#: Printed when the accounts are made: from here on letters are loaded.
FURNISHED = "u-sch-1-teacher"


@dataclass(frozen=True)
class Params:
    """How hard to press. ``kills`` are of everything at once, ``part_kills`` of web or store server alone."""

    seconds: float = 60.0
    clients: int = 6
    load_kills: int = 3
    kills: int = 4
    part_kills: int = 4
    again: float = 0.2
    seed: int = 1


@dataclass
class Outcome:
    """What was found afterwards, against what the clients were told."""

    problems: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    acked: int = 0
    replayed: int = 0
    changed: int = 0
    lost: int = 0
    twice: int = 0
    numbers: int = 0
    load_kills: int = 0
    kills: int = 0
    part_kills: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    for name, default in Params().__dict__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)


def run(args: argparse.Namespace) -> Report:
    """Press, check, and say what was found."""
    params = Params(**{name: getattr(args, name) for name in Params().__dict__})
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        found = press(Path(name), params)
    return Report(
        NAME,
        params.__dict__,
        figures={
            **{k: v for k, v in found.__dict__.items() if k not in {"waits", "starts", "problems"}},
            "problems": found.problems[:20],
            "p50_ms": quantile(found.waits, 0.5),
            "p95_ms": quantile(found.waits, 0.95),
            "start_after_kill_s": [round(s, 2) for s in found.starts],
        },
        budget=[
            at_least("letters acknowledged", 1, found.acked),
            at_most("problems found by saraban check", 0, len(found.problems)),
            at_most("acknowledged and lost", 0, found.lost),
            at_most("registered twice", 0, found.twice),
            at_most("another number for the same key", 0, found.changed),
        ],
    )


def press(directory: Path, params: Params, *, ini: Path | None = None) -> Outcome:
    """Furnish a system and let programs register, killing it again and again; then look at what is there."""
    chance = random.Random(params.seed)  # noqa: S311 - chance, not secrecy
    found = Outcome()
    system = System(directory / "var", ini=ini)
    try:
        _furnish(system, params, chance, found)
        clients = _register(system, params, chance, found)
    finally:
        system.kill()
    _examine(system, clients, found)
    return found


def _furnish(system: System, params: Params, chance: random.Random, found: Outcome) -> None:
    """The demonstration load, cut off ``load_kills`` times."""
    system.start()
    until(lambda: FURNISHED in system.printed(), "the passwords were not printed")
    for _i in range(params.load_kills):
        _until_grown(system, chance.randrange(50_000, 400_000))
        found.load_kills += "Open at" not in system.printed()
        system.kill()
        found.problems += system.problems(everything=False)
        system.start()
    until(system.is_well, "it did not come up after the load")


def _until_grown(system: System, grown: int) -> None:
    size = system.size() + grown
    until(lambda: system.size() > size or "Open at" in system.printed(), "no letters were loaded")


def _register(system: System, params: Params, chance: random.Random, found: Outcome) -> Clients:
    """Programs register letters; meanwhile everything, or a part of it, is killed."""
    token = system.ask("token", "issue", PERSON, "--scope", "read", "--scope", "write")["token"]
    clients = Clients(system.port, token, UNIT, seed=params.seed, again=params.again)
    began = time.monotonic()
    events = [(chance.uniform(0.1, 0.9) * params.seconds, "run") for _i in range(params.kills)]
    events += [(chance.uniform(0.1, 0.9) * params.seconds, "part") for _i in range(params.part_kills)]
    clients.start(params.clients)
    try:
        for moment, what in sorted(events):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            if what == "run":
                _kill_all(system, found)
            else:
                found.part_kills += system.kill_part(chance.choice(("serve", "zeo", "worker")))
        time.sleep(max(0.0, began + params.seconds - time.monotonic()))
    finally:
        clients.stop()
    until(system.is_well, "it did not come up after the last kill")
    found.replayed, found.changed = clients.send_again(100)
    found.problems += system.problems(everything=True)
    return clients


def _kill_all(system: System, found: Outcome) -> None:
    system.kill()
    found.kills += 1
    found.problems += system.problems(everything=False)
    found.starts.append(system.up())


def _examine(system: System, clients: Clients, found: Outcome) -> None:
    """Compare the book with what the clients were told."""
    uri = f"file://{system.var}/Data.fs"
    database = open_database(uri)
    with desk_on(database, uri) as desk:
        rows: dict[str, list[int]] = {}
        for book in registers_of(desk.root).books.values():
            if (book.unit, book.series) == (UNIT, "receive"):
                found.numbers = len(book.entries)
                for entry in book.entries.values():
                    rows.setdefault(entry.subject, []).append(entry.n)
    database.close()
    told: dict[str, Any] = clients.acknowledged()
    found.acked, found.answers, found.waits = len(told), clients.answers(), clients.waits()
    found.lost = sum(n not in rows.get(subject, ()) for subject, n in told.items())
    found.twice = sum(len(rows.get(subject, ())) > 1 for subject in clients.asked())
    found.changed += clients.changed
