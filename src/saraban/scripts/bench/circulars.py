"""การวัดหนังสือเวียน (circulars): pages of a full board, the cost of publishing, and every reader counted exactly.

Readers are asked for by many threads of several processes on one store server; some press twice at the same moment.
Afterwards the counts are held against the list of who was sent to read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ZODB.FileStorage import FileStorage

from saraban.app import configure, lay_out_tree
from saraban.app import main as make_application
from saraban.circulars.lists import board_of
from saraban.circulars.service import publish
from saraban.circulars.watching import count_staff, standings, totals
from saraban.core.desk import Desk
from saraban.core.store import desk_on, open_database
from saraban.scripts.bench.circular_city import (
    StepClock,
    acknowledges,
    build_city,
    keep,
    letter_of,
    publisher,
    unit_code,
)
from saraban.scripts.bench.office import BenchOffice, build
from saraban.scripts.bench.pages import PAGE_BYTES, PAGE_MS, Timed, bare, in_process, measure
from saraban.scripts.bench.report import Report, at_most, quantile
from saraban.scripts.bench.store import raw_rate
from saraban.scripts.office_books import registrar_of
from saraban.scripts.office_stories import DISTRICT
from saraban.scripts.zeo import start_zeo

NAME = "circulars"
HELP = "pages of a full circular board, the cost of publishing, readers counted exactly under load"
CATEGORIES = ("general", "policy", "meeting", "training", "personnel", "finance")
#: Most objects that publishing to all staff may store beyond publishing to one unit.
SAME_OBJECTS, SAME_BYTES = 2, 1024


@dataclass(frozen=True)
class Cost:
    """What one posting left in the store."""

    objects: int
    bytes: int
    ms: float


@dataclass(frozen=True)
class Read:
    """What became of the readers."""

    counts: Counter[str]
    waits: list[float]
    wall: float
    wrong_units: int
    persons: int
    read: int
    acknowledged: int
    wanted: int
    count_ms: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--postings", type=int, default=10_000, help="circulars on the board")
    parser.add_argument("--times", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--staff", type=int, default=100_000, help="readers")
    parser.add_argument("--units", type=int, default=1200, help="units that they work in")
    parser.add_argument("--processes", type=int, default=4, help="processes that readers come through")
    parser.add_argument("--threads", type=int, default=4, help="threads of each")
    parser.add_argument("--assets", type=Path, help="where styles and fonts were made before")


def run(args: argparse.Namespace) -> Report:
    """Look, publish, read, count."""
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        directory = Path(name)
        pages, hello = board_pages(directory / "office", args)
        raw = raw_rate(directory)
        costs, found = crowd(directory / "city", args)
    base = quantile(hello.wall, 0.5)
    one, everybody = costs["one unit"], costs["all staff"]
    named = ("postings", "times", "staff", "units", "processes", "threads")
    return Report(
        NAME,
        {name: getattr(args, name) for name in named},
        figures={
            "pages": {name: _figures(timed) for name, timed in pages.items()},
            "publish": {name: vars(cost) for name, cost in costs.items()},
            "readers": {
                "wall_s": round(found.wall, 1),
                "per_second": round(len(found.waits) / found.wall, 1),
                "p50_ms": quantile(found.waits, 0.5),
                "p99_ms": quantile(found.waits, 0.99),
                "counts": dict(found.counts),
                "read": found.read,
                "acknowledged": found.acknowledged,
                "staff_counted_ms": round(found.count_ms, 1),
            },
        },
        baseline={"hello_p50_ms": base, "raw_2kb_commits_per_second_over_zeo": round(raw, 1)},
        ratios={
            "board_to_hello": round(quantile(pages["board"].wall, 0.5) / base, 1),
            "readers_to_raw": round(len(found.waits) / found.wall / raw, 3),
        },
        budget=[
            *(at_most(f"{name}: server time p95, ms", PAGE_MS, quantile(t.wall, 0.95)) for name, t in pages.items()),
            *(at_most(f"{name}: bytes", PAGE_BYTES, max(t.sizes)) for name, t in pages.items()),
            at_most("objects stored for all staff beyond one unit", SAME_OBJECTS, everybody.objects - one.objects),
            at_most("bytes written for all staff beyond one unit", SAME_BYTES, everybody.bytes - one.bytes),
            at_most("readers counted wrongly", 0, abs(found.read - args.staff)),
            at_most("acknowledgements counted wrongly", 0, abs(found.acknowledged - found.wanted)),
            at_most("units counted wrongly", 0, found.wrong_units),
            at_most("conflicts met by readers who pressed once", 0, found.counts["conflicts"]),
            at_most("readers given up", 0, found.counts["given up"]),
        ],
    )


def board_pages(var: Path, args: argparse.Namespace) -> tuple[dict[str, Timed], Timed]:
    """The board with its filters and deep pages, and a bare page of the same machine."""
    var.mkdir(mode=0o700)
    settings = {"saraban.store": f"file://{var}/Data.fs", "saraban.var": str(var)}
    settings |= {"saraban.assets": str(args.assets.resolve())} if args.assets else {}
    office = build(var, 50, settings)
    middle = fill_board(var, settings, args.postings)
    application = make_application({}, **settings, **{"saraban.secure_cookies": "false"})
    try:
        wanted = {
            "board": "/circulars",
            "category": "/circulars?category=policy",
            "unit": f"/circulars?unit={DISTRICT}&category=training",
            "year": "/circulars?year=2567",
            "unread": "/circulars?unread=1",
            "middle": f"/circulars?after={middle}",
        }
        pages = {name: _looked_at(application, path, args.times, office) for name, path in wanted.items()}
    finally:
        application.registry.database.close()
    return pages, measure(in_process(bare(var)), ["/"], args.times, office)


def _looked_at(application: Any, path: str, times: int, office: BenchOffice) -> Timed:
    return measure(in_process(application), [path], times, office)


def fill_board(var: Path, settings: dict[str, str], postings: int) -> int:
    """Put so many circulars up, most to all staff; gives the id of one in the middle."""
    registry = configure(settings).registry
    uri, ids = settings["saraban.store"], []
    database = open_database(uri)
    with desk_on(database, uri, registry.notify, var) as desk:
        desk.clock = StepClock(desk.now)
        clerk = registrar_of(desk, DISTRICT)
        for n in range(postings):
            letter = letter_of(desk, DISTRICT, f"หนังสือเวียนเพื่อการวัด ฉบับที่ {n}")
            audience = (f"below:{DISTRICT}",) if n % 4 == 0 else ("all",)
            made = publish(desk, clerk, letter=letter, unit=DISTRICT, category=CATEGORIES[n % 6], audience=audience)
            ids.append(made.id)
            if n % 500 == 499:
                keep(desk)
        keep(desk)
    database.close()
    return ids[len(ids) // 2]


def crowd(var: Path, args: argparse.Namespace) -> tuple[dict[str, Cost], Read]:
    """Publish to one unit and to all of a city's staff, let all read, and hold the counts against the list."""
    var.mkdir(mode=0o700)
    uri = f"file://{var}/Data.fs"
    registry = configure({"saraban.store": uri, "saraban.var": str(var)}).registry
    database = open_database(uri)
    lay_out_tree(database, registry.sections)
    with desk_on(database, uri, registry.notify, var) as desk:
        build_city(desk, args.staff, args.units)
        _publish(desk, ("unit:unit-0",))  # makes what is made once
        costs = {}
        for name, audience in (("one unit", ("unit:unit-0",)), ("all staff", ("all",))):
            key, took = _publish(desk, audience)
            costs[name] = _weighed(var, database, took)
    database.close()
    return costs, read_all(var, key, args)


def _publish(desk: Desk, audience: tuple[str, ...]) -> tuple[int, float]:
    letter = letter_of(desk, "city", "หนังสือเวียนเพื่อการวัด")
    keep(desk)
    began = time.perf_counter()
    publish(desk, publisher(desk), letter=letter, unit="city", audience=audience)
    desk.tm.commit()
    took = time.perf_counter() - began
    desk.tm.begin()
    return letter.id, 1000 * took


def _weighed(var: Path, database: Any, took: float) -> Cost:
    """The objects and bytes of the last transaction."""
    reader = FileStorage(str(var / "Data.fs"), read_only=True)
    try:
        sizes = [len(r.data) for txn in reader.iterator(database.lastTransaction()) for r in txn if r.data]
    finally:
        reader.close()
    return Cost(len(sizes), sum(sizes), round(took, 1))


def read_all(var: Path, letter: int, args: argparse.Namespace) -> Read:
    """Let everybody read through several processes; gives what was counted."""
    server = start_zeo(var / "Data.fs", var / "zeo.sock")
    uri = f"zeo://{var}/zeo.sock"
    command = [sys.executable, "-m", "saraban.scripts.bench.circular_readers", uri, str(letter), str(args.staff)]
    try:
        began = time.monotonic()
        crowd = [
            subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(n), str(args.processes), str(args.threads)], stdout=subprocess.PIPE, text=True
            )
            for n in range(args.processes)
        ]
        told = [json.loads(process.communicate()[0]) for process in crowd]
        wall = time.monotonic() - began
    finally:
        server.terminate()
        server.wait(timeout=30)
    counts: Counter[str] = Counter()
    for one in told:
        counts.update(one["counts"])
    return _counted(var, letter, args, counts, [wait for one in told for wait in one["waits"]], wall)


def _counted(
    var: Path, letter: int, args: argparse.Namespace, counts: Counter[str], waits: list[float], wall: float
) -> Read:
    """Hold the counts of every unit against who was sent."""
    uri = f"file://{var}/Data.fs"
    database = open_database(uri)
    try:
        with desk_on(database, uri) as desk:
            began = time.perf_counter()
            count_staff(desk.root)
            took = 1000 * (time.perf_counter() - began)
            posting = board_of(desk.root).postings[letter]
            sums, rows = totals(desk.root, posting), {s.unit: s for s in standings(desk.root, posting)}
    finally:
        database.close()
    staff = Counter(unit_code(n, args.units) for n in range(args.staff))
    done = Counter(unit_code(n, args.units) for n in range(args.staff) if acknowledges(n))
    wrong = [u for u in staff if (rows[u].staff, rows[u].read, rows[u].acknowledged) != (staff[u], staff[u], done[u])]
    return Read(
        counts,
        waits,
        wall,
        len(wrong),
        sums.persons,
        sums.read,
        sums.acknowledged,
        done.total(),
        took,
    )


def _figures(timed: Timed) -> dict[str, float]:
    return {
        "p50_ms": quantile(timed.wall, 0.5),
        "p95_ms": quantile(timed.wall, 0.95),
        "cpu_p50_ms": quantile(timed.cpu, 0.5),
        "bytes_max": max(timed.sizes),
    }
