"""ค้นหา (search): what the reader may see, newest first; the address holds the whole question, so it can be kept."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.found import MOST
from saraban.search import keeping
from saraban.search.asking import pairs_of, query_of, whole
from saraban.search.chains import Chains, find_chains
from saraban.ui.layout.frame import formats_for
from saraban.ui.search.asked import Asked, address, is_asked, packed, problem_of, read_asked
from saraban.ui.search.facets import chosen_shown, groups_shown, recent_shown
from saraban.ui.search.presenters import Reader, cards_shown

PAGE_SIZE = 20
DEEPEST = 1_000
ORDERS = (("", _("Newest first")), ("relevance", _("Best match first")))


@view_config(route_name="search", request_method="GET", renderer="templates/search.pt")
def search(request: Any) -> Any:
    """Find; the exact number of one letter opens it at once with the button ``open``."""
    request.rail = "search"
    asked = read_asked(request.GET)
    if request.GET.get("open"):
        exact = [
            x for x in records.by_number(request.desk.root, asked["q"]) if request.actor.may(Permission.LETTER_READ, x)
        ]
        if len(exact) == 1:
            return HTTPSeeOther(location=f"/l/{exact[0].key}")
    offset = min(whole(request.GET.get("offset", "")) or 0, DEEPEST)
    query = query_of(asked, offset, PAGE_SIZE)
    found = find_chains(request.desk, request.registry, request.actor, query) if is_asked(asked) else None
    return {"asked": asked, "problem": problem_of(asked), **_result(request, asked, found, offset)}


def _result(request: Any, asked: Asked, found: Chains | None, offset: int) -> dict[str, Any]:
    root, fmt = request.desk.root, formats_for(request)
    if found is None:
        empty = ("hits", "groups", "chosen", "spellings", "orders")
        return {
            **dict.fromkeys(("results", "newer", "older", "remember", "is_cut")),
            **dict.fromkeys(empty, ()),
            "recent": recent_shown(request, fmt),
        }
    results = found.results
    return {
        "results": results,
        "hits": cards_shown(Reader(root, request.actor, fmt), found.chains, asked, offset),
        "groups": groups_shown(root, results, asked, fmt, request.GET.get("all", "")),
        "chosen": chosen_shown(root, asked, fmt),
        "orders": [(title, address(asked, sort=sort), asked["sort"] == sort) for sort, title in ORDERS],
        "spellings": [(words, address(asked, q=words)) for words in results.spellings],
        "newer": address(asked, offset=max(0, offset - PAGE_SIZE)) if offset else None,
        "carried": packed(asked),
        "most": MOST,
        "remember": not offset and keeping.recent_searches(root, request.actor)[:1] != (pairs_of(asked),),
        "older": address(asked, offset=offset + PAGE_SIZE) if found.is_more and offset < DEEPEST else None,
        "is_cut": found.is_more and offset >= DEEPEST,
        "deepest": DEEPEST + PAGE_SIZE,
    }
