"""คำเรียกขนาดในรูปแบบการพิมพ์ (words of the style): what the pages call each size, instead of its name in the table."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.kinds.style import LENGTHS, POINTS

LABELS = {
    "left": _("Left margin"),
    "right": _("Right margin"),
    "top": _("Top margin"),
    "bottom": _("Bottom margin"),
    "indent": _("Paragraphs begin at"),
    "step": _("Lower paragraphs begin further in by"),
    "sign_width": _("Breadth of the signature"),
    "seal": _("Room for the red seal"),
    "qr": _("Size of the QR code"),
    "qr_left": _("QR code from the left edge"),
    "qr_bottom": _("QR code from the lower edge"),
    "size": _("Size of the text"),
    "pitch": _("From line to line"),
    "heading": _("Size of the heading of a memo"),
    "label": _("Size of the labels of a memo"),
    "urgency": _("Size of the urgency"),
    "secrecy": _("Size of the secrecy"),
    "footer": _("Size of the foot"),
    "part": _("Room between parts"),
    "sign_room": _("Height of the signature"),
    "sign_axis": _("Middle of the signature, as a share of the breadth"),
}
FLAG_LABELS = {
    "qr_shown": _("The QR code is printed"),
    "qr_on_every_page": _("The QR code stands on every page"),
    "head_rule": _("A rule stands below the heads of orders and announcements"),
}
UNITS = {**dict.fromkeys(LENGTHS, _("cm")), **dict.fromkeys(POINTS, _("points"))}


def place_shown(place: str) -> Any:
    """A place of the table (``style.left``) in words; nothing for one that is no size or choice of the style."""
    name = place.removeprefix("style.") if place.startswith("style.") else ""
    return {**LABELS, **FLAG_LABELS, "footer_lines": _("Lines at the foot of every page (one or two)")}.get(name, "")
