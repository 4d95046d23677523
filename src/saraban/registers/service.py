"""งานทะเบียน (what can be done with registers): issue, reserve, use, void, amend, open a book at a number.

A number is the key (unit, series, Buddhist year, n). It is taken in the transaction that writes its entry, so a
failure takes none; it is never used again and no number is put between two others. Callers hold the lock of the book
first (``desk.hold([book_key(…)])``, or ``issuing``) and have validated what they can before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import Figures, _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.registers import rows
from saraban.registers.amending import amend, complete_unopened, name_readers, void
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
    series_for,
)
from saraban.registers.content import Book, Entry, Opening
from saraban.registers.events import BookOpened, NumberIssued, NumberReserved
from saraban.registers.interfaces import EntryRef
from saraban.registers.numbering import (
    book_for,
    check_allowed,
    check_counted_here,
    check_own_year,
    next_entry,
    open_for,
    record_entry,
    rights_for,
)
from saraban.thai.dates import format_date

__all__ = [
    "EntryRef",
    "amend",
    "book_key",
    "complete_unopened",
    "find",
    "find_book",
    "issue",
    "issuing",
    "keep_for_letter",
    "name_readers",
    "open_book_at",
    "open_reservations",
    "page",
    "printed_number",
    "read_book",
    "reserve",
    "series_for",
    "use_reserved",
    "void",
]

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
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    series: str,
    subject: str,
    day: date | None = None,
    number: str | None = None,
    dated: date | None = None,
    from_: str = "",
    to: str = "",
    action: str = "",
    remark: str = "",
    letter: int = 0,
    paper: int = 0,
    signed: bool = False,
    wanted: int | str | None = None,
    named: tuple[str, ...] = (),
) -> Entry:
    """ออกเลข / ลงทะเบียน: the next number of a book, with its entry; a document is not needed.

    ``day`` is the office's date (None = today): earlier ones are taken for letters received before they could be
    entered, never for numbers of our own. ``number`` None writes the number issued here into the column ที่. ``wanted``
    is a number that somebody asked for: only the next one can be had. ``signed``: the number goes to a letter that is
    signed in the same transaction, so the right to sign is enough. ``named``: the scopes that
    alone read its words. Records the issue in the audit chain.
    Raises ``Invalid``, ``Conflict``, ``NotAllowed``; then no number was used.
    """
    place = open_for(desk, actor, unit, series, rights_for(letter, signed=signed))
    row = rows.check_row(
        number=number, dated=dated, from_=from_, to=to, subject=subject, action=action, remark=remark, today=desk.today
    )
    on = day or desk.today
    check_own_year(place, EntryRef(unit, series, buddhist_year(on), 0), on, row.number, row.dated)
    entry = next_entry(desk, actor, place, series, day=day, wanted=wanted)
    rows.filled(entry, row)
    if row.number is None and series != "receive":
        entry.number = printed_number(place, series, entry.n, entry.year, entry.day)
    entry.letter, entry.paper = letter, paper
    if named:
        entry.named = named
    record_entry(desk, actor, "registered" if series == "receive" else "number-issued", entry)
    desk.notify(NumberIssued(entry.ref, letter, paper))
    return entry


def reserve(desk: Desk, actor: Actor, *, unit: str, series: str, who: str, why: str, until: date) -> Entry:
    """จองเลข: take the next number for ``who`` to use by ``until``; it keeps today's date and ends used or void.

    It is kept until the end of the year at most. Raises ``Conflict`` while a number reserved in an earlier year is
    neither used nor void.
    """
    place = open_for(desk, actor, unit, series, ())
    who, why = rows.check_text(who, "who", needed=True), rows.check_text(why, "why", needed=True)
    last = min(desk.today + timedelta(days=RESERVE_DAYS), date(desk.today.year, 12, 31))
    if not desk.today <= until <= last:
        raise Invalid(
            _("A number can be kept from today until ${day} at the latest.", mapping={"day": format_date(last)}),
            field="until",
        )
    _refuse_open_years(desk, unit, series)
    return _reserved(desk, actor, next_entry(desk, actor, place, series), (who, why, until))


def keep_for_letter(
    desk: Desk, actor: Actor, ref: EntryRef, *, letter: int, who: str, why: str, named: tuple[str, ...] = ()
) -> Entry:
    """ถือเลขไว้ให้หนังสือฉบับหนึ่ง: the reserved number ``ref``, or the next one (n = 0), which that letter alone takes.

    The right to sign the letter is enough. Raises ``Conflict`` for one that is not reserved or is another letter's.
    """
    place = open_for(desk, actor, ref.unit, ref.series, rights_for(letter, signed=True))
    entry = find(desk.root, *ref) if ref.n else next_entry(desk, actor, place, ref.series)
    if ref.n:
        _check_reserved(desk, entry, letter)
    entry.letter = letter
    if named:
        entry.named = named
    if ref.n:
        record_entry(desk, actor, "number-held", entry)
        return entry
    return _reserved(desk, actor, entry, (rows.check_text(who, "who", needed=True), why, desk.today))


def _reserved(desk: Desk, actor: Actor, entry: Entry, kept: tuple[str, str, date]) -> Entry:
    """Put a new entry down as reserved: for whom, why, until when."""
    entry.state = "reserved"
    entry.reserved_for, entry.reserved_why, entry.reserved_until = kept
    if entry.series != "receive":
        place = find_unit(desk.root, entry.unit)
        entry.number = printed_number(place, entry.series, entry.n, entry.year, entry.day)
    book_for(desk.root, entry.ref).open[entry.n] = kept[2].toordinal()
    record_entry(desk, actor, "number-reserved", entry)
    desk.notify(NumberReserved(entry.ref))
    return entry


def use_reserved(
    desk: Desk,
    actor: Actor,
    ref: EntryRef,
    *,
    subject: str,
    number: str | None = None,
    dated: date | None = None,
    from_: str = "",
    to: str = "",
    action: str = "",
    remark: str = "",
    letter: int = 0,
    paper: int = 0,
    signed: bool = False,
    held: bool = False,
    named: tuple[str, ...] = (),
) -> Entry:
    """ใช้เลขที่จอง: fill the entry of a reserved number, overdue or not; its date stays that of the reservation.

    ``held``: the number was held for this letter by who signed it first and had the right; who signs it last beside
    him needs none in the book. Only in its own year: raises ``Conflict`` once that has closed, and for a number that
    is not reserved.
    """
    if not (held and letter and find(desk.root, *ref).letter == letter):
        check_allowed(actor, find_unit(desk.root, ref.unit), ref.series, rights_for(letter, signed=signed))
    row = rows.check_row(
        number=number, dated=dated, from_=from_, to=to, subject=subject, action=action, remark=remark, today=desk.today
    )
    entry = find(desk.root, *ref)
    _check_reserved(desk, entry, letter)
    check_own_year(find_unit(desk.root, ref.unit), ref, entry.day, row.number, row.dated)
    rows.filled(entry, row)
    entry.state = "issued"
    entry.letter, entry.paper = letter, paper
    if named:
        entry.named = named
    entry.used_at, entry.used_by, entry.used_post = desk.now, actor.person, actor.post
    del book_for(desk.root, ref).open[ref.n]
    record_entry(desk, actor, "reserved-number-used", entry)
    desk.notify(NumberIssued(ref, letter, paper))
    return entry


def _check_reserved(desk: Desk, entry: Entry, letter: int) -> None:
    """Raise ``Conflict`` unless an entry is reserved, of this year, and not held for another letter."""
    if entry.state != "reserved":
        raise Conflict(
            _("The number ${n} is not a reserved one any more.", mapping={"n": entry.n}), slug="not-reserved"
        )
    if entry.letter not in {0, letter}:
        raise Conflict(
            _("The number ${n} is held for a letter that is being signed.", mapping={"n": entry.n}),
            slug="held-for-letter",
        )
    if entry.year != buddhist_year(desk.today):
        raise Conflict(
            _("The year of this number has closed; it cannot be used any more. Make it void with the reason."),
            slug="year-closed",
        )


def _refuse_open_years(desk: Desk, unit: str, series: str) -> None:
    """What was reserved in a year that has closed is made void before a number of the same series is kept again."""
    year = buddhist_year(desk.today)
    left = [r.entry for r in open_reservations(desk.root, unit, desk.today)]
    old = next((e for e in left if e.series == series and e.year < year), None)
    if old is not None:
        raise Conflict(
            _(
                "The number ${number} of ${year} is still reserved. Make it void first: its year has closed.",
                mapping={"number": Figures(old.number or old.n), "year": old.year},
            ),
            slug="year-open",
        )


def open_book_at(desk: Desk, actor: Actor, *, unit: str, series: str, year: int, start: int, why: str) -> Book:
    """เปิดทะเบียนต่อจากทะเบียนกระดาษ: a book begins at ``start``, once, while it is empty; 1..n means from there."""
    place = find_unit(desk.root, unit)
    actor.require(Permission.REGISTER_OPEN, place)
    check_series(series)
    check_year(year)
    check_counted_here(place, series)
    why = rows.check_text(why, "why", needed=True)
    if not 1 <= start <= MAX_START:
        raise Invalid(_("Give the first number: a whole number from 1 on."), field="start")
    book = book_for(desk.root, EntryRef(unit, series, year, start))
    if book.opened is not None:
        raise Conflict(_("This book was opened at a number already, which is done once."), slug="opened-already")
    if book.entries:
        raise Conflict(
            _(
                "This book has entries already, up to number ${n}; only an empty one can be opened at a number.",
                mapping={"n": book.last},
            ),
            slug="book-not-empty",
        )
    book.start = start
    book.opened = Opening(actor.person, actor.post, desk.now, why)
    audit.record(
        desk,
        unit,
        "book-opened",
        person=actor.person,
        post=actor.post,
        about={"series": series, "year": year, "start": start},
    )
    desk.notify(BookOpened(unit, series, year, start))
    return book
