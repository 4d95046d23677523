"""งานของผู้บริหาร (executives): the day list of an executive, and acting on several matters at once."""

from __future__ import annotations

from typing import Any


def includeme(_config: Any) -> None:
    """Nothing is stored here: it is made of papers, drafts, trays and directives."""
