"""หาด้วยเลขรับ (finding by receive number): the unit's paper that a number of the present year belongs to."""

from __future__ import annotations

from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Paper
from saraban.people.actor import Actor
from saraban.registers.service import find_book
from saraban.thai.digits import to_arabic

MOST_DIGITS = 9


def paper_numbered(desk: Desk, actor: Actor, unit: str, words: str) -> Paper | None:
    """The paper with this receive number in the unit's book of the year, if the words are just that and he reads it."""
    number = to_arabic(words).strip()
    if not (unit and number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    book = find_book(desk.root, unit, "receive", buddhist_year(desk.today))
    entry = book.entries.get(int(number)) if book is not None else None
    paper = records.letters_of(desk.root).papers.get(entry.paper) if entry is not None else None
    return paper if paper is not None and actor.may(Permission.LETTER_READ, paper) else None
