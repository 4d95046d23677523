"""พิมพ์ทะเบียน (printing a book): แบบที่ ๑๓ and แบบที่ ๑๔ as PDF, for a day, for numbers or days from and to."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import date
from itertools import groupby, islice

from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.ruled import RuledColumn, RuledForm, RuledGroup, RuledRow, in_one_line, ruled_pdf
from saraban.people.actor import Actor
from saraban.registers import export
from saraban.registers.books import SERIES, Span, entries_in
from saraban.registers.content import Book, Entry
from saraban.thai.dates import BUDDHIST_OFFSET, MONTHS, format_date
from saraban.thai.digits import to_thai

#: More rows than this (some two hundred pages) are not set in one go: the renderer's memory grows with them.
MOST_ROWS = 2000
_WIDTHS = (19, 31, 26, 40, 38, 0, 27, 34)
_CENTRED = (True, False, True, False, False, False, False, False)
_ONE_LINE = (0, 2)

Head = tuple[tuple[str, str, int], ...]


def form_name(series: str) -> str:
    """The number of the form that a book is printed on."""
    return "แบบที่ ๑๓" if series == "receive" else "แบบที่ ๑๔"


def print_form(desk: Desk, actor: Actor, *, book: Book, span: Span, unit: str) -> bytes:
    """พิมพ์ทะเบียน: the rows of a span on the paper form, as PDF (the caller has opened the book through the gate).

    Raises ``Invalid`` when the span has more rows than are printed at once.
    """
    entries = list(islice(entries_in(book, span, actor), MOST_ROWS + 1))
    check_printable(entries, "to")
    form = RuledForm(
        form_name(book.series),
        SERIES[book.series],
        unit,
        head_of(book, span, entries),
        [RuledColumn(h, w, c) for h, w, c in zip(_heads(book), _WIDTHS, _CENTRED, strict=True)],
        [
            RuledGroup(format_date(day, "weekday"), [_row(entry) for entry in run])
            for day, run in groupby(entries, key=lambda entry: entry.day)
        ],
    )
    return ruled_pdf(form, at=desk.now, by=actor.name)


def check_printable(rows: Sized, field: str) -> None:
    """Raise ``Invalid``, naming the field to change, for more rows than are printed at once."""
    if len(rows) > MOST_ROWS:
        raise Invalid(
            _("At most ${n} rows are printed at once. Choose fewer numbers or days.", mapping={"n": MOST_ROWS}),
            field=field,
        )


def head_of(book: Book, span: Span, entries: Iterable[Entry]) -> Head:
    """หัวแบบ: วันที่ เดือน พ.ศ. of a day's sheet; of several days the first and the last one."""
    days = [entry.day for entry in entries] + [day for day in (span.since, span.until) if day is not None]
    if not days:
        return (("พ.ศ.", to_thai(str(book.year)), 22),)
    return day_head(min(days), max(days))


def day_head(first: date, last: date) -> Head:
    """หัวแบบของวันหรือช่วงวัน: one day in the three fields of the paper form, several as the first and the last one."""
    if first == last:
        return (
            ("วันที่", to_thai(str(first.day)), 14),
            ("เดือน", MONTHS[first.month - 1], 32),
            ("พ.ศ.", to_thai(str(first.year + BUDDHIST_OFFSET)), 22),
        )
    return ("วันที่", format_date(first, "full"), 46), ("ถึงวันที่", format_date(last, "full"), 46)


def _heads(book: Book) -> list[str]:
    return [head.replace("เลขทะเบียน", "เลข\nทะเบียน") for head in export.columns(book.series)[1:]]


def _row(entry: Entry) -> RuledRow:
    shown = export.cells(entry)[1:]
    return RuledRow(
        tuple(in_one_line(cell) if i in _ONE_LINE else cell for i, cell in enumerate(shown)), entry.state == "void"
    )
