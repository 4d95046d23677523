"""ล็อกทะเบียนของปีปัจจุบัน (holding the year's books): the year is read once and asked again when the locks are held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.registers.books import book_key


def hold_books(desk: Desk, books: Iterable[tuple[str, str]], also: Iterable[str] = ()) -> date:
    """Take the locks of books (unit, series) of the office's present year; gives the day on which they are held.

    ``also`` are keys of books of other years.
    Raises ``Conflict`` when the year turned while another held a lock; then nothing was written.
    """
    year = buddhist_year(desk.today)
    desk.hold(sorted({book_key(unit, series, year) for unit, series in books} | {*also}))
    day = desk.today
    if buddhist_year(day) != year:
        raise Conflict(
            _("The year turned while the number was waited for. Nothing was saved; try again."), slug="year-turned"
        )
    return day
