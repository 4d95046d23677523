"""เมื่อลงนามแล้ว (reactions): a signed letter leaves its copy with central saraban, in the same transaction."""

from __future__ import annotations

from saraban.central.giving import give_copy
from saraban.letters import records
from saraban.letters.events import LetterSigned


def letter_signed(event: LetterSigned) -> None:
    """ลงนามและออกเลขแล้ว."""
    give_copy(event.desk, letter=records.letter_by_id(event.desk.root, event.letter))
