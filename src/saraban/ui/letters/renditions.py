"""ฉบับแสดงตรารับและเกษียน (the rendition as a download): a copy of the sheet with stamp and endorsements."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.letters import records
from saraban.letters.certifying import certify_copy
from saraban.letters.rendition import rendition_of


@view_config(route_name="letter-rendition", request_method="GET")
def letter(request: Any) -> Response:
    """The letter alone."""
    found = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    return pdf(request, found, None)


@view_config(route_name="paper-rendition", request_method="GET")
def paper(request: Any) -> Response:
    """The letter with a unit's stamp and endorsements."""
    found = records.read_paper(request.desk.root, request.actor, request.matchdict["id"])
    return pdf(request, records.letter_by_id(request.desk.root, found.letter), found)


@view_config(route_name="letter-certified", request_method="POST")
def certified_letter(request: Any) -> Response:
    """สำเนาถูกต้อง of the letter alone; a form, as it is put on record."""
    found = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    return certified(request, found, None)


@view_config(route_name="paper-certified", request_method="POST")
def certified_paper(request: Any) -> Response:
    """สำเนาถูกต้อง with a unit's stamp and endorsements."""
    found = records.read_paper(request.desk.root, request.actor, request.matchdict["id"])
    return certified(request, records.letter_by_id(request.desk.root, found.letter), found)


def pdf(request: Any, found: Any, on_paper: Any) -> Response:
    """The rendition, always as a download."""
    body = rendition_of(request.desk.root, found, on_paper, request.registry.page_images)
    return _download(body, f"copy-{(on_paper or found).key}")


def certified(request: Any, found: Any, on_paper: Any) -> Response:
    """The certified copy, always as a download."""
    registry = request.registry
    body = certify_copy(
        request.desk,
        request.actor,
        letter=found,
        paper=on_paper,
        pages=registry.page_images,
        site=registry.issuing.site,
    )
    return _download(body, f"certified-{(on_paper or found).key}")


def _download(body: bytes, name: str) -> Response:
    answer = Response(body=body, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
