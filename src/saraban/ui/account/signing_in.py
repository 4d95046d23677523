"""เข้าสู่ระบบและออกจากระบบ (signing in and out)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.auth.doors import take_back
from saraban.auth.errors import TooManyAttempts
from saraban.auth.service import demo_guide, session_for, sign_in, sign_out
from saraban.people.service import find_person, posts_of
from saraban.ui.account.browser import back_of, device_of, onward, token_of
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.doors import OPEN

TEMPLATE = "saraban.ui.account:templates/sign_in.pt"


@dataclass(frozen=True)
class Guest:
    """บัญชีตัวอย่าง of the demonstration store, with what to try first."""

    id: str
    name: str
    post: str
    unit: str
    hint: str
    href: str


@view_config(route_name="sign-in", request_method="GET", renderer=TEMPLATE, door=OPEN)
def sign_in_page(request: Any) -> Any:
    """The form; who is signed in already goes on to where he was going."""
    if request.session_record is not None:
        return onward(request, request.session_record.person, back=back_of(request))
    return _page(request)


@view_config(route_name="sign-in", request_method="POST", renderer=TEMPLATE, door=OPEN)
def enter(request: Any) -> Any:
    """Sign in, then on to what is missing or to where the person was going."""
    posted = request.POST
    done = attempt(
        request,
        lambda: sign_in(
            request.desk, posted.get("name", ""), posted.get("password", ""), posted.get("otp", ""),
            device=device_of(request), replaces=token_of(request),
        ),
    )  # fmt: skip
    if isinstance(done, Refused):
        if isinstance(done.error, TooManyAttempts):
            request.response.headers["Retry-After"] = str(done.error.seconds)
        return _page(request, done)
    session = session_for(request.desk, done)
    return onward(request, session.person if session else "", done, back_of(request))


@view_config(route_name="sign-out", request_method="POST", door=OPEN)
def leave(request: Any) -> Any:
    """Sign out in this browser."""
    if request.session_record is not None:
        sign_out(request.desk, request.session_record)
    response = HTTPSeeOther(location=request.route_path("sign-in"))
    take_back(response)
    return response


def _page(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    return {
        "name": request.params.get("name", ""),
        "back": back_of(request),
        "problem": refused.error.message if refused else None,
        "guests": _guests(request),
    }


def _guests(request: Any) -> list[Guest]:
    """The accounts to try; none outside a demonstration store."""
    is_thai = request.locale_name == "th"
    return [_guest(request, person, th if is_thai else en) for person, th, en in demo_guide(request.desk.root)]


def _guest(request: Any, person: str, hint: str) -> Guest:
    root = request.desk.root
    held = next(iter(posts_of(root, person, request.desk.today)), None)
    post = held.post.title if held else ""
    unit = find_unit(root, held.post.unit).title if held else ""
    name = find_person(root, person).name
    return Guest(person, name, post, unit, hint, request.route_path("sign-in", _query={"name": person}))
