"""การตรวจทะเบียน (checking the books): 1..n without a gap, voids explained, and rows as the audit chain saw them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.audit.service import records, trail_of
from saraban.core.clock import buddhist_year
from saraban.core.problems import Problem
from saraban.registers.books import SERIES, book_key, registers_of
from saraban.registers.content import Book, Entry
from saraban.registers.interfaces import EntryRef
from saraban.registers.rows import digest

STATES = {"issued", "reserved", "void"}

Rows = dict[tuple[str, int, int], str]


def check(root: Any, *, chains: bool = True) -> list[Problem]:
    """ตรวจทะเบียน: every book of the store; with ``chains`` each row also against what the audit chain says of it."""
    found: list[Problem] = []
    books = registers_of(root).books
    written = {key.split("|", 1)[0] for key in books}
    for unit in sorted(written | set(trail_of(root).chains)):
        seen = rows_by_audit(root, unit) if chains else None
        for key, book in books.items(min=f"{unit}|", max=f"{unit}}}"):
            if key != book_key(book.unit, book.series, book.year) or book.series not in SERIES:
                found.append(Problem(f"register/{key}", "book-misplaced", "the book is not what its key says"))
            found += check_book(book, seen)
        found += _never_entered(unit, seen or {})
    return found


def rows_by_audit(root: Any, unit: str) -> Rows:
    """The digest of each row of a unit's books as the audit chain saw it last: (series, year, n) -> digest."""
    seen: Rows = {}
    for leaf in records(root, unit):
        if "row" in leaf.about:
            seen[str(leaf.about["series"]), int(leaf.about["year"]), int(leaf.about["n"])] = str(leaf.about["row"])
    return seen


def check_book(book: Book, seen: Rows | None = None) -> list[Problem]:
    """One book; rows found in ``seen`` are taken out of it, so that what is left was issued and is gone."""
    where = f"register/{book_key(book.unit, book.series, book.year)}"
    found: list[Problem] = []
    expected = book.start
    runs: dict[int, list[int]] = {}
    before = None
    for n, entry in book.entries.items():
        if n != expected:
            found.append(Problem(where, "number-gap", f"number {expected} is missing; the next one is {n}"))
        found += [Problem(where, slug, f"number {n}: {text}") for slug, text in _check_entry(book, n, entry)]
        if seen is not None and seen.pop((book.series, book.year, n), None) != digest(entry):
            found.append(Problem(where, "row-changed", f"number {n}: the row is not the one in the audit chain"))
        if book.series != "receive" and before is not None and entry.day < before:
            found.append(Problem(where, "dated-back", f"number {n}: it is dated before the number ahead of it"))
        if entry.day != before:
            runs.setdefault(entry.day.toordinal(), []).append(n)
        before, expected = entry.day, n + 1
        if entry._p_jar is not None:  # keeps memory flat over millions of entries
            entry._p_deactivate()
    if {day: list(begins) for day, begins in book.days.items()} != runs:
        found.append(Problem(where, "days-wrong", "the list of its days does not agree with its entries"))
    found += [
        Problem(where, "reservation-lost", f"number {n} is listed as reserved and is not")
        for n in book.open
        if n not in book.entries
    ]
    return found


def _check_entry(book: Book, n: int, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.ref != EntryRef(book.unit, book.series, book.year, n):
        yield "entry-misplaced", "the entry is not what its place says"
    if entry.state not in STATES:
        yield "entry-state", "its state is unknown"
    if entry.state == "void" and not (entry.void_reason and entry.void_by):
        yield "void-unexplained", "it is void and nobody says why"
    if (entry.state == "reserved") != (n in book.open):
        yield "reservation-wrong", "the list of reservations and the entry do not agree"
    if buddhist_year(entry.day) != book.year:
        yield "year-wrong", "its date is not in the year of the book"


def _never_entered(unit: str, seen: Rows) -> list[Problem]:
    return [
        Problem(
            f"register/{book_key(unit, series, year)}", "entry-lost", f"number {n} was issued and its entry is gone"
        )
        for series, year, n in sorted(seen)
    ]
