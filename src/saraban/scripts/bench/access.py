"""การวัดสิทธิ (access): search, gate, pages, API and files against the rules of reading, on an office that changes.

In each round rights, acting periods, folders and the tree change and letters come; then every person is compared with
the rules on paper on some day, over every letter and paper, and a sample of doors is tried over the application itself.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pyramid.request import Request

from saraban.app import main as make_application
from saraban.auth.doors import COOKIE
from saraban.auth.service import Identity, create_account, get_account, issue_token, open_session
from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.core.store import desk_on
from saraban.people.rights import actor_for
from saraban.scripts.bench.access_office import WORD, RandomOffice
from saraban.scripts.bench.report import Report, at_least, at_most
from saraban.search.interfaces import Query
from saraban.search.service import catch_up, find, reindex

NAME = "access"
HELP = "search, gate, pages, API and files against the rules of reading, on a random office that changes all the time"
FOUND, HIDDEN = 200, 404
DOORS = {
    "L": {"page": "/l/{key}", "api": "/api/v1/letters/{key}", "file": "/api/v1/letters/{key}/file"},
    "P": {"page": "/p/{key}", "api": "/api/v1/receipts/{key}"},
}
SAID = 20


@dataclass(frozen=True)
class Params:
    """How much: the office, the decisions wanted, requests at doors, changes between two rounds."""

    decisions: int = 100_000
    doors: int = 2000
    units: int = 40
    persons: int = 30
    letters: int = 250
    changes: int = 12
    seed: int = 1
    engine: str = "whoosh"


@dataclass
class Outcome:
    """How many decisions were compared, and which differ."""

    decisions: Counter[str] = field(default_factory=Counter)
    allowed: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    changes: int = 0
    differences: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    for name, default in Params().__dict__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)


def run(args: argparse.Namespace) -> Report:
    """Change, compare, count."""
    params = Params(**{name: getattr(args, name) for name in Params().__dict__})
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        found = compare(Path(name) / "var", params)
    return Report(
        NAME,
        params.__dict__,
        figures={
            "decisions": dict(found.decisions),
            "allowed": dict(found.allowed),
            "rounds": found.rounds,
            "changes": found.changes,
            "differences": found.differences[:SAID],
            "seconds": round(time.monotonic() - began, 1),
        },
        budget=[
            at_least("decisions of search compared", params.decisions, found.decisions["search"]),
            at_least("decisions of the gate compared", params.decisions, found.decisions["gate"]),
            *(at_least(f"allowed and hidden at this door: {d}", 1, _both(found, d)) for d in found.decisions),
            at_most("differences", 0, len(found.differences)),
        ],
    )


def _both(found: Outcome, door: str) -> int:
    return min(found.allowed[door], found.decisions[door] - found.allowed[door])


def compare(var: Path, params: Params) -> Outcome:
    """Make the office, and compare round by round until there were decisions enough."""
    settings = {"saraban.store": f"file://{var}/Data.fs", "saraban.var": str(var), "saraban.secure_cookies": "false"}
    application = make_application({}, **settings)
    registry = application.registry
    chance = random.Random(params.seed)  # noqa: S311 - chance, not secrecy
    found = Outcome()
    try:
        with desk_on(registry.database, settings["saraban.store"], registry.notify, var) as desk:
            office = RandomOffice(desk, chance)
            desk.root.info.demo = True
            office.furnish(params.units, params.persons, params.letters)
            keys = {person: _let_in(desk, person) for person in office.persons}
            _saved(desk)
            reindex(desk, registry, engine_name=params.engine)
            while found.decisions["search"] < params.decisions or found.rounds < 2:
                _search_and_gate(desk, registry, office, chance, found)
                share = params.doors * len(office.persons) * len(office.rules.things) // params.decisions
                _doors(application, office, keys, share, chance, found)
                found.rounds += 1
                found.changes += params.changes
                for _i in range(params.changes):
                    office.change()
                _saved(desk)
                if found.rounds % 2:  # in every other round what changed waits, and is found all the same
                    catch_up(desk, registry)
    finally:
        registry.database.close()
    return found


def _saved(desk: Desk) -> None:
    desk.tm.commit()
    desk.tm.begin()


def _let_in(desk: Desk, person: str) -> dict[str, str]:
    """A token and a session."""
    create_account(desk, person, may_put_off_otp=True)
    get_account(desk.root, person).must_change = False
    token = issue_token(desk, person, ("read",), 2)
    session = open_session(desk, Identity(person, "bench"))
    return {"Authorization": f"Bearer {token}", "Cookie": f"{COOKIE}={session}"}


def _search_and_gate(desk: Desk, registry: Any, office: RandomOffice, chance: random.Random, found: Outcome) -> None:
    """Everybody, on some day, over everything that there is."""
    store, things = registry.searchables, office.rules.things
    for person in office.persons:
        day = desk.today + timedelta(days=chance.randint(-5, 5))
        allowed = office.rules.readable(person, day)
        actor = actor_for(desk.root, person, "", day)
        results = find(desk, registry, actor, Query(text=WORD, limit=len(things) + 1))
        by_search = {hit.key for hit in results.hits}
        by_gate = {key for key in things if actor.may(Permission.LETTER_READ, store.thing(desk.root, key))}
        if results.total != len(by_search):
            found.differences.append(f"count: {person} on {day}: {results.total} said, {len(by_search)} found")
        for door, granted in (("search", by_search), ("gate", by_gate)):
            _judge(found, door, person, day, allowed, granted)
            found.decisions[door] += len(things)


def _judge(found: Outcome, door: str, person: str, day: date, allowed: set[str], granted: set[str]) -> None:
    found.allowed[door] += len(granted)
    found.differences += [f"{door}: {person} on {day} reads {key} and may not" for key in granted - allowed]
    found.differences += [f"{door}: {person} on {day} does not read {key} and may" for key in allowed - granted]


def _doors(
    application: Any,
    office: RandomOffice,
    keys: dict[str, dict[str, str]],
    share: int,
    chance: random.Random,
    found: Outcome,
) -> None:
    """A sample of addresses, half of them of things that the person may read."""
    today, things = office.desk.today, list(office.rules.things)
    for _i in range(share):
        person = chance.choice(office.persons)
        allowed = office.rules.readable(person, today)
        of_his = [key for key in things if key in allowed] if chance.random() < 0.5 else []
        key = chance.choice(of_his or things)
        door, address = chance.choice(sorted(DOORS[key[0]].items()))
        answer = Request.blank(address.format(key=key[1:]), headers=keys[person]).get_response(application)
        _bytes = answer.body  # read to the end, so that a file is closed
        wanted = FOUND if key in allowed else HIDDEN
        found.decisions[door] += 1
        found.allowed[door] += answer.status_int == FOUND
        if answer.status_int != wanted:
            found.differences.append(f"{door}: {person} is answered {answer.status_int} for {key}, not {wanted}")
