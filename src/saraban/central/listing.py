"""สำเนาคู่ฉบับที่ได้รับ (the copies that a central saraban has): the newest first, by day and by unit, also as a table.

Who keeps its books sees the list. What a row says of its letter is asked of the gate for each: number and dates stay,
the rest is for those who read the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import islice
from math import inf
from typing import Any

from saraban.agencies.service import agencies_of, find_unit
from saraban.central.giving import ALL, copies_of
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.letters import records
from saraban.people.actor import Actor
from saraban.registers.concealing import NAMED_ONLY
from saraban.thai.dates import format_date, format_time
from saraban.thai.masking import mask

TITLE = "สำเนาคู่ฉบับที่ได้รับ"
COLUMNS = (
    Column("ได้รับสำเนาเมื่อ", 22),
    Column("ที่", 20),
    Column("ลงวันที่", 16),
    Column("หน่วยงานเจ้าของหนังสือ", 40),
    Column("ถึง", 40),
    Column("เรื่อง", 52),
    Column("หมายเหตุ", 16),
)
#: More rows than this are not exported at once.
MOST_ROWS = 5000
VOID = "ยกเลิก"
_LAST = 1 << 63


@dataclass(frozen=True)
class Mark:
    """รายการหนึ่ง, before anything of its letter is looked at."""

    central: str
    at: datetime
    letter: int

    @property
    def key(self) -> str:
        """The opaque id of the copy: it leads to no letter."""
        return sha256(f"{self.central} {self.letter}".encode()).hexdigest()[:20]


@dataclass(frozen=True)
class CopyRow:
    """สำเนาหนึ่งฉบับ as its reader may see it; ``letter`` is its key, or nothing where the letter is not his to read."""

    at: datetime
    number: str
    dated: date | None
    void: bool
    unit: str = ""
    from_: str = NAMED_ONLY
    to: str = NAMED_ONLY
    subject: str = NAMED_ONLY
    letter: str = ""

    @property
    def day(self) -> date:
        """The day on which the copy came."""
        return bangkok_date(self.at)


def open_copies(
    root: Any,
    actor: Actor,
    *,
    unit: str,
    sender: str = ALL,
    since: date | None = None,
    until: date | None = None,
    most: int,
) -> list[Mark]:
    """เปิดบัญชีสำเนาคู่ฉบับ: the first so many of what a central saraban got, the newest first.

    ``sender`` = only what this unit issued. Raises ``Missing`` for who does not keep its books, ``Invalid`` where the
    last day lies before the first one.
    """
    actor.require(Permission.COPY_READ, find_unit(root, unit))
    if since is not None and until is not None and until < since:
        raise Invalid(_("The last day lies before the first one."), field="until")
    first = -_midnight(until + timedelta(days=1)) if until is not None else -inf
    last = -_midnight(since) if since is not None else inf
    found = copies_of(root).given.keys(min=(unit, sender, first, _LAST), max=(unit, sender, last, _LAST))
    return [Mark(unit, datetime.fromtimestamp(-at, BANGKOK), letter) for _c, _u, at, letter in islice(found, most)]


def row_of(root: Any, actor: Actor, mark: Mark) -> CopyRow:
    """The row of a copy: its words and what leads to the letter only for who reads the letter."""
    letter = records.letter_by_id(root, mark.letter)
    void = letter.state == "void"
    if not actor.may(Permission.LETTER_READ, letter):
        return CopyRow(mark.at, letter.number, letter.dated, void)
    return CopyRow(
        mark.at,
        letter.number,
        letter.dated,
        void,
        letter.from_unit,
        find_unit(root, letter.from_unit).title,
        letter.to_text,
        mask(letter.subject),
        id_text(letter.id),
    )


def senders_of(root: Any, unit: str) -> Iterator[str]:
    """The codes of the units whose letters a central saraban has copies of, each once."""
    given = copies_of(root).given
    at = next(iter(given.keys(min=(unit, ALL, inf), max=(unit, "\x7f"))), None)
    while at is not None:
        yield at[1]
        at = next(iter(given.keys(min=(unit, at[1], inf), max=(unit, "\x7f"))), None)


def sender_named(root: Any, unit: str, words: str) -> str:
    """The unit that is meant by its code or by (a part of) its name, among those that issued something.

    Raises ``Invalid`` where it is none of them, or more than one.
    """
    wanted = " ".join(words.split())
    if not wanted:
        return ALL
    titles = {code: agencies_of(root).by_code[code].title for code in senders_of(root, unit)}
    exact = [code for code, title in titles.items() if wanted in {code, title}]
    found = exact or [code for code, title in titles.items() if wanted in title]
    if len(found) != 1:
        raise Invalid(
            _("No copies came from “${unit}”, or several units are called so.", mapping={"unit": wanted[:80]}),
            field="from",
        )
    return found[0]


def to_export(marks: list[Mark]) -> list[Mark]:
    """The same; raises ``Invalid`` for more rows than are exported at once (ask for one more than ``MOST_ROWS``)."""
    if len(marks) > MOST_ROWS:
        raise Invalid(
            _("At most ${n} rows are shown at once. Choose fewer days.", mapping={"n": MOST_ROWS}), field="until"
        )
    return marks


def to_csv(rows: Iterable[CopyRow]) -> bytes:
    """ส่งออก CSV."""
    return write_csv([column.head for column in COLUMNS], _cells(rows))


def to_xlsx(rows: Iterable[CopyRow], title: str) -> bytes:
    """ส่งออก XLSX, with whose list it is above the heads."""
    return write_xlsx(TITLE, COLUMNS, _cells(rows), head_lines=[TITLE, title])


def _cells(rows: Iterable[CopyRow]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        at = row.at.astimezone(BANGKOK)
        when = f"{format_date(at.date(), digits='arabic')} {format_time(at.time(), 'arabic')}"
        dated = format_date(row.dated, digits="arabic") if row.dated is not None else ""
        yield (when, row.number, dated, row.from_, row.to, row.subject, VOID if row.void else "")


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), BANGKOK).timestamp()
