"""ของใหม่ในการค้นที่บันทึกไว้ (news): what a saved search finds now and its owner has not been told of yet.

Told are keys, not a moment: a letter that is old and has only now come to the owner's unit is new to him.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saraban.core.desk import Desk
from saraban.people.actor import Actor
from saraban.search.asking import query_of
from saraban.search.chains import Chains, find_chains
from saraban.search.content import SavedSearch
from saraban.search.interfaces import Hit
from saraban.search.keeping import saved_search

#: So many first rows of a search are watched.
MOST_WATCHED = 500


def news_of(desk: Desk, registry: Any, actor: Actor, saved: SavedSearch) -> list[Hit]:
    """What is new in a search since its owner was last told, one a chain, as he may read it now (ของใหม่)."""
    return _new(_watched(desk, registry, actor, saved).chains, saved)


def tell(desk: Desk, registry: Any, actor: Actor, *, key: str) -> list[Hit]:
    """Give the news of a saved search of the actor's own and put them down as told (แจ้งของใหม่).

    While the index is being made nothing is: what it does not find yet would be news again when it does. The first
    time after a notice began all that is found counts as told.
    """
    saved = saved_search(desk.root, actor, key)
    watched = _watched(desk, registry, actor, saved)
    if watched.results.catching_up:
        return []
    found = [] if saved.told_at is None else _new(watched.chains, saved)
    saved.told, saved.told_at = tuple(hit.key for hits in watched.chains for hit in hits), desk.now
    return found


def set_notice(desk: Desk, registry: Any, actor: Actor, *, key: str, with_notice: bool) -> None:
    """แจ้งเตือนรายวัน: shall the daily mail tell what is new? What is found at this moment counts as told."""
    saved = saved_search(desk.root, actor, key)
    if saved.with_notice == with_notice:
        return
    saved.with_notice = with_notice
    if with_notice:
        saved.told_at = None
        tell(desk, registry, actor, key=key)


def _new(watched: list[list[Hit]], saved: SavedSearch) -> list[Hit]:
    told = set(saved.told)
    found = (next((hit for hit in hits if hit.key not in told), None) for hits in watched)
    return [hit for hit in found if hit is not None]


def _watched(desk: Desk, registry: Any, actor: Actor, saved: SavedSearch) -> Chains:
    query = replace(query_of(dict(saved.asked)), limit=MOST_WATCHED, sort="newest")
    return find_chains(desk, registry, actor, query)
