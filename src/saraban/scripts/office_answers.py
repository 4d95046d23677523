"""หนังสือที่ต้องการคำตอบ (letters that ask): the education section waits for its schools; one has answered, two are late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from saraban.core.clock import BANGKOK, FixedClock
from saraban.core.desk import Desk
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.exchange.waiting import deliveries_of
from saraban.letters.awaiting import asked_by
from saraban.letters.content import Letter
from saraban.letters.drafting import Draft, drafts_of, sign, write_draft
from saraban.letters.records import paper_of_unit
from saraban.letters.values import Reference
from saraban.scripts.office_books import holder_at_work, registrar_of
from saraban.scripts.office_circular import OnRecord
from saraban.scripts.office_data import office_data

UNIT, SCHOOLS = "d54-edu", ("group:d54-schools",)
RESULT = "ตามหนังสือที่อ้างถึง โรงเรียนขอส่งข้อมูลตามแบบที่กำหนดมาพร้อมหนังสือนี้\nจึงเรียนมาเพื่อโปรดทราบ"


def asking() -> list[dict[str, Any]]:
    """The letters that ask, in the order of their days."""
    return office_data("letters")["asking"]


def ask(desk: Desk, row: dict[str, Any]) -> bool:
    """Write, sign and send one of them, and let schools take it in and answer; False when it is there. Commits."""
    place = asking().index(row)
    if len(asked_by(desk.root, UNIT)) > place:
        return False
    day = date.fromisoformat(row["day"])
    with _at(desk, day, 10):
        letter = _signed(desk, UNIT, row, addressees=SCHOOLS, answer_by=date.fromisoformat(row["answer_by"]))
        send(desk, registrar_of(desk, UNIT), letter=letter)
        _commit(desk)
    with _at(desk, day + timedelta(days=1), 9):
        for school in row["taken_in_by"]:
            delivery = next(d for d in deliveries_of(desk.root, letter.id) if d.to_unit == school)
            register_delivery(desk, registrar_of(desk, school), delivery=delivery)
            _commit(desk)
    with _at(desk, day + timedelta(days=3), 14):
        for school in row["answered_by"]:
            _answer(desk, school, letter)
    return True


def _answer(desk: Desk, school: str, asked: Letter) -> None:
    form = {
        "subject": asked.subject,
        "to": "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก",
        "body": RESULT,
        "references": (Reference(asked.number, asked.dated),),
    }
    parent = paper_of_unit(desk.root, asked.id, school)
    letter = _signed(desk, school, form, addressees=(f"unit:{UNIT}",), parent=parent)
    send(desk, registrar_of(desk, school), letter=letter)
    _commit(desk)


def _signed(desk: Desk, unit: str, row: dict[str, Any], *, parent: Any = None, **more: Any) -> Letter:
    form = Draft(
        subject=row["subject"], to_text=row["to"], body=row["body"], references=row.get("references", ()), **more
    )
    clerk = registrar_of(desk, unit)
    waiting = [d for d in drafts_of(desk.root, clerk, unit) if d.subject == form.subject]  # a load that was cut off
    letter = waiting[0] if waiting else write_draft(desk, clerk, unit=unit, form=form, parent=parent)
    if letter.state == "signed":
        return letter
    _commit(desk)
    head = holder_at_work(desk, unit, "head")
    return sign(desk, head, letter=letter, proof=OnRecord(head.person), typed_name=head.name)


def _commit(desk: Desk) -> None:
    desk.tm.commit()
    desk.tm.begin()


@contextmanager
def _at(desk: Desk, day: date, hour: int) -> Iterator[None]:
    before = desk.clock
    desk.clock = FixedClock(datetime.combine(day, time(hour, 20), BANGKOK), before.now())
    try:
        yield
    finally:
        desk.clock = before
