"""หน้าคลังบัญชีเพิกถอน (archived lists of revoked certificates): for administrators, who mend, and auditors, who judge."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.files.service import open_file
from saraban.signatures import list_look
from saraban.ui.admin.tree import is_administrator
from saraban.ui.audit.views import is_auditor

WHY = {
    "silent": _("It did not answer, or its address is not among those that may be asked."),
    "not-theirs": _("What came was not signed by this authority."),
    "older": _("What came was older than what is archived."),
    "stale": _("What came was out of date."),
    "future": _("What came was dated in the future."),
    "too-large": _("What came was too large."),
    "partial": _("What came was only part of a list."),
    "unreadable": _("What came could not be read."),
}


@view_config(route_name="admin-lists", request_method="GET", renderer="saraban.ui.admin:templates/lists.pt")
def listed(request: Any) -> dict[str, Any]:
    """Each authority with its newest lists, and those that are silent."""
    _gate(request)
    found = list_look.sources(request.desk.root)
    return {"sources": [(one, WHY.get(one.why, one.why)) for one in found]}


@view_config(route_name="admin-list-file", request_method="GET")
def taken_out(request: Any) -> Response:
    """One list as its authority signed it, always as a download."""
    _gate(request)
    found = list_look.list_by_digest(request.desk.root, request.matchdict["sha256"])
    with open_file(found.file) as stream:
        answer = Response(body=stream.read(), content_type="application/pkix-crl")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.file.name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _gate(request: Any) -> None:
    request.rail = "admin" if is_administrator(request) else "audit"
    if not (is_administrator(request) or is_auditor(request)):
        raise Missing(_("There is nothing at this address, or you may not see it."))
