"""ส่วนต่อประสานโปรแกรม (the REST API under /api/v1): the same services and the same gate as the pages, for programs."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.response import Response

from saraban.api.contract import PREFIX
from saraban.api.gate import view_of
from saraban.api.openapi import document
from saraban.api.table import by_path, route_pattern


def includeme(config: Any) -> None:
    config.include(".problems")
    for path, operations in by_path().items():
        name = f"api {path}"
        config.add_route(name, route_pattern(path))
        for operation in operations:
            config.add_view(view_of(operation), route_name=name, request_method=operation.method)
        config.add_view(other_method(*(operation.method for operation in operations)), route_name=name)
    config.add_route("api document", f"{PREFIX}/openapi.json")
    config.add_view(openapi, route_name="api document", request_method="GET")
    config.add_view(other_method("GET"), route_name="api document")


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
