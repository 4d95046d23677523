"""ประตูของคำขอ (what a request brings along to say who sends it): the session's cookie for pages, a token for the API.

Cookies count for nothing under ``/api/`` and tokens for nothing elsewhere, so no page can be made to call the API.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from pyramid.exceptions import BadCSRFOrigin
from pyramid.interfaces import ICSRFStoragePolicy
from zope.interface import implementer

from saraban.auth.content import ApiToken, Session
from saraban.auth.errors import TokenRefused
from saraban.auth.sessions import session_for
from saraban.auth.tokens import token_for
from saraban.core.i18n import _

COOKIE = "saraban_session"
DOOR_COOKIE = "saraban_door"
API = "/api/"
PORTS = {"http": 80, "https": 443}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_api(request: Any) -> bool:
    """Does this request speak to the API?"""
    return str(request.path_info).startswith(API)


def session_record(request: Any) -> Session | None:
    """``request.session_record``: the session of the cookie, while it is valid. Reading it writes nothing."""
    if is_api(request):
        return None
    return session_for(request.desk, request.cookies.get(COOKIE))


def api_token(request: Any) -> ApiToken | None:
    """``request.api_token``: the token of an API request, good for what it does; None where there is none.

    Raises ``TokenRefused`` for one that is not valid, or not for writing where the request writes.
    """
    header = request.headers.get("Authorization")
    if header is None or not is_api(request):
        return None
    kind, _space, text = header.partition(" ")
    if kind.casefold() != "bearer":
        raise TokenRefused(_("The API takes bearer tokens only."))
    return token_for(request.desk, text.strip(), "read" if request.method in SAFE_METHODS else "write")


def hand_over(request: Any, response: Any, token: str) -> None:
    """Give the browser the token of its session: hidden from scripts and other sites, gone when the browser closes."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=_is_secure(request), path="/")
    response.delete_cookie(DOOR_COOKIE, path="/")


def take_back(response: Any) -> None:
    """Make the browser forget its session."""
    response.delete_cookie(COOKIE, path="/")
    response.headers["Clear-Site-Data"] = '"cache"'


@implementer(ICSRFStoragePolicy)
class SessionCsrf:
    """The token of forms: derived from the session's secret, before sign-in from a cookie of the door."""

    def purpose(self, _request: Any) -> str:
        """What a session's token stands for; who knows more of the visitor says more."""
        return "form"

    def new_csrf_token(self, request: Any) -> str:
        """A fresh door cookie; a session's token changes with the session only."""
        if request.session_record is not None:
            return _derived(request.cookies[COOKIE], self.purpose(request))
        secret = secrets.token_urlsafe(32)
        request.cookies[DOOR_COOKIE] = secret

        def keep(req: Any, response: Any) -> None:
            response.set_cookie(DOOR_COOKIE, secret, httponly=True, samesite="Lax", secure=_is_secure(req), path="/")

        request.add_response_callback(keep)
        return _derived(secret, "door")

    def get_csrf_token(self, request: Any) -> str:
        """The token that a form of this page carries."""
        return self._expected(request) or self.new_csrf_token(request)

    def check_csrf_token(self, request: Any, supplied_token: str) -> bool:
        """Is it the token of this session (or door)?"""
        expected = self._expected(request)
        return expected is not None and hmac.compare_digest(expected.encode(), supplied_token.encode())

    def was_for(self, request: Any, purpose: str) -> bool:
        """Is the token that came one of this session for another purpose than the present one?"""
        given = request.POST.get("csrf_token", "") if request.method == "POST" else ""
        if request.session_record is None or not isinstance(given, str):
            return False
        return hmac.compare_digest(_derived(request.cookies[COOKIE], purpose).encode(), given.encode())

    def _expected(self, request: Any) -> str | None:
        if request.session_record is not None:
            return _derived(request.cookies[COOKIE], self.purpose(request))
        secret = request.cookies.get(DOOR_COOKIE)
        return _derived(secret, "door") if secret else None


def check_forms(request: Any) -> bool:
    """Must this write carry the token of a form? Refuses one that another site sent; raises ``BadCSRFOrigin``."""
    if is_api(request):
        return False
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"} or (origin is not None and not _is_ours(request, origin)):
        raise BadCSRFOrigin("the request comes from another site")
    return True


def _is_ours(request: Any, origin: str) -> bool:
    try:
        return _place(origin) == _place(request.host_url)
    except ValueError:
        return False


def _place(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def _is_secure(request: Any) -> bool:
    return bool(request.registry.saraban.secure_cookies or request.scheme == "https")


def _derived(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), f"saraban {purpose}".encode(), hashlib.sha256).hexdigest()
