"""ของที่เก็บไว้ใช้เอง (what the caller keeps): saved searches, last searches, marked letters; nobody else's."""

from __future__ import annotations

from itertools import islice
from typing import Any

from saraban.api import cursors
from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.listed import listed
from saraban.api.serialise import moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING
from saraban.search import keeping, news
from saraban.search.asking import KEPT, Pairs, query_of


@operation(
    "GET",
    "/me/searches",
    tag="search",
    thai="การค้นที่บันทึกไว้",
    english="Saved searches",
    answer="SavedSearchPage",
    query=PAGING,
)
def list_saved_searches(call: Call) -> Page:
    """By name."""
    found = keeping.saved_searches(call.root, call.actor)
    return _page(call, [{"id": s.key} if call.wants_ids else _saved(s) for s in found])


@operation(
    "POST",
    "/me/searches",
    tag="search",
    thai="บันทึกการค้น",
    english="Save a search",
    body="SavedSearchBody",
    answer="SavedSearch",
    status=201,
)
def post_saved_search(call: Call) -> dict[str, Any]:
    """Under a name that no other saved search of the caller's has."""
    saved = keeping.save_search(call.desk, call.actor, name=call.body["name"], asked=_asked(call))
    _set_notice(call, saved.key)
    return _saved(saved)


@operation(
    "PUT",
    "/me/searches/{id}",
    tag="search",
    thai="แจ้งเตือนการค้นที่บันทึกไว้",
    english="Begin or end the daily notice of a saved search",
    body="SavedSearchNotice",
    answer="SavedSearch",
)
def put_saved_search(call: Call) -> dict[str, Any]:
    """What is found at this moment counts as told."""
    _set_notice(call, call.path["id"])
    return _saved(keeping.saved_search(call.root, call.actor, call.path["id"]))


@operation(
    "DELETE",
    "/me/searches/{id}",
    tag="search",
    thai="ลบการค้นที่บันทึกไว้",
    english="Delete a saved search",
    body="Nothing",
    status=204,
)
def delete_saved_search(call: Call) -> None:
    """One of the caller's own."""
    keeping.delete_search(call.desk, call.actor, key=call.path["id"])


@operation(
    "GET",
    "/me/recent-searches",
    tag="search",
    thai="การค้นล่าสุด",
    english="Last searches",
    answer="RecentSearchPage",
)
def list_recent_searches(call: Call) -> Page:
    """The last one first; twenty at most."""
    return Page([{"query": asked_shown(asked)} for asked in keeping.recent_searches(call.root, call.actor)])


@operation(
    "POST",
    "/me/recent-searches",
    tag="search",
    thai="จำการค้น",
    english="Keep a search among the last ones",
    body="RecentSearchBody",
    status=204,
)
def post_recent_search(call: Call) -> None:
    """Searching itself keeps nothing: a program says so when a person has looked at the result."""
    keeping.remember_search(call.desk, call.actor, asked=_asked(call))


@operation(
    "DELETE",
    "/me/recent-searches",
    tag="search",
    thai="ล้างการค้นล่าสุด",
    english="Clear the last searches",
    body="Nothing",
    status=204,
)
def delete_recent_searches(call: Call) -> None:
    """All of them."""
    keeping.forget_searches(call.desk, call.actor)


@operation(
    "GET",
    "/me/favourites",
    tag="search",
    thai="หนังสือที่ทำเครื่องหมายไว้",
    english="Marked letters",
    answer="FavouritePage",
    query=PAGING,
)
def list_favourites(call: Call) -> Page:
    """Those that the caller may read now; another one is as if it had never been marked."""
    found = keeping.favourites(call.root, call.actor, call.request.registry)
    letters = list(islice(found, keeping.MOST_FAVOURITES))
    return _page(call, [{"id": x.key} if call.wants_ids else listed(x) for x in letters])


@operation(
    "PUT",
    "/me/favourites/{id}",
    tag="search",
    thai="ทำเครื่องหมายหนังสือ",
    english="Mark a letter",
    body="Nothing",
    status=204,
)
def put_favourite(call: Call) -> None:
    """One that the caller may read; marking it again changes nothing."""
    keeping.set_favourite(call.desk, call.actor, letter=letter_of(call), is_marked=True)


@operation(
    "DELETE",
    "/me/favourites/{id}",
    tag="search",
    thai="เอาเครื่องหมายออก",
    english="Take the mark off a letter",
    body="Nothing",
    status=204,
)
def delete_favourite(call: Call) -> None:
    """Taking off a mark that is not there changes nothing."""
    keeping.set_favourite(call.desk, call.actor, letter=letter_of(call), is_marked=False)


@operation(
    "GET",
    "/me/lost-favourites",
    tag="search",
    thai="เครื่องหมายที่เปิดหนังสือไม่ได้แล้ว",
    english="Marks of letters that cannot be read any more",
    answer="LostFavouritePage",
    query=PAGING,
)
def list_lost_favourites(call: Call) -> Page:
    """Each with an id of its own and the moment it was made; nothing is said of the letter."""
    found = keeping.lost_marks(call.root, call.actor, call.request.registry)
    return _page(call, [{"id": x.key} if call.wants_ids else {"id": x.key, "marked_at": moment(x.at)} for x in found])


@operation(
    "DELETE",
    "/me/lost-favourites/{id}",
    tag="search",
    thai="ลบเครื่องหมายที่เปิดหนังสือไม่ได้แล้ว",
    english="Delete a mark of a letter that cannot be read any more",
    body="Nothing",
    status=204,
)
def delete_lost_favourite(call: Call) -> None:
    """By the mark's own id."""
    keeping.drop_mark(call.desk, call.request.registry, call.actor, key=call.path["id"])


def asked_shown(asked: Pairs) -> dict[str, Any]:
    """A search as the API speaks of it; a year or a day that cannot be read narrows nothing and is left out."""
    query, words = query_of(dict(asked)), dict(asked)
    shown: dict[str, Any] = {name: words[name] for name in ("q", "kind", "unit", "series", "state") if name in words}
    if query.year is not None:
        shown["year"] = query.year
    for name, day in (("from", query.day_from), ("to", query.day_to)):
        if day is not None:
            shown[name] = day.isoformat()
    return {**shown, "sort": query.sort}


def _asked(call: Call) -> dict[str, str]:
    """The search of a body as an address would carry it; newest first is not said there."""
    given = call.body["query"]
    return {name: str(given[name]) for name in KEPT if name in given and given[name] != "newest"}


def _set_notice(call: Call, key: str) -> None:
    wanted = bool(call.body.get("with_notice"))
    news.set_notice(call.desk, call.request.registry, call.actor, key=key, with_notice=wanted)


def _saved(saved: Any) -> dict[str, Any]:
    return {
        "id": saved.key,
        "name": saved.name,
        "query": asked_shown(saved.asked),
        "with_notice": saved.with_notice,
        "saved_at": moment(saved.saved_at),
    }


def _page(call: Call, items: list[Any]) -> Page:
    start = cursors.offset(call.query.get("cursor"))
    following = start + call.limit
    return Page(items[start:following], cursors.write(following) if len(items) > following else None)
