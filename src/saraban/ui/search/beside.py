"""เรื่องก่อนหน้าและถัดไป (beside): the letters before and after the one that is read, within the search it came from.

The search stands in the address and is asked anew for each page, by the gate, for the one who reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from saraban.letters import records
from saraban.search.asking import query_of, whole
from saraban.search.chains import find_beside
from saraban.search.looking import where_in_files
from saraban.ui.layout.frame import formats_for
from saraban.ui.search.asked import Asked, address, is_asked, packed, read_packed
from saraban.ui.search.presenters import Reader, carried_href, places_shown
from saraban.ui.search.views import PAGE_SIZE


@dataclass(frozen=True)
class BesideShown:
    """``carry`` keeps the place when the reader turns to another part of the letter."""

    place: int
    before: str
    after: str
    back: str
    carry: str
    places: list[tuple[str, str, str]]


def beside_shown(request: Any, letter: Any) -> BesideShown | None:
    """The neighbours; None for a letter that was not opened from a search, or stands in it no more."""
    asked = read_packed(request.GET.get("in", ""))
    if not is_asked(asked):
        return None
    keys = {f"L{letter.key}", *(f"P{paper.key}" for paper in records.papers_of(request.desk.root, letter.id))}
    place = whole(request.GET.get("at", "")) or 0
    found = find_beside(request.desk, request.registry, request.actor, query_of(asked), keys=keys, place=place)
    if found is None:
        return None
    at, reader = found.place, Reader(request.desk.root, request.actor, formats_for(request))
    return BesideShown(
        place=at,
        before=_href(reader, found.before, asked, at - 1),
        after=_href(reader, found.after, asked, at + 1),
        back=address(asked, offset=(at - 1) // PAGE_SIZE * PAGE_SIZE),
        carry="&" + urlencode({"in": packed(asked), "at": at}),
        places=places_shown(
            where_in_files(request.desk, request.registry, request.actor, f"L{letter.key}", asked["q"]), reader.fmt
        ),
    )


def _href(reader: Reader, key: str, asked: Asked, at: int) -> str:
    return carried_href(reader, key, {"in": packed(asked), "at": at}) if key else ""
