"""สมุดทะเบียน (books): which there are, how their numbers are written, and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.content import Unit
from saraban.agencies.service import SHARED_SERIES, find_unit
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.registers.concealing import seen_by
from saraban.registers.content import Book, Entry, Registers
from saraban.thai.numbers import format_number, format_order_number

#: Every series (ชุดเลข) and what its book is called. ``external``, ``memo`` and ``seal`` are books only where split off.
SERIES = {
    "receive": "ทะเบียนหนังสือรับ",
    "send": "ทะเบียนหนังสือส่ง",
    "circular": "ทะเบียนหนังสือเวียน",
    "order": "ทะเบียนคำสั่ง",
    "announcement": "ทะเบียนประกาศ",
    "certificate": "ทะเบียนหนังสือรับรอง",
    "external": "ทะเบียนหนังสือส่ง (หนังสือภายนอก)",
    "memo": "ทะเบียนหนังสือส่ง (บันทึกข้อความ)",
    "seal": "ทะเบียนหนังสือส่ง (หนังสือประทับตรา)",
}
#: Kinds that share the book of sent letters unless the unit splits them off.
SHARED = SHARED_SERIES
#: Series whose numbers are written with their year, as ๑๒/๒๕๖๗, instead of behind the unit's code.
WITH_YEAR = frozenset({"order", "announcement", "certificate"})
YEARS = range(2400, 2700)
#: The month in which the books of a year close.
DECEMBER = 12


@dataclass(frozen=True)
class Page:
    """หน้าทะเบียน: entries in the order of their numbers, where the neighbouring pages begin (None = no page)."""

    entries: list[Entry]
    next_from: int | None
    previous_from: int | None


@dataclass(frozen=True)
class Span:
    """ช่วงของทะเบียน: numbers from ``first`` to ``last`` and days from ``since`` to ``until``; None = no limit."""

    first: int | None = None
    last: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Reservation:
    """เลขที่จองค้าง: a reserved number that is neither used nor void, and whether its day has passed.

    ``closing``: its year closes this month (``soon``), or has closed (``closed``) so that it can only become void.
    """

    entry: Entry
    is_overdue: bool
    closing: str = ""


def series_for(unit: Unit, kind: str) -> str:
    """ชุดเลข that a letter of ``kind`` is numbered in: letters, memos and sealed letters share one unless split."""
    check_series(kind)
    return "send" if kind in SHARED and kind not in unit.splits else kind


def book_key(unit: str, series: str, year: int) -> str:
    """The key of a book, and the name of its lock."""
    return f"{unit}|{series}|{year}"


def registers_of(root: Any) -> Registers:
    """ทะเบียนทั้งหมด of this store."""
    registers: Registers = root["registers"]
    return registers


def find_book(root: Any, unit: str, series: str, year: int) -> Book | None:
    """Give a book, or None where no number has been issued or reserved and none was opened."""
    book: Book | None = registers_of(root).books.get(book_key(unit, series, year))
    return book


def read_book(root: Any, actor: Actor, *, unit: str, series: str, year: int) -> Book:
    """เปิดดูทะเบียน: a book for reading, an empty one (not stored) where nothing was entered yet.

    Raises ``Missing`` where the actor may not read the unit's books, ``Invalid`` for a series or year that cannot be.
    """
    actor.require(Permission.REGISTER_READ, find_unit(root, unit))
    check_series(series)
    check_year(year)
    return find_book(root, unit, series, year) or Book(unit, series, year)


def books_of(root: Any, unit: str) -> list[Book]:
    """The books of a unit, by series and year."""
    return list(registers_of(root).books.values(min=f"{unit}|", max=f"{unit}}}"))


def find(root: Any, unit: str, series: str, year: int, n: int) -> Entry:
    """ค้นเลข: give the entry of a number; raises ``Missing`` (the caller asks the gate)."""
    book = find_book(root, unit, series, year)
    entry: Entry | None = book.entries.get(n) if book is not None and 0 <= n < 1 << 31 else None
    if entry is None:
        raise Missing(_("There is no number ${n} in this book.", mapping={"n": n}))
    return entry


def page(
    book: Book, from_n: int | None = None, limit: int = 50, day: date | None = None, actor: Actor | None = None
) -> Page:
    """หน้าทะเบียน: ``limit`` entries from ``from_n`` on (None = the last page), of one ``day`` where it is given.

    They are as ``actor`` sees them.
    """
    if day is not None:
        return _day_page(book, day, from_n or 0, limit, actor)
    first = int(book.entries.minKey()) if book.entries else book.start
    begin = max(first, book.last - limit + 1) if from_n is None else min(max(first, from_n), 1 << 30)
    entries = [seen_by(e, actor) for e in book.entries.values(min=begin, max=begin + limit - 1)]
    following = begin + limit if begin + limit <= book.last else None
    previous = max(first, min(begin, book.last + 1) - limit) if begin > first else None
    return Page(entries, following, previous)


def days_of(book: Book) -> list[date]:
    """The days on which the book has entries, in order."""
    return [date.fromordinal(ordinal) for ordinal in book.days]


def entries_of_day(book: Book, day: date) -> Iterator[Entry]:
    """The entries of one day, in the order of their numbers."""
    for begin in book.days.get(day.toordinal(), ()):
        yield from _run(book, begin)


def entries_in(book: Book, span: Span, actor: Actor | None = None) -> Iterator[Entry]:
    """รายการในช่วง: the entries of a span in the order of their numbers, one by one, as ``actor`` sees them."""
    return (seen_by(entry, actor) for entry in _in_span(book, span))


def _in_span(book: Book, span: Span) -> Iterator[Entry]:
    if span.since is None and span.until is None:
        yield from book.entries.values(min=span.first, max=span.last)
        return
    low = span.since.toordinal() if span.since else None
    high = span.until.toordinal() if span.until else None
    for begin in sorted(n for runs in book.days.values(min=low, max=high) for n in runs):
        for entry in _run(book, begin):
            if (span.first or 0) <= entry.n <= (span.last or entry.n):
                yield entry


def _run(book: Book, begin: int) -> Iterator[Entry]:
    """The entries from a number on that are of one day."""
    day = book.entries[begin].day
    for entry in book.entries.values(min=begin):
        if entry.day != day:
            return
        yield entry


def open_reservations(root: Any, unit: str, today: date) -> list[Reservation]:
    """เลขที่จองค้าง of a unit, earlier years included, the longest waiting first; overdue ones are marked."""
    waiting = [
        (until, Reservation(book.entries[n], until < today.toordinal(), _closing(book.year, today)))
        for book in books_of(root, unit)
        for n, until in book.open.items()
    ]
    return [r for _until, r in sorted(waiting, key=lambda w: (w[0], w[1].entry.ref))]


def _closing(year: int, today: date) -> str:
    now = buddhist_year(today)
    if year < now:
        return "closed"
    return "soon" if year == now and today.month == DECEMBER else ""


def printed_number(unit: Unit, series: str, n: int, year: int, day: date) -> str:
    """เลขที่หนังสือ as it is stored: the unit's code of that day, the number, Arabic digits (print makes them Thai)."""
    if series == "receive":
        return str(n)
    if series in WITH_YEAR:
        return format_order_number(n, year, digits="arabic")
    return format_number(unit.prefix_on(day), n, circular=series == "circular", digits="arabic")


def check_series(series: str) -> None:
    """Raise ``Invalid`` for a series that there is not."""
    if series not in SERIES:
        raise Invalid(_("Choose the series of numbers from the list."), field="series")


def check_year(year: int) -> None:
    """Raise ``Invalid`` for what cannot be a Buddhist year of a book, a Gregorian one say."""
    if year not in YEARS:
        raise Invalid(_("Give the Buddhist year, such as 2567."), field="year")


def _day_page(book: Book, day: date, from_n: int, limit: int, actor: Actor | None) -> Page:
    entries = [seen_by(entry, actor) for entry in entries_of_day(book, day)]
    begin = next((i for i, e in enumerate(entries) if e.n >= from_n), len(entries))
    following = entries[begin + limit].n if begin + limit < len(entries) else None
    previous = entries[max(0, begin - limit)].n if begin > 0 else None
    return Page(entries[begin : begin + limit], following, previous)
