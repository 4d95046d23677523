"""หน้าของสำนักงานผู้บริหาร (pages of an executive's office): the day list, screening, putting forward, settings."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.executive.presenters import before_me, office_here, works_before, works_in_office


def includeme(config: Any) -> None:
    config.add_route("day", "/day")
    config.add_route("day-matter", "/day/{key}")
    config.add_route("screen-paper", "/p/{id}/screen")
    config.add_route("screen-return", "/p/{id}/screen/return")
    config.add_route("screen-draft", "/l/{id}/screen")
    config.add_route("office", "/offices/{unit}")
    config.add_route("office-put-forward", "/offices/{unit}/put-forward")
    config.add_route("office-away", "/offices/{unit}/away")
    config.add_route("office-settings", "/offices/{unit}/settings")
    config.add_rail_item("day", _("Day list"), "sort-down", "/day", 5, shown=works_before, count=before_me, phone=True)
    config.add_rail_item(
        "office", _("Executive's office"), "person-circle", office_here, 12, shown=works_in_office, phone=False
    )
    config.scan(categories=("pyramid",))
