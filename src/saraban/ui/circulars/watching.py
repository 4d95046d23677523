"""ติดตามผลหนังสือเวียน (watching): who has read and acknowledged, as a chart and a table; reminding; the export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.circulars import export
from saraban.circulars.service import own_posting
from saraban.circulars.watching import Standing, remind, standings, totals
from saraban.core.i18n import _
from saraban.documents.tables import CSV, XLSX
from saraban.letters import records
from saraban.thai.masking import mask
from saraban.ui.circulars.presenters import audience_text, notes_of
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.registers.printing import download

PAGE = "templates/readers.pt"
PAGE_SIZE = 100
WHOLE = 100


@dataclass(frozen=True)
class Bar:
    """แท่งแผนภูมิ: its parts, of a hundred: acknowledged, read and not acknowledged, unread."""

    acknowledged: float
    read: float
    unread: float

    @property
    def read_from(self) -> float:
        """Where the second part begins."""
        return self.acknowledged

    @property
    def unread_from(self) -> float:
        """Where the third part begins."""
        return self.acknowledged + self.read


@dataclass(frozen=True)
class Row:
    """หน่วยหนึ่งในตาราง."""

    unit: str
    title: str
    agency: str
    staff: str
    read: str
    unread: str
    acknowledged: str
    acknowledged_at: Any
    reminded_at: Any
    bar: Bar


@view_config(route_name="circular-readers", request_method="GET", renderer=PAGE)
def readers(request: Any) -> dict[str, Any]:
    """The figures, for the unit that published the circular."""
    return _page(request, None)


@view_config(route_name="circular-remind", request_method="POST", renderer=PAGE)
def remind_units(request: Any) -> Any:
    """เตือนหน่วยที่ยังไม่รับทราบ: those that are ticked, or all of them."""

    def go() -> str:
        letter = _letter(request)
        chosen = tuple(str(code) for code in request.POST.getall("unit"))
        told = remind(request.desk, request.actor, letter=letter, units=chosen)
        count = formats_for(request).count(len(told))
        add_note(request, _("Reminded ${n} units.", mapping={"n": count}) if told else _("They are reminded already."))
        return f"/circulars/{letter.key}/readers"

    outcome = attempt(request, lambda: once_page(request, go))
    return _page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="circular-readers-export", request_method="GET")
def export_readers(request: Any) -> Response:
    """The whole table as a file."""
    letter = _letter(request)
    posting = own_posting(request.desk.root, request.actor, letter)
    name = f"circular-{letter.key}"
    if request.matchdict["kind"] == "csv":
        return download(export.to_csv(request.desk.root, posting), CSV, f"{name}.csv")
    return download(export.to_xlsx(request.desk.root, letter, posting), XLSX, f"{name}.xlsx")


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])


def _page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "circulars"
    root, fmt, letter = request.desk.root, formats_for(request), _letter(request)
    posting = own_posting(root, request.actor, letter)
    found, late = standings(root, posting), request.GET.get("late") == "1"
    wanted = [s for s in found if s.acknowledged_at is None] if late else found
    page = min(small_number(request.GET.get("page", "")) or 1, WHOLE)
    rows = wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    here = f"/circulars/{letter.key}/readers"
    tail = "&late=1" if late else ""
    sums = totals(root, posting)
    return {
        "letter": letter,
        "subject": mask(letter.subject),
        "posting": posting,
        "here": here,
        "audience": audience_text(request, posting),
        "notes": notes_of(request, posting),
        "planned": posting.planned,
        "posted": fmt.time(posting.published_at, clock=True),
        "sums": sums,
        "bar": _bar(sums.persons, sums.read - sums.others, sums.acknowledged),
        "rows": [_row(s, fmt) for s in rows],
        "late": late,
        "all_done": sums.units == sums.units_acknowledged,
        "newer": f"{here}?page={page - 1}{tail}" if page > 1 else None,
        "older": f"{here}?page={page + 1}{tail}" if len(wanted) > page * PAGE_SIZE else None,
        "newer_words": _("Previous units"),
        "older_words": _("Next units"),
        "problems": refused.problems if refused else [],
    }


def _row(one: Standing, fmt: Any) -> Row:
    return Row(
        unit=one.unit,
        title=one.title,
        agency=one.agency,
        staff=fmt.count(one.staff),
        read=fmt.count(one.read),
        unread=fmt.count(one.unread),
        acknowledged=fmt.count(one.acknowledged),
        acknowledged_at=fmt.time(one.acknowledged_at, clock=True),
        reminded_at=fmt.time(one.reminded_at),
        bar=_bar(one.staff, one.read, one.acknowledged),
    )


def _bar(staff: int, read: int, acknowledged: int) -> Bar:
    """The parts of a bar; more readers than staff, and it is full."""
    whole = max(staff, read, 1)
    done, seen = WHOLE * min(acknowledged, read) / whole, WHOLE * max(read - acknowledged, 0) / whole
    return Bar(round(done, 1), round(seen, 1), round(max(0.0, WHOLE * staff / whole - done - seen), 1))
