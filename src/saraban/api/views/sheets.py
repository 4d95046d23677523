"""แผ่นของหน่วย (a unit's own sheet): the receive stamp signed on it, and its bytes. Notes: ``receipts``."""

from __future__ import annotations

from typing import Any

from pyramid.response import FileIter, Response

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.headers import download_headers
from saraban.api.views.receipts import given_on_sheet, paper_of
from saraban.files.service import open_file
from saraban.letters.on_sheet import own_sheet


@operation(
    "POST",
    "/receipts/{id}/sheet-stamp",
    tag="receipts",
    thai="ประทับตรารับบนแผ่น",
    english="Sign the receive stamp on the unit's own sheet",
    body="SigningOnSheet",
    answer="Receipt",
    about="Of a letter that was issued with a certificate; once, by who keeps the unit's register.",
)
def post_sheet_stamp(call: Call) -> dict[str, Any]:
    """In a free place at the upper right of the first page; the issued file stays as it is."""
    key, body = paper_of(call).id, call.body
    call.request.registry.on_sheet.stamp(
        call.desk, call.actor, paper=key, seen=body["seen"], given=given_on_sheet(call, body)
    )
    return serialise.receipt(paper_of(call))


@operation(
    "GET",
    "/receipts/{id}/sheet",
    tag="receipts",
    thai="แผ่นของหน่วยที่ลงนามเพิ่ม",
    english="The unit's own sheet with what was signed on it",
    raw=True,
)
def get_sheet(call: Call) -> Response:
    """Never shown inline."""
    stored = own_sheet(call.root, call.actor, paper_of(call).key)
    response = Response(app_iter=FileIter(open_file(stored)), content_length=stored.size)
    response.headers.update(download_headers(stored))
    return response
