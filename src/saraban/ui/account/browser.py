"""เบราว์เซอร์ของผู้ใช้ (the browser): which session it holds, what it is called, where to go after signing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from saraban.auth.doors import COOKIE, hand_over
from saraban.auth.service import begin_enrolment, missing_step
from saraban.ui.layout.doors import safe_back

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "macOS"),
    (r"Linux", "Linux"),
)
#: what is missing -> the page where it is done
STEPS = {"password": "me-password", "otp": "me-otp"}


def device_of(request: Any) -> str:
    """A short name for the list of sessions: browser and system, no versions, no address."""
    agent = request.user_agent or ""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, agent)), "")
    return " · ".join(part for part in (browser, system) if part)


def token_of(request: Any) -> str:
    """The token that the browser sent, valid or not."""
    return str(request.cookies.get(COOKIE, ""))


def back_of(request: Any) -> str:
    """Where the person was going: a path of ours."""
    return str(safe_back(request.params.get("back")))


def onward(request: Any, person: str, token: str = "", back: str = "/") -> Any:
    """Go on: to what is still missing before any work, else to where the person was going. A new token goes along."""
    step = missing_step(request.desk.root, person)
    query = {"back": back} if step and back != "/" else {}
    location = request.route_path(STEPS[step], _query=query) if step else back
    if step == "otp" and request.method == "POST":
        begin_enrolment(request.desk, person)
    response = HTTPSeeOther(location=location)
    if token:
        hand_over(request, response, token)
    return response


def signed_in(view: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """For pages that a person may open before the first sign-in is finished: only a session is asked for."""

    @wraps(view)
    def guarded(request: Any) -> Any:
        if request.session_record is None:
            back = request.path if request.method == "GET" else "/"
            return HTTPSeeOther(location=request.route_path("sign-in", _query={"back": back}))
        return view(request)

    return guarded
