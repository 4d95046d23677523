"""หน้าพิมพ์ทะเบียน (print and export): a book, or a span of it, as the paper form on screen, as PDF, CSV and XLSX."""

from __future__ import annotations

from itertools import groupby, islice
from typing import Any
from urllib.parse import urlencode

from pyramid.response import Response
from pyramid.view import view_config

from saraban.documents.tables import CSV, XLSX
from saraban.registers import books, export
from saraban.registers.printing import form_name, head_of, print_form
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai
from saraban.ui.layout.readers import read_day
from saraban.ui.registers.books import open_book, read_number
from saraban.ui.registers.presenters import book_path, unit_title

#: Rows shown on the page; the PDF and the exports have all of them.
ON_SCREEN = 500
PDF = "application/pdf"


@view_config(route_name="book-print", request_method="GET", renderer="templates/print.pt")
def print_book(request: Any) -> dict[str, Any]:
    """แบบ ๑๓ / แบบ ๑๔ on the page: always in Thai, as the form is, with the choice of what to print."""
    request.rail = "registers"
    found, span = open_book(request), read_span(request)
    entries = list(islice(books.entries_in(found, span, request.actor), ON_SCREEN + 1))
    groups = [
        (format_date(day, "weekday"), [(entry, export.cells(entry)[1:]) for entry in run])
        for day, run in groupby(entries[:ON_SCREEN], key=lambda entry: entry.day)
    ]
    return {
        "unit": unit_title(request.desk.root, found.unit),
        "title": books.SERIES[found.series],
        "groups": groups,
        "more": to_thai(str(ON_SCREEN)) if len(entries) > ON_SCREEN else "",
        "year": to_thai(str(found.year)),
        "heads": export.columns(found.series)[1:],
        "head": head_of(found, span, entries[:ON_SCREEN]),
        "form": form_name(found.series),
        "back": book_path(found.unit, found.series, found.year),
        "span": span,
        "query": query_of(span),
    }


@view_config(route_name="book-form", request_method="GET")
def form(request: Any) -> Response:
    """The paper form as PDF."""
    found = open_book(request)
    unit = unit_title(request.desk.root, found.unit)
    body = print_form(request.desk, request.actor, book=found, span=read_span(request), unit=unit)
    return download(body, PDF, f"{_name(found)}.pdf")


@view_config(route_name="book-export", request_method="GET")
def export_book(request: Any) -> Response:
    """CSV or XLSX of a book, of the numbers or days asked for."""
    found, span = open_book(request), read_span(request)
    if request.matchdict["kind"] == "csv":
        return download(export.to_csv(found, span, request.actor), CSV, f"{_name(found)}.csv")
    title = f"{books.SERIES[found.series]} {unit_title(request.desk.root, found.unit)} พ.ศ. {to_thai(str(found.year))}"
    return download(export.to_xlsx(found, title, span, request.actor), XLSX, f"{_name(found)}.xlsx")


def read_span(request: Any) -> books.Span:
    """The span asked for: ``from`` and ``to`` are numbers, ``since`` and ``until`` days, ``day`` is a single one."""
    day = read_day(request.params.get("day", ""), "day")
    since = read_day(request.params.get("since", ""), "since") or day
    until = read_day(request.params.get("until", ""), "until") or day
    return books.Span(read_number(request, "from"), read_number(request, "to"), since, until)


def query_of(span: books.Span) -> str:
    """The same span for the links of the page."""
    asked = {"from": span.first, "to": span.last, "since": span.since, "until": span.until}
    return urlencode({name: value for name, value in asked.items() if value is not None})


def download(body: bytes, media: str, name: str) -> Response:
    """A file made here, always as a download."""
    response = Response(body=body)
    response.headers["Content-Type"] = media
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _name(found: Any) -> str:
    return f"{found.unit}-{found.series}-{found.year}"
