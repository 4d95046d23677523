"""ไฟล์ประกอบและหน้าแรก (assets and the front door)."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.ui.layout.doors import OPEN
from saraban.ui.layout.frame import Frame

FOREVER = "public, max-age=31536000, immutable"


@view_config(route_name="asset", request_method=("GET", "HEAD"), door=OPEN)
def asset(request: Any) -> Any:
    """Send an asset packed as the browser can take it; its name holds its hash, so it never changes."""
    found = request.registry.assets.by_name.get(request.matchdict["name"])
    if found is None:
        raise HTTPNotFound
    response = Response(content_type=None)
    coding = next(
        (c for c in ("br", "gzip") if c in found.packed and request.accept_encoding.acceptable_offers([c])), None
    )
    response.body = found.packed[coding] if coding else found.plain
    response.headers["Content-Type"] = found.media_type
    response.headers["Cache-Control"] = FOREVER
    if found.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


@view_config(route_name="home", request_method="GET")
def home(request: Any) -> Any:
    """The front door leads to the work that waits: the day list of an executive, the in-tray of everybody else."""
    return HTTPSeeOther(location=Frame(request).home)
