"""ตรวจสอบลายมือชื่อ (verify): any signed PDF, by anybody; nothing is kept."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.circulars.verifying import known_file
from saraban.core.callers import caller_of
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.signatures.list_archive import archive_of


@operation(
    "POST",
    "/verify",
    tag="verify",
    thai="ตรวจสอบลายมือชื่อในไฟล์ PDF",
    english="Check the signatures of a PDF",
    body="ToCheck",
    answer="Checked",
    uploads=True,
    is_open=True,
    about="A form with `file`. No token is needed; size and rate are capped. Nothing is kept; nothing is fetched for "
    "certificates of authorities that the office does not trust. `register` is filled for letters of this office.",
)
def post_verify(call: Call) -> dict[str, Any]:
    """Who signed, when and by whose clock, how strong, what came after, and whether the certificates hold."""
    if len(call.uploads) != 1:
        raise Invalid(_("Send one PDF file."), field="file")
    registry = call.request.registry
    content = call.uploads[0].stream.read(registry.public_check.checker.most_bytes + 1)
    told: dict[str, Any] = registry.public_check.check(
        content,
        caller_of(call.request),
        lambda sha256: known_file(call.request.desk.root, sha256),
        archive_of(call.request.desk.root),
    ).to_json()
    return told
