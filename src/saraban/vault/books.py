"""ทะเบียนข้อมูลข่าวสารลับ (the secret books): ทขล. ๑ received, ทขล. ๒ sent, ทขล. ๓ control, numbers of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit.service import canonical
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.vault.clearances import NOTHING
from saraban.vault.content import SecretBook, SecretEntry, SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose, enclose
from saraban.vault.ledger import READS, record, vault_of
from saraban.vault.reading import letter_of, reads, registries, require_fresh

#: ชุดเลข -> (form, title)
SERIES = {
    "receive": ("ทขล. ๑", "ทะเบียนรับข้อมูลข่าวสารลับ"),
    "send": ("ทขล. ๒", "ทะเบียนส่งข้อมูลข่าวสารลับ"),
    "control": ("ทขล. ๓", "ทะเบียนควบคุมข้อมูลข่าวสารลับ"),
}
LATEST = 9999


@dataclass(frozen=True)
class Row:
    """รายการหนึ่งบรรทัด: without a paper and words where the reader is not named on it."""

    entry: SecretEntry
    paper: SecretPaper | None
    letter: SecretLetter | None
    words: dict[str, Any] | None


def book_key(unit: str, series: str, year: int) -> str:
    """The key of a book."""
    return f"{unit}|{series}|{year}"


def hold(desk: Desk, unit: str, series: Iterable[str]) -> None:
    """Take the locks of the books and begin a fresh transaction; raises ``Conflict`` when the year turned meanwhile."""
    year = buddhist_year(desk.today)
    desk.hold([f"vault|{book_key(unit, s, year)}" for s in series])
    if buddhist_year(desk.today) != year:
        raise Conflict(
            _("The year turned while the number was waited for. Nothing was saved; try again."), slug="year-turned"
        )


def take(
    desk: Desk, actor: Actor, *, unit: str, series: str, paper: SecretPaper, level: str, words: Mapping[str, Any]
) -> SecretEntry:
    """ออกเลขทะเบียนลับ: the next number of the book, with its row on record. The caller holds the lock."""
    year = buddhist_year(desk.today)
    books = vault_of(desk.root).books
    book = books.get(book_key(unit, series, year))
    if book is None:
        book = books[book_key(unit, series, year)] = SecretBook(unit, series, year)
    entry = SecretEntry(
        book.next,
        day=desk.today,
        at=desk.now,
        by=actor.person,
        post=actor.post,
        paper=paper.id,
        level=level,
        words=enclose(words),
    )
    book.entries[entry.n] = entry
    about: dict[str, str | int] = {
        "series": series,
        "year": year,
        "n": entry.n,
        "paper": paper.key,
        "row": digest(entry),
    }
    record(desk, actor, unit, f"entered-{series}", about)
    return entry


def digest(entry: SecretEntry) -> str:
    """The digest of a row as it stands in the chain."""
    parts = {
        "n": entry.n,
        "day": entry.day.isoformat(),
        "by": entry.by,
        "post": entry.post,
        "paper": entry.paper,
        "level": entry.level,
        "words": hashlib.sha256(entry.words).hexdigest(),
    }
    return hashlib.sha256(entry.salt + canonical(parts).encode()).hexdigest()


def check_book(root: Any, desk: Desk, actor: Actor, unit: str, series: str) -> None:
    """Raise ``Missing`` unless this book is the actor's to read: the role, and a clearance."""
    place = find_unit(root, unit)
    if series not in SERIES or unit not in registries(desk, actor) or not actor.may(Permission.VAULT_READ_BOOK, place):
        raise Missing(NOTHING)


def read_book(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    series: str,
    year: int,
    proved_at: datetime | None,
    first: int | None = None,
    last: int | None = None,
    printing: bool = False,
) -> list[Row]:
    """เปิดทะเบียนลับ: rows of a year, by number; what the reader is not named on shows its number, day and level only.

    The opening of a book is recorded as the openings of letters are, its printing apart from its reading.
    """
    check_book(desk.root, desk, actor, unit, series)
    require_fresh(desk, actor.person, proved_at)
    book = vault_of(desk.root).books.get(book_key(unit, series, year))
    if book is None and year != buddhist_year(desk.today):
        raise Missing(NOTHING)
    entries = list(book.entries.values(first, last)) if book is not None else []
    about: dict[str, str | int] = {"series": series, "year": year}
    if entries:
        about |= {"first": entries[0].n, "last": entries[-1].n}
    record(desk, actor, unit + READS, "book-printed" if printing else "book-opened", about)
    return [_row(desk, actor, entry) for entry in entries]


def row_words(root: Any, paper: SecretPaper) -> dict[str, Any]:
    """The columns of a paper's own row in ทขล. ๑ of its unit (the caller has opened the paper)."""
    book: SecretBook = vault_of(root).books[book_key(paper.unit, "receive", paper.year)]
    return disclose(book.entries[paper.n].words)


def years_of(root: Any, unit: str, series: str) -> list[int]:
    """The years in which the unit has such a book (the caller has passed the gate)."""
    mine = vault_of(root).books.values(book_key(unit, series, 0), book_key(unit, series, LATEST))
    return sorted(book.year for book in mine if (book.unit, book.series) == (unit, series))


def last_of(root: Any, unit: str, series: str, year: int) -> int:
    """เลขล่าสุดในเล่ม; 0 for a book that has not begun (the caller has passed the gate)."""
    book = vault_of(root).books.get(book_key(unit, series, year))
    return int(book.next) - 1 if book is not None else 0


def _row(desk: Desk, actor: Actor, entry: SecretEntry) -> Row:
    paper: SecretPaper = vault_of(desk.root).papers[entry.paper]
    if not reads(desk, actor, paper):
        return Row(entry, None, None, None)
    return Row(entry, paper, letter_of(desk.root, paper), disclose(entry.words))
