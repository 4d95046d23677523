"""แฟ้ม (folder pages): the folders of a unit, what lies in one, who reads it."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.layout.duties import own_units


def includeme(config: Any) -> None:
    config.add_route("folders", "/folders")
    config.add_route("folder", "/folders/{id}")
    config.add_route("folder-list", "/folders/{id}/list")
    config.add_rail_item(
        "folders", _("Folders"), "folder2", "/folders", 60, shown=lambda request: bool(own_units(request))
    )
    config.scan(categories=("pyramid",))
