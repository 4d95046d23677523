"""บัญชีรายชื่อผู้รับ (the list of addressees): of one letter for all of a list, who is on it, and the named copies."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response

from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import whole
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, page_from
from saraban.core.pace import keep_pace
from saraban.exchange import listed
from saraban.letters.sheets import SETTING

FROM_ROW = Parameter("from_row", whole("A row.", 1, 100_000, default=1), "The row that the file begins with.")


@operation(
    "GET", "/letters/{id}/addressees", tag="letters", thai="บัญชีรายชื่อผู้รับ",
    english="The list of addressees of one letter for all", answer="ListedAddresseePage", query=PAGING,
    about="For who writes the letter or keeps its books, and for the units on the list that have it: these are told "
    "of the units alone, not of those outside the system.",
)  # fmt: skip
def list_addressees(call: Call) -> Page:
    """Every row in order; `has_copy` says of which ones the caller may have the named copy."""
    rows = listed.open_list(call.root, call.actor, letter_of(call)).rows
    return page_from(call, rows, _row, lambda row: str(row.n))


@operation(
    "GET", "/letters/{id}/copies/{n}.pdf", tag="letters", thai="ฉบับของผู้รับ", english="The copy of an addressee",
    raw=True, about="For who writes the letter or keeps its books; an addressee has those of its own rows alone.",
)  # fmt: skip
def get_named_copy(call: Call) -> Response:
    """A copy of the signed letter that names the addressee of row `n`; set anew each time."""
    letter, n = letter_of(call), int(call.path["n"])
    keep_pace(SETTING, call.request, call.actor.person)
    made = listed.named_copy(call.root, call.actor, letter, n, site=call.request.registry.issuing.site)
    return _download(made.pdf, f"copy-{letter.key}-{n}")


@operation(
    "GET", "/letters/{id}/copies.pdf", tag="letters", thai="ฉบับของผู้รับรวมเป็นไฟล์เดียว",
    english="The copies of the addressees as one file", raw=True, query=(FROM_ROW,),
    about="At most 50 rows a file. For who writes the letter or keeps its books.",
)  # fmt: skip
def get_named_copies(call: Call) -> Response:
    """For printing, from the row that is named on."""
    letter, first = letter_of(call), call.query.get("from_row", 1)
    keep_pace(listed.TOGETHER, call.request, call.actor.person)
    site = call.request.registry.issuing.site
    made = listed.copies_together(call.root, call.actor, letter, first=first, site=site)
    return _download(made, f"copies-{letter.key}-{first}")


def _download(pdf: bytes, name: str) -> Response:
    response = Response(body=pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _row(row: listed.ListedRow) -> dict[str, Any]:
    return {"id": str(row.n), "n": row.n, "unit": row.unit or None, "to": row.words, "has_copy": row.has_copy}
