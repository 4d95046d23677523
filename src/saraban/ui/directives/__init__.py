"""หน้าข้อสั่งการ (pages of directives): given by an office, carried out by units, overdue ones first to be seen."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.directives.presenters import has_directives, overdue_here


def includeme(config: Any) -> None:
    config.add_route("directives", "/directives")
    config.add_route("directive-new", "/directives/new/{unit}")
    config.add_route("directives-export", r"/directives/{unit}/{side:given|received}.{kind:csv|xlsx}")
    config.add_route("directive", "/directives/{id}")
    config.add_route("directive-act", "/directives/{id}/{verb:add-letter|report|accept|send-back|withdraw}")
    config.add_rail_item(
        "directives", _("Directives"), "flag", "/directives", 47, shown=has_directives, count=overdue_here
    )
    config.scan(categories=("pyramid",))
