"""การวัดการดับกะทันหัน (kill -9 again and again): while the office is furnished, and while letters are walked through it.

Programs register, endorse, send on, sign and send over HTTP. After each kill of everything the store is looked at as it
lies there; after a kill of one part, as soon as the system is well again. It has to be clean, hold every answer given,
and nothing twice. At the end a request sent again with its key has to get the answer it got.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from saraban.audit import sealing
from saraban.audit.service import verify
from saraban.core.problems import Problem
from saraban.core.store import desk_on, open_database
from saraban.files import fixity
from saraban.registers import checking
from saraban.scripts.bench import cosigned, facts
from saraban.scripts.bench.clients import Clients
from saraban.scripts.bench.report import Report, at_least, at_most, quantile
from saraban.scripts.bench.stories import let_in, stories
from saraban.scripts.bench.system import System, until
from saraban.scripts.check_references import check_references
from saraban.scripts.check_trays import check_trays

NAME = "kills"
HELP = "kill -9 during the demonstration load and while letters are walked through: nothing acknowledged is lost"
#: Printed when the accounts are made: from here on letters are loaded.
FURNISHED = "u-sch-1-teacher"
#: What ``saraban check`` looks at, but the index: that is made anew when it is lost; and each letter that several sign.
CHECKS: tuple[Callable[[Any], Iterator[Problem] | list[Problem]], ...] = (
    checking.check,
    verify,
    sealing.verify_seals,
    check_references,
    check_trays,
    cosigned.check,
    lambda root: [problem for found in fixity.verify_each(root) for problem in found],
)
#: What the programs do, one fact after the other.
STEPS = ("received", "endorsed", "sent on", "taken in", "numbered", "drafted", "signed", "signed in turn", "sent")
SAID = 20


@dataclass(frozen=True)
class Params:
    """How hard to press. ``kills`` are of everything at once, ``part_kills`` of web, worker or store server alone.

    ``pause`` is the longest time between two of them, in seconds. They are shared out over so many ``rounds``, each
    with a store of its own: looking at a store takes the longer the more was done in it.
    """

    incoming: int = 5
    outgoing: int = 4
    together: int = 2
    load_kills: int = 3
    kills: int = 5
    part_kills: int = 12
    pause: float = 3.0
    rounds: int = 1
    again: float = 0.2
    seed: int = 1


@dataclass
class Outcome:
    """What was found afterwards, against what the programs were told."""

    problems: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    replayed: int = 0
    changed: int = 0
    checked: int = 0
    load_kills: int = 0
    kills: int = 0
    part_kills: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)

    def with_round(self, other: Outcome) -> Outcome:
        """What was found in all rounds: figures added up, lists and counts by name put together."""
        added: dict[str, Any] = {
            name: dict(Counter(value) + Counter(more)) if isinstance(value, dict) else value + more
            for name, value, more in ((name, value, getattr(other, name)) for name, value in self.__dict__.items())
        }
        return Outcome(**added)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    for name, default in Params().__dict__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)


def run(args: argparse.Namespace) -> Report:
    """Press, check, and say what was found."""
    params = Params(**{name: getattr(args, name) for name in Params().__dict__})
    began = time.monotonic()
    found = Outcome()
    for part in shared_out(params):
        with tempfile.TemporaryDirectory(prefix="saraban-") as name:
            found = found.with_round(press(Path(name), part))
    said = {k: v[:SAID] if isinstance(v, list) else v for k, v in asdict(found).items() if k not in {"waits", "starts"}}
    return Report(
        NAME,
        params.__dict__,
        figures={
            **said,
            "seconds": round(time.monotonic() - began, 1),
            "p50_ms": quantile(found.waits, 0.5),
            "p95_ms": quantile(found.waits, 0.95),
            "start_after_kill_p50_s": quantile(found.starts, 0.5),
            "start_after_kill_max_s": quantile(found.starts, 1.0),
        },
        budget=[
            at_least("kills", params.kills + params.part_kills, found.kills + found.part_kills),
            *(at_least(f"{what}: acknowledged", 1, found.acked.get(what, 0)) for what in STEPS),
            at_most("problems found by the checks", 0, len(found.problems)),
            at_most("acknowledged and lost", 0, len(found.lost)),
            at_most("done twice", 0, len(found.twice)),
            at_most("refused, or another answer than documented", 0, len(found.refused)),
            at_most("another answer for the same key", 0, found.changed),
        ],
    )


def shared_out(params: Params) -> list[Params]:
    """The rounds: the kills shared out evenly, each round with chances of its own."""

    def share(whole: int, part: int) -> int:
        return whole * (part + 1) // params.rounds - whole * part // params.rounds

    return [
        replace(
            params,
            kills=share(params.kills, part),
            part_kills=share(params.part_kills, part),
            load_kills=share(params.load_kills, part),
            seed=params.seed + part,
        )
        for part in range(params.rounds)
    ]


def press(directory: Path, params: Params, *, ini: Path | None = None) -> Outcome:
    """Furnish a system and let programs work, killing it again and again; then look at what is there."""
    chance = random.Random(params.seed)  # noqa: S311 - chance, not secrecy
    found = Outcome()
    system = System(directory / "var", ini=ini)
    try:
        _furnish(system, params, chance, found)
        _work(system, params, chance, found)
    finally:
        system.kill()
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


def _work(system: System, params: Params, chance: random.Random, found: Outcome) -> None:
    """Programs walk letters through; meanwhile everything, or a part of it, is killed."""
    database = open_database(f"zeo://{system.var}/zeo.sock")
    with desk_on(database, f"zeo://{system.var}/zeo.sock") as desk:
        tokens, phones = let_in(desk)
        desk.tm.commit()
    database.close()
    clients = Clients(system.port, tokens, seed=params.seed, again=params.again)
    events = ["run"] * params.kills + ["part"] * params.part_kills
    chance.shuffle(events)
    clients.start(stories(phones, params.incoming, params.outgoing, params.together))
    try:
        for what in events:
            time.sleep(chance.uniform(0.2, params.pause))
            if what == "run":
                _kill_all(system, clients, found)
            else:
                _kill_part(system, clients, chance, found)
        time.sleep(params.pause)
    finally:
        clients.stop()
    until(system.is_well, "it did not come up after the last kill")
    found.replayed, found.changed = clients.send_again(100)
    found.changed += clients.changed
    found.problems += system.problems(everything=True)
    _examine(f"zeo://{system.var}/zeo.sock", clients, found)
    found.acked = dict(sorted(Counter(what for what, _name in clients.told()).items()))
    found.answers, found.waits, found.refused = clients.answers(), clients.waits(), clients.refused


def _kill_all(system: System, clients: Clients, found: Outcome) -> None:
    system.kill()
    found.kills += 1
    _examine(f"file://{system.var}/Data.fs", clients, found)
    found.starts.append(system.up())


def _kill_part(system: System, clients: Clients, chance: random.Random, found: Outcome) -> None:
    found.part_kills += system.kill_part(chance.choice(("serve", "zeo", "worker")))
    until(system.is_well, "it did not come up after a part of it was killed")
    _examine(f"zeo://{system.var}/zeo.sock", clients, found)


def _examine(uri: str, clients: Clients, found: Outcome) -> None:
    """Look at the store: the checks, and what the programs were told until now."""
    told, asked = clients.told(), clients.asked()
    database = open_database(uri)
    try:
        with desk_on(database, uri) as desk:
            found.problems += [str(problem) for check in CHECKS for problem in check(desk.root)]
            wrong = facts.compare(facts.read(desk.root), told, asked)
    finally:
        database.close()
    found.lost += wrong.lost
    found.twice += wrong.twice
    found.checked += 1
