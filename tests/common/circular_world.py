"""กระดานเล็ก ๆ (a small circular board): two districts and two schools in memory, and letters that can be circulated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from saraban.agencies.content import AddresseeGroup
from saraban.agencies.service import add_unit, set_group
from saraban.audit.content import AuditTrail
from saraban.circulars import reading
from saraban.circulars.content import Board
from saraban.core.desk import Desk
from saraban.core.ids import new_id
from saraban.letters import records
from saraban.letters.content import Letter, Letters
from saraban.people.rights import actor_for
from saraban.people.service import add_person, add_post, appoint, grant_role
from saraban.search.content import Outbox
from saraban.tasks.content import Trays
from tests.common.roots import desk_in_memory

#: unit -> the unit above it
UNITS = {"bma": None, "d1": "bma", "d1-edu": "d1", "d1-sch": "d1", "d2": "bma", "d2-sch": "d2"}
KINDS = {"bma": "city", "d1": "agency", "d2": "agency", "d1-edu": "section", "d1-sch": "school", "d2-sch": "school"}
SINCE = date(2021, 10, 1)


@dataclass
class World:
    """The desk and those who work there: ``reg-UNIT`` the registrar, ``staff-UNIT`` a member, ``boss`` over all."""

    desk: Desk

    def actor(self, person: str, post: str = "") -> Any:
        """Put a person to work, today."""
        return actor_for(self.desk.root, person, post, self.desk.today)

    def letter(self, unit: str = "d1", subject: str = "หนังสือเวียน", **fields: Any) -> Letter:
        """A signed letter of a unit."""
        letter = Letter(new_id())
        letter.subject, letter.from_unit, letter.state, letter.scopes = subject, unit, "signed", (f"u:{unit}",)
        letter.created_at = self.desk.now
        for name, value in fields.items():
            setattr(letter, name, value)
        records.add_letter(self.desk.root, letter)
        return letter

    def keep(self) -> None:
        """Commit, and go on."""
        self.desk.tm.commit()
        self.desk.tm.begin()

    def reads(self, person: str, letter: Letter) -> Any:
        """Somebody reads a circular; kept, as each request is."""
        return self._kept(reading.read_circular(self.desk, self.actor(person), letter=letter))

    def acknowledges(self, person: str, letter: Letter) -> Any:
        """Somebody acknowledges a circular."""
        return self._kept(reading.acknowledge_circular(self.desk, self.actor(person), letter=letter))

    def _kept(self, made: Any) -> Any:
        self.keep()
        return made

    def later(self, **delta: float) -> None:
        """Let time pass in the office."""
        self.desk.clock.office += timedelta(**delta)

    @property
    def now(self) -> datetime:
        return self.desk.now


@contextmanager
def open_world(directory: Path) -> Iterator[World]:
    """The world, committed."""
    sections = {"audit": AuditTrail, "circular_board": Board, "letters": Letters, "outbox": Outbox, "tasks": Trays}
    with desk_in_memory(directory, sections) as desk:
        root = desk.root
        for code, above in UNITS.items():
            add_unit(root, code=code, title=f"หน่วย {code}", kind=KINDS[code], parent=above)
            hire(root, f"reg-{code}", code, "registrar")
            hire(root, f"staff-{code}", code, "member")
        hire(root, "boss", "bma", "administrator")
        set_group(root, AddresseeGroup("schools", "โรงเรียนทุกแห่ง", kind="school"))
        desk.tm.commit()
        desk.tm.begin()
        yield World(desk)


def hire(root: Any, person: str, unit: str, role: str, since: date = SINCE) -> None:
    """A person in a post of a unit with a role there."""
    add_person(root, id=person, name=f"นายสมมติ {person}")
    add_post(root, id=f"{unit}.{person}", unit=unit, title=f"ตำแหน่ง {person}")
    appoint(root, person=person, post=f"{unit}.{person}", since=since)
    grant_role(root, unit=unit, role=role, post=f"{unit}.{person}")
