"""หนังสือเวียนรอเผยแพร่ (planned circulars): the worker puts them up when their day has come."""

from __future__ import annotations

from itertools import islice

from BTrees.LOBTree import LOBTree

from saraban.audit import service as audit
from saraban.circulars import placing
from saraban.circulars.content import Posting
from saraban.circulars.events import CircularPublished
from saraban.circulars.lists import board_of
from saraban.core.desk import Desk
from saraban.core.ids import id_text
from saraban.letters import records
from saraban.people.actor import Actor

#: What the unit reads of one that could not be put up.
UNFIT = "ถึงวันเผยแพร่แล้ว แต่หนังสือนี้เวียนไม่ได้อีก"
#: What it reads of one whose letter another unit circulates, which has it too.
OTHERS_FIRST = "หน่วยงานอื่นที่มีหนังสือฉบับนี้เป็นผู้เวียนหนังสือ"


def release(desk: Desk, most: int = 50) -> int:
    """เผยแพร่ตามกำหนด: put up what is planned for today or before, at most so many; gives how many were seen to.

    The caller commits. Doing it again changes nothing. A letter that became void or left the unit meanwhile is not put
    up: its posting is withdrawn, which its unit sees.
    """
    found = list(islice(placing.due(board_of(desk.root), desk.today), most))
    for key in found:
        _release(desk, board_of(desk.root).postings[key])
    return len(found)


def _release(desk: Desk, posting: Posting) -> None:
    if placing.may_stand(desk.root, records.letter_by_id(desk.root, posting.letter), posting.unit):
        appear(desk, posting)
    else:
        _withdraw(desk, posting, UNFIT)


def end(desk: Desk, posting: Posting) -> None:
    """End a plan because another unit circulates its letter; its own unit keeps it on its list, with why."""
    _withdraw(desk, posting, OTHERS_FIRST)
    board = board_of(desk.root)
    if board.ended is None:
        board.ended = LOBTree()
    board.ended[posting.id] = posting


def _withdraw(desk: Desk, posting: Posting, why: str) -> None:
    letter = records.letter_by_id(desk.root, posting.letter)
    placing.take_down(desk.root, letter, posting, now=desk.now, by=posting.published_by, why=why)
    _record(desk, posting, "circular-withdrawn")


def appear(desk: Desk, posting: Posting, actor: Actor | None = None) -> None:
    """Put up what was planned, now; without an actor it is on record as the deed of who planned it."""
    letter = records.letter_by_id(desk.root, posting.letter)
    placing.put_up_now(desk.root, letter, posting, desk.now)
    _record(desk, posting, "circular-published", actor)
    desk.notify(CircularPublished(letter.id, posting.unit))


def _record(desk: Desk, posting: Posting, event: str, actor: Actor | None = None) -> None:
    person, post = (actor.person, actor.post) if actor is not None else (posting.published_by, "")
    about = {"letter": id_text(posting.letter), "planned": "1"}
    audit.record(desk, posting.unit, event, person=person, post=post, about=about)
