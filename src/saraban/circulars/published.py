"""หนังสือเวียนของหน่วย (what a unit has circulated): everything it ever published, withdrawn ones too, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.circulars.content import Posting
from saraban.circulars.lists import board_of
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor


@dataclass(frozen=True)
class Published:
    """หนังสือเวียนหนึ่งฉบับของหน่วย; ``posting`` is the last one of its letter, or a plan that ended for another's."""

    letter: Letter
    posting: Posting


def published_by(
    root: Any, actor: Actor, unit: str, *, after: int | None = None, limit: int = 30
) -> tuple[list[Published], int | None]:
    """A page of a unit's circulars and the key after which the next one begins; for those who publish for the unit."""
    actor.require(Permission.CIRCULAR_PUBLISH, find_unit(root, unit))
    board = board_of(root)
    places = board.own.get(unit, {})
    found: list[Published] = []
    last = None
    for key, letter in places.items(min=after, excludemin=after is not None) if places else ():
        posting = (board.ended or {}).get(-key) or board.postings[letter]
        thing = records.letter_by_id(root, letter)
        if posting.id != -key or not actor.may(Permission.LETTER_READ, thing):
            continue  # published again since, or not for this reader's eyes
        if len(found) == limit:
            return found, last
        found.append(Published(thing, posting))
        last = key
    return found, None
