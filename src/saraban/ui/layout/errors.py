"""หน้าข้อผิดพลาด (error pages): what happened, that nothing was lost, what to do now. Never a stack trace.

The API answers its own errors; these views are for pages.
"""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

from pyramid.csrf import get_csrf_token
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import HTTPBadRequest, HTTPException, HTTPForbidden, HTTPRequestEntityTooLarge
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config
from ZODB.POSException import ConflictError, StorageError

from saraban.core.errors import Missing, NotAllowed, SarabanError
from saraban.core.i18n import _
from saraban.core.store import AWAY, InDoubt
from saraban.people.request import ended_acting
from saraban.people.service import find_person, find_post
from saraban.ui.layout.doors import OPEN, NotAtWork, SignedOut
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.once import NEVER_KEPT
from saraban.ui.layout.requests import request_id

log = logging.getLogger("saraban.errors")
TEMPLATE = "saraban.ui.layout:templates/error.pt"
BARE = "saraban.ui.layout:templates/broken.pt"
API = "/api/"
IN_DOUBT = _(
    "The store did not answer, so it is not certain whether this was saved. Wait a moment, open the page again and "
    "look before you do it again."
)


class ForPages:
    """View predicate ``for_pages``: everything but the API."""

    def __init__(self, value: bool, _config: Any) -> None:  # noqa: FBT001 - Pyramid's way of calling
        self.value = value

    def text(self) -> str:
        return f"for_pages = {self.value}"

    phash = text

    def __call__(self, _context: Any, request: Any) -> bool:
        return request.path_info.startswith(API) is not self.value


@exception_view_config(SarabanError, renderer=TEMPLATE, for_pages=True, door=OPEN)
def refused(error: SarabanError, request: Any) -> dict[str, Any]:
    """A refusal of a service: its own message."""
    request.response.status_int = error.status
    titles = {
        403: _("You may not do this"),
        404: _("Nothing here"),
        409: _("Not possible now"),
        503: _("Busy at the moment"),
    }
    return _page(request, titles.get(error.status, _("Please check what you entered")), error.message)


@exception_view_config(SignedOut, renderer=TEMPLATE, for_pages=True, door=OPEN)
def signed_out(error: SignedOut, request: Any) -> dict[str, Any]:
    """The session ended while the form was open: sign in beside it and send it again."""
    request.response.status_int = error.status
    page = _page(request, _("Please sign in again"), error.message)
    page["again"], page["ask_files"], page["sign_in"] = again(request), files_again(request), True
    return page


@exception_view_config(NotAtWork, renderer=TEMPLATE, for_pages=True, door=OPEN)
def not_at_work(error: NotAtWork, request: Any) -> dict[str, Any]:
    """Nothing here can be opened with this account: the way out is to sign out."""
    page = refused(error, request)
    page["sign_out"] = True
    return page


@notfound_view_config(renderer=TEMPLATE, for_pages=True, append_slash=False, door=OPEN)
def not_found(_error: Any, request: Any) -> dict[str, Any]:
    """The same page for what does not exist and what this person may not know of."""
    return refused(Missing(_("There is nothing at this address, or you may not see it.")), request)


@forbidden_view_config(renderer=TEMPLATE, for_pages=True, door=OPEN)
def forbidden(_error: HTTPForbidden, request: Any) -> dict[str, Any]:
    """Refused by the page's own permission."""
    return refused(
        NotAllowed(
            _("The post you act in may not open this page. Switch to a post that may, or ask the unit's administrator.")
        ),
        request,
    )


@exception_view_config(BadCSRFToken, renderer=TEMPLATE, for_pages=True, door=OPEN)
@exception_view_config(BadCSRFOrigin, renderer=TEMPLATE, for_pages=True, door=OPEN)
def stale(_error: Any, request: Any) -> dict[str, Any]:
    """The form is older than the session or of another post; what was typed is offered for sending again."""
    request.response.status_int = 400
    grant = ended_acting(request)
    if grant is not None:
        page = _acting_ended(request, grant)
    else:
        page = _page(
            request,
            _("This page had been open for too long, or the post was changed"),
            _("Nothing was saved. What you typed is kept below: check it and the post you act in, then send it again."),
        )
    page["again"], page["ask_files"] = again(request), files_again(request)
    return page


def _acting_ended(request: Any, grant: Any) -> dict[str, Any]:
    """Whose acting ended when; the form was opened while it held."""
    root = request.desk.root
    told = {
        "name": find_person(root, grant.person).name,
        "post": find_post(root, grant.post).title,
        "day": formats_for(request).day(grant.until),
    }
    return _page(
        request,
        _("The acting grant has ended"),
        _(
            "${name} acted for ${post} until ${day} and acts for it no more. Nothing was saved or signed. Have whoever "
            "holds or acts for the post today do it, or ask for a new acting grant to be recorded.",
            mapping=told,
        ),
    )


@exception_view_config(HTTPException, for_pages=True, door=OPEN, renderer=TEMPLATE)
def other(error: HTTPException, request: Any) -> Any:
    """Other refusals of the web layer; redirects go as they are."""
    if error.status_int < HTTPBadRequest.code:
        return error
    request.response.status_int = error.status_int
    if error.status_int == HTTPRequestEntityTooLarge.code:
        return _page(
            request,
            _("Too large"),
            _("What was sent is too large. Nothing was saved. Go back, shorten the text or choose fewer files."),
        )
    return _page(request, _("This request cannot be handled"), _("Go back and try again from the page you came from."))


@exception_view_config(Exception, renderer=BARE, for_pages=True, door=OPEN)
def broken(error: Exception, request: Any) -> Any:
    """Something we did not foresee: said plainly, with the request's id, which also stands in the log."""
    if isinstance(error, ConflictError):
        request.response.status_int = 503
        return _page(
            request,
            _("Busy at the moment"),
            _("Others were writing to the same place. Nothing was saved and no number was used; please try again."),
        )
    if isinstance(error, StorageError):
        request.response.status_int = 503
        return _page(request, _("Busy at the moment"), IN_DOUBT if isinstance(error, InDoubt) else AWAY)
    if isinstance(error, UnicodeError):
        request.response.status_int = 400
        return _page(
            request, _("This request cannot be handled"), _("Go back and try again from the page you came from.")
        )
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    where = [f"{f.filename.rpartition('/src/')[2]}:{f.lineno}:{f.name}" for f in frames]
    log.error(json.dumps({"id": request_id(request), "error": type(error).__name__, "where": where}))
    log.debug("the same with its message", exc_info=error)
    request.response.status_int = 500
    return _page(
        request,
        _("Something went wrong here"),
        _(
            "Nothing was saved and no number was used. Please try again; "
            "if it happens again, tell your administrator the number below."
        ),
    )


def again(request: Any) -> list[tuple[str, str]]:
    """The fields of a refused form, to be sent again with a fresh token; files and secrets are not repeated."""
    if request.method != "POST":
        return []
    fields = [
        (k, v) for k, v in request.POST.items() if isinstance(v, str) and k not in NEVER_KEPT and "password" not in k
    ]
    return [("csrf_token", get_csrf_token(request)), *fields]


def files_again(request: Any) -> list[str]:
    """The fields of a refused form that brought files: they are chosen again, so that none is left out unnoticed."""
    fields = request.POST.items() if request.method == "POST" else ()
    return list(dict.fromkeys(name for name, value in fields if getattr(value, "filename", None)))


def _page(request: Any, title: Any, message: Any) -> dict[str, Any]:
    return {
        "title": title,
        "message": message,
        "reference": request_id(request),
        "again": [],
        "ask_files": [],
        "sign_in": False,
        "sign_out": False,
    }
