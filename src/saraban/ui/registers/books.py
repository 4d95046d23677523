"""หน้าสมุดทะเบียน (book pages): the list of books, one book by page or by day, its print page and its exports."""

from __future__ import annotations

from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.registers import books
from saraban.thai.digits import to_arabic
from saraban.ui.layout.globals import formats_for
from saraban.ui.layout.readers import read_day
from saraban.ui.registers.presenters import (
    OTHER_UNITS,
    book_links,
    book_path,
    has_copies,
    readable_units,
    rows_shown,
    series_title,
    unit_title,
)

PAGE_SIZE = 50
ABOVE = 3
FEW_UNITS = 8
MOST_DIGITS = 9


@view_config(route_name="registers", request_method="GET", renderer="templates/registers.pt")
def registers(request: Any) -> dict[str, Any]:
    """The books of the unit one acts in (or of another readable one), this year's first."""
    request.rail = "registers"
    root, actor = request.desk.root, request.actor
    codes = readable_units(actor)
    code = request.params.get("unit") or (codes[0] if codes else actor.unit)
    unit = find_unit(root, code)
    actor.require(Permission.REGISTER_READ, unit)
    current, others = book_links(root, unit, request.desk.today, formats_for(request))
    few = len(codes) <= FEW_UNITS and len(codes) > 1
    return {
        "unit": unit,
        "current": current,
        "others": others,
        "tabs": [(c, unit_title(root, c)) for c in codes] if few else [],
        "units": [(c, unit_title(root, c)) for c in codes[:OTHER_UNITS] if c != code],
        "numbers": f"/numbers/{code}" if may_number(request, unit) else None,
        "copies": has_copies(actor, unit),
    }


@view_config(route_name="book", request_method="GET", renderer="templates/book.pt")
def book(request: Any) -> Any:
    """One book: the last page, the page from a number on, or one day."""
    request.rail = "registers"
    found = open_book(request)
    here = book_path(found.unit, found.series, found.year)
    wanted = read_number(request, "n")
    if wanted is not None and wanted in found.entries:
        return HTTPSeeOther(location=f"{here}?from={max(found.start, wanted - ABOVE)}&found={wanted}#n{wanted}")
    fmt = formats_for(request)
    day = read_day(request.params.get("day", ""), "day")
    page = books.page(found, from_n=read_number(request, "from"), limit=PAGE_SIZE, day=day, actor=request.actor)
    unit = find_unit(request.desk.root, found.unit)
    return {
        "unit": unit,
        "book": found,
        "title": series_title(found.series, fmt),
        "year": fmt.year(found.year),
        # letters that came late are still entered in the books of received letters of years that are over
        "counting": found.series == "receive" or found.year == buddhist_year(request.desk.today),
        "here": here,
        "missing": fmt.digits(wanted) if wanted is not None else "",
        "last": fmt.digits(found.last),
        "rows": rows_shown(page.entries, fmt, days=day is None),
        "found": read_number(request, "found"),
        "heads": heads(found.series),
        "day": day,
        "days": _neighbours(found, day),
        "newer": _link(here, page.previous_from, day),
        "older": _link(here, page.next_from, day),
        "lower": _("Lower numbers"),
        "higher": _("Higher numbers"),
        "span": (page.entries[0].n, page.entries[-1].n) if page.entries else None,
        "numbers": f"/numbers/{unit.code}?series={found.series}" if may_number(request, unit) else None,
        "receive": f"/receive/{unit.code}"
        if found.series == "receive" and request.actor.may(Permission.REGISTER_RECEIVE, unit)
        else None,
    }


def open_book(request: Any) -> Any:
    """The book at the address, if it may be read."""
    at = request.matchdict
    return books.read_book(request.desk.root, request.actor, unit=at["unit"], series=at["series"], year=int(at["year"]))


def may_number(request: Any, unit: Any) -> bool:
    """May the actor take, reserve or open numbers here?"""
    wanted = (Permission.NUMBER_ISSUE, Permission.REGISTER_OPEN)
    return any(request.actor.may(permission, unit) for permission in wanted)


def heads(series: str) -> list[tuple[str, Any]]:
    """The heads of the columns on screen: (key, words)."""
    number = _("Receive no.") if series == "receive" else _("Send no.")
    return [
        ("n", number),
        ("no", _("Number")),
        ("when", _("Dated")),
        ("from", _("From")),
        ("to", _("To")),
        ("subject", _("Subject")),
        ("action", _("Action")),
        ("remark", _("Remark")),
    ]


def read_number(request: Any, name: str) -> int | None:
    text = to_arabic(request.params.get(name, "")).strip().replace(",", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Invalid(_("Write a whole number, such as 3398."), field=name)
    return int(text)


def _link(here: str, n: int | None, day: date | None) -> str | None:
    if n is None:
        return None
    return f"{here}?from={n}" + (f"&day={day.isoformat()}" if day else "")


def _neighbours(found: Any, day: date | None) -> tuple[date | None, date | None]:
    """The days with entries before and after this one."""
    days = books.days_of(found)
    if day is None or not days:
        return None, None
    before = [d for d in days if d < day]
    after = [d for d in days if d > day]
    return (before[-1] if before else None), (after[0] if after else None)
