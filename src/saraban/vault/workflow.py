"""สถานะหนังสือลับของหน่วย (states of a secret paper), as a table: what may be done in which state."""

from __future__ import annotations

from saraban.core.errors import Conflict
from saraban.core.i18n import _

OPEN = frozenset({"registered", "proposed", "ordered", "acknowledged", "sent"})
#: act -> (the states in which it may be done, the state that it leads to)
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "propose": (OPEN, "proposed"),
    "order": (OPEN, "ordered"),
    "acknowledge": (OPEN, "acknowledged"),
    "send": (OPEN, "sent"),
    "close": (OPEN, "closed"),
    "copies": (OPEN | {"closed"}, ""),
    "level": (OPEN | {"closed"}, ""),
    "enter-openly": (OPEN | {"closed"}, ""),
}


def check_move(act: str, state: str) -> str:
    """The state that the act leads to (empty: it stays). Raises ``Conflict``."""
    allowed, leads_to = MOVES[act]
    if state not in allowed:
        raise Conflict(_("The matter is closed. Nothing more is written on this letter."), slug="closed")
    return leads_to or state
