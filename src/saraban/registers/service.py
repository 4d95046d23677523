"""งานทะเบียน (what can be done with registers): issue, reserve, use, void, amend, open a book at a number.

A number is the key (unit, series, Buddhist year, n). It is taken in the transaction that writes its entry, so a
failure takes none; it is never used again and no number is put between two others. Callers hold the lock of the book
first (``desk.hold([book_key(…)])``, or ``issuing``) and have validated what they can before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
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
from saraban.registers.books import (
    book_key,
    check_series,
    check_year,
    find,
    find_book,
    open_reservations,
    page,
    printed_number,
    read_book,
    registers_of,
    series_for,
)
from saraban.registers.content import Amendment, Book, Entry, EntryRef, Opening
from saraban.registers.events import BookOpened, EntryAmended, NumberIssued, NumberReserved, NumberVoided
from saraban.thai.dates import format_date
from saraban.thai.digits import to_arabic

__all__ = [
    "amend", "book_key", "find", "find_book", "issue", "issuing", "open_book_at", "open_reservations", "page",
    "printed_number", "read_book", "reserve", "series_for", "use_reserved", "void",
]

AMENDABLE = ("number", "dated", "from_", "to", "subject", "action", "remark")
MAX_START = 10_000_000
RESERVE_DAYS = 90
#: who may do one of these to a letter needs no further permission for its number
SENDING = (Permission.LETTER_SEND, Permission.LETTER_SIGN)


@contextmanager
def issuing(desk: Desk, keys: Iterable[str]) -> Iterator[None]:
    """Hold the locks of books, commit at the end, abort on any error: for who has no transaction around him."""
    desk.hold(keys)
    try:
        yield
        desk.tm.commit()
    except BaseException:
        desk.tm.abort()
        raise


def issue(
    desk: Desk, actor: Actor, *, unit: str, series: str, subject: str, day: date | None = None, number: str | None = None,
    dated: date | None = None, from_: str = "", to: str = "", action: str = "", remark: str = "", letter: int = 0,
    paper: int = 0, signed: bool = False, wanted: int | str | None = None,
) -> Entry:
    """ออกเลข / ลงทะเบียน: the next number of a book, with its entry; a document is not needed.

    ``day`` is the office's date (None = today): earlier ones are taken for letters received before they could be
    entered, never for numbers of our own. ``number`` None writes the number issued here into the column ที่. ``wanted``
    is a number that somebody asked for: only the next one can be had. ``signed``: the number goes to a letter that is
    signed in the same transaction, so the right to sign is enough. Records the issue in the audit chain.
    Raises ``Invalid``, ``Conflict``, ``NotAllowed``; then no number was used.
    """
    place = _open_for(desk, actor, unit, series, _rights(letter, signed=signed))
    row = rows.check_row(number=number, dated=dated, from_=from_, to=to, subject=subject, action=action, remark=remark,
                         today=desk.today)
    entry = _next_entry(desk, actor, place, series, day, wanted)
    rows.filled(entry, row)
    if row.number is None and series != "receive":
        entry.number = printed_number(place, series, entry.n, entry.year, entry.day)
    entry.letter, entry.paper = letter, paper
    _record(desk, actor, "registered" if series == "receive" else "number-issued", entry)
    desk.notify(NumberIssued(entry.ref, letter, paper))
    return entry


def reserve(desk: Desk, actor: Actor, *, unit: str, series: str, who: str, why: str, until: date) -> Entry:
    """จองเลข: take the next number for ``who`` to use by ``until``; it keeps today's date and ends used or void."""
    place = _open_for(desk, actor, unit, series, ())
    who, why = rows.check_text(who, "who", needed=True), rows.check_text(why, "why", needed=True)
    if not desk.today <= until <= desk.today + timedelta(days=RESERVE_DAYS):
        raise Invalid(
            _("A number can be kept from today until ${day} at the latest.",
              mapping={"day": format_date(desk.today + timedelta(days=RESERVE_DAYS))}), field="until")
    entry = _next_entry(desk, actor, place, series, None, None)
    entry.state = "reserved"
    entry.reserved_for, entry.reserved_why, entry.reserved_until = who, why, until
    if series != "receive":
        entry.number = printed_number(place, series, entry.n, entry.year, entry.day)
    _book(desk.root, entry.ref).open[entry.n] = until.toordinal()
    _record(desk, actor, "number-reserved", entry)
    desk.notify(NumberReserved(entry.ref))
    return entry


def use_reserved(
    desk: Desk, actor: Actor, ref: EntryRef, *, subject: str, number: str | None = None, dated: date | None = None,
    from_: str = "", to: str = "", action: str = "", remark: str = "", letter: int = 0, paper: int = 0,
    signed: bool = False,
) -> Entry:
    """ใช้เลขที่จอง: fill the entry of a reserved number, overdue or not; its date stays that of the reservation."""
    _allowed(actor, find_unit(desk.root, ref.unit), ref.series, _rights(letter, signed=signed))
    row = rows.check_row(number=number, dated=dated, from_=from_, to=to, subject=subject, action=action, remark=remark,
                         today=desk.today)
    entry = find(desk.root, *ref)
    if entry.state != "reserved":
        raise Conflict(_("The number ${n} is not a reserved one any more.", mapping={"n": ref.n}), slug="not-reserved")
    rows.filled(entry, row)
    entry.state = "issued"
    entry.letter, entry.paper = letter, paper
    entry.used_at, entry.used_by, entry.used_post = desk.now, actor.person, actor.post
    del _book(desk.root, ref).open[ref.n]
    _record(desk, actor, "reserved-number-used", entry)
    desk.notify(NumberIssued(ref, letter, paper))
    return entry


def void(desk: Desk, actor: Actor, ref: EntryRef, reason: str, *, letter: int = 0) -> Entry:
    """ยกเลิกเลข: the entry stays, shown as ยกเลิก with its reason, and the number is never used again.

    A number that belongs to a letter is voided by who voids the letter, and names it (``letter``).
    """
    _allowed(actor, find_unit(desk.root, ref.unit), "send", _rights(letter, signed=True))
    reason = rows.check_text(reason, "reason", needed=True)
    entry = find(desk.root, *ref)
    if entry.state == "void":
        raise Conflict(_("The number ${n} is void already.", mapping={"n": ref.n}), slug="already-void")
    if entry.letter != letter:
        raise Conflict(
            _("The number ${n} belongs to a letter. Cancel the letter; its number becomes void with it.",
              mapping={"n": ref.n}), slug="belongs-to-letter")
    if entry.state == "reserved":
        del _book(desk.root, ref).open[ref.n]
    entry.state, entry.void_reason, entry.void_at = "void", reason, desk.now
    entry.void_by, entry.void_post = actor.person, actor.post
    _record(desk, actor, "number-voided", entry)
    desk.notify(NumberVoided(ref, entry.letter))
    return entry


def amend(desk: Desk, actor: Actor, ref: EntryRef, changes: Mapping[str, Any], why: str) -> Entry:
    """แก้ไขรายการ: change columns of an issued entry; what stood there stays readable, with who, when and why.

    ``changes`` names columns of ``AMENDABLE``. Number, date of entry and book cannot be changed: void the entry instead.
    """
    _allowed(actor, find_unit(desk.root, ref.unit), "send", ())
    why = rows.check_text(why, "why", needed=True)
    entry = find(desk.root, *ref)
    if entry.state != "issued":
        raise Conflict(_("Only an issued number can be amended; this one is reserved or void."), slug="not-issued")
    made = tuple(
        Amendment(field, getattr(entry, field), new, actor.person, actor.post, desk.now, why)
        for field, new in _checked_changes(changes, desk.today) if new != getattr(entry, field)
    )
    if not made:
        raise Invalid(_("Nothing was changed: the entry reads so already."))
    for change in made:
        setattr(entry, change.field, change.new)
    entry.amendments += made
    _record(desk, actor, "entry-amended", entry)
    desk.notify(EntryAmended(ref, tuple(change.field for change in made)))
    return entry


def open_book_at(desk: Desk, actor: Actor, *, unit: str, series: str, year: int, start: int, why: str) -> Book:
    """เปิดทะเบียนต่อจากทะเบียนกระดาษ: let a book begin at ``start``, once, while nothing is in it; 1..n means from there."""
    place = find_unit(desk.root, unit)
    actor.require(Permission.REGISTER_OPEN, place)
    check_series(series)
    check_year(year)
    _counted_here(place, series)
    why = rows.check_text(why, "why", needed=True)
    if not 1 <= start <= MAX_START:
        raise Invalid(_("Give the first number: a whole number from 1 on."), field="start")
    book = _book(desk.root, EntryRef(unit, series, year, start))
    if book.opened is not None:
        raise Conflict(_("This book was opened at a number already, which is done once."), slug="opened-already")
    if book.entries:
        raise Conflict(
            _("This book has entries already, up to number ${n}; only an empty one can be opened at a number.",
              mapping={"n": book.last}), slug="book-not-empty")
    book.start = start
    book.opened = Opening(actor.person, actor.post, desk.now, why)
    audit.record(desk, unit, "book-opened", person=actor.person, post=actor.post,
                 about={"series": series, "year": year, "start": start})
    desk.notify(BookOpened(unit, series, year, start))
    return book


def _next_entry(desk: Desk, actor: Actor, place: Unit, series: str, day: date | None, wanted: int | str | None) -> Entry:
    on = _day_of_entry(desk, series, day)
    book = _book(desk.root, EntryRef(place.code, series, buddhist_year(on), 0))
    n = book.next
    if wanted is not None and to_arabic(str(wanted)).strip() != str(n):
        raise Conflict(
            _("The next number is ${n}. A number is never put between two others and never used twice; take the next one.",
              mapping={"n": n}), slug="no-insertion")
    before: Entry | None = book.entries.get(n - 1)
    if before is not None and series != "receive" and on < before.day:
        raise Conflict(
            _("The last number of this book is dated ${day}. A later number cannot have an earlier date.",
              mapping={"day": format_date(before.day)}), slug="back-dated")
    entry = Entry(EntryRef(place.code, series, book.year, n), at=desk.now, day=on, by=actor.person, post=actor.post)
    book.entries[n] = entry
    if before is None or before.day != on:
        book.days[on.toordinal()] = (*book.days.get(on.toordinal(), ()), n)
    return entry


def _day_of_entry(desk: Desk, series: str, day: date | None) -> date:
    """The office's date of a new entry; the year of its book is the year of this date, which turns at midnight in Bangkok."""
    today = desk.today
    on = today if day is None else day
    if on > today:
        raise Invalid(_("The date of a register entry cannot lie in the future."), field="day")
    if on < rows.FIRST_DAY or (series != "receive" and on.year != today.year):
        raise Invalid(_("The year of this date has ended; its book takes no further numbers."), field="day")
    return on


def _rights(letter: int, *, signed: bool) -> tuple[Permission, ...]:
    """Who may number and send a letter, or is signing it, needs no further right for its number."""
    return ((Permission.LETTER_SEND, Permission.LETTER_SIGN) if signed else (Permission.LETTER_SEND,)) if letter else ()


def _open_for(desk: Desk, actor: Actor, unit: str, series: str, other_rights: tuple[Permission, ...]) -> Unit:
    """The unit whose book is written: found, allowed, still working and counting this series."""
    place = find_unit(desk.root, unit)
    check_series(series)
    _allowed(actor, place, series, other_rights)
    if not place.active:
        raise Conflict(_("This unit has been closed; its books take no further numbers."), slug="unit-closed")
    _counted_here(place, series)
    return place


def _allowed(actor: Actor, place: Unit, series: str, other_rights: tuple[Permission, ...]) -> None:
    """Receiving and numbering have a permission each; ``other_rights`` do as well where a letter is numbered."""
    if series != "receive" and any(actor.may(right, place) for right in other_rights):
        return
    wanted = Permission.REGISTER_RECEIVE if series == "receive" else Permission.NUMBER_ISSUE
    if not actor.may(wanted, place) and actor.may(Permission.REGISTER_READ, place):
        raise NotAllowed(_("The post you act in reads this book and takes no numbers from it. Ask the unit's registrar."))
    actor.require(wanted, place)


def _counted_here(place: Unit, series: str) -> None:
    if series_for(place, series) != series:
        raise Invalid(_("This unit numbers these letters in its book of sent letters."), field="series")


def _checked_changes(changes: Mapping[str, Any], today: date) -> list[tuple[str, Any]]:
    unknown = sorted(set(changes) - set(AMENDABLE))
    if unknown:
        raise Invalid(_("This cannot be amended. Void the entry and issue the next number instead."), field=unknown[0])
    return [
        (name, rows.check_dated(value, today) if name == "dated" else rows.check_amended(name, value))
        for name, value in sorted(changes.items())
    ]


def _book(root: Any, ref: EntryRef) -> Book:
    book = find_book(root, ref.unit, ref.series, ref.year)
    if book is None:
        book = Book(ref.unit, ref.series, ref.year)
        registers_of(root).books[book_key(ref.unit, ref.series, ref.year)] = book
    return book


def _record(desk: Desk, actor: Actor, event: str, entry: Entry) -> None:
    about: dict[str, str | int] = {"series": entry.series, "year": entry.year, "n": entry.n, "row": rows.digest(entry)}
    about.update({name: id_text(getattr(entry, name)) for name in ("letter", "paper") if getattr(entry, name)})
    audit.record(desk, entry.unit, event, person=actor.person, post=actor.post, about=about)
