"""ฉบับของผู้รับแต่ละราย (copies for each addressee): of one letter for all of a list, the copy that names one of them."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.letters import records
from saraban.letters.sheets import copy_for
from saraban.ui.layout.frame import formats_for


@view_config(route_name="letter-copies", request_method="GET", renderer="templates/copies.pt")
def copies(request: Any) -> dict[str, Any]:
    """The addressees of the list, each with his copy."""
    request.rail = "drafts"
    root, fmt = request.desk.root, formats_for(request)
    letter = records.read_letter(root, request.actor, request.matchdict["id"])
    if not letter.receivers:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    rows = [(n, fmt.digits(n), words, find_unit(root, code).title if code else "")
            for n, (code, words) in enumerate(letter.receivers, 1)]  # fmt: skip
    return {"letter": letter, "rows": rows, "number": fmt.digits(letter.number)}


@view_config(route_name="letter-copy", request_method="GET")
def copy(request: Any) -> Response:
    """One copy, always as a download."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    n = int(request.matchdict["n"])
    answer = Response(body=copy_for(request.desk.root, letter, n).pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="copy-{letter.key}-{n}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
