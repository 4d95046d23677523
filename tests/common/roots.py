"""Small trees in memory for unit tests: a store on a MappingStorage, a desk with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import transaction
import ZODB
from transaction.interfaces import NoTransaction
from ZODB.DemoStorage import DemoStorage

from saraban.agencies.content import Agencies
from saraban.core.clock import FixedClock
from saraban.core.desk import Desk
from saraban.core.locks import Locks
from saraban.core.store import lay_out
from saraban.people.content import People

#: 8 March 2567, 09.01 in Bangkok: the morning on which the district registers the circular.
MORNING = datetime(2024, 3, 8, 2, 1, tzinfo=UTC)


@contextmanager
def desk_in_memory(tmp_path: Path, sections: dict | None = None, now: datetime = MORNING) -> Iterator[Desk]:
    """A desk on a fresh store in memory, with the sections wanted (units and people by default)."""
    database = ZODB.DB(DemoStorage())
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    tm.begin()
    root = lay_out(connection.root(), {"agencies": Agencies, "people": People, **(sections or {})})
    tm.commit()
    tm.begin()
    try:
        yield Desk(root=root, tm=tm, clock=FixedClock(now), locks=Locks(tmp_path / "locks", wait=5))
    finally:
        with suppress(NoTransaction):  # committed, and nothing begun since
            tm.abort()
        connection.close()
        database.close()
