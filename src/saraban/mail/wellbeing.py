"""สุขภาพของการส่งจดหมาย (health of the mail): does it go out, or does it wait too long?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from saraban.core.health import Health
from saraban.core.i18n import _
from saraban.mail.service import first_waiting, room_of

LATE_SECONDS = 3600


def health(registry: Any, root: Any) -> Health:
    """สุขภาพของการส่งจดหมาย: how long the first letter has been due, and how many were given up."""
    room, transport = room_of(root), registry.saraban.mail.transport
    first = first_waiting(room)
    late = max(0, int(datetime.now(UTC).timestamp()) - first[0]) if first else 0
    well = not transport or (late <= LATE_SECONDS and not room.failed)
    if not transport:
        message = _("No e-mail is sent: no mail server is set.")
    elif well:
        message = _("E-mail goes out.")
    else:
        message = _("E-mail is late or was refused. Look at the list of e-mail under administration.")
    return Health(
        well=well,
        message=message,
        figures={"transport": transport or "none", "late_seconds": late, "failed": len(room.failed)},
    )
