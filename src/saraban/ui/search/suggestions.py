"""คำแนะนำในช่องค้นหา (suggestions): what the search box offers as somebody types; the page works without them."""

from __future__ import annotations

from typing import Any

from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.core.pace import keep_pace
from saraban.search.offers import PACE, Offer, suggest
from saraban.ui.layout.frame import formats_for
from saraban.ui.search.asked import address
from saraban.ui.search.facets import words_of

LABELS = {
    "saved": _("Saved search"),
    "recent": _("Last search"),
    "number": _("Number"),
    "unit": _("Unit"),
    "letter": _("Subject"),
}


@view_config(route_name="search-suggestions", request_method="GET", renderer="json")
def suggestions(request: Any) -> dict[str, Any]:
    """The offers as lines: what it is, its words, where it leads."""
    keep_pace(PACE, request, request.actor.person)
    found = suggest(request.desk, request.registry, request.actor, request.GET.get("q", ""))
    return {"items": [_line(request, offer) for offer in found]}


def _line(request: Any, offer: Offer) -> dict[str, str]:
    fmt = formats_for(request)
    words = fmt.digits(offer.words) if offer.kind == "number" else offer.words
    if offer.kind == "recent":
        words = words_of(request, {**dict(offer.asked), "q": offer.words}, fmt)
    return {
        "label": request.localizer.translate(LABELS[offer.kind]),
        "words": words,
        "href": f"/l/{offer.letter}" if offer.letter else address(dict(offer.asked)),
    }
