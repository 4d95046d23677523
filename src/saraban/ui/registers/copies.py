"""หน้าสำเนาคู่ฉบับที่ได้รับ (file copies): what a central saraban has of issued letters, as page, CSV and XLSX."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from typing import Any
from urllib.parse import urlencode

from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.central import listing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.documents.tables import CSV, XLSX
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import read_day, small_number
from saraban.ui.registers.presenters import unit_title
from saraban.ui.registers.printing import download

PAGE_SIZE = 50
MOST_PAGES = 1000
OFFERED = 60
#: The heads of the columns on screen: (key, words).
HEADS = (
    ("no", _("Number")),
    ("when", _("Dated")),
    ("from", _("From")),
    ("to", _("To")),
    ("subject", _("Subject")),
    ("at", _("Came at")),
    ("pdf", _("File copy")),
)


@dataclass(frozen=True)
class Asked:
    """ที่ขอดู: whose list, of which unit, from which day to which, and the page."""

    unit: str
    sender: str
    since: date | None
    until: date | None
    page: int = 1

    @property
    def query(self) -> str:
        """The same as it stands in an address."""
        days = {"since": self.since, "until": self.until, "from": self.sender}
        return urlencode({name: value for name, value in days.items() if value})

    def link(self, page: int) -> str:
        """The address of another page."""
        return f"/registers/{self.unit}/copies?{urlencode({'page': page})}&{replace(self, page=page).query}".rstrip("&")


@view_config(route_name="file-copies", request_method="GET", renderer="templates/copies.pt")
def copies(request: Any) -> dict[str, Any]:
    """A page of the copies, the newest first; each day is announced."""
    request.rail = "registers"
    root, asked, fmt = request.desk.root, _asked(request), formats_for(request)
    start = (asked.page - 1) * PAGE_SIZE
    found = _marks(request, asked, start + PAGE_SIZE + 1)[start:]
    rows = [listing.row_of(root, request.actor, mark) for mark in found[:PAGE_SIZE]]
    return {
        "unit": asked.unit,
        "title": unit_title(root, asked.unit),
        "asked": asked,
        "sender": unit_title(root, asked.sender) if asked.sender else "",
        "offered": [unit_title(root, code) for code in islice(listing.senders_of(root, asked.unit), OFFERED)],
        "groups": [(fmt.day(day, "weekday"), list(run)) for day, run in groupby(rows, key=lambda row: row.day)],
        "here": f"/registers/{asked.unit}/copies",
        "newer": asked.link(asked.page - 1) if asked.page > 1 else None,
        "older": asked.link(asked.page + 1) if len(found) > PAGE_SIZE and asked.page < MOST_PAGES else None,
        "heads": HEADS,
    }


@view_config(route_name="file-copies-export", request_method="GET")
def export(request: Any) -> Response:
    """The same rows as CSV or XLSX."""
    root, asked, kind = request.desk.root, _asked(request), request.matchdict["kind"]
    marks = listing.to_export(_marks(request, asked, listing.MOST_ROWS + 1))
    rows = (listing.row_of(root, request.actor, mark) for mark in marks)
    name = f"{asked.unit}-copies-{request.desk.today}.{kind}"
    if kind == "csv":
        return download(listing.to_csv(rows), CSV, name)
    return download(listing.to_xlsx(rows, unit_title(root, asked.unit)), XLSX, name)


def _asked(request: Any) -> Asked:
    unit, get = request.matchdict["unit"], request.GET
    request.actor.require(Permission.COPY_READ, find_unit(request.desk.root, unit))
    since, until = read_day(get.get("since", ""), "since"), read_day(get.get("until", ""), "until")
    page = min(max(small_number(get.get("page", "")) or 1, 1), MOST_PAGES)
    return Asked(unit, listing.sender_named(request.desk.root, unit, get.get("from", "")), since, until, page)


def _marks(request: Any, asked: Asked, most: int) -> list[listing.Mark]:
    return listing.open_copies(
        request.desk.root, request.actor,
        unit=asked.unit, sender=asked.sender, since=asked.since, until=asked.until, most=most,
    )  # fmt: skip
