"""สุขภาพของดัชนี (health of the index): is there one, is it up to date, and is the engine the right one for so many."""

from __future__ import annotations

from typing import Any

from saraban.core.health import Health
from saraban.core.i18n import _
from saraban.search import outbox
from saraban.search.comparing import last_compared
from saraban.search.interfaces import ISearchEngine
from saraban.search.overlay import MOST_PENDING
from saraban.search.whoosh_engine import WhooshEngine

#: From so many letters on the larger engine is proposed, and from so many on it is overdue.
PROPOSED_FROM = 20_000
OVERDUE_FROM = 100_000
LETTER = "L"


def health(registry: Any, root: Any) -> Health:
    """สุขภาพของดัชนี: how it is, how many documents wait for it, and whether another engine is advisable."""
    engine = registry.getUtility(ISearchEngine)
    pending = len(outbox.pending(root))
    ready = engine.is_ready()
    well = ready and pending <= MOST_PENDING
    advice = _advice(engine.name, engine.count(LETTER))
    figures: dict[str, int | float | str | bool] = {
        "ready": ready,
        "pending": pending,
        "engine": engine.name,
        "advice": advice,
    }
    compared = last_compared(registry.search_compared)
    if compared is not None:
        figures |= {"compared": compared.at.isoformat(), "differences": compared.differences}
    differed = compared is not None and compared.differences > 0
    return Health(well=well, message=_message(well=well, advice=advice, differed=differed), figures=figures)


def _advice(engine: str, letters: int) -> str:
    if engine != WhooshEngine.name or letters < PROPOSED_FROM:
        return "none"
    return "proposed" if letters < OVERDUE_FROM else "overdue"


def _message(*, well: bool, advice: str, differed: bool) -> Any:
    if not well:
        return _("The index is catching up; new letters are still found.")
    if advice == "overdue":
        return _(
            "There are too many letters for this search engine; searches become slow."
            " Run saraban reindex --engine tantivy; search goes on meanwhile."
        )
    if advice == "proposed":
        return _(
            "So many letters are searched more quickly by the larger engine."
            " Run saraban reindex --engine tantivy; search goes on meanwhile."
        )
    if differed:
        return _("The last comparison found differences between index and store; they have been put right.")
    return _("The index is up to date, or nearly.")
