"""รายการประจำวันของผู้บริหาร (the day list): what lies before the post acted in, the most urgent first, screened or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from saraban.classification.levels import URGENCY_RANK, Urgency
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.letters.screening import screening_of
from saraban.letters.values import Screening
from saraban.offices.service import offices_before
from saraban.people.actor import Actor
from saraban.tasks import service as tasks

#: What is shown of a tray: more than a day brings, and a page that a phone still carries.
MOST = 200
ENDORSED, SIGNED, COSIGNED, SCREENED, CHECKED = "decide", "sign", "cosign", "screen", "check"
BEFORE = (ENDORSED, SIGNED, COSIGNED)


@dataclass(frozen=True)
class Matter:
    """เรื่องที่เสนอ: a paper to be endorsed or a draft to be signed, with what the screener said."""

    task: tasks.Task
    letter: Letter
    paper: Paper | None
    screening: Screening | None

    @property
    def key(self) -> str:
        """Its name in addresses: ``p-…`` a paper, ``l-…`` a draft."""
        return f"p-{self.paper.key}" if self.paper is not None else f"l-{self.letter.key}"

    @property
    def is_draft(self) -> bool:
        """Is it to be signed rather than endorsed?"""
        return self.paper is None


def is_executive(root: Any, actor: Actor) -> bool:
    """Are matters put before the post acted in, in any office?"""
    return bool(offices_before(root, actor.post))


def day_list(root: Any, actor: Actor) -> list[Matter]:
    """รายการประจำวัน of the post acted in: by urgency, then by the day due, then as they came."""
    return sorted(waiting(root, actor, BEFORE), key=_order)


def to_screen(root: Any, actor: Actor) -> list[Matter]:
    """รอกลั่นกรอง: what lies with the post acted in to be summed up, in the same order."""
    return sorted(waiting(root, actor, (SCREENED, CHECKED)), key=_order)


def waiting(root: Any, actor: Actor, kinds: tuple[str, ...]) -> list[Matter]:
    """What lies in the tray of the post acted in and is of these kinds, as far as the actor may read it."""
    matters = (_matter(root, actor, task) for task in _tray(root, actor) if task.what in kinds)
    return list(islice((m for m in matters if m is not None), MOST))


def _tray(root: Any, actor: Actor) -> Iterator[tasks.Task]:
    """Everything in the tray of the post acted in: other work may lie before the matters."""
    after: tuple[date, int, int] | None = None
    while actor.post and (found := tasks.tray(root, tasks.post_tray(actor.post), after=after, limit=MOST)):
        yield from found
        after = found[-1].ref.place


def find_matter(root: Any, actor: Actor, key: str) -> Matter:
    """One matter of the day list; raises ``Missing`` for what does not lie before the post acted in (any more)."""
    found = next((m for m in waiting(root, actor, BEFORE) if m.key == key), None)
    if found is None:
        raise Missing(_("This does not lie before you any more, or you may not see it."))
    return found


def _matter(root: Any, actor: Actor, task: tasks.Task) -> Matter | None:
    store = records.letters_of(root)
    letter, paper = store.letters.get(task.letter), store.papers.get(task.paper) if task.paper else None
    thing = paper if paper is not None else letter
    if letter is None or not actor.may(Permission.LETTER_READ, thing):
        return None
    return Matter(task, letter, paper, screening_of(thing))


def _order(matter: Matter) -> tuple[int, date, Any]:
    return (URGENCY_RANK[Urgency(matter.letter.urgency)], matter.task.due or date.max, matter.task.since)
