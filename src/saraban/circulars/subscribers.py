"""เมื่อหนังสือใช้ไม่ได้แล้ว (reactions): a letter that is void, or that its unit has no more, stands on no board."""

from __future__ import annotations

from saraban.audit import service as audit
from saraban.circulars import placing
from saraban.circulars.lists import board_of
from saraban.core.desk import Desk
from saraban.core.ids import id_text
from saraban.exchange.events import PaperGone
from saraban.letters import records
from saraban.letters.events import LetterVoided
from saraban.people.actor import Actor


def letter_voided(event: LetterVoided) -> None:
    """ยกเลิกหนังสือแล้ว: it comes off the board with the letter, in the same transaction."""
    _come_off(event.desk, event.actor, event.letter, event.reason)


def paper_gone(event: PaperGone) -> None:
    """หน่วยไม่มีหนังสือนี้แล้ว: what it circulated comes off, unless it has the letter in another way too."""
    _come_off(event.desk, event.actor, event.letter, event.reason)


def _come_off(desk: Desk, actor: Actor, key: int, why: str) -> None:
    posting = board_of(desk.root).postings.get(key)
    if posting is None or posting.withdrawn_at is not None:
        return
    letter = records.letter_by_id(desk.root, key)
    if placing.may_stand(desk.root, letter, posting.unit):
        return
    placing.take_down(desk.root, letter, posting, now=desk.now, by=actor.person, why=why)
    audit.record(
        desk,
        posting.unit,
        "circular-withdrawn",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(key)},
    )
