"""ฉบับของผู้รับแต่ละราย (copies for each addressee): of one letter for all of a list, the copy that names one of them."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.pace import keep_pace
from saraban.letters import records
from saraban.letters.sheets import SETTING, copy_for
from saraban.letters.verifying import address_of_copy
from saraban.templates.merging import may_see_list
from saraban.ui.layout.frame import formats_for


@view_config(route_name="letter-copies", request_method="GET", renderer="templates/copies.pt")
def copies(request: Any) -> dict[str, Any]:
    """The addressees of the list, each with his copy."""
    request.rail = "drafts"
    root, fmt, letter = request.desk.root, formats_for(request), _letter(request)
    rows = [(n, fmt.digits(n), words, find_unit(root, code).title if code else "")
            for n, (code, words) in enumerate(letter.receivers, 1)]  # fmt: skip
    return {"letter": letter, "rows": rows, "number": fmt.digits(letter.number)}


@view_config(route_name="letter-copy", request_method="GET")
def copy(request: Any) -> Response:
    """One copy, always as a download."""
    letter, n = _letter(request), int(request.matchdict["n"])
    keep_pace(SETTING, request, request.actor.person)
    verify_at = address_of_copy(letter, request.registry.issuing.site)
    made = copy_for(request.desk.root, letter, n, verify_at=verify_at)
    answer = Response(body=made.pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="copy-{letter.key}-{n}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _letter(request: Any) -> Any:
    """One letter for all of a list, for the unit that writes it: who is on the list is nobody else's to know."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    if not letter.receivers or not may_see_list(request.actor, letter):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return letter
