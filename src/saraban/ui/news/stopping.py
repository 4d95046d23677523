"""หน้าเลิกรับสรุปประจำวัน (stopping the digest): by the address in an e-mail, without signing in (RFC 8058).

A GET only asks: mail programs and link checkers open every address. The POST of a mail program brings no form of ours,
so no token of a form is asked for; the secret in the address is the right to do this one thing.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.view import view_config

from saraban.core.pace import Pace, keep_pace
from saraban.news.stopping import check_stop, stop_digest
from saraban.ui.layout.doors import OPEN

PAGE = "templates/stop.pt"
#: Providers send the presses of all their users from a few addresses.
PACE = Pace(most=120)
FIELD, ONE_CLICK = "List-Unsubscribe", "One-Click"


@view_config(route_name="digest-stop", request_method="GET", renderer=PAGE, door=OPEN)
def ask(request: Any) -> dict[str, Any]:
    """Stop it? Nothing is changed by looking."""
    _guard(request)
    check_stop(request.desk.root, request.matchdict["secret"])
    return {"done": False, "here": request.path}


@view_config(route_name="digest-stop", request_method="POST", renderer=PAGE, door=OPEN, require_csrf=False)
def stop(request: Any) -> dict[str, Any]:
    """เลิกรับ: answered at once and without leading on, as mail programs want it; again it answers the same."""
    _guard(request)
    if request.POST.get(FIELD) != ONE_CLICK:
        raise HTTPBadRequest
    stop_digest(request.desk, request.matchdict["secret"])
    return {"done": True, "here": request.path}


def _guard(request: Any) -> None:
    keep_pace(PACE, request)
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    request.add_response_callback(lambda _request, answer: answer.headers.update(headers))
