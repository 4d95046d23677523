"""งานรอดำเนินการ (in-tray pages): what waits for the post acted in, its registry and the person."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.tray.presenters import waiting_count


def includeme(config: Any) -> None:
    config.add_route("in-tray", "/in-tray")
    config.add_route("in-tray-acknowledge", "/in-tray/acknowledge")
    config.add_route("in-tray-register", "/in-tray/register")
    config.add_route("delivery", "/deliveries/{id}")
    config.add_route("delivery-act", "/deliveries/{id}/{verb:register|open|return|pull-back|accept-return}")
    config.add_rail_item("in-tray", _("In-tray"), "inbox", "/in-tray", 10, count=waiting_count, phone=True)
    config.scan(categories=("pyramid",))
