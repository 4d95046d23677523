"""ค้นหา (search): what the reader may see, newest first; the address holds the whole question, so it can be kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.search import service
from saraban.search.interfaces import Query
from saraban.thai.digits import to_arabic
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import read_day
from saraban.ui.search.presenters import groups_shown, hits_shown

PAGE_SIZE = 20
DEEPEST = 5000
TEXT_LIMIT = 400
MOST_DIGITS = 6
KEPT = ("q", "kind", "year", "unit", "from", "to", "sort")


@view_config(route_name="search", request_method="GET", renderer="templates/search.pt")
def search(request: Any) -> Any:
    """Find; the exact number of one letter opens it at once with the button ``open``."""
    request.rail = "search"
    asked = {name: request.GET.get(name, "").strip()[:TEXT_LIMIT] for name in KEPT}
    fmt = formats_for(request)
    if request.GET.get("open"):
        exact = [
            x for x in records.by_number(request.desk.root, asked["q"]) if request.actor.may(Permission.LETTER_READ, x)
        ]
        if len(exact) == 1:
            return HTTPSeeOther(location=f"/l/{exact[0].key}")
    offset = min(_whole(request.GET.get("offset", "")) or 0, DEEPEST)
    if not any(asked[name] for name in KEPT if name != "sort"):
        return {
            "asked": asked,
            "results": None,
            "hits": [],
            "groups": [],
            "newer": None,
            "older": None,
            "problem": None,
            "narrowed": False,
        }
    query, problem = _query(asked, offset)
    results = service.find(request.desk, request.registry, request.actor, query)
    more = offset + PAGE_SIZE < min(results.total, DEEPEST)
    return {
        "asked": asked,
        "results": results,
        "hits": hits_shown(request.desk.root, results, fmt),
        "problem": problem,
        "groups": groups_shown(request.desk.root, results, asked, fmt),
        "newer": _page(asked, max(0, offset - PAGE_SIZE)) if offset else None,
        "older": _page(asked, offset + PAGE_SIZE) if more else None,
        "narrowed": any(asked[name] for name in ("kind", "year", "unit", "from", "to")),
    }


def _query(asked: dict[str, str], offset: int) -> tuple[Query, Any]:
    """The query, and what could not be read of it: a wrong date is said and left out, never guessed."""
    problem = None
    days: dict[str, Any] = {"from": None, "to": None}
    for name in days:
        try:
            days[name] = read_day(asked[name], name)
        except Invalid as error:
            problem = error.message
    year = _whole(asked["year"])
    if asked["year"] and year is None:
        problem = _("Write a year as four digits, such as 2567.")
    return Query(
        text=asked["q"],
        unit=asked["unit"] or None,
        kind=asked["kind"] or None,
        year=year,
        day_from=days["from"],
        day_to=days["to"],
        sort="relevance" if asked["sort"] == "relevance" else "newest",
        offset=offset,
        limit=PAGE_SIZE,
    ), problem


def _whole(text: str) -> int | None:
    plain = to_arabic(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None


def _page(asked: dict[str, str], offset: int) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return "/search?" + urlencode({**kept, **({"offset": offset} if offset else {})})
