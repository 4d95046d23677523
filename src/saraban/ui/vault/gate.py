"""ประตูหน้าหนังสือลับ (the gate of the secret pages): who has nothing behind it meets the page of an address that is none.

Every view under ``/secret`` stands behind it, nearest to the function::

    @view_config(route_name="secret-book", request_method="GET", renderer="templates/book.pt")
    @behind
    def book(request): ...

Behind the gate the rail is marked, nothing is kept by browsers, and whatever is missing says the same words as an
address that does not exist. A page that asks for a fresh code of the phone sends to the page where it is given, and
back. ``proved(request)`` is what the vault's services take as ``proved_at``. A form runs its verb with
``attempt(request, lambda: once_secret(request, work))``; where the answer is ``Refused``, it shows the form as typed
and nothing of the letter, whose opening the refusal has rolled back, and with ``code_at(request, refused)`` the way
to the phone's code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from saraban.auth.errors import StepUpNeeded
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.once import FIELD
from saraban.vault import door

RAIL = "secret"
NEVER_KEPT = "no-store, private"


def behind(view: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Put a view behind the gate."""

    @wraps(view)
    def guarded(request: Any) -> Any:
        try:
            _let_in(request)
            request.rail = RAIL
            answer = view(request)
        except Missing:
            request.rail = ""
            raise nothing() from None
        except StepUpNeeded:
            if request.method != "GET":
                raise
            answer = HTTPSeeOther(location=request.route_path("me-step-up", _query={"back": request.path_qs}))
        headers = answer.headers if hasattr(answer, "headers") else request.response.headers
        headers["Cache-Control"] = NEVER_KEPT
        return answer

    return guarded


def shown(request: Any) -> bool:
    """Does the rail show the way in? Only to those with something behind it."""
    return request.actor is not None and door.has_something(request.desk, request.actor)


def waiting(request: Any) -> int:
    """How many deliveries wait to be registered by this person, and letters for the next word."""
    return len(door.waiting_for(request.desk, request.actor)) + len(door.lying_with(request.desk, request.actor))


def proved(request: Any) -> datetime | None:
    """When the person last gave the code of the phone in this browser."""
    session = request.session_record
    return session.otp_at if session is not None else None


def once_secret(request: Any, work: Callable[[], str]) -> str:
    """Do the work of a form once; the second press gets the address of the first. Nothing typed is kept for it."""
    return door.once(request.desk, request.actor.person, request.POST.get(FIELD, ""), work)


def code_at(request: Any, refused: Refused | None, back: str = "") -> str:
    """Where the phone's code is given, for a form that was refused for want of it; else nothing."""
    if refused is None or not isinstance(refused.error, StepUpNeeded):
        return ""
    path: str = request.route_path("me-step-up", _query={"back": back or "/secret"})
    return path


def nothing() -> Missing:
    """The one answer for what is not there and for what may not be known of."""
    return Missing(_("There is nothing at this address, or you may not see it."))


def _let_in(request: Any) -> None:
    """Raise ``Missing`` for who has nothing here; who tried a letter is on record all the same."""
    if door.has_something(request.desk, request.actor):
        return
    key = request.matchdict.get("id")
    if key:
        door.paper_for(request.desk, request.actor, key, None)
    raise nothing()
