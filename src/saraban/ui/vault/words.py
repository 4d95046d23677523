"""ถ้อยคำของหน้าหนังสือลับ (words of the secret pages): levels, states, acts and openings."""

from __future__ import annotations

from typing import Any

from saraban.classification.levels import SECRECY_TH, Secrecy
from saraban.core.i18n import _

#: ชั้นความลับในภาษาอังกฤษ
LEVELS_EN = {
    "open": _("Secrecy ended"),
    "confidential": _("Confidential"),
    "secret": _("Secret"),
    "top_secret": _("Top secret"),
}
STATES = {
    "registered": _("Registered"),
    "proposed": _("Proposed"),
    "ordered": _("Ordered"),
    "acknowledged": _("Acknowledged"),
    "sent": _("Sent on"),
    "closed": _("Closed"),
}
#: การกระทำ -> (title of its page, words of its button, icon)
ACTS = {
    "note": (_("Write a note"), _("Write the note"), "pen"),
    "send": (_("Send on to another secret registry"), _("Send on"), "send"),
    "name": (_("Name persons who may read it"), _("Put them on the list"), "people"),
    "unname": (_("Take a name off the list"), _("Take the name off"), "x-lg"),
    "copies": (_("Record copies"), _("Record the copies"), "file-earmark-text"),
    "level": (_("Change the level"), _("Change the level"), "shield-lock"),
    "close": (_("Close the matter"), _("Close the matter"), "check2-circle"),
    "open": (_("Enter it in the ordinary book"), _("Enter it in the ordinary book"), "journal-text"),
}
NOTE_ACTS = {"propose": _("Propose"), "order": _("Order"), "acknowledge": _("Acknowledge")}
OPENINGS = {"opened": _("Opened the letter"), "file-opened": _("Opened a file")}


def level_words(level: str, *, thai: bool) -> Any:
    """ลับ, ลับมาก as the regulation has them; a level that has ended says so."""
    return SECRECY_TH[Secrecy(level)] if thai and level != Secrecy.OPEN else LEVELS_EN[level]


def mark(level: str) -> str:
    """เครื่องหมายชั้นความลับ at the top and the bottom of a letter; none where the secrecy has ended."""
    return SECRECY_TH[Secrecy(level)] if level != Secrecy.OPEN else ""
