"""ประตู (doors): every page asks for a person signed in and at work, unless its view says ``door=OPEN``."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from saraban.core.errors import SarabanError
from saraban.core.i18n import _

#: Anybody may open it: sign-in, health, errors, assets.
OPEN = "open"
#: A person signed in, at work in a post. What every view of ``saraban.ui`` gets when it says nothing.
STAFF = "staff"
_PAGES = "saraban.ui."


class SignedOut(SarabanError):
    """ออกจากระบบแล้ว: a form came after its session had ended; its page keeps what was typed."""

    status = 401
    slug = "signed-out"


def safe_back(text: str | None, default: str = "/") -> str:
    """A path of ours to go back to, never another host."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return default
    return text


def door(view: Any, info: Any) -> Any:
    """View deriver: fail closed; a person who is not signed in is sent to sign in and comes back after it."""
    module = getattr(info.original_view, "__module__", "") or ""
    kind = info.options.get("door") or (STAFF if module.startswith(_PAGES) else OPEN)
    if kind == OPEN or info.exception_only:
        return view

    def guarded(context: Any, request: Any) -> Any:
        if request.actor is None:
            if request.method not in {"GET", "HEAD"}:
                raise SignedOut(_("You are signed out. Nothing was saved, and what you typed is kept below."))
            back = request.path_qs
            return HTTPSeeOther(location=request.route_path("sign-in", _query={"back": back} if back != "/" else {}))
        return view(context, request)

    return guarded


door.options = ("door",)  # type: ignore[attr-defined]
