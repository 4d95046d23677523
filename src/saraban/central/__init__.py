"""สำเนาสำหรับสารบรรณกลาง (copies for central saraban): every issued letter leaves one with the nearest registry."""

from __future__ import annotations

from typing import Any

from saraban.central.content import CentralCopies
from saraban.central.subscribers import letter_signed
from saraban.letters.events import LetterSigned


def includeme(config: Any) -> None:
    config.add_section("central_copies", CentralCopies)
    config.add_subscriber(letter_signed, LetterSigned)
