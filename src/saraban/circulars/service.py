"""หนังสือเวียน (circulars): a letter that all staff may open and find; reading writes the reader's own set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from BTrees.LOBTree import LOBTree

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.circulars.content import Board, Posting
from saraban.circulars.events import CircularPublished
from saraban.core.access import CIRCULAR
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor

CATEGORIES = ("general", "policy", "meeting", "training", "personnel", "finance")


@dataclass(frozen=True)
class BoardRow:
    """One row of the board for one reader."""

    letter: Letter
    posting: Posting
    read_at: datetime | None


def board_of(root: Any) -> Board:
    """กระดานหนังสือเวียน of this store."""
    return root["circulars"]


def publish(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    unit: str,
    category: str = "general",
    expires: date | None = None,
) -> Posting:
    """เวียนหนังสือ to all staff: one small write, however many readers. The unit must have the letter."""
    actor.require(Permission.CIRCULAR_PUBLISH, find_unit(desk.root, unit))
    actor.require(Permission.LETTER_READ, letter)
    if letter.state not in {"sent", "signed", "received"}:
        raise Conflict(_("Only a signed or registered letter can be circulated."))
    if letter.handling:
        raise Conflict(_("This letter is for those named alone and cannot be circulated."), slug="for-few")
    if letter.from_unit != unit and records.paper_of_unit(desk.root, letter.id, unit) is None:
        raise Invalid(_("The unit neither wrote nor received this letter."), field="unit")
    if category not in CATEGORIES:
        raise Invalid(_("Choose a category from the list."), field="category")
    if expires is not None and expires < desk.today:
        raise Invalid(_("The expiry date lies in the past."), field="expires")
    board = board_of(desk.root)
    if letter.id in board.postings and board.postings[letter.id].withdrawn_at is None:
        raise Conflict(_("This letter is on the circular board already."))
    posting = Posting(letter.id, unit, desk.now, actor.person)
    posting.category, posting.expires = category, expires
    board.postings[letter.id] = posting
    board.by_time.insert((-desk.now.timestamp(), letter.id))
    letter.circular = True
    records.add_scopes(desk.root, letter, CIRCULAR)
    audit.record(
        desk, unit, "circular-published", person=actor.person, post=actor.post, about={"letter": id_text(letter.id)}
    )
    desk.notify(CircularPublished(letter.id, unit))
    return posting


def withdraw(desk: Desk, actor: Actor, *, letter: Letter, why: str) -> Posting:
    """ถอนหนังสือเวียนจากกระดาน: by the unit that published it; who reads it by other ways still does."""
    actor.require(Permission.LETTER_READ, letter)
    store = board_of(desk.root)
    posting: Posting | None = store.postings.get(letter.id)
    if posting is None or posting.withdrawn_at is not None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    if not may_withdraw(desk.root, actor, posting):
        raise NotAllowed(_("Only the unit that published a circular withdraws it."))
    if not why.strip():
        raise Invalid(_("Say why the circular is withdrawn."), field="why")
    posting.withdrawn_at, posting.withdrawn_by, posting.withdrawn_why = desk.now, actor.person, why.strip()[:500]
    place = (-posting.published_at.timestamp(), letter.id)
    if place in store.by_time:
        store.by_time.remove(place)
    letter.scopes = tuple(scope for scope in letter.scopes if scope != CIRCULAR)
    records.changed(desk.root, letter)
    audit.record(
        desk,
        posting.unit,
        "circular-withdrawn",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(letter.id)},
    )
    return posting


def may_withdraw(root: Any, actor: Actor, posting: Posting) -> bool:
    """May the post acted in take this posting from the board?"""
    return actor.may(Permission.CIRCULAR_PUBLISH, find_unit(root, posting.unit))


def acknowledge_circular(desk: Desk, actor: Actor, *, letter: Letter) -> datetime:
    """รับทราบหนังสือเวียน: once per person; writes the reader's own set and one count of his unit."""
    actor.require(Permission.LETTER_READ, letter)
    posting = board_of(desk.root).postings.get(letter.id)
    if posting is None or posting.withdrawn_at is not None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    mine = board_of(desk.root).read_by.get(actor.person)
    if mine is None:
        mine = board_of(desk.root).read_by[actor.person] = LOBTree()
    if letter.id not in mine:
        mine[letter.id] = desk.now
        posting.count_reader(actor.unit)
    return mine[letter.id]


def board(
    root: Any, actor: Actor, *, today: date, limit: int = 50, offset: int = 0, category: str = ""
) -> list[BoardRow]:
    """The board for a reader, newest first; what has expired or was withdrawn is left out."""
    store = board_of(root)
    mine = store.read_by.get(actor.person, {})
    rows: list[BoardRow] = []
    skipped = 0
    for _at, key in store.by_time:
        posting = store.postings[key]
        if posting.withdrawn_at is not None or (posting.expires is not None and posting.expires < today):
            continue
        if category and posting.category != category:
            continue
        letter = records.letter_by_id(root, key)
        if not actor.may(Permission.LETTER_READ, letter):
            continue
        if skipped < offset:
            skipped += 1
            continue
        rows.append(BoardRow(letter, posting, mine.get(key)))
        if len(rows) >= limit:
            break
    return rows


def unread_count(root: Any, actor: Actor, *, today: date, up_to: int = 99) -> int:
    """How many of the newest circulars the reader has not acknowledged (at most ``up_to``)."""
    return sum(1 for row in board(root, actor, today=today, limit=up_to) if row.read_at is None)
