"""วิธีร้องขอ (methods): what no page takes is refused before any page is looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.response import Response

from saraban.core.i18n import _

TAKEN = ("GET", "HEAD", "POST")
API = "/api/"
REFUSED = _("Pages are opened and forms are sent; no other way of asking is taken here.")


def methods_tween_factory(handler: Callable[[Any], Any], _registry: Any) -> Callable[[Any], Any]:
    """Answer 405 to other methods, whether there is a page at the address or not (RFC 9110, 15.5.6).

    So an invented method learns nothing of an address that refuses or hides. The API says by itself what it takes.
    """

    def methods_tween(request: Any) -> Any:
        if request.method in TAKEN or request.environ.get("PATH_INFO", "").startswith(API):
            return handler(request)
        said = request.localizer.translate(REFUSED)  # alone: the library's own words are English
        answer = Response(
            status=HTTPMethodNotAllowed.code, content_type="text/plain", charset="utf-8", text=f"{said}\n"
        )
        answer.headers["Allow"] = ", ".join(TAKEN)
        return answer

    return methods_tween
