"""ใบรับหนังสือ (แบบที่ ๑๗, receipts): a slip that goes with a letter and comes back signed, or that its bearer is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.documents.breaking import pieces
from saraban.documents.typesetting import typeset
from saraban.exchange.content import Delivery
from saraban.exchange.waiting import deliveries_of
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.people.actor import Actor
from saraban.people.service import find_person
from saraban.registers.books import find_book
from saraban.thai.dates import BUDDHIST_OFFSET, MONTHS, format_time
from saraban.thai.digits import to_thai

FORM = "แบบที่ ๑๗"
TITLE = "ใบรับหนังสือ"
#: What fits on the lines of a slip; the letter itself has all of it.
LONGEST = {"number": 40, "to": 80, "subject": 150, "receiver": 60, "note": 70}


@dataclass(frozen=True)
class Slip:
    """ใบรับหนังสือ: number, addressee, subject; when it was received and by whom stays empty until then."""

    number: str
    to: str
    subject: str
    at: datetime | None = None
    receiver: str = ""
    note: str = ""


def slips_of_letter(root: Any, actor: Actor, letter: Letter) -> list[Slip]:
    """ใบรับหนังสือของหนังสือที่ส่ง: one for each unit that a letter went to; on paper, one for its addressee.

    Raises ``Missing`` where the actor may not read the sending unit's books.
    """
    actor.require(Permission.LETTER_READ, letter)
    actor.require(Permission.REGISTER_READ, find_unit(root, letter.from_unit))
    sent = [d for d in deliveries_of(root, letter.id) if d.from_unit == letter.from_unit and d.state != "pulled_back"]
    return [slip_of_delivery(root, d) for d in sent] or [Slip(letter.number, letter.to_text, letter.subject)]


def slip_of_delivery(root: Any, delivery: Delivery) -> Slip:
    """ใบรับหนังสือของการนำส่ง to one unit (the caller has asked the gate for the delivery and its letter)."""
    letter = records.letter_by_id(root, delivery.letter)
    unit = find_unit(root, delivery.to_unit).title
    if delivery.state != "registered":
        return Slip(letter.number, unit, letter.subject)
    who = receiver_of(root, delivery.to_unit, delivery.receive_year, delivery.receive_n)
    return Slip(letter.number, unit, letter.subject, delivery.registered_at, who, f"{unit} เลขรับ {delivery.receive_n}")


def slip_of_paper(root: Any, actor: Actor, paper: Paper) -> Slip:
    """ใบรับหนังสือที่มอบให้ผู้นำส่ง: that the unit received a letter, when, and who took it."""
    actor.require(Permission.LETTER_READ, paper)
    letter = records.letter_by_id(root, paper.letter)
    unit = find_unit(root, paper.unit).title
    who = receiver_of(root, paper.unit, paper.year, paper.n)
    return Slip(letter.number, unit, letter.subject, paper.received_at, who, f"{unit} เลขรับ {paper.n}")


def receiver_of(root: Any, unit: str, year: int, n: int) -> str:
    """ผู้รับ: who registered the letter with this receive number."""
    book = find_book(root, unit, "receive", year)
    entry = book.entries.get(n) if book is not None else None
    return find_person(root, entry.by).name if entry is not None else ""


def print_slips(desk: Desk, slips: list[Slip]) -> bytes:
    """พิมพ์ใบรับหนังสือ: six on a sheet of A4, to be cut apart."""
    data = {"form": FORM, "title": TITLE, "made": desk.now.isoformat(), "slips": [_data(slip) for slip in slips]}
    return typeset("slips.typ", data)


def _data(slip: Slip) -> dict[str, Any]:
    at = slip.at.astimezone(BANGKOK) if slip.at is not None else None
    official = {"number": to_thai(slip.number), "note": to_thai(slip.note)}
    texts = {"to": slip.to, "subject": slip.subject, "receiver": slip.receiver, **official}
    return {
        **{name: pieces(_shortened(text, LONGEST[name])) for name, text in texts.items()},
        "day": to_thai(str(at.day)) if at else "",
        "month": MONTHS[at.month - 1] if at else "",
        "year": to_thai(str(at.year + BUDDHIST_OFFSET)) if at else "",
        "time": format_time(at.time()) if at else "",
    }


def _shortened(text: str, limit: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
