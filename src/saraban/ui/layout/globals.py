"""สิ่งที่ทุกแม่แบบเรียกใช้ได้ (what every template can call): ``page``, ``kit``, ``frame``, ``fmt``, ``asset``, ``csrf``."""

from __future__ import annotations

from typing import Any

from pyramid.csrf import get_csrf_token
from pyramid.renderers import get_renderer

from saraban.ui.layout.frame import Frame, formats_for
from saraban.ui.layout.once import fresh_id
from saraban.ui.layout.sheets import sheet_macros

BARE = "saraban.ui.layout:templates/broken.pt"  # asks nothing of store and session
PAGE = "saraban.ui.layout:templates/page.pt"
PLAIN = "saraban.ui.layout:templates/plain.pt"
KIT = "saraban.ui.layout:templates/kit.pt"


def add_globals(event: Any) -> None:
    """Give the templates of a request their common names (only pages have a request)."""
    request = event.get("request")
    if request is None or not str(event.get("renderer_name", "")).endswith(".pt") or event["renderer_name"] == BARE:
        return
    event["page"] = get_renderer(PAGE).implementation()
    event["plain"] = get_renderer(PLAIN).implementation()
    event["kit"] = get_renderer(KIT).implementation()
    event["asset"] = request.registry.assets.path
    event["sheets"] = sheet_macros()
    event["request_id"] = fresh_id
    event["csrf"] = lambda: get_csrf_token(request)
    event.setdefault("fmt", formats_for(request))
    event.setdefault("frame", Frame(request))
