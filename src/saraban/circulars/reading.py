"""การอ่านและรับทราบ (reading): each reader's own set and a count of his unit, nothing that readers share.

Two readers never meet: the counts add up by themselves (``Length``), and what is made once only - a reader's first
set, the first count of a unit - is made under a lock, so that no reader is told to try again. Looking at a page writes
nothing: the page says afterwards, by a request of its own, that it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from BTrees.Length import Length
from BTrees.LOBTree import LOBTree

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.circulars import audience
from saraban.circulars.content import Posting
from saraban.circulars.lists import board_of, reader_set, shard_of
from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.letters.content import Letter
from saraban.people.actor import Actor
from saraban.people.service import posts_of
from saraban.tasks import service as tasks

LOCK = "circular-readers"
#: Who reads by an acting post, or has come since: in nobody's staff on the day of publishing.
OTHERS = ""


@dataclass(frozen=True)
class Mark:
    """เครื่องหมายของผู้อ่าน: when a person read a circular, and acknowledged it."""

    read_at: datetime | None = None
    acknowledged_at: datetime | None = None


NONE = Mark()


def posting_of(root: Any, actor: Actor, letter: Letter) -> Posting:
    """The posting of a letter that the actor reads; raises ``Missing`` when it is not on the board, or not yet."""
    actor.require(Permission.LETTER_READ, letter)
    posting: Posting | None = board_of(root).postings.get(letter.id)
    if posting is None or posting.planned or posting.withdrawn_at is not None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return posting


def mark_of(root: Any, person: str, posting: Posting) -> Mark:
    """What a person has done with a circular."""
    mine = reader_set(board_of(root), person)
    return NONE if mine is None else mark(mine.get(posting.id))


def mark(kept: tuple[int, int] | None) -> Mark:
    """A mark as it is kept."""
    return NONE if kept is None else Mark(_moment(kept[0]), _moment(kept[1]))


def read_circular(desk: Desk, actor: Actor, *, letter: Letter) -> Mark:
    """เปิดอ่านหนังสือเวียน: counted once per person, however often it is opened."""
    return _note(desk, actor, letter, acknowledged=False)


def acknowledge_circular(desk: Desk, actor: Actor, *, letter: Letter) -> Mark:
    """รับทราบหนังสือเวียน as a person: once; who acknowledges has read."""
    return _note(desk, actor, letter, acknowledged=True)


def _note(desk: Desk, actor: Actor, letter: Letter, *, acknowledged: bool) -> Mark:
    posting = posting_of(desk.root, actor, letter)
    mine = reader_set(board_of(desk.root), actor.person)
    kept = mine.get(posting.id) if mine is not None else None
    if kept is not None and (kept[1] or not acknowledged):
        return mark(kept)
    units = counted_in(desk.root, actor.person, posting, desk.office_date(posting.published_at))
    locks = [f"{LOCK}-{shard_of(actor.person)}"] if mine is None else []
    if any(unit not in posting.read or unit not in posting.acknowledged for unit in units):
        locks.append(f"{LOCK}-of-{posting.id}")
    if locks:
        desk.hold(locks)
        posting = posting_of(desk.root, actor, letter)
        mine = _room(desk.root, actor.person, posting, units)
        kept = mine.get(posting.id)
        if kept is not None and (kept[1] or not acknowledged):
            return mark(kept)  # another request of the same reader was before this one
    if kept is None:
        posting.readers.change(1)
        for unit in units:
            posting.read[unit].change(1)
    now = int(desk.now.timestamp())
    if acknowledged and not (kept and kept[1]):
        posting.acknowledgers.change(1)
        for unit in units:
            posting.acknowledged[unit].change(1)
    mine[posting.id] = (kept[0] if kept else now, now if acknowledged else 0)
    return mark(mine[posting.id])


def _room(root: Any, person: str, posting: Posting, units: list[str]) -> Any:
    """Make what is made once only; its locks are held."""
    readers = board_of(root).readers[shard_of(person)]
    if person not in readers:
        readers[person] = LOBTree()
    for unit in units:
        for counts in (posting.read, posting.acknowledged):
            if unit not in counts:
                counts[unit] = Length()
    return readers[person]


def counted_in(root: Any, person: str, posting: Posting, day: date) -> list[str]:
    """The units in whose staff a reader counts: those of the posts that he held himself on the day of publishing."""
    own = {held.post.unit for held in posts_of(root, person, day) if held.acting is None}
    return sorted(u for u in own if audience.includes(root, posting.audience, u)) or [OTHERS]


def acknowledge_for_unit(desk: Desk, actor: Actor, *, letter: Letter, unit: str) -> datetime:
    """หน่วยรับทราบหนังสือเวียน: once, by who receives letters for a unit of the audience; ends its reminder.

    Raises ``Missing`` for a unit that the circular is not for.
    """
    actor.require(Permission.REGISTER_RECEIVE, find_unit(desk.root, unit))
    posting = posting_of(desk.root, actor, letter)
    if not audience.includes(desk.root, posting.audience, unit):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    known = posting.by_units.get(unit)
    if known is not None:
        return _at(known[0])
    now = desk.now
    posting.by_units[unit] = (int(now.timestamp()), actor.person, actor.post)
    if unit in posting.reminded:
        tasks.clear(desk.root, tasks.TaskRef(tasks.unit_tray(unit), posting.reminded[unit][1]))
    audit.record(
        desk,
        unit,
        "circular-acknowledged",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(letter.id)},
    )
    return _at(int(now.timestamp()))


def units_to_acknowledge(root: Any, posting: Posting, codes: Iterable[str]) -> list[str]:
    """Of these units, those that the circular is for and that have not acknowledged it."""
    return [c for c in codes if c not in posting.by_units and audience.includes(root, posting.audience, c)]


def unit_acknowledged_at(posting: Posting, unit: str) -> datetime | None:
    """When a unit's registry acknowledged, or None."""
    known = posting.by_units.get(unit)
    return None if known is None else _at(known[0])


def _moment(second: int) -> datetime | None:
    return _at(second) if second else None


def _at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
