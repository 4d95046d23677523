"""การรับข่าว (news): what a person wishes to be told outside the pages, and what is fetched by a personal address.

Feed readers and calendars bring no session: the secret in the address says who reads, and each time he is shown what
he may read at that moment. A wrong, an old and a revoked address answer alike.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.i18n import _
from saraban.news.feed import circulars_feed
from saraban.news.ical import calendar
from saraban.news.service import (
    address_made,
    agreed_email,
    make_address,
    reader_at,
    revoke_address,
    want_digest,
    wants_digest,
    wording_of,
)
from saraban.people.service import find_person
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.doors import OPEN
from saraban.ui.layout.notes import add_note

PAGE = "templates/news.pt"


@view_config(route_name="me-news", request_method="GET", renderer=PAGE)
def page(request: Any) -> dict[str, Any]:
    """What I am told, and where."""
    return _page(request)


@view_config(route_name="me-news", request_method="POST", renderer=PAGE)
def wish(request: Any) -> Any:
    """Want the digest, or want it no more."""
    wanted, language = request.POST.get("digest") == "1", str(request.POST.get("language", "th"))
    done = attempt(request, lambda: want_digest(request.desk, request.actor, wanted=wanted, language=language))
    if isinstance(done, Refused):
        return _page(request, done)
    add_note(request, _("You get the daily digest from tomorrow on.") if wanted else _("You get no daily digest."))
    return HTTPSeeOther(location=request.route_path("me-news"))


@view_config(route_name="me-news-address", request_method="POST", renderer=PAGE)
def make(request: Any) -> dict[str, Any]:
    """A new secret address, shown this once; the one before opens nothing any more."""
    secret = make_address(request.desk, request.actor)
    return {**_page(request), "addresses": [request.route_url(n, secret=secret) for n in _FEEDS]}


@view_config(route_name="me-news-revoke", request_method="POST")
def revoke(request: Any) -> HTTPSeeOther:
    """No address any more."""
    revoke_address(request.desk, request.actor)
    add_note(request, _("The personal address is revoked. Nothing is shown there any more."))
    return HTTPSeeOther(location=request.route_path("me-news"))


@view_config(route_name="feed-circulars", request_method="GET", door=OPEN)
def feed(request: Any) -> Response:
    """The circulars as Atom."""
    return _sent(request, circulars_feed, "application/atom+xml")


@view_config(route_name="feed-calendar", request_method="GET", door=OPEN)
def dates(request: Any) -> Response:
    """Deadlines and meetings as iCalendar."""
    return _sent(request, calendar, "text/calendar")


LANGUAGES = (("th", "ไทย"), ("en", "English"))
_FEEDS = ("feed-circulars", "feed-calendar")


def _sent(request: Any, write: Any, kind: str) -> Response:
    desk = request.desk
    reader = reader_at(desk, request.matchdict["secret"])
    body = write(desk.root, reader, today=desk.today, host=request.host_url)
    response = Response(body, content_type=kind, charset="utf-8", conditional_response=True)
    response.etag = hashlib.sha256(body).hexdigest()[:32]
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    root, person = request.desk.root, request.actor.person
    email, wanted = find_person(root, person).email, wants_digest(root, person)
    agreed = agreed_email(root, person)
    return {
        "email": email,
        "is_moved": wanted and email != agreed,
        "is_changed": wanted and bool(agreed),  # of a wish from before addresses were kept that is not known
        "language": wording_of(root, person).language if wanted else request.locale_name,
        "languages": LANGUAGES,
        "is_sending": bool(request.registry.saraban.mail.transport),
        "wanted": wanted,
        "made": address_made(root, person),
        "addresses": [],
        "problems": refused.problems if refused else [],
    }
