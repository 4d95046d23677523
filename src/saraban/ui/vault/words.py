"""ถ้อยคำของหน้าหนังสือลับ (words of the secret pages): levels, states, acts and openings."""

from __future__ import annotations

from typing import Any

from saraban.classification.levels import SECRECY_TH, Secrecy
from saraban.core.i18n import _

#: ชั้นความลับในภาษาอังกฤษ
LEVELS_EN = {"open": _("Secrecy ended"), "confidential": _("Confidential"), "secret": _("Secret")}
STATES = {
    "registered": _("Registered"),
    "proposed": _("Proposed"),
    "ordered": _("Ordered"),
    "acknowledged": _("Acknowledged"),
    "sent": _("Sent on"),
    "closed": _("Closed"),
}


def level_words(level: str, *, thai: bool) -> Any:
    """ลับ, ลับมาก as the regulation has them; a level that has ended says so."""
    return SECRECY_TH[Secrecy(level)] if thai and level != Secrecy.OPEN else LEVELS_EN[level]
