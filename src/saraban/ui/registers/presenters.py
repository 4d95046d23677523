"""ทะเบียนที่แสดง (what a book shows): rows as the paper form has them, days between them, and where the pages lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.registers.books import SERIES, SHARED, books_of, series_for
from saraban.ui.layout.formats import Formats

#: English names of the books; on Thai pages they are called as the regulation does.
SERIES_EN = {
    "receive": _("Register of received letters"),
    "send": _("Register of sent letters"),
    "circular": _("Register of circulars"),
    "order": _("Register of orders"),
    "announcement": _("Register of announcements"),
    "certificate": _("Register of certificates"),
    "external": _("Register of sent letters (external)"),
    "memo": _("Register of sent letters (memos)"),
    "seal": _("Register of sent letters (sealed)"),
}
OTHER_UNITS = 200


@dataclass(frozen=True)
class RowShown:
    """แถวในทะเบียน: the columns of แบบ ๑๓/๑๔ as text; a day line before the first row of a day."""

    n: int
    number: str
    own: str
    dated: Any
    from_: str
    to: str
    subject: str
    action: str
    remark: str
    state: str
    reason: str
    reserved: str
    amended: int
    href: str
    letter: str
    day_line: str
    day: str


@dataclass(frozen=True)
class BookLink:
    """ลิงก์ไปยังทะเบียน."""

    title: str
    href: str
    year: str
    next: str
    count: int


def readable_units(actor: Any) -> list[str]:
    """Codes of the units whose books this actor may read, the one of his post first."""
    codes = {unit for role, unit in actor.duties if Permission.REGISTER_READ in ROLE_PERMISSIONS[Role(role)]}
    return sorted(codes, key=lambda code: (code != actor.unit, code))


def reads_books(request: Any) -> bool:
    """Is there a book for this person to read?"""
    return bool(readable_units(request.actor))


def series_title(series: str, fmt: Formats) -> Any:
    """What a book is called."""
    return SERIES[series] if fmt.is_thai else SERIES_EN.get(series, series)


def series_counted(unit: Any) -> list[str]:
    """The series that a unit counts, in the order of the regulation."""
    return [s for s in SERIES if series_for(unit, s) == s and (s not in SHARED or s in unit.splits)]


def book_path(unit: str, series: str, year: int) -> str:
    """The address of a book."""
    return f"/registers/{unit}/{series}/{year}"


def book_links(root: Any, unit: Any, today: date, fmt: Formats) -> tuple[list[BookLink], list[BookLink]]:
    """The books of this year, the empty ones included, and those of other years."""
    year = buddhist_year(today)
    kept = {(book.series, book.year): book for book in books_of(root, unit.code)}
    current = [_link(unit.code, s, year, kept.get((s, year)), fmt) for s in series_counted(unit)]
    known = {(s, year) for s in series_counted(unit)}
    others = [
        _link(unit.code, s, y, book, fmt)
        for (s, y), book in sorted(kept.items(), key=lambda i: (-i[0][1], i[0][0]))
        if (s, y) not in known
    ]
    return current, others


def _link(unit: str, series: str, year: int, book: Any, fmt: Formats) -> BookLink:
    count = book.last - book.start + 1 if book is not None else 0
    following = book.next if book is not None else 1
    return BookLink(
        str(series_title(series, fmt)), book_path(unit, series, year), fmt.year(year), fmt.digits(following), count
    )


def rows_shown(entries: list[Any], fmt: Formats, *, days: bool = True) -> list[RowShown]:
    """The rows of a page, each day announced once."""
    shown = []
    before = None
    for entry in entries:
        line = fmt.day(entry.day, "weekday") if days and entry.day != before else ""
        before = entry.day
        shown.append(row_shown(entry, fmt, line))
    return shown


def row_shown(entry: Any, fmt: Formats, day_line: str = "") -> RowShown:
    """One row."""
    reserved = entry.state == "reserved"
    return RowShown(
        n=entry.n,
        number=fmt.digits(entry.n),
        own=fmt.digits(entry.number),
        dated=fmt.time(entry.dated),
        from_=entry.from_,
        to=entry.to,
        subject=entry.subject,
        action=entry.action,
        remark=entry.full_remark,
        state=entry.state,
        reason=entry.void_reason,
        reserved=f"{entry.reserved_for} · {entry.reserved_why} · {fmt.day(entry.reserved_until)}" if reserved else "",
        amended=len(entry.amendments),
        href=f"{book_path(entry.unit, entry.series, entry.year)}/{entry.n}",
        letter=_letter_path(entry),
        day_line=day_line,
        day=fmt.day(entry.day),
    )


def _letter_path(entry: Any) -> str:
    if entry.paper:
        return f"/p/{id_text(entry.paper)}"
    return f"/l/{id_text(entry.letter)}" if entry.letter else ""


def has_copies(actor: Any, unit: Any) -> bool:
    """Is the unit a central saraban whose file copies the actor may see?"""
    return unit.kind == "central" and bool(actor.may(Permission.COPY_READ, unit))


def unit_title(root: Any, code: str) -> str:
    """The name of a unit."""
    return find_unit(root, code).title
