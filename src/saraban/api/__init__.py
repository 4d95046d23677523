"""ส่วนต่อประสานโปรแกรม (the REST API under /api/v1): the same services and the same gate as the pages, for programs."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import PREFIX
from saraban.api.gate import view_of
from saraban.api.standing import openapi, other_method
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
