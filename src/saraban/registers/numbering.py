"""การเดินเลข (taking the next number): whose book it is, who may write in it, and the entry that takes the number."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.content import Unit
from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.registers import rows
from saraban.registers.books import book_key, check_series, find_book, printed_number, registers_of, series_for
from saraban.registers.content import Book, Entry
from saraban.registers.interfaces import EntryRef
from saraban.thai.dates import format_date
from saraban.thai.digits import to_arabic
from saraban.thai.numbers import number_key


def rights_for(letter: int, *, signed: bool) -> tuple[Permission, ...]:
    """Who may number and send a letter, or is signing it, needs no further right for its number."""
    return ((Permission.LETTER_SEND, Permission.LETTER_SIGN) if signed else (Permission.LETTER_SEND,)) if letter else ()


def open_for(desk: Desk, actor: Actor, unit: str, series: str, other_rights: tuple[Permission, ...]) -> Unit:
    """The unit whose book is written: found, allowed, still working and counting this series."""
    place = find_unit(desk.root, unit)
    check_series(series)
    check_allowed(actor, place, series, other_rights)
    if not place.active:
        raise Conflict(_("This unit has been closed; its books take no further numbers."), slug="unit-closed")
    check_counted_here(place, series)
    return place


def check_allowed(actor: Actor, place: Unit, series: str, other_rights: tuple[Permission, ...]) -> None:
    """Receiving and numbering have a permission each; ``other_rights`` do as well where a letter is numbered."""
    if series != "receive" and any(actor.may(right, place) for right in other_rights):
        return
    wanted = Permission.REGISTER_RECEIVE if series == "receive" else Permission.NUMBER_ISSUE
    if not actor.may(wanted, place) and actor.may(Permission.REGISTER_READ, place):
        raise NotAllowed(
            _("The post you act in reads this book and takes no numbers from it. Ask the unit's registrar.")
        )
    actor.require(wanted, place)


def check_counted_here(place: Unit, series: str) -> None:
    """Raise ``Invalid`` for a series that the unit has not split off its book of sent letters."""
    if series_for(place, series) != series:
        raise Invalid(_("This unit numbers these letters in its book of sent letters."), field="series")


def book_for(root: Any, ref: EntryRef) -> Book:
    """The book of a number, made when this is its first."""
    book = find_book(root, ref.unit, ref.series, ref.year)
    if book is None:
        book = Book(ref.unit, ref.series, ref.year)
        registers_of(root).books[book_key(ref.unit, ref.series, ref.year)] = book
    return book


def next_entry(
    desk: Desk, actor: Actor, place: Unit, series: str, *, day: date | None = None, wanted: int | str | None = None
) -> Entry:
    """The entry that takes the next number of a book, put into it."""
    on = _day_of_entry(desk, series, day)
    book = book_for(desk.root, EntryRef(place.code, series, buddhist_year(on), 0))
    n = book.next
    if wanted is not None and to_arabic(str(wanted)).strip() != str(n):
        raise Conflict(
            _(
                "The next number is ${n}. No number is put between two others or used twice; take the next one.",
                mapping={"n": n},
            ),
            slug="no-insertion",
        )
    before: Entry | None = book.entries.get(n - 1)
    if before is not None and series != "receive" and on < before.day:
        raise Conflict(
            _(
                "The last number of this book is dated ${day}. A later number cannot have an earlier date.",
                mapping={"day": format_date(before.day)},
            ),
            slug="back-dated",
        )
    entry = Entry(EntryRef(place.code, series, book.year, n), at=desk.now, day=on, by=actor.person, post=actor.post)
    book.entries[n] = entry
    if before is None or before.day != on:
        book.days[on.toordinal()] = (*book.days.get(on.toordinal(), ()), n)
    return entry


def check_own_year(place: Unit, ref: EntryRef, day: date, number: str | None, dated: date | None) -> None:
    """Raise ``Invalid`` for a date outside the book's year under a number of that book.

    ``day`` is the office's date of the entry, ``number`` None its own. The number of another owner, which the book
    only notes, may be of the year before.
    """
    if dated is None or ref.series == "receive" or buddhist_year(dated) == ref.year:
        return
    own = printed_number(place, ref.series, ref.n, ref.year, day)
    if number is None or number_key(number) == number_key(own):
        raise Invalid(
            _(
                "The numbers of this book are those of ${year}; a letter with one is dated in that year. Correct the "
                "date of the letter.",
                mapping={"year": ref.year},
            ),
            field="dated",
        )


def record_entry(desk: Desk, actor: Actor, event: str, entry: Entry) -> None:
    """Put into the audit chain what happened to an entry, with the digest of the row as it stands now."""
    about: dict[str, str | int] = {"series": entry.series, "year": entry.year, "n": entry.n, "row": rows.digest(entry)}
    about.update({name: id_text(getattr(entry, name)) for name in ("letter", "paper") if getattr(entry, name)})
    audit.record(desk, entry.unit, event, person=actor.person, post=actor.post, about=about)


def _day_of_entry(desk: Desk, series: str, day: date | None) -> date:
    """The office's date of a new entry: the year of its book, which turns at midnight in Bangkok."""
    today = desk.today
    on = today if day is None else day
    if on > today:
        raise Invalid(_("The date of a register entry cannot lie in the future."), field="day")
    if on < rows.FIRST_DAY or (series != "receive" and on.year != today.year):
        raise Invalid(_("The year of this date has ended; its book takes no further numbers."), field="day")
    return on
