"""งานรอดำเนินการ (in-trays): what waits for a post, in order of due date and urgency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from saraban.classification.levels import URGENCY_RANK, Urgency
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.core.ids import new_id
from saraban.tasks.content import Tray

NO_DUE = date.max
#: The rank within a day is one byte: steps of so many minutes for moments, then the levels of urgency.
MINUTES, AFTER_MOMENTS = 8, 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: What a waiting thing asks for (stored): รอเสนอ, รอสั่งการ, รอดำเนินการตามสั่งการ, รอรับทราบ, รอดำเนินการ, รอลงนาม, ส่งคืนแก้ไข,
#: …, ถูกเตือนให้ตอบ, ถูกเตือนให้รับทราบหนังสือเวียน, รอตรวจร่าง, ตรวจร่างแล้ว, รอให้ความเห็น, รอกลั่นกรอง, รอลงนามร่วม
WHAT = (
    "handle", "decide", "carry_out", "acknowledge", "act", "sign", "revise", "acknowledged", "reminded", "circular",
    "check", "checked", "opinion", "screen", "cosign",
)  # fmt: skip


@dataclass(frozen=True)
class TaskRef:
    """Where a task lies: tray key and its place in the order."""

    tray: str
    place: tuple[date, int, int]


@dataclass(frozen=True)
class Task:
    """งานหนึ่งเรื่อง: ``what`` is asked, about which paper and letter, by when; ``read`` once somebody opened it."""

    ref: TaskRef
    what: str
    letter: int
    paper: int
    text: str
    since: datetime
    read: bool

    @property
    def due(self) -> date | None:
        """The day it is due, or None."""
        return None if self.ref.place[0] == NO_DUE else self.ref.place[0]


def post_tray(post: str) -> str:
    """The tray of a post."""
    return f"post:{post}"


def unit_tray(unit: str) -> str:
    """The tray of a unit's registry: its registrars work from it."""
    return f"unit:{unit}"


def person_tray(person: str) -> str:
    """The tray of a person."""
    return f"person:{person}"


def place(
    root: Any,
    tray: str,
    *,
    what: str,
    letter: int,
    paper: int = 0,
    due: date | None = None,
    urgency: str = Urgency.NORMAL,
    within: datetime | None = None,
    text: str = "",
    since: datetime,
) -> TaskRef:
    """ส่งงานเข้าตะกร้า: put something into a tray; gives back where it lies.

    What has to be done ``within`` a moment (ด่วนภายใน) stands before all else that is due on that day, by its time.
    """
    if what not in WHAT:
        msg = f"unknown kind of task {what!r}"
        raise ValueError(msg)
    trays = root["tasks"].trays
    box = trays.get(tray)
    if box is None:
        box = trays[tray] = Tray()
    key = (due or NO_DUE, _rank(due, Urgency(urgency), within), new_id())
    box.entries[_mark(key)] = (what, letter, paper, text, (since - _EPOCH) // _MICROSECOND, False)
    box.count.change(1)
    return TaskRef(tray, key)


def _rank(due: date | None, urgency: Urgency, within: datetime | None) -> int:
    if within is None or due != bangkok_date(within):
        return AFTER_MOMENTS + URGENCY_RANK[urgency]
    local = within.astimezone(BANGKOK)
    return (local.hour * 60 + local.minute) // MINUTES


def clear(root: Any, ref: TaskRef) -> bool:
    """นำงานออกจากตะกร้า; True when it was there."""
    box = root["tasks"].trays.get(ref.tray)
    mark = _mark(ref.place)
    if box is None or mark not in box.entries:
        return False
    del box.entries[mark]
    box.count.change(-1)
    return True


def find(root: Any, ref: TaskRef) -> Task | None:
    """The task at a place, or None when it was done."""
    box = root["tasks"].trays.get(ref.tray)
    row = box.entries.get(_mark(ref.place)) if box is not None else None
    return None if row is None else _task(ref, row)


def mark_read(root: Any, ref: TaskRef) -> None:
    """เปิดอ่านแล้ว: from now on it cannot be pulled back."""
    box = root["tasks"].trays.get(ref.tray)
    mark = _mark(ref.place)
    row = box.entries.get(mark) if box is not None else None
    if row is not None and not row[5]:
        box.entries[mark] = (*row[:5], True)


def tray(root: Any, key: str, *, after: tuple[date, int, int] | None = None, limit: int = 100) -> list[Task]:
    """What lies in a tray, by due date and urgency, at most ``limit`` after a place."""
    box = root["tasks"].trays.get(key)
    if box is None:
        return []
    rows: Iterator[Any] = iter(box.entries.items(min=after and _mark(after), excludemin=after is not None))
    found: list[Task] = []
    for at, row in rows:
        if len(found) >= limit:
            break
        found.append(_task(TaskRef(key, _place(at)), row))
    return found


def count(root: Any, key: str) -> int:
    """How many things lie in a tray (kept, not counted)."""
    box = root["tasks"].trays.get(key)
    return box.count() if box is not None else 0


def count_overdue(root: Any, key: str, today: date) -> int:
    """How many things in a tray were due before today."""
    box = root["tasks"].trays.get(key)
    return 0 if box is None else sum(1 for _k in box.entries.keys(max=_day_mark(today)))


def _task(ref: TaskRef, row: tuple[Any, ...]) -> Task:
    what, letter, paper, text, since, read = row
    return Task(ref, what, letter, paper, text, _EPOCH + since * _MICROSECOND, read)


def _mark(place: tuple[date, int, int]) -> bytes:
    """A place as it is kept: bytes in the same order, a fraction of the writing of three objects."""
    day, rank, key = place
    return _day_mark(day) + rank.to_bytes(1, "big") + key.to_bytes(8, "big")


def _day_mark(day: date) -> bytes:
    return day.toordinal().to_bytes(3, "big")


def _place(mark: bytes) -> tuple[date, int, int]:
    return date.fromordinal(int.from_bytes(mark[:3], "big")), mark[3], int.from_bytes(mark[4:], "big")
