"""การค้นหา (search): full text over what a reader may see, behind one interface."""

from typing import Any

from saraban.search.content import Desks, Outbox
from saraban.search.engines import ChosenEngine
from saraban.search.interfaces import ISearchEngine
from saraban.search.overlay import Overlay
from saraban.search.searchables import Searchables, add_searchable
from saraban.search.titles import office_titles
from saraban.search.wellbeing import health


def includeme(config: Any) -> None:
    config.registry.searchables = Searchables()
    config.registry.searchables.titles = office_titles
    config.registry.search_overlay = Overlay()
    config.registry.search_compared = config.registry.saraban.var / "index" / "compared.json"
    engine = ChosenEngine(config.registry.saraban.var / "index", config.registry.saraban.search_shortest_piece)
    config.registry.registerUtility(engine, ISearchEngine)
    config.add_section("outbox", Outbox)
    config.add_section("own-desks", Desks)
    config.add_directive("add_searchable", add_searchable, action_wrap=False)
    config.add_health_check("search", health)
