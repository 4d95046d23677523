"""ของที่เก็บไว้ (kept pages): saved searches, the last searches and marked letters of the one who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.letters import records
from saraban.search import keeping, news
from saraban.thai.masking import mask
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.doors import safe_back
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.search.asked import address, read_packed
from saraban.ui.search.facets import recent_shown, words_of

TEMPLATE = "templates/kept.pt"
PLACE = "/searches"


@dataclass(frozen=True)
class SavedShown:
    """การค้นที่บันทึกไว้ with where it leads, and whether its owner is told of what is new."""

    key: str
    name: str
    words: str
    href: str
    with_notice: bool


def _page(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    request.rail = "search"
    root, actor, fmt = request.desk.root, request.actor, formats_for(request)
    return {
        "saved": [
            SavedShown(s.key, s.name, words_of(request, dict(s.asked), fmt), address(dict(s.asked)), s.with_notice)
            for s in keeping.saved_searches(root, actor)
        ],
        "recent": recent_shown(request, fmt),
        "favourites": [
            (f"/l/{x.key}", mask(x.subject), " · ".join(p for p in (x.from_text, fmt.digits(x.number)) if p), x.key)
            for x in keeping.favourites(root, actor, request.registry)
        ],
        "lost": [(fmt.time(x.at), x.key) for x in keeping.lost_marks(root, actor, request.registry)],
        "typed": request.POST,
        "problems": refused.problems if refused else [],
        "wrong": refused.wrong if refused else {},
    }


@view_config(route_name="searches", request_method="GET", renderer=TEMPLATE)
def kept(request: Any) -> dict[str, Any]:
    """Everything that the reader keeps; a letter that he may no longer read is not among it."""
    return _page(request)


@view_config(route_name="search-save", request_method="POST", renderer=TEMPLATE)
def save(request: Any) -> Any:
    """บันทึกการค้น; with a daily notice if that is wanted."""
    desk, actor, post = request.desk, request.actor, request.POST
    asked = read_packed(str(post.get("in", "")))

    def work() -> None:
        saved = keeping.save_search(desk, actor, name=str(post.get("name", "")), asked=asked)
        news.set_notice(desk, request.registry, actor, key=saved.key, with_notice=bool(post.get("notice")))

    done = attempt(request, work)
    if isinstance(done, Refused):
        return _page(request, done)
    add_note(request, _("The search was saved."))
    return HTTPSeeOther(location=PLACE)


@view_config(route_name="search-act", request_method="POST")
def act(request: Any) -> HTTPSeeOther:
    """Delete a saved search, or begin or end its notice."""
    desk, actor, key, verb = request.desk, request.actor, request.matchdict["token"], request.matchdict["act"]
    if verb == "delete":
        keeping.delete_search(desk, actor, key=key)
        add_note(request, _("The saved search was deleted."))
    else:
        news.set_notice(desk, request.registry, actor, key=key, with_notice=verb == "notice")
    return HTTPSeeOther(location=PLACE)


@view_config(route_name="search-remember", request_method="POST")
def remember(request: Any) -> HTTPSeeOther:
    """จำการค้นนี้: the page of results says so by itself, once it is shown."""
    asked = read_packed(str(request.POST.get("in", "")))
    keeping.remember_search(request.desk, request.actor, asked=asked)
    return HTTPSeeOther(location=address({name: value for name, value in asked.items() if value}))


@view_config(route_name="search-forget", request_method="POST")
def forget(request: Any) -> HTTPSeeOther:
    """ล้างการค้นล่าสุด."""
    keeping.forget_searches(request.desk, request.actor)
    add_note(request, _("Your last searches were cleared."))
    return HTTPSeeOther(location=PLACE)


@view_config(route_name="search-drop-mark", request_method="POST")
def drop_mark(request: Any) -> HTTPSeeOther:
    """Delete a mark whose letter cannot be read any more."""
    keeping.drop_mark(request.desk, request.registry, request.actor, key=request.matchdict["token"])
    add_note(request, _("The mark was deleted."))
    return HTTPSeeOther(location=PLACE)


@view_config(route_name="letter-favourite", request_method="POST")
def favourite(request: Any) -> HTTPSeeOther:
    """Mark a letter, or take the mark off."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    marked = request.POST.get("mark") == "1"
    keeping.set_favourite(request.desk, request.actor, letter=letter, is_marked=marked)
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), f"/l/{letter.key}"))
