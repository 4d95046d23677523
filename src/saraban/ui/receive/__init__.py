"""ลงทะเบียนรับ (receive pages): register what came by paper, mail or counter; the number, large; the stamp to print."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.receive.presenters import first_unit


def includeme(config: Any) -> None:
    config.add_route("receive-here", "/receive")
    config.add_route("receive", "/receive/{unit}")
    config.add_route("receive-read", "/receive/{unit}/read")
    config.add_route("receive-sheet", "/receive/{unit}/sheet/{token}/{n}.png")
    config.add_route("receive-done", "/receive/{unit}/done/{paper}")
    config.add_route("receive-stamp", "/receive/{unit}/stamp/{paper}")
    config.add_rail_item(
        "receive",
        _("Register a received letter"),
        "envelope-paper",
        "/receive",
        20,
        shown=lambda request: bool(first_unit(request)),
    )
    config.scan(categories=("pyramid",))
