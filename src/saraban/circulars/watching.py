"""ผู้เวียนติดตามผล (watching): who has read and acknowledged, unit by unit; counting the staff; reminding units.

The staff of each unit on the day of publishing are counted afterwards, by the worker: publishing costs the same for a
school and for a hundred thousand. Until then a page counts for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from saraban.agencies.service import agencies_of, agency_of, find_unit
from saraban.audit import service as audit
from saraban.circulars import lists
from saraban.circulars.audience import units_in
from saraban.circulars.content import Posting
from saraban.circulars.lists import board_of
from saraban.circulars.reading import OTHERS, unit_acknowledged_at
from saraban.circulars.service import own_posting
from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.letters.content import Letter
from saraban.people.actor import Actor
from saraban.people.service import in_force, people_of, posts_in
from saraban.tasks import service as tasks


@dataclass(frozen=True)
class Standing:
    """หน่วยหนึ่งอ่านถึงไหน: its staff on the day of publishing, how many of them read and acknowledged, its registry."""

    unit: str
    title: str
    agency: str
    staff: int
    read: int
    acknowledged: int
    acknowledged_at: datetime | None
    reminded_at: datetime | None

    @property
    def unread(self) -> int:
        """Who has not read it; a count of the staff that came late is no reason for less than nobody."""
        return max(0, self.staff - self.read)


@dataclass(frozen=True)
class Totals:
    """ยอดรวม: persons, each once (``others`` read by an acting post or came later), and units by their registries."""

    persons: int
    read: int
    acknowledged: int
    others: int
    units: int
    units_acknowledged: int

    @property
    def unread(self) -> int:
        """Who of the staff on the day of publishing has not read it."""
        return max(0, self.persons - (self.read - self.others))


def standings(root: Any, posting: Posting) -> list[Standing]:
    """Every unit that the circular is for and that has staff or has acknowledged, by its code."""
    staff, _persons = staff_of(root, posting)
    codes = sorted({*staff, *posting.by_units.keys()})
    return [_standing(root, posting, code, staff.get(code, 0)) for code in codes]


def _standing(root: Any, posting: Posting, code: str, staff: int) -> Standing:
    unit = agencies_of(root).by_code.get(code)
    reminded = posting.reminded.get(code)
    return Standing(
        unit=code,
        title=unit.title if unit is not None else code,
        agency=_agency(unit) if unit is not None else "",
        staff=staff,
        read=_count(posting.read, code),
        acknowledged=_count(posting.acknowledged, code),
        acknowledged_at=unit_acknowledged_at(posting, code),
        reminded_at=reminded[0] if reminded is not None else None,
    )


def _agency(unit: Any) -> str:
    """The agency of a unit below one: every district has a section of the same name."""
    above = agency_of(unit)
    return "" if above is unit else str(above.title)


def totals(root: Any, posting: Posting) -> Totals:
    """The sums; persons with posts in two units are one person here."""
    staff, persons = staff_of(root, posting)
    return Totals(
        persons=persons,
        read=posting.readers(),
        acknowledged=posting.acknowledgers(),
        others=_count(posting.read, OTHERS),
        units=len({*staff, *posting.by_units.keys()}),
        units_acknowledged=len(posting.by_units),
    )


def _count(counts: Any, unit: str) -> int:
    found = counts.get(unit)
    return 0 if found is None else int(found())


def staff_of(root: Any, posting: Posting) -> tuple[dict[str, int], int]:
    """The staff by unit on the day of publishing and how many persons: as counted then, or counted now."""
    if posting.staff is not None:
        return posting.staff, posting.persons
    return _tally(root, posting.audience, holders(root, units_in(root, posting.audience), day_of(posting)))


def day_of(posting: Posting) -> date:
    """The day of publishing."""
    return bangkok_date(posting.published_at)


def _tally(root: Any, audience: Iterable[str], found: dict[str, set[str]]) -> tuple[dict[str, int], int]:
    codes = units_in(root, audience)
    chosen = {unit: who for unit, who in found.items() if codes is None or unit in codes}
    return {unit: len(who) for unit, who in chosen.items()}, len(set().union(*chosen.values()))


def holders(root: Any, codes: Iterable[str] | None, day: date) -> dict[str, set[str]]:
    """Who held a post himself on a day, by unit; of all units when none are named."""
    people = people_of(root)
    if codes is None:
        held: Iterator[Any] = iter(people.holdings.values())
    else:
        posts = [post.id for code in codes for post in posts_in(root, code)]
        held = (people.holdings[key] for post in posts for key in people.holdings_by_post.get(post, ()))
    found: dict[str, set[str]] = {}
    for holding in held:
        if in_force(holding, day):
            found.setdefault(people.posts[holding.post].unit, set()).add(holding.person)
    return found


def count_staff(root: Any, most: int = 50) -> int:
    """นับผู้รับ ณ วันที่เวียน: for the postings that wait for it, at most so many; gives how many were counted."""
    board = board_of(root)
    known: dict[date, dict[str, set[str]]] = {}
    waiting = list(islice(board.uncounted.items(), most))
    for key, letter in waiting:
        posting = board.postings[letter]
        day = day_of(posting)
        if day not in known:
            known[day] = holders(root, None, day)
        posting.staff, posting.persons = _tally(root, posting.audience, known[day])
        del board.uncounted[key]
    return len(waiting)


def set_aside(root: Any, today: date, most: int = 200) -> int:
    """เก็บหนังสือเวียนที่พ้นกำหนด: those whose last day is over go to the shelf of the past; gives how many."""
    board = board_of(root)
    over = list(islice(board.expiring.items(max=(today.toordinal(),)), most))
    for place, letter in over:
        posting = board.postings[letter]
        lists.take(board, posting)
        board.expiring.pop(place, None)
        lists.put(board, posting, lists.PAST)
    return len(over)


def remind(desk: Desk, actor: Actor, *, letter: Letter, units: Iterable[str] = ()) -> list[str]:
    """เตือนหน่วยที่ยังไม่รับทราบ: a task in the tray of each one's registry; one that still lies there is not doubled.

    All that have not acknowledged, or those of them that are named. Raises ``Conflict`` when there is nobody to remind.
    """
    posting = own_posting(desk.root, actor, letter)
    if posting.planned:
        raise Conflict(_("The circular is not on the board yet."))
    late = {s.unit for s in standings(desk.root, posting) if s.acknowledged_at is None}
    wanted = set(units) or late
    if not wanted <= late:
        raise Invalid(_("A unit that is named has acknowledged already, or the circular is not for it."), field="units")
    if not late:
        raise Conflict(_("Every unit has acknowledged the circular."))
    told = [code for code in sorted(wanted) if not _is_reminded(desk.root, posting, code)]
    sender = find_unit(desk.root, posting.unit).title
    for code in told:
        ref = tasks.place(
            desk.root,
            tasks.unit_tray(code),
            what="circular",
            letter=letter.id,
            urgency=letter.urgency,
            text=sender,
            since=desk.now,
        )
        posting.reminded[code] = (desk.now, ref.place)
    if told:
        audit.record(
            desk,
            posting.unit,
            "circular-reminded",
            person=actor.person,
            post=actor.post,
            about={"letter": id_text(letter.id), "units": len(told)},
        )
    return told


def _is_reminded(root: Any, posting: Posting, unit: str) -> bool:
    known = posting.reminded.get(unit)
    return known is not None and tasks.find(root, tasks.TaskRef(tasks.unit_tray(unit), known[1])) is not None
