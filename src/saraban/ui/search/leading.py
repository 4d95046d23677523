"""ทางไปถึงหนังสือ (ways to a letter): its lasting address by its number, letters like it, a result as a table."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.documents.tables import CSV, XLSX
from saraban.letters import found, records
from saraban.search.alike import find_alike
from saraban.thai.numbers import number_key
from saraban.ui.layout.frame import formats_for
from saraban.ui.search.asked import address, is_asked, read_packed
from saraban.ui.search.facets import words_of
from saraban.ui.search.presenters import Reader, cards_shown

NAME = "search"
LONGEST_NUMBER = 200


@view_config(route_name="number", request_method="GET")
def number(request: Any) -> HTTPSeeOther:
    """The letter of a number, in whatever way it is spelled; of several, a search that shows them.

    One that the reader may not see answers as a number that was never issued.
    """
    text = "/".join(request.matchdict["number"]).strip()[:LONGEST_NUMBER]
    letters = [x for x in records.by_number(request.desk.root, text) if request.actor.may(Permission.LETTER_READ, x)]
    if not letters:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    if len(letters) > 1:
        return HTTPSeeOther(location=address({"q": f'เลขที่:"{number_key(text)}"'}))
    return HTTPSeeOther(location=f"/l/{letters[0].key}")


@view_config(route_name="letter-like", request_method="GET", renderer="templates/alike.pt")
def alike(request: Any) -> dict[str, Any]:
    """Letters with a similar subject, among those that the reader may read."""
    request.rail = "search"
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    hits = find_alike(request.desk, request.registry, request.actor, key=f"L{letter.key}")
    reader = Reader(request.desk.root, request.actor, formats_for(request))
    return {"letter": letter, "hits": cards_shown(reader, [[hit] for hit in hits], {}, 0)}


@view_config(route_name="search-export", request_method="POST")
def export(request: Any) -> Response:
    """CSV or XLSX of what a search finds for the one who asks; a form, as it is put on record."""
    asked = read_packed(str(request.POST.get("in", "")))
    if not is_asked(asked):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    desk, kind = request.desk, request.matchdict["kind"]
    if kind == "csv":
        body, media = found.to_csv(desk, request.registry, request.actor, asked), CSV
    else:
        words = words_of(request, asked, formats_for(request))
        body, media = found.to_xlsx(desk, request.registry, request.actor, asked, words), XLSX
    answer = Response(body=body)
    answer.headers["Content-Type"] = media
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}.{kind}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
