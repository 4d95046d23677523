"""งานและกำหนดของผู้อ่าน (what waits and what is due): for one person, in all posts held now, through the one gate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saraban.circulars.board import board
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.values import Deadline
from saraban.people.actor import Actor
from saraban.people.service import posts_of, roles_of_post
from saraban.tasks import service as tasks

REGISTRY_ROLES = frozenset({"registrar", "clerk"})
MOST_TASKS, MOST_CIRCULARS = 200, 200


@dataclass(frozen=True)
class Waiting:
    """งานรอหนึ่งเรื่อง: a letter that waits, its page and the day it is due."""

    letter: Letter
    path: str
    due: date | None
    since: datetime


@dataclass(frozen=True)
class Dated:
    """วันนัดหนึ่งรายการ: a day of a letter; ``uid`` stays the same as long as the day and its words do."""

    letter: Letter
    deadline: Deadline
    path: str
    stamp: datetime

    @property
    def uid(self) -> str:
        words = f"{self.letter.key}|{self.deadline.day.isoformat()}|{self.deadline.kind}|{self.deadline.text}"
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    @property
    def subject(self) -> Any:
        """What it is about; of a letter for few not even that."""
        return _("A letter for those concerned alone") if self.letter.handling else self.letter.subject

    @property
    def title(self) -> Any:
        """What it is called in a calendar: its own words, where it has any that may be seen there."""
        return self.subject if self.letter.handling else self.deadline.text or self.subject


def waiting_for(root: Any, actor: Actor, today: date) -> list[Waiting]:
    """What lies in the trays of all posts that the person holds, in working order, each letter once."""
    found: dict[int, Waiting] = {}
    for key in _trays(root, actor.person, today):
        for task in tasks.tray(root, key, limit=MOST_TASKS):
            seen = _seen(root, actor, task)
            known = found.get(task.letter)
            if seen is not None and (known is None or (seen.due or date.max) < (known.due or date.max)):
                found[task.letter] = seen
    return sorted(found.values(), key=lambda w: (w.due or date.max, w.since))


def _trays(root: Any, person: str, today: date) -> list[str]:
    keys = [tasks.person_tray(person)]
    for held in posts_of(root, person, today):
        keys.append(tasks.post_tray(held.post.id))
        grants = roles_of_post(root, held.post.id, today)
        keys += [tasks.unit_tray(g.unit) for g in grants if g.role in REGISTRY_ROLES]
    return list(dict.fromkeys(keys))


def _seen(root: Any, actor: Actor, task: tasks.Task) -> Waiting | None:
    try:
        letter = records.letter_by_id(root, task.letter)
        thing = records.paper_by_id(root, task.paper) if task.paper else letter
    except Missing:
        return None
    if not actor.may(Permission.LETTER_READ, thing):
        return None
    return Waiting(letter, f"/{'p' if task.paper else 'l'}/{thing.key}", task.due, task.since)


def dated_for(root: Any, actor: Actor, today: date, since: date, until: date) -> list[Dated]:
    """Days and meetings of the circulars the person may read and of what waits in the trays, from day to day."""
    found: dict[str, Dated] = {}
    for one in _dated(root, actor, today):
        if since <= one.deadline.day <= until:
            found.setdefault(one.uid, one)
    return sorted(found.values(), key=lambda d: (d.deadline.day, d.deadline.time, d.uid))


def _dated(root: Any, actor: Actor, today: date) -> Iterator[Dated]:
    for row in board(root, actor, today=today, limit=MOST_CIRCULARS, pins=False).rows:
        for deadline in row.letter.deadlines:
            yield Dated(row.letter, deadline, f"/l/{row.letter.key}", row.posting.published_at)
    for waiting in waiting_for(root, actor, today):
        days = waiting.letter.deadlines
        if waiting.due is not None and all(d.day != waiting.due for d in days):
            days = (*days, Deadline(waiting.due))
        for deadline in days:
            yield Dated(waiting.letter, deadline, waiting.path, waiting.since)
