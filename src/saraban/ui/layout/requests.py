"""บันทึกคำขอ (requests): one structured line per request, with an id that also stands on error pages.

A line holds no address with words in it, no query string, no person and nothing of a letter: only the route's pattern.
"""

from __future__ import annotations

import io
import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.response import Response
from pyramid_retry import is_error_retryable

FORM_BYTES, TABLES_BYTES, FILES_AT_ONCE = 4 * 1024 * 1024, 64 * 1024 * 1024, 4
log = logging.getLogger("saraban.requests")
_KEY = "saraban.request_id"


def request_id(request: Any) -> str:
    """The id of a request: the same in its log line, its answer's headers and its error page."""
    return request.environ.setdefault(_KEY, secrets.token_hex(6))


def line_of(request: Any, status: int, seconds: float, size: int | None, error: BaseException | None) -> dict[str, Any]:
    """What is written about a request."""
    route = getattr(request, "matched_route", None)
    line = {
        "id": request_id(request),
        "method": request.method if request.method.isalpha() else "?",
        "route": route.pattern if route is not None else "-",
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    if size is not None:
        line["bytes"] = size
    if error is not None:
        line["error"] = type(error).__name__
    return line


def requests_tween_factory(handler: Callable[[Any], Any], _registry: Any) -> Callable[[Any], Any]:
    """Write the line when the request is done; an attempt that is going to be repeated writes none."""

    def requests_tween(request: Any) -> Any:
        began = time.perf_counter()
        request.environ.setdefault(_KEY, secrets.token_hex(6))
        try:
            response = handler(request) if _is_readable(request) else _unreadable()
        except Exception as error:
            if not is_error_retryable(request, error):
                _write(line_of(request, 500, time.perf_counter() - began, None, error))
                _let_go(request)
            raise
        shown = getattr(request, "exception", None)
        if shown is None or not is_error_retryable(request, shown):
            size = response.content_length
            _write(line_of(request, response.status_int, time.perf_counter() - began, size, shown))
            _let_go(request)
        response.headers["X-Request-Id"] = request_id(request)
        return response

    return requests_tween


def refuse_too_large(event: Any) -> None:
    """A form is only so large: what is larger is not even read. Forms with files have a limit of their own."""
    request = event.request
    if request.path_info.startswith("/api/"):
        return  # says so itself, as a problem
    limit = FORM_BYTES
    if request.content_type == "multipart/form-data":
        limit += max(TABLES_BYTES, FILES_AT_ONCE * request.registry.saraban.max_file_bytes)
    if (request.content_length or 0) > limit:
        raise HTTPRequestEntityTooLarge


def _is_readable(request: Any) -> bool:
    """Is the address text at all? Nothing behind this point has to ask."""
    try:
        request.path_info  # noqa: B018 - decodes
    except UnicodeDecodeError:
        return False
    return True


def _unreadable() -> Response:
    return Response(
        status=400, content_type="text/plain", charset="utf-8", text="ที่อยู่นี้อ่านไม่ได้ · This address cannot be read.\n"
    )


def _let_go(request: Any) -> None:
    """Close the files of the form and the copy of the body that was kept for another attempt: there is none."""
    parsed = request.environ.get("webob._parsed_post_vars")
    for value in parsed[0].values() if parsed else ():
        if getattr(value, "file", None) is not None:
            value.file.close()
    body = request.environ.get("wsgi.input")
    if isinstance(body, io.BufferedRandom):
        body.close()


def _write(line: dict[str, Any]) -> None:
    log.info(json.dumps(line, ensure_ascii=False))
