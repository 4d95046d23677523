"""หน้าหนังสือเวียน (circular board pages): the board, publishing, who has read, groups of readers, categories."""

from typing import Any

from saraban.core.i18n import _
from saraban.ui.circulars.views import waiting


def includeme(config: Any) -> None:
    config.add_route("circulars", "/circulars")
    config.add_route("circulars-own", "/circulars/own")
    config.add_route("circular-groups", "/circulars/groups")
    config.add_route("circular-categories", "/circulars/categories")
    config.add_route("circular-readers", "/circulars/{id}/readers")
    config.add_route("circular-readers-export", "/circulars/{id}/readers.{kind:csv|xlsx}")
    config.add_route("circular-remind", "/circulars/{id}/remind")
    config.add_route("circular-change", "/circulars/{id}/change")
    config.add_route("circular-pin", "/circulars/{id}/pin")
    config.add_route("circular-read", "/circulars/{id}/read")
    config.add_route("circular-acknowledge", "/circulars/{id}/acknowledge")
    config.add_route("circular-unit", "/circulars/{id}/unit-acknowledge")
    config.add_route("circular-withdraw", "/circulars/{id}/withdraw")
    config.add_route("letter-publish", "/l/{id}/publish")
    config.add_rail_item("circulars", _("Circulars"), "megaphone", "/circulars", 40, count=waiting, phone=True)
    config.scan(categories=("pyramid",))
