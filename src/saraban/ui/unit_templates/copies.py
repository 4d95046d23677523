"""หน้าบัญชีรายชื่อผู้รับ (the list of addressees): of one letter for all of a list, who is on it, and the named copies."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.pace import keep_pace
from saraban.exchange import listed
from saraban.letters import records
from saraban.letters.sheets import SETTING
from saraban.ui.layout.frame import formats_for

PAGE = 200


@view_config(route_name="letter-copies", request_method="GET", renderer="templates/copies.pt")
def copies(request: Any) -> dict[str, Any]:
    """The addressees of the list; of who has every copy each with his, of an addressee its own first."""
    request.rail = "drafts"
    root, fmt, letter = request.desk.root, formats_for(request), _letter(request)
    found = listed.open_list(root, request.actor, letter)
    first = _first(request)
    shown = found.rows[first - 1 : first - 1 + PAGE]
    return {
        "letter": letter,
        "number": fmt.digits(letter.number),
        "count": len(found.rows),
        "own": [_row(root, row, fmt) for row in found.own],
        "rows": [_row(root, row, fmt) for row in shown],
        "writes": found.writes,
        "outside": found.outside,
        "together": _spans(len(found.rows), fmt) if found.writes else [],
        "newer": f"?from={max(1, first - PAGE)}" if first > 1 else None,
        "older": f"?from={first + PAGE}" if first + PAGE <= len(found.rows) else None,
        "newer_words": _("Rows before"),
        "older_words": _("Rows after"),
    }


@view_config(route_name="letter-copy", request_method="GET")
def copy(request: Any) -> Response:
    """One copy, always as a download."""
    letter, n = _letter(request), int(request.matchdict["n"])
    keep_pace(SETTING, request, request.actor.person)
    made = listed.named_copy(request.desk.root, request.actor, letter, n, site=request.registry.issuing.site)
    return _download(made.pdf, f"copy-{letter.key}-{n}")


@view_config(route_name="letter-copies-together", request_method="GET")
def together(request: Any) -> Response:
    """The copies from a row on as one file, for printing."""
    letter, first = _letter(request), _first(request)
    keep_pace(listed.TOGETHER, request, request.actor.person)
    site = request.registry.issuing.site
    made = listed.copies_together(request.desk.root, request.actor, letter, first=first, site=site)
    return _download(made, f"copies-{letter.key}-{first}")


def _download(pdf: bytes, name: str) -> Response:
    answer = Response(body=pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _row(root: Any, row: listed.ListedRow, fmt: Any) -> dict[str, Any]:
    unit = find_unit(root, row.unit).title if row.unit else ""
    return {"n": row.n, "shown": fmt.digits(row.n), "words": row.words, "unit": unit, "has_copy": row.has_copy}


def _spans(count: int, fmt: Any) -> list[tuple[int, str]]:
    """The files for printing: the row that each begins with, and its rows in words."""
    firsts = range(1, count + 1, listed.MOST_TOGETHER)
    lasts = (min(first + listed.MOST_TOGETHER - 1, count) for first in firsts)
    return [(first, f"{fmt.digits(first)}–{fmt.digits(last)}") for first, last in zip(firsts, lasts, strict=True)]


def _first(request: Any) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isdecimal() and 0 < len(text) < 6 else 1


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
