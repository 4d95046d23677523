"""แผ่นของหน่วย (a unit's own sheet): put the receive stamp on it, download it, look at its pages."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.letters import records
from saraban.letters.on_sheet import own_sheet
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.letters.giving import given_in
from saraban.ui.letters.views import TEMPLATE, WIDEST, WIDTH, file_response, page_of


@view_config(route_name="paper-stamp-sheet", request_method="POST", renderer=TEMPLATE)
def stamp(request: Any) -> Any:
    """ประทับตรารับบนแผ่น; or the page again with what was typed."""
    key = request.matchdict["id"]

    def go() -> str:
        paper = records.read_paper(request.desk.root, request.actor, key)
        request.registry.on_sheet.stamp(
            request.desk, request.actor, paper=paper.id, seen=request.POST.get("seen", ""), given=given_in(request)
        )
        add_note(request, _("The receive stamp stands on the sheet."))
        return f"/p/{key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if not isinstance(outcome, Refused):
        return HTTPSeeOther(location=outcome)
    paper = records.read_paper(request.desk.root, request.actor, key)
    return page_of(request, records.letter_by_id(request.desk.root, paper.letter), paper, of_stamp=outcome)


@view_config(route_name="paper-sheet", request_method="GET")
def sheet(request: Any) -> Response:
    """The newest sheet, always as a download."""
    return file_response(own_sheet(request.desk.root, request.actor, request.matchdict["id"]))


@view_config(route_name="paper-sheet-page", request_method="GET")
def sheet_page(request: Any) -> Response:
    """One page of it as a picture."""
    stored = own_sheet(request.desk.root, request.actor, request.matchdict["id"])
    n, wide = request.matchdict["n"], request.GET.get("w", "")
    if not n.isdecimal() or len(n) > 5:
        raise Missing(_("The file has no such page."))
    width = min(int(wide), WIDEST) if wide.isdecimal() and len(wide) < 6 else WIDTH
    answer = Response(body=request.registry.page_images.image(stored, int(n), width), content_type="image/png")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
