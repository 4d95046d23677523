"""คลังชั่วคราวของการวัด (the store of a bench): made for it, thrown away after it; no bench opens any other."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import transaction
import ZODB
from persistent.mapping import PersistentMapping

from saraban.agencies.content import Agencies
from saraban.agencies.service import add_unit
from saraban.audit.content import AuditTrail
from saraban.core.access import principals_for, unit_scope
from saraban.core.permissions import Role
from saraban.core.store import APP_ROOT, lay_out, open_database
from saraban.people.actor import Actor, Signing
from saraban.registers.content import Registers
from saraban.scripts.zeo import start_zeo

UNIT = "bench"
SECTIONS: dict[str, Callable[[], Any]] = {"agencies": Agencies, "audit": AuditTrail, "registers": Registers}


@contextmanager
def temporary_store() -> Iterator[Path]:
    """A fresh directory with a small office in ``Data.fs``: one unit, nothing registered yet."""
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        directory = Path(name)
        database = open_database(f"file://{directory}/Data.fs")
        build_unit(database)
        database.close()
        yield directory


def build_unit(database: ZODB.DB) -> None:
    """Lay the tree out and put the one unit of the bench into it."""
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    tm.begin()
    root = lay_out(connection.root(), SECTIONS)
    add_unit(root, code=UNIT, title="หน่วยงานวัดสมรรถนะ", kind="agency", prefix="กท 9999")
    tm.commit()
    connection.close()


def lay_out_sections(database: ZODB.DB, sections: dict[str, Callable[[], Any]]) -> None:
    """Lay out a tree with these sections only."""
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    with tm:
        lay_out(connection.root(), sections)
    connection.close()


def registrar() -> Actor:
    """A registrar at work in the unit of the bench."""
    duties = frozenset({(Role.REGISTRAR.value, UNIT)})
    scopes = frozenset({unit_scope(UNIT)})
    signing = Signing("bench", "ผู้วัด", "bench-post", "เจ้าหน้าที่สารบรรณ", unit=UNIT)
    return Actor(
        "bench", "ผู้วัด", "bench-post", UNIT, signing, scopes, duties, principals=principals_for("bench", scopes, duties)
    )


def raw_commits(database: ZODB.DB, seconds: float) -> float:
    """Commits a second of one connection, one object of 2 KB each."""
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    tm.begin()
    box = connection.root()[f"{APP_ROOT}-raw"] = PersistentMapping()
    tm.commit()
    done, began = 0, time.monotonic()
    while time.monotonic() - began < seconds:
        tm.begin()
        box["x"] = f"{done:08}".ljust(2000, "x")
        tm.commit()
        done += 1
    rate = done / (time.monotonic() - began)
    connection.close()
    return rate


def raw_rate(directory: Path, seconds: float = 2.0) -> float:
    """Commits a second of one writer of 2 KB each over the same kind of server: what the store can do."""
    place = directory / "raw"
    server = start_zeo(place / "Data.fs", place / "zeo.sock")
    database = open_database(f"zeo://{place}/zeo.sock")
    try:
        return raw_commits(database, seconds)
    finally:
        database.close()
        server.terminate()
        server.wait(timeout=30)
