"""เมืองของการวัดหนังสือเวียน (a city for the circulars): units, their staff, and letters to circulate."""

from __future__ import annotations

from datetime import datetime, timedelta

from saraban.agencies.service import add_unit
from saraban.core.desk import Desk
from saraban.core.ids import next_id
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import add_person, add_post, appoint, grant_role

CITY, PUBLISHER = "city", "publisher"
BATCH = 2000
#: Every so many-th reader presses in all processes at once; every so many-th acknowledges what he reads.
TWICE, ACKNOWLEDGES = 50, 3


class StepClock:
    """A clock that goes on by a second whenever it is asked: no two postings stand at one moment."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def now(self) -> datetime:
        """The next moment."""
        self.at += timedelta(seconds=1)
        return self.at

    office_now = now


def person(n: int) -> str:
    """The sign-in name of one of the staff."""
    return f"p{n:06}"


def unit_code(n: int, units: int) -> str:
    """The unit of one of the staff: one after the other."""
    return f"unit-{n % units}"


def presses_twice(n: int) -> bool:
    """Does this reader press more than once, at the same time?"""
    return n % TWICE == 0


def acknowledges(n: int) -> bool:
    """Does this reader acknowledge too?"""
    return n % ACKNOWLEDGES == 0


def build_city(desk: Desk, staff: int, units: int) -> None:
    """Units with their staff, and a registrar of the whole who publishes; committed as it grows."""
    root = desk.root
    add_unit(root, code=CITY, title="เมืองวัดสมรรถนะ", kind="city")
    for n in range(units):
        add_unit(root, code=unit_code(n, units), title=f"หน่วยที่ {n}", kind="school", parent=CITY)
        add_post(root, id=f"post-{n}", unit=unit_code(n, units), title="เจ้าหน้าที่")
    add_person(root, id=PUBLISHER, name="นายสมมติ ผู้เวียน")
    add_post(root, id=PUBLISHER, unit=CITY, title="เจ้าหน้าที่สารบรรณ")
    appoint(root, person=PUBLISHER, post=PUBLISHER)
    grant_role(root, unit=CITY, role="registrar", post=PUBLISHER)
    for n in range(staff):
        add_person(root, id=person(n), name=f"นายสมมติ {n}")
        appoint(root, person=person(n), post=f"post-{n % units}")
        if n % BATCH == BATCH - 1:
            keep(desk)
    keep(desk)


def keep(desk: Desk) -> None:
    """Commit, let go of what is held in memory, and go on."""
    desk.tm.commit()
    desk.root._p_jar.cacheMinimize()
    desk.tm.begin()


def publisher(desk: Desk) -> Actor:
    """Who publishes."""
    return actor_for(desk.root, PUBLISHER, "", desk.today)


def letter_of(desk: Desk, unit: str, subject: str) -> Letter:
    """A signed letter of a unit, put down as it would stand after signing."""
    letter = Letter(next_id())
    letter.subject, letter.from_unit, letter.from_text, letter.state = subject, unit, "หน่วยงานวัดสมรรถนะ", "signed"
    letter.number, letter.scopes, letter.created_at = f"กท 9999/ว {letter.id % 100_000}", (f"u:{unit}",), desk.now
    letter.dated = desk.today
    records.add_letter(desk.root, letter)
    return letter
