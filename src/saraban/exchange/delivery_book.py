"""สมุดส่งหนังสือ (แบบที่ ๑๖, the delivery book): what left a unit on which day, who took it in and when.

A delivery in the system is receipted by its registration; what was carried on paper has empty cells to sign in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from heapq import merge
from itertools import groupby, islice
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.clock import BANGKOK, bangkok_date, buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.documents.ruled import RuledColumn, RuledForm, RuledGroup, RuledRow, ruled_pdf
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.exchange.content import Delivery
from saraban.exchange.leaving import DELIVERY, left_between
from saraban.exchange.slips import Slip, receiver_of
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor
from saraban.registers.books import Span, entries_in, find_book
from saraban.registers.concealing import NAMED_ONLY
from saraban.registers.content import Entry
from saraban.registers.printing import check_printable, day_head
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import Digits, in_digits

FORM = "แบบที่ ๑๖"
TITLE = "สมุดส่งหนังสือ"
#: The columns in the order of the form.
FORM_16 = ("เลขทะเบียน", "จาก", "ถึง", "หน่วยรับ", "ผู้รับ", "วันและเวลา", "หมายเหตุ")
#: Books of letters that are carried to somebody; orders and certificates are not.
CARRIED_SERIES = ("send", "circular", "external", "memo", "seal")
#: More rows than this are not shown or exported at once.
MOST_ROWS = 5000

_WIDTHS = (22, 44, 44, 44, 44, 30, 0)
_SHEET_WIDTHS = (16, 16, 36, 36, 36, 30, 26, 40)


@dataclass(frozen=True)
class Carried:
    """รายการส่ง: one row of the book. ``key`` is that of the delivery; on paper there is none, and nobody signed yet."""

    at: datetime
    number: str
    unit: str
    from_: str = NAMED_ONLY
    to: str = NAMED_ONLY
    receiver: str = ""
    received_at: datetime | None = None
    remark: str = ""
    letter: str = ""
    key: str = ""
    letter_number: str = ""
    subject: str = NAMED_ONLY
    void: bool = False

    @property
    def day(self) -> date:
        """The day on which it left the office."""
        return bangkok_date(self.at)


def open_delivery_book(desk: Desk, actor: Actor, *, unit: str, since: date, until: date) -> list[Carried]:
    """เปิดสมุดส่งหนังสือ: what left a unit from one day to another, in order of time.

    Raises ``Missing`` where the actor may not read the unit's books, ``Invalid`` for too many rows.
    """
    actor.require(Permission.REGISTER_READ, find_unit(desk.root, unit))
    if until < since:
        raise Invalid(_("The last day lies before the first one."), field="until")
    both = merge(
        _sent(desk.root, actor, unit, since, until),
        _numbered(desk.root, actor, unit, since, until),
        key=lambda row: row.at,
    )
    rows = list(islice(both, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Invalid(
            _("At most ${n} rows are shown at once. Choose fewer days.", mapping={"n": MOST_ROWS}), field="until"
        )
    return rows


def cells(row: Carried, digits: Digits = "thai") -> tuple[str, ...]:
    """A row in the columns of the form."""
    at = row.received_at.astimezone(BANGKOK) if row.received_at is not None else None
    received = f"{format_date(at.date(), digits=digits)} {format_time(at.time(), digits)}" if at else ""
    remark = in_digits(row.remark, digits) if row.key else row.remark
    return (in_digits(row.number, digits), row.from_, row.to, row.unit, row.receiver, received, remark)


def print_delivery_book(desk: Desk, actor: Actor, *, unit: str, rows: list[Carried], since: date, until: date) -> bytes:
    """พิมพ์สมุดส่งหนังสือ as PDF: rows from ``open_delivery_book``, with room to sign where nobody has yet.

    Raises ``Invalid`` when there are more rows than are printed at once.
    """
    check_printable(rows, "until")
    form = RuledForm(
        FORM,
        TITLE,
        find_unit(desk.root, unit).title,
        day_head(since, until),
        [
            RuledColumn(head, width, index == 0)
            for index, (head, width) in enumerate(zip(FORM_16, _WIDTHS, strict=True))
        ],
        [
            RuledGroup(format_date(day, "weekday"), [_printed(row) for row in run])
            for day, run in groupby(rows, key=lambda row: row.day)
        ],
    )
    return ruled_pdf(form, at=desk.now, by=actor.name)


def slips_to_sign(rows: Iterable[Carried]) -> list[Slip]:
    """ใบรับหนังสือของรายการที่ยังไม่มีผู้รับ: one slip for each row that nobody has receipted yet."""
    return [
        Slip(r.letter_number, r.unit, r.subject)
        for r in rows
        if r.received_at is None and not r.void and r.subject != NAMED_ONLY
    ]


def book_csv(rows: Iterable[Carried]) -> bytes:
    """ส่งออก CSV: the day of sending first."""
    return write_csv(("วันที่ส่ง", *FORM_16), _table(rows))


def book_xlsx(rows: Iterable[Carried], title: str) -> bytes:
    """ส่งออก XLSX: the same with ``title`` above the heads."""
    columns = [Column(head, width) for head, width in zip(("วันที่ส่ง", *FORM_16), _SHEET_WIDTHS, strict=True)]
    return write_xlsx(TITLE, columns, _table(rows), head_lines=[title])


def _table(rows: Iterable[Carried]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        yield (format_date(row.day, digits="arabic"), *cells(row, "arabic"))


def _printed(row: Carried) -> RuledRow:
    return RuledRow(cells(row), row.void, tall=not row.key)


def _sent(root: Any, actor: Actor, unit: str, since: date, until: date) -> Iterator[Carried]:
    exchange = root["exchange"]
    for at, kind, key in left_between(exchange, unit, since, until):
        if kind == DELIVERY:
            yield _of_delivery(root, actor, exchange.deliveries[key])
        else:
            yield _of_letter(root, actor, records.letter_by_id(root, key), at)


def _of_delivery(root: Any, actor: Actor, delivery: Delivery) -> Carried:
    letter = records.letter_by_id(root, delivery.letter)
    if letter.handling and not actor.may(Permission.LETTER_READ, letter):
        return Carried(delivery.sent_at, _number(root, letter, delivery.from_paper), NAMED_ONLY)
    registered = delivery.state == "registered"
    who = receiver_of(root, delivery.to_unit, delivery.receive_year, delivery.receive_n) if registered else ""
    return Carried(
        at=delivery.sent_at,
        number=_number(root, letter, delivery.from_paper),
        unit=find_unit(root, delivery.to_unit).title,
        receiver=who,
        received_at=delivery.registered_at if registered else None,
        remark=_remark(delivery),
        key=delivery.key,
        void=delivery.state == "pulled_back",
        **_words(actor, letter),
    )


def _of_letter(root: Any, actor: Actor, letter: Letter, at: datetime) -> Carried:
    words = _words(actor, letter)
    how = next((step.text for step in reversed(letter.steps) if step.verb == "send_on_paper"), "")
    return Carried(
        at=at,
        number=_number(root, letter, 0),
        unit=words.get("to", NAMED_ONLY),
        remark=how if words else "",
        **words,
    )


def _words(actor: Actor, letter: Letter) -> dict[str, Any]:
    """What the letter says of itself, for those who may read it; the book says to the others only that it left."""
    if not actor.may(Permission.LETTER_READ, letter):
        return {}
    return {
        "from_": letter.from_text,
        "to": letter.to_text,
        "letter": letter.key,
        "letter_number": letter.number,
        "subject": letter.subject,
    }


def _numbered(root: Any, actor: Actor, unit: str, since: date, until: date) -> Iterator[Carried]:
    """Numbers given to letters on paper or written elsewhere: they are carried by hand."""
    found: list[Carried] = []
    for year in range(buddhist_year(since), buddhist_year(until) + 1):
        for series in CARRIED_SERIES:
            book = find_book(root, unit, series, year)
            entries = entries_in(book, Span(since=since, until=until), actor) if book is not None else iter(())
            found += [_of_entry(entry) for entry in entries if _is_by_hand(entry)]
    return iter(sorted(found, key=lambda row: row.at))


def _is_by_hand(entry: Entry) -> bool:
    """Is it of no letter here? An entry that is hidden is of one, though it does not say so."""
    return not entry.letter and not entry.named and entry.state != "reserved"


def _of_entry(entry: Entry) -> Carried:
    at = entry.used_at or entry.at
    if bangkok_date(at) != entry.day:
        at = datetime.combine(entry.day, time(), BANGKOK)
    void = entry.state == "void"
    return Carried(
        at=at,
        number=f"ว {entry.n}" if entry.series == "circular" else str(entry.n),
        from_=entry.from_,
        to=entry.to,
        unit=entry.to,
        remark=f"ยกเลิก: {entry.void_reason}" if void else entry.remark,
        letter_number=entry.number,
        subject=entry.subject,
        void=void,
    )


def _number(root: Any, letter: Letter, from_paper: int) -> str:
    """เลขทะเบียน: that of the book of sent letters; of what was sent on without one, the unit's receive number."""
    if from_paper:
        return f"รับ {records.paper_by_id(root, from_paper).n}"
    if letter.entry is None:
        return letter.number
    _unit, series, _year, n = letter.entry
    return f"ว {n}" if series == "circular" else str(n)


def _remark(delivery: Delivery) -> str:
    if delivery.state == "registered":
        return f"ส่งในระบบ เลขรับ {delivery.receive_n}"
    if delivery.state == "returned":
        return f"ส่งคืน: {delivery.reason}"
    if delivery.state == "pulled_back":
        return "ดึงคืน"
    return "ส่งในระบบ เปิดแล้ว รอลงทะเบียนรับ" if delivery.state == "opened" else "ส่งในระบบ รอลงทะเบียนรับ"
