"""หนังสือเวียน (circulars): publish to all staff, the board, who has acknowledged."""

from __future__ import annotations

from typing import Any

from saraban.circulars.content import Board


def includeme(config: Any) -> None:
    config.add_section("circular_board", Board)
