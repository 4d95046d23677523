"""ข้อผิดที่ปลูกไว้ (planted faults): a small application that is wrong on purpose; each judge has to be red on it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from waitress.server import create_server

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "planted", "version": "1"},
    "paths": {
        "/api/broken": {
            "get": {
                "parameters": [{"name": "n", "in": "query", "required": True, "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "Well."}},
            }
        },
        "/api/silent": {"get": {"responses": {"200": {"description": "Says 418, which is not described."}}}},
    },
}
FRONT = '<html><body><a href="/echo?q=a">e</a> <a href="/go?to=/echo">g</a></body></html>'


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Repeats what it is sent as it is, goes wherever it is told, has no policy, and breaks undescribed."""
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    headers, status, body = [("Content-Type", "text/html; charset=utf-8")], "200 OK", FRONT
    match environ["PATH_INFO"]:
        case "/openapi.json":
            headers, body = [("Content-Type", "application/json")], json.dumps(DOCUMENT)
        case "/api/broken":
            status, body = "500 Internal Server Error", "broken"
        case "/api/silent":
            status, body = "418 I'm a teapot", "silent"
        case "/echo":
            body = f"<html><body>{asked.get('q', '')}</body></html>"
        case "/go":
            headers, status, body = [("Location", asked.get("to", "/"))], "302 Found", ""
        case "/":
            pass
        case _:
            status, body = "404 Not Found", "<html><body>nothing</body></html>"
    start_response(status, headers)
    return [body.encode()]


def serve_planted() -> tuple[Any, str]:
    """Serve it on a free port of this machine; gives the server and its origin."""
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    return server, f"http://127.0.0.1:{server.effective_port}"
