"""หนังสือเวียน (circulars): publish to all staff, the board, who has acknowledged."""

from __future__ import annotations

from typing import Any

from saraban.circulars.content import Board
from saraban.circulars.subscribers import letter_voided, paper_gone
from saraban.circulars.wellbeing import health
from saraban.exchange.events import PaperGone
from saraban.letters.events import LetterVoided


def includeme(config: Any) -> None:
    config.add_section("circular_board", Board)
    config.add_health_check("circulars", health)
    config.add_subscriber(letter_voided, LetterVoided)
    config.add_subscriber(paper_gone, PaperGone)
