"""หนังสือเวียน (circulars): put a letter on the board for an audience, change how it stands there, withdraw it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.circulars import audience as readers
from saraban.circulars import categories, lists, placing, planning
from saraban.circulars.content import Posting
from saraban.circulars.events import CircularPublished
from saraban.circulars.lists import board_of
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.letters.content import Letter
from saraban.people.actor import Actor

#: A unit pins no more at a time: what is always on top is read no more.
MOST_PINNED = 3
WHY_LENGTH, LEAF_WORD = 500, 200
_UNCHANGED: Any = object()


def publish(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    unit: str,
    category: str = "general",
    audience: tuple[str, ...] = (readers.ALL,),
    effective: date | None = None,
    expires: date | None = None,
    supersedes: tuple[Letter, ...] = (),
) -> Posting:
    """เวียนหนังสือ to an audience: a few small writes, however many readers. The unit must have the letter.

    With a day to come (``effective``) it is planned: until that day in Bangkok nobody reads by it, finds it or hears
    of it. So what another unit has planned with the letter holds nobody up: that plan ends, and its unit sees why.
    """
    root = desk.root
    actor.require(Permission.CIRCULAR_PUBLISH, find_unit(root, unit))
    actor.require(Permission.LETTER_READ, letter)
    board = board_of(root)
    _check_letter(root, letter, unit)
    standing = _standing(root, actor, letter)
    categories.check_open(root, category)
    _check_dates(desk.today, effective, expires)
    posting = Posting(letter.id, unit, desk.now, actor.person)
    posting.category, posting.effective, posting.expires = category, effective, expires
    posting.audience = readers.audience_of(root, unit, audience)
    posting.scopes = readers.scopes_for(posting.audience)
    if standing is not None:
        planning.end(desk, standing)
    placing.enter(board, posting)
    for old in supersedes:
        _link(root, actor, posting, old)
    about = {"audience": _in_a_word(posting.audience), **_terms(posting)}
    if effective is not None and effective > desk.today:
        placing.keep_back(root, posting)
        _record(desk, actor, posting, "circular-planned", **about)
        return posting
    placing.put_up(root, letter, posting)
    _record(desk, actor, posting, "circular-published", **about)
    desk.notify(CircularPublished(letter.id, unit))
    return posting


def _standing(root: Any, actor: Actor, letter: Letter) -> Posting | None:
    """A plan of another unit's with the letter, which the actor may not hear of. Raises ``Conflict`` for any other."""
    posting: Posting | None = board_of(root).postings.get(letter.id)
    if posting is None or posting.withdrawn_at is not None:
        return None
    if posting.planned and not is_own(root, actor, posting):
        return posting
    raise Conflict(_("This letter is on the circular board already."))


def _check_letter(root: Any, letter: Letter, unit: str) -> None:
    if letter.state not in placing.CIRCULABLE:
        raise Conflict(_("Only a signed or registered letter can be circulated."))
    if letter.handling:
        raise Conflict(_("This letter is for those named alone and cannot be circulated."), slug="for-few")
    if not placing.has_letter(root, letter, unit):
        raise Invalid(_("The unit neither wrote nor received this letter."), field="unit")


def _check_dates(today: date, effective: date | None, expires: date | None) -> None:
    if expires is not None and expires < today:
        raise Invalid(_("The expiry date lies in the past."), field="expires")
    if expires is not None and effective is not None and expires < effective:
        raise Invalid(_("The circular would expire before it takes effect."), field="expires")


def withdraw(desk: Desk, actor: Actor, *, letter: Letter, why: str) -> Posting:
    """ถอนหนังสือเวียนจากกระดาน: by the unit that published it; who reads it by other ways still does."""
    posting = own_posting(desk.root, actor, letter)
    if not why.strip():
        raise Invalid(_("Say why the circular is withdrawn."), field="why")
    placing.take_down(desk.root, letter, posting, now=desk.now, by=actor.person, why=why.strip()[:WHY_LENGTH])
    _record(desk, actor, posting, "circular-withdrawn")
    return posting


def change(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    category: str = _UNCHANGED,
    effective: date | None = _UNCHANGED,
    expires: date | None = _UNCHANGED,
) -> Posting:
    """แก้ไขหมวดหรือวันของหนังสือเวียน: what stays out stays as it is; a later last day brings it back from the past.

    What is planned goes up at once when its day is today or before. What is up does not go back to being planned.
    """
    posting = own_posting(desk.root, actor, letter)
    category = posting.category if category is _UNCHANGED else category
    effective = posting.effective if effective is _UNCHANGED else effective
    expires = posting.expires if expires is _UNCHANGED else expires
    if (category, effective, expires) == (posting.category, posting.effective, posting.expires):
        return posting
    if category != posting.category:
        categories.check_open(desk.root, category)
    _check_dates(desk.today, effective, expires)
    if not posting.planned and effective != posting.effective and effective is not None and effective > desk.today:
        raise Invalid(_("The circular is on the board already, so its day cannot lie ahead."), field="effective")
    _place_anew(desk.root, posting, category, effective, expires)
    _record(desk, actor, posting, "circular-changed", **_terms(posting))
    if posting.planned and (effective is None or effective <= desk.today):
        planning.appear(desk, posting, actor)
    return posting


def _place_anew(root: Any, posting: Posting, category: str, effective: date | None, expires: date | None) -> None:
    board, planned = board_of(root), posting.planned
    placing.forget_plan(board, posting)
    lists.take(board, posting)
    posting.category, posting.effective, posting.expires = category, effective, expires
    if planned:
        placing.keep_back(root, posting)
        return
    lists.put(board, posting)
    if posting.pinned_at is not None:
        lists.put(board, posting, lists.PINNED)


def pin(desk: Desk, actor: Actor, *, letter: Letter, pinned: bool) -> Posting:
    """ปักหมุดหรือถอนหมุด: stands on top of the board; a unit pins a few at a time."""
    posting = own_posting(desk.root, actor, letter)
    if pinned is (posting.pinned_at is not None):
        return posting
    if posting.planned:
        raise Conflict(_("The circular is not on the board yet."))
    board = board_of(desk.root)
    others = board.pinned_by.get(posting.unit, ())
    if pinned:
        others = tuple(key for key in others if _is_pinned(board.postings[key], desk.today))
        if len(others) >= MOST_PINNED:
            raise Conflict(_("The unit has pinned three circulars already. Take one of those down first."))
        if posting.expires is not None and posting.expires < desk.today:
            raise Conflict(_("This circular has expired."))
        posting.pinned_at = desk.now
        lists.put(board, posting, lists.PINNED)
        board.pinned_by[posting.unit] = (*others, letter.id)
    else:
        posting.pinned_at = None
        lists.take_off(board, posting, lists.PINNED)
        board.pinned_by[posting.unit] = tuple(key for key in others if key != letter.id)
    _record(desk, actor, posting, "circular-pinned" if pinned else "circular-unpinned")
    return posting


def _is_pinned(posting: Posting, today: date) -> bool:
    return posting.pinned_at is not None and (posting.expires is None or posting.expires >= today)


def supersede(desk: Desk, actor: Actor, *, letter: Letter, by: Letter) -> Posting:
    """ถูกแทนที่ด้วยฉบับใหม่: link a circular to the one that takes its place; both show it, to those who read both."""
    newer = own_posting(desk.root, actor, by)
    if letter.id in newer.supersedes:
        return newer
    _link(desk.root, actor, newer, letter)
    _record(desk, actor, newer, "circular-supersedes", old=id_text(letter.id))
    return newer


def _link(root: Any, actor: Actor, newer: Posting, letter: Letter) -> None:
    old = own_posting(root, actor, letter)
    if old.unit != newer.unit:
        raise NotAllowed(_("Only the unit that published a circular replaces it."))
    if old.id >= newer.id:
        raise Invalid(_("A circular is replaced by a later one."), field="supersedes")
    if old.superseded_by not in {0, newer.letter}:
        raise Conflict(_("This circular has been replaced by another one already."))
    old.superseded_by = newer.letter
    newer.supersedes = (*newer.supersedes, letter.id)


def own_posting(root: Any, actor: Actor, letter: Letter) -> Posting:
    """The live posting of a letter, for the unit that published it.

    Raises ``Missing`` when there is none that the actor reads, ``NotAllowed`` when another unit published it.
    """
    actor.require(Permission.LETTER_READ, letter)
    posting: Posting | None = board_of(root).postings.get(letter.id)
    hidden = posting is None or posting.withdrawn_at is not None
    if posting is None or hidden or (posting.planned and not is_own(root, actor, posting)):  # nobody hears of a plan
        raise Missing(_("There is nothing at this address, or you may not see it."))
    if not is_own(root, actor, posting):
        raise NotAllowed(_("Only the unit that published a circular does this."))
    return posting


def is_own(root: Any, actor: Actor, posting: Posting) -> bool:
    """Is this a posting of a unit for which the post acted in publishes?"""
    return actor.may(Permission.CIRCULAR_PUBLISH, find_unit(root, posting.unit))


def _in_a_word(audience: tuple[str, ...]) -> str:
    """An audience as a leaf of the audit holds it: itself, or the digest of a long one."""
    word = ",".join(audience)
    return word if len(word) <= LEAF_WORD else f"sha256:{hashlib.sha256(word.encode()).hexdigest()}"


def _terms(posting: Posting) -> dict[str, str]:
    days = {"effective": posting.effective, "expires": posting.expires}
    return {"category": posting.category, **{name: day.isoformat() for name, day in days.items() if day is not None}}


def _record(desk: Desk, actor: Actor, posting: Posting, event: str, **more: Any) -> None:
    about = {"letter": id_text(posting.letter), **more}
    audit.record(desk, posting.unit, event, person=actor.person, post=actor.post, about=about)
