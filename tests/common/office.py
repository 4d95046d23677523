"""สำนักงานตัวอย่าง for tests: the demonstration office in a store of its own, with a clock that stands where it is put."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from saraban.app import configure, lay_out_tree
from saraban.core.clock import BANGKOK, FixedClock
from saraban.core.desk import Desk
from saraban.core.store import desk_on, open_database
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import posts_of
from saraban.scripts.office import OPENING, build_office

#: Styles and fonts as sent: made once for all tests.
ASSETS = Path(gettempdir()) / "saraban-test-assets"


def at(day: int, hour: int = 9, minute: int = 0, *, month: int = 3, year: int = 2024) -> datetime:
    """An instant of the office, in March 2567 unless said otherwise."""
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@dataclass
class Office:
    """A built office: its store, its registry and its clock."""

    uri: str
    registry: Any
    database: Any
    clock: FixedClock = field(default_factory=lambda: FixedClock(OPENING, OPENING))

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk in a fresh transaction, at the office's clock; the caller commits."""
        with desk_on(self.database, self.uri, self.registry.notify) as desk:
            desk.clock = self.clock
            desk.var = self.registry.saraban.var
            yield desk

    def actor(self, desk: Desk, person: str, post: str = "") -> Actor:
        """Put a person to work: in ``post``, else in the first own post (``acting`` = in the post acted for)."""
        if post == "acting":
            post = next(h.key for h in posts_of(desk.root, person, desk.today) if h.acting)
        return actor_for(desk.root, person, post, desk.today)

    def close(self) -> None:
        """Give the store back."""
        self.database.close()


def open_office(directory: Path, room: Mapping[str, int] | None = None, **settings: Any) -> Office:
    """Build the demonstration office in ``directory`` and commit it; ``room`` opens books so many numbers earlier."""
    uri = f"file://{directory}/Data.fs"
    config = configure({"saraban.store": uri, "saraban.var": str(directory), "saraban.assets": str(ASSETS), **settings})
    database = open_database(uri)
    lay_out_tree(database, config.registry.sections)
    office = Office(uri, config.registry, database)
    with office.desk() as desk:
        build_office(desk, room)
        desk.tm.commit()
    return office
