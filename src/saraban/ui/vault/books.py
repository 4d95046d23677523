"""หน้าทะเบียนลับ (pages of the secret books): ทขล. ๑, ๒ and ๓ by year, on screen and as the paper form for printing.

There is no file to take away, neither a table nor a PDF: see decision 016.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.classification.levels import RANK, SECRECY_TH, Secrecy
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.thai.digits import Digits, to_arabic, to_thai
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import small_number
from saraban.ui.vault.gate import behind, nothing, proved
from saraban.ui.vault.heads import BOOKS_EN, HEADS_EN
from saraban.vault import door

PAGE_SIZE = 50
#: More rows than this are not printed at once.
MOST_ROWS = 500
MOST_DIGITS = 9


@dataclass(frozen=True)
class BookLink:
    """ลิงก์ไปยังทะเบียนลับ."""

    href: str
    form: str
    title: Any
    year: str
    last: str


@dataclass(frozen=True)
class Cell:
    """ช่องหนึ่งของแถว."""

    head: Any
    text: str
    style: str


@dataclass(frozen=True)
class RowShown:
    """รายการในทะเบียนลับ: ``href`` leads to the letter, where the reader is named on it."""

    n: int
    cells: tuple[Cell, ...]
    href: str


@dataclass(frozen=True)
class BookShown:
    """ทะเบียนลับหนึ่งเล่ม: ``mark`` is the gravest level in sight, which stands at the top and the bottom."""

    here: str
    unit: str
    form: str
    title: Any
    thai_title: str
    year: str
    thai_year: str
    last: str
    mark: str
    heads: tuple[Any, ...]
    rows: tuple[RowShown, ...]
    first: int | None
    until: int | None


@view_config(route_name="secret-books", request_method="GET", renderer="templates/books.pt")
@behind
def books(request: Any) -> dict[str, Any]:
    """ทะเบียนลับ of the units whose secret registry the actor keeps, this year's first."""
    units = door.registries(request.desk, request.actor)
    if not units:
        raise nothing()
    root = request.desk.root
    return {"units": [(find_unit(root, u).title, *_links(request, u)) for u in units]}


@view_config(route_name="secret-book", request_method="GET", renderer="templates/book.pt")
@behind
def book(request: Any) -> dict[str, Any]:
    """One book, the last page of it or from a number on; its opening is on record."""
    unit, series, year = _named(request)
    door.check_book(request.desk.root, request.desk, request.actor, unit, series)
    last = door.last_of(request.desk.root, unit, series, year)
    wanted = _number(request, "from")
    first = wanted if wanted is not None else max(1, last - PAGE_SIZE + 1)
    until = min(first + PAGE_SIZE - 1, last)
    shown = _book(request, first, until)
    return {
        "shown": shown,
        "newer": f"{shown.here}?from={max(1, first - PAGE_SIZE)}" if first > 1 else None,
        "older": f"{shown.here}?from={until + 1}" if until < last else None,
        "lower": _("Lower numbers"),
        "higher": _("Higher numbers"),
        "print": f"{shown.here}/print?from={first}&to={until}" if shown.rows else f"{shown.here}/print",
    }


@view_config(route_name="secret-book-print", request_method="GET", renderer="templates/book_print.pt")
@behind
def print_book(request: Any) -> dict[str, Any]:
    """The paper form, always in Thai, marked at the top and the bottom of every page; on record as printed."""
    unit, series, year = _named(request)
    door.check_book(request.desk.root, request.desk, request.actor, unit, series)
    first, until = _number(request, "from") or 1, _number(request, "to")
    last = door.last_of(request.desk.root, unit, series, year)
    until = last if until is None else min(until, last)
    if until - first >= MOST_ROWS:
        raise Invalid(
            _("At most ${n} rows are printed at once. Choose fewer numbers or days.", mapping={"n": MOST_ROWS}),
            field="to",
        )
    return {"shown": _book(request, first, until, printing=True)}


def _named(request: Any) -> tuple[str, str, int]:
    at = request.matchdict
    return at["unit"], at["series"], int(at["year"])


def _book(request: Any, first: int, until: int, *, printing: bool = False) -> BookShown:
    (unit, series, year), fmt = _named(request), formats_for(request)
    desk, thai = request.desk, printing or fmt.is_thai
    rows = door.read_book(
        desk,
        request.actor,
        unit=unit,
        series=series,
        year=year,
        first=first,
        last=until,
        printing=printing,
        proved_at=proved(request),
    )
    form, title = door.SERIES[series]
    own = request.registry.saraban.secret_columns
    heads = tuple(head if thai else HEADS_EN.get(head, head) for head in door.columns(series, own))
    digits: Digits = "thai" if thai else "arabic"
    return BookShown(
        here=book_path(unit, series, year),
        unit=find_unit(desk.root, unit).title,
        form=form,
        title=title if thai else BOOKS_EN[series],
        thai_title=title,
        year=fmt.year(year),
        thai_year=to_thai(str(year)),
        last=fmt.digits(door.last_of(desk.root, unit, series, year)),
        mark=mark_of(rows),
        heads=heads,
        rows=tuple(_row(desk.root, series, row, heads, digits, own) for row in rows),
        first=rows[0].entry.n if rows else None,
        until=rows[-1].entry.n if rows else None,
    )


def mark_of(rows: list[door.Row]) -> str:
    """เครื่องหมายชั้นความลับของแผ่น: the gravest level of its rows; of an empty one, the lowest."""
    levels = [Secrecy(row.entry.level) for row in rows]
    return SECRECY_TH[max(levels, key=RANK.__getitem__, default=Secrecy.CONFIDENTIAL)]


def book_path(unit: str, series: str, year: int) -> str:
    """The address of a secret book."""
    return f"/secret/books/{unit}/{series}/{year}"


def _row(root: Any, series: str, row: door.Row, heads: tuple[Any, ...], digits: Digits, own: Any) -> RowShown:
    texts = door.cells(root, series, row, digits, own)
    styles = (_style(head) for head in door.columns(series, own))
    cells = tuple(Cell(head, text, style) for head, text, style in zip(heads, texts, styles, strict=True))
    return RowShown(row.entry.n, cells, f"/secret/p/{row.paper.key}" if row.paper is not None else "")


def _style(head: str) -> str:
    return {"เรื่อง": "subject", "ชั้นความลับ": "level", "หมายเหตุ": "remark", "การดำเนินการ": "action"}.get(head, "")


def _links(request: Any, unit: str) -> tuple[list[BookLink], list[BookLink]]:
    """The books of this year, the empty ones included, and those of other years, the latest first."""
    root, now = request.desk.root, buddhist_year(request.desk.today)
    current = [_link(request, unit, series, now) for series in door.SERIES]
    others = [(y, s) for s in door.SERIES for y in door.years_of(root, unit, s) if y != now]
    order = list(door.SERIES)
    return current, [_link(request, unit, s, y) for y, s in sorted(others, key=lambda k: (-k[0], order.index(k[1])))]


def _link(request: Any, unit: str, series: str, year: int) -> BookLink:
    fmt, (form, title) = formats_for(request), door.SERIES[series]
    last = door.last_of(request.desk.root, unit, series, year)
    return BookLink(
        book_path(unit, series, year),
        form if fmt.is_thai else to_arabic(form),
        title if fmt.is_thai else BOOKS_EN[series],
        fmt.year(year),
        fmt.digits(last) if last else "",
    )


def _number(request: Any, name: str) -> int | None:
    text = to_arabic(request.GET.get(name, "")).strip().replace(",", "")
    if not text:
        return None
    found = small_number(text) if len(text) <= MOST_DIGITS else None
    if not found:
        raise Invalid(_("Write a whole number, such as 3398."), field=name)
    return found
