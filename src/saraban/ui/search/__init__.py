"""หน้าค้นหา (search pages)."""

from typing import Any

from saraban.core.i18n import _


def includeme(config: Any) -> None:
    config.add_route("search", "/search")
    config.add_rail_item("search", _("Search"), "search", "/search", 50, phone=True)
    config.scan(categories=("pyramid",))
