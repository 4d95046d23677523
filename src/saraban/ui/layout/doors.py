"""ประตู (doors): every page asks for a person signed in and at work, unless its view says ``door=OPEN``."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from saraban.auth.accounts import missing_step
from saraban.core.errors import NotAllowed, SarabanError
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


class NotAtWork(NotAllowed):
    """บัญชีที่ไม่มีบุคคลในระบบ: signed in, but the person of the account is not there, or not at work any more."""

    slug = "not-at-work"


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
            _refuse_not_at_work(request)
            if request.method not in {"GET", "HEAD"}:
                raise SignedOut(_("You are signed out. Nothing was saved, and what you typed is kept below."))
            back = request.path_qs
            return HTTPSeeOther(location=request.route_path("sign-in", _query={"back": back} if back != "/" else {}))
        return view(context, request)

    return guarded


def _refuse_not_at_work(request: Any) -> None:
    """Signing in again would lead back here for ever."""
    session = request.session_record
    if session is None or missing_step(request.desk.root, session.person):
        return
    raise NotAtWork(
        _(
            "The account ${id} belongs to nobody at work in this system. Ask the administrator of your unit to enter "
            "you, or sign out and sign in with another account.",
            mapping={"id": session.person},
        )
    )


door.options = ("door",)  # type: ignore[attr-defined]
