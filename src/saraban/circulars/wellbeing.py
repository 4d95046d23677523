"""สุขภาพของกระดานหนังสือเวียน (health of the board): is what was planned up on its day?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from saraban.circulars import placing
from saraban.circulars.lists import board_of
from saraban.core.clock import SystemClock, bangkok_date
from saraban.core.health import Health
from saraban.core.i18n import _

#: So long after midnight a circular of the day may not be up yet.
GRACE = timedelta(minutes=15)


def health(_registry: Any, root: Any) -> Health:
    """สุขภาพของกระดานหนังสือเวียน: how many are planned, and how many whose day has come are not up."""
    late = late_ones(root, SystemClock(root.info.office_offset).office_now())
    message = (
        _("Circulars whose day has come are not on the board yet. Look whether the background worker runs.")
        if late
        else _("Planned circulars go up on their day.")
    )
    planned = len(board_of(root).planned or ())
    return Health(well=not late, message=message, figures={"planned": planned, "late": late})


def late_ones(root: Any, now: datetime) -> int:
    """How many should have been put up before now."""
    return len(placing.due(board_of(root), bangkok_date(now - GRACE)))
