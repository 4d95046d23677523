"""การวัดการลงทะเบียนรับ (registering incoming letters): one process on its own FileStorage, a commit each."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from ZODB.FileStorage import FileStorage

from saraban.agencies.service import add_unit
from saraban.app import configure, lay_out_tree
from saraban.core.desk import Desk
from saraban.core.store import desk_on, open_database
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.people.actor import Actor
from saraban.scripts.bench.report import Report, at_least, at_most, quantile
from saraban.scripts.bench.store import UNIT, raw_commits, registrar
from saraban.search import outbox

NAME = "register"
HELP = "register incoming letters in-process, a commit each, against raw commits of 2 KB"
SUBJECT = "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร ครั้งที่ {}"
#: The indexer takes letters out of the outbox all the time; here it is done in between, neither timed nor counted.
INDEXED_EVERY = 100


@dataclass(frozen=True)
class Written:
    """What the letters left in the store: objects and bytes a letter, on the way and after packing."""

    objects: float
    objects_max: int
    bytes: float
    bytes_packed: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--letters", type=int, default=2000, help="how many letters are registered")
    parser.add_argument(
        "--raw-seconds", type=float, default=2.0, help="how long raw commits are made, before and after"
    )


def run(args: argparse.Namespace) -> Report:
    """Register, weigh, and say what was found."""
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        directory = Path(name)
        raw_before = _raw(directory / "raw1", args.raw_seconds)
        waits, cpu, written = measure(directory, args.letters)
        raw_after = _raw(directory / "raw2", args.raw_seconds)
    rate, raw = len(waits) / sum(waits), (raw_before + raw_after) / 2
    milliseconds = [1000 * wait for wait in waits]
    return Report(
        NAME,
        {"letters": args.letters, "raw_seconds": args.raw_seconds},
        figures={
            "per_second": round(rate, 1),
            "p50_ms": quantile(milliseconds, 0.5),
            "p95_ms": quantile(milliseconds, 0.95),
            "p99_ms": quantile(milliseconds, 0.99),
            "cpu_ms": round(1000 * cpu / len(waits), 3),
            "objects": round(written.objects, 2),
            "objects_max": written.objects_max,
            "bytes_written": round(written.bytes),
            "bytes_packed": round(written.bytes_packed),
        },
        baseline={
            "raw_2kb_commits_per_second": round(raw, 1),
            "before": round(raw_before, 1),
            "after": round(raw_after, 1),
        },
        ratios={"registered_to_raw": round(rate / raw, 3)},
        budget=[
            at_least("rate against raw commits of 2 KB", round(1 / 6, 4), round(rate / raw, 4)),
            at_most("stored objects a letter", 16, round(written.objects, 2)),
            at_most("bytes written a letter", 20 * 1024, round(written.bytes)),
            at_most("bytes a letter after packing", 6 * 1024, round(written.bytes_packed)),
        ],
    )


def measure(directory: Path, letters: int) -> tuple[list[float], float, Written]:
    """Seconds for each letter, CPU seconds for all, and what they left in the store."""
    uri = f"file://{directory}/Data.fs"
    registry = configure({"saraban.store": uri, "saraban.var": str(directory)}).registry
    database = open_database(uri)
    lay_out_tree(database, registry.sections)
    actor, waits, cpu = registrar(), [], 0.0
    with desk_on(database, uri, registry.notify, directory) as desk:
        _prepare(desk, actor)
        database.pack()
        packed = database.storage.getSize()
        size, first = 0, database.lastTransaction()
        skipped = set()
        for number in range(letters):
            before, began, used = database.storage.getSize(), time.perf_counter(), time.process_time()
            register_incoming(desk, actor, unit=UNIT, form=_letter(desk, number))
            desk.tm.commit()
            waits.append(time.perf_counter() - began)
            cpu += time.process_time() - used
            size += database.storage.getSize() - before
            if number % INDEXED_EVERY == INDEXED_EVERY - 1:
                skipped.add(_index(desk, database))
        counts = _objects(directory, first, skipped)
        _index(desk, database)
        database.pack()
        after = database.storage.getSize()
    database.close()
    return waits, cpu, Written(sum(counts) / len(counts), max(counts), size / letters, (after - packed) / letters)


def _prepare(desk: Desk, actor: Actor) -> None:
    """One unit, and a first letter so that book, tray and chain are there."""
    add_unit(desk.root, code=UNIT, title="หน่วยงานวัดสมรรถนะ", kind="agency", prefix="กท 9999")
    desk.tm.commit()
    register_incoming(desk, actor, unit=UNIT, form=_letter(desk, -1))
    desk.tm.commit()


def _letter(desk: Desk, number: int) -> Incoming:
    return Incoming(
        subject=SUBJECT.format(number),
        number=f"กท 0403/{10_000 + number}",
        dated=desk.today - timedelta(days=3),
        from_text="สำนักงานเลขานุการปลัดกรุงเทพมหานคร",
        to_text="ผู้อำนวยการเขต",
        action="ฝ่ายปกครอง",
    )


def _index(desk: Desk, database: Any) -> bytes:
    """Empty the outbox as the indexer does; gives the transaction's id."""
    desk.tm.begin()
    outbox.acknowledge(desk.root, outbox.waiting(desk.root))
    desk.tm.commit()
    last: bytes = database.lastTransaction()
    return last


def _objects(directory: Path, first: bytes, skipped: set[bytes]) -> list[int]:
    """How many objects each registration stored."""
    reader = FileStorage(os.fspath(directory / "Data.fs"), read_only=True)
    try:
        return [
            sum(1 for _record in txn) for txn in reader.iterator(first) if txn.tid > first and txn.tid not in skipped
        ]
    finally:
        reader.close()


def _raw(directory: Path, seconds: float) -> float:
    database = open_database(f"file://{directory}/Data.fs")
    try:
        return raw_commits(database, seconds)
    finally:
        database.close()
