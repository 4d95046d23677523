"""หน้าสมุดส่งหนังสือ (the delivery book): what left the unit on a day or in a span of days, as page, PDF, CSV and XLSX."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.documents.tables import CSV, XLSX
from saraban.exchange.delivery_book import (
    FORM,
    FORM_16,
    TITLE,
    Carried,
    book_csv,
    book_xlsx,
    cells,
    open_delivery_book,
    print_delivery_book,
    slips_to_sign,
)
from saraban.exchange.slips import print_slips
from saraban.registers.printing import day_head
from saraban.thai.dates import format_date
from saraban.ui.layout.readers import read_day
from saraban.ui.registers.presenters import unit_title
from saraban.ui.registers.printing import ON_SCREEN, PDF, download


@view_config(route_name="delivery-book", request_method="GET", renderer="templates/deliveries.pt")
def deliveries(request: Any) -> dict[str, Any]:
    """The book of today, or of the days asked for."""
    request.rail = "registers"
    unit, since, until = _asked(request)
    rows = _rows(request)
    return {
        "unit": unit,
        "title": unit_title(request.desk.root, unit),
        "since": since,
        "until": until,
        "head": day_head(since, until),
        "heads": FORM_16,
        "form": FORM,
        "form_title": TITLE,
        "groups": [
            (format_date(day, "weekday"), [(row, cells(row)) for row in run])
            for day, run in groupby(rows[:ON_SCREEN], key=lambda row: row.day)
        ],
        "more": str(ON_SCREEN) if len(rows) > ON_SCREEN else "",
        "unsigned": bool(slips_to_sign(rows)),
        "here": f"/registers/{unit}/deliveries",
        "query": f"since={since}&until={until}",
    }


@view_config(route_name="delivery-book-form", request_method="GET")
def form(request: Any) -> Response:
    """แบบที่ ๑๖ as PDF."""
    unit, since, until = _asked(request)
    rows = _rows(request)
    body = print_delivery_book(request.desk, request.actor, unit=unit, rows=rows, since=since, until=until)
    return download(body, PDF, f"{unit}-deliveries-{since}.pdf")


@view_config(route_name="delivery-book-export", request_method="GET")
def export(request: Any) -> Response:
    """The same rows as CSV or XLSX."""
    unit, since, until = _asked(request)
    rows = _rows(request)
    name = f"{unit}-deliveries-{since}.{request.matchdict['kind']}"
    if request.matchdict["kind"] == "csv":
        return download(book_csv(rows), CSV, name)
    days = " ถึง ".join(format_date(day, "full") for day in dict.fromkeys((since, until)))
    return download(book_xlsx(rows, f"{TITLE} {unit_title(request.desk.root, unit)} {days}"), XLSX, name)


@view_config(route_name="delivery-book-slips", request_method="GET")
def slips(request: Any) -> Response:
    """แบบที่ ๑๗ for what nobody has receipted yet."""
    unit, since, _until = _asked(request)
    found = slips_to_sign(_rows(request))
    if not found:
        raise Missing(_("Everything that left the unit on these days has been received. There is no receipt to print."))
    return download(print_slips(request.desk, found), PDF, f"{unit}-receipts-{since}.pdf")


def _asked(request: Any) -> tuple[str, date, date]:
    """The unit and the days: ``since`` and ``until``; one of them alone is that day, none is today."""
    since = read_day(request.params.get("since", ""), "since")
    until = read_day(request.params.get("until", ""), "until")
    today = request.desk.today
    return request.matchdict["unit"], since or until or today, until or since or today


def _rows(request: Any) -> list[Carried]:
    unit, since, until = _asked(request)
    return open_delivery_book(request.desk, request.actor, unit=unit, since=since, until=until)
