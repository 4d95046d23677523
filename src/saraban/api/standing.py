"""คำตอบประจำที่อยู่ (what an address answers by itself): the API's description, and the refusal of other methods."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.response import Response

from saraban.api.openapi import document


def openapi(_context: Any, _request: Any) -> Response:
    """คำอธิบาย API, open to all: it holds nothing of the office."""
    try:
        number = version("saraban")
    except PackageNotFoundError:
        number = "0"
    return Response(json.dumps(document(number), ensure_ascii=False), content_type="application/json", charset="utf-8")


def other_method(*methods: str) -> Any:
    """The answer to a method that an address does not take."""
    allowed = ", ".join(methods)

    def refuse(_context: Any, _request: Any) -> Response:
        raise HTTPMethodNotAllowed(headers={"Allow": allowed})

    return refuse
