"""หน้าค้นหา (search pages): results, suggestions, neighbours, exports, what each person keeps, numbers."""

from typing import Any

from saraban.core.i18n import _


def includeme(config: Any) -> None:
    config.add_route("search", "/search")
    config.add_route("search-export", "/search/export.{kind:csv|xlsx}")
    config.add_route("search-suggestions", "/search/suggestions")
    config.add_route("searches", "/searches")
    config.add_route("search-save", "/searches/save")
    config.add_route("search-remember", "/searches/remember")
    config.add_route("search-forget", "/searches/forget")
    config.add_route("search-act", "/searches/{token}/{act:delete|notice|quiet}")
    config.add_route("search-drop-mark", "/searches/marks/{token}/delete")
    config.add_route("letter-favourite", "/l/{id}/favourite")
    config.add_route("letter-like", "/l/{id}/like")
    config.add_route("number", "/n/*number")
    config.add_rail_item("search", _("Search"), "search", "/search", 50, phone=True)
    config.scan(categories=("pyramid",))
