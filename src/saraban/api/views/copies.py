"""สำเนาคู่ฉบับที่ได้รับ (file copies): what a central saraban has of the letters that were issued."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response

from saraban.api import cursors
from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.serialise import day_text, moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import ON_DAY, PAGING, UNIT, as_day, page_from
from saraban.central import listing
from saraban.central.copying import office_copy
from saraban.core.pace import keep_pace
from saraban.documents.sheets import set_copy
from saraban.letters.sheets import SETTING


@operation(
    "GET", "/units/{code}/copies", tag="registers", thai="สำเนาคู่ฉบับที่สารบรรณกลางได้รับ",
    english="The file copies that a central saraban has", answer="FileCopyPage", query=(ON_DAY, UNIT, *PAGING),
)  # fmt: skip
def list_copies(call: Call) -> Page:
    """The newest first; `day` is the day on which the copy came, `unit` the one that issued the letter."""
    on = as_day(call.query.get("day"))
    most = cursors.offset(call.query.get("cursor")) + call.limit + 1
    found = listing.open_copies(
        call.root, call.actor, unit=call.unit().code, sender=call.query.get("unit", ""), since=on, until=on, most=most
    )
    return page_from(call, found, lambda mark: _shown(mark, listing.row_of(call.root, call.actor, mark)))


@operation(
    "GET", "/letters/{id}/office-copy.pdf", tag="letters", thai="สำเนาคู่ฉบับ", english="The office's copy", raw=True,
    about="For who reads the books of the unit that issued it, or of the central saraban that has its file copy.",
)  # fmt: skip
def get_office_copy(call: Call) -> Response:
    """Of a signed letter, with who wrote, typed and checked it; set anew each time, without signatures."""
    letter = letter_of(call)
    sheet = office_copy(call.root, call.actor, letter, site=call.request.registry.issuing.site)
    keep_pace(SETTING, call.request, call.actor.person)
    response = Response(body=set_copy(sheet).pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="office-copy-{letter.key}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _shown(mark: listing.Mark, row: listing.CopyRow) -> dict[str, Any]:
    return {
        "id": mark.key,
        "letter": row.letter or None,
        "number": row.number,
        "date": day_text(row.dated),
        "unit": row.unit or None,
        "from": row.from_,
        "to": row.to,
        "subject": row.subject,
        "received_at": moment(row.at),
        "is_void": row.void,
    }
