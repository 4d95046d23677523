"""ภาษา (languages): Thai first, English second; a person's choice is kept in the ``lang`` cookie, set by POST."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.view import view_config

from saraban.core.settings import LANGUAGES
from saraban.ui.layout.doors import OPEN, safe_back

COOKIE = "lang"
YEAR = 365 * 24 * 3600


def negotiate(request: Any) -> str:
    """The language of a request: the person's choice, or the language of the installation."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else request.registry.saraban.locale_default


@view_config(route_name="language", request_method="POST", door=OPEN)
def choose_language(request: Any) -> Any:
    """Keep the choice and go back to where the person was."""
    chosen = request.POST.get("lang")
    if chosen not in LANGUAGES:
        raise HTTPBadRequest
    response = HTTPSeeOther(location=safe_back(request.POST.get("back")))
    response.set_cookie(
        COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.registry.saraban.secure_cookies
    )
    return response
