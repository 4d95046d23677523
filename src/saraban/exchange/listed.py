"""บัญชีรายชื่อผู้รับ (the list of addressees): of one letter for all of a list, who is on it and each one's named copy.

Who writes the letter or keeps its books has the list and every copy. An addressee reads the signed letter, which units
are on the list, and the copies of the rows of its own alone; so do those to whom it handed the letter on. Who is
outside the system is named to the sender alone. Nobody else who reads the letter is told who is on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saraban.core.access import unit_scope
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.pace import Pace
from saraban.core.permissions import Permission
from saraban.documents.joining import join
from saraban.documents.sheets import Issued
from saraban.exchange.content import Delivery
from saraban.exchange.sending import CAME_BACK
from saraban.exchange.waiting import deliveries_of
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.sheets import copy_for
from saraban.letters.verifying import address_of_copy
from saraban.people.actor import Actor
from saraban.templates.merging import may_see_list

#: So many copies are set together, for printing, and so many times a minute for each person.
MOST_TOGETHER = 50
TOGETHER = Pace(4)


@dataclass(frozen=True)
class ListedRow:
    """รายหนึ่งในบัญชี: its number, the unit in the system or nothing, the words after เรียน, and may its copy be had."""

    n: int
    unit: str
    words: str
    has_copy: bool


@dataclass(frozen=True)
class Listed:
    """บัญชีรายชื่อ as its reader may see it; ``writes``: for who has every copy; ``outside``: so many are not named."""

    rows: tuple[ListedRow, ...]
    writes: bool
    outside: int = 0

    @property
    def own(self) -> tuple[ListedRow, ...]:
        """รายของตน: an addressee's own rows; of who writes the letter none."""
        return () if self.writes else tuple(row for row in self.rows if row.has_copy)


def list_of(root: Any, actor: Actor, letter: Letter) -> Listed | None:
    """The list of a letter that the actor reads, or None where there is none for him."""
    if not letter.receivers:
        return None
    writes = may_see_list(actor, letter)
    mine = set() if writes else set(_received_as(root, actor, letter))
    if not writes and not any(code in mine for code, _words in letter.receivers):
        return None
    rows = enumerate(letter.receivers, 1)
    shown = tuple(ListedRow(n, code, words, writes or code in mine) for n, (code, words) in rows if writes or code)
    return Listed(shown, writes, len(letter.receivers) - len(shown))


def open_list(root: Any, actor: Actor, letter: Letter) -> Listed:
    """เปิดบัญชีรายชื่อผู้รับ; raises ``Missing`` where there is none, or none for the actor."""
    found = list_of(root, actor, letter)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def named_copy(root: Any, actor: Actor, letter: Letter, n: int, *, site: str = "") -> Issued:
    """ฉบับของผู้รับรายหนึ่ง: a copy of the signed letter that names the addressee, set anew; raises ``Missing``.

    ``site`` is where the signed letter is verified. The signed bytes are not touched.
    """
    rows = open_list(root, actor, letter).rows
    if not any(row.n == n and row.has_copy for row in rows):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return copy_for(root, letter, n, verify_at=address_of_copy(letter, site))


def copies_together(root: Any, actor: Actor, letter: Letter, *, first: int = 1, site: str = "") -> bytes:
    """ฉบับของผู้รับรวมเป็นไฟล์เดียว: those from a row on, at most ``MOST_TOGETHER``, as one PDF for printing.

    For who writes the letter or keeps its books; raises ``Missing`` for others and for a row that is not there.
    """
    found = open_list(root, actor, letter)
    rows = found.rows[first - 1 : first - 1 + MOST_TOGETHER] if first > 0 else ()
    if not found.writes or not rows:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    verify_at = address_of_copy(letter, site)
    return join([copy_for(root, letter, row.n, verify_at=verify_at).pdf for row in rows])


def _received_as(root: Any, actor: Actor, letter: Letter) -> Iterator[str]:
    """The units to which the letter was sent, where it lies with units whose letters the actor reads."""
    sent = {one.id: one for one in deliveries_of(root, letter.id) if one.state not in CAME_BACK}
    for delivery in sent.values():
        if _reads(root, actor, delivery):
            top: Delivery | None = delivery
            while top is not None and top.from_paper:
                top = sent.get(records.paper_by_id(root, top.from_paper).delivery)
            if top is not None:
                yield top.to_unit


def _reads(root: Any, actor: Actor, delivery: Delivery) -> bool:
    if delivery.paper:
        return actor.may(Permission.LETTER_READ, records.paper_by_id(root, delivery.paper))
    return unit_scope(delivery.to_unit) in actor.scopes
