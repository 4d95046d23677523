"""งานหนังสือนอกระบบ (what can be done): record a letter that could not go through the system, strike one, report them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value, new_id
from saraban.core.permissions import Permission
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.outside.approvers import approver_on
from saraban.outside.content import OutsideBook, OutsideLetter
from saraban.people.actor import Actor
from saraban.registers.rows import FIRST_DAY, is_storable
from saraban.thai.dates import format_date
from saraban.thai.normalise import is_seen

LIMITS = {"number": 100, "to": 300, "subject": 500, "reason": 1000}
TITLE = "บัญชีหนังสือที่ไม่ได้ส่งผ่านระบบ (เหตุจำเป็นอื่น)"
COLUMNS = (
    Column("ที่", 20),
    Column("ลงวันที่", 16),
    Column("ถึง", 32),
    Column("เรื่อง", 48),
    Column("เหตุจำเป็น", 48),
    Column("ผู้อนุมัติ", 32),
    Column("อนุมัติเมื่อ", 16),
    Column("ผู้บันทึก", 32),
    Column("บันทึกเมื่อ", 16),
    Column("หมายเหตุ", 32),
)


def record_outside(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    number: str,
    dated: date | None,
    to: str,
    subject: str,
    reason: str,
    approver: tuple[str, str],
    approved_on: date | None,
) -> OutsideLetter:
    """บันทึกหนังสือนอกระบบ: paper number and date, to whom, what about, why not here, who approved that and when.

    ``approver`` is a person and the post (``HeldPost.key``) in which he approved it.
    Raises ``Invalid`` at a field that is empty, too long or a day that cannot be, and for who did not hold the post
    that day; ``Conflict`` for a number recorded already in that year.
    """
    place = find_unit(desk.root, unit)
    if not actor.may(Permission.NUMBER_ISSUE, place) and actor.may(Permission.REGISTER_READ, place):
        raise NotAllowed(
            _("The post you act in reads this book and takes no numbers from it. Ask the unit's registrar.")
        )
    actor.require(Permission.NUMBER_ISSUE, place)
    words = {"number": number, "to": to, "subject": subject, "reason": reason}
    row = {name: _words(text, name) for name, text in words.items()}
    on, approved = _day(desk, dated, "dated"), _day(desk, approved_on, "approved_on")
    if approved > on:
        raise Invalid(_("The approval comes before the letter: its day cannot be later."), field="approved_on")
    by = approver_on(desk, *approver, approved)
    same = (r for r in outside_of(desk.root, unit, buddhist_year(on)) if not r.struck_why)
    if any(r.number == row["number"] for r in same):
        raise Conflict(_("This number is on record for that year already."), slug="recorded-already")
    row |= {"by": actor.person, "name": actor.name, "post": actor.post, "approver": by.words}
    row |= {"approver_person": by.person, "approver_post": by.post}
    kept = OutsideLetter(new_id(), unit, row, dated=on, approved_on=approved, at=desk.now)
    _book(desk.root).records[unit, on.toordinal(), kept.id] = kept
    _record(desk, actor, kept, "outside-recorded")
    return kept


def strike_outside(desk: Desk, actor: Actor, *, record: OutsideLetter, why: str) -> None:
    """ขีดฆ่ารายการที่ลงผิด: it stays to be read, with who struck it and why."""
    actor.require(Permission.NUMBER_ISSUE, find_unit(desk.root, record.unit))
    if record.struck_why:
        raise Conflict(_("This record is struck out already."), slug="wrong-state")
    record.struck_why, record.struck_by, record.struck_at = _words(why, "reason"), actor.name, desk.now
    _record(desk, actor, record, "outside-struck")


def read_outside(root: Any, actor: Actor, *, unit: str, year: int) -> list[OutsideLetter]:
    """The records of a unit and year for who reads its books, in the order of their days; raises ``Missing``."""
    actor.require(Permission.REGISTER_READ, find_unit(root, unit))
    return list(outside_of(root, unit, year))


def outside_of(root: Any, unit: str, year: int) -> Iterator[OutsideLetter]:
    """The records of a unit whose letters are dated in a Buddhist year."""
    first, last = date(year - 543, 1, 1).toordinal(), date(year - 543, 12, 31).toordinal()
    yield from _book(root).records.values(min=(unit, first, 0), max=(unit, last, 1 << 63))


def find_outside(root: Any, actor: Actor, key: str) -> OutsideLetter:
    """The record at an address, for who reads the unit's books; raises ``Missing``."""
    wanted = id_value(key)
    found = next((r for r in _book(root).records.values() if r.id == wanted), None)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.REGISTER_READ, find_unit(root, found.unit))
    return found


def to_csv(records: Iterable[OutsideLetter]) -> bytes:
    """ส่งออก CSV."""
    return write_csv(COLUMNS, _rows(records))


def to_xlsx(root: Any, unit: str, year: int, records: Iterable[OutsideLetter]) -> bytes:
    """ส่งออก XLSX, with whose list it is above the heads."""
    return write_xlsx(
        TITLE[:31], COLUMNS, _rows(records), head_lines=[TITLE, f"{find_unit(root, unit).title} พ.ศ. {year}"]
    )


def _rows(records: Iterable[OutsideLetter]) -> Iterator[tuple[str, ...]]:
    for r in records:
        struck = f"ขีดฆ่า: {r.struck_why} ({r.struck_by})" if r.struck_why else ""
        days = [format_date(day, digits="arabic") for day in (r.dated, r.approved_on, r.at.date())]
        yield (r.number, days[0], r.to, r.subject, r.reason, r.approver, days[1], r.name, days[2], struck)


def _words(text: str, field: str) -> str:
    words = " ".join(text.split()) if is_storable(text) else ""
    if not is_seen(words) or len(words) > LIMITS[field]:
        raise Invalid(_("Fill this in, in at most ${limit} characters.", mapping={"limit": LIMITS[field]}), field=field)
    return words


def _day(desk: Desk, day: date | None, field: str) -> date:
    if day is None or not FIRST_DAY <= day <= desk.today:
        raise Invalid(_("Write the day, today or earlier."), field=field)
    return day


def _book(root: Any) -> OutsideBook:
    book: OutsideBook = root["outside"]
    return book


def _record(desk: Desk, actor: Actor, kept: OutsideLetter, event: str) -> None:
    audit.record(desk, kept.unit, event, person=actor.person, post=actor.post, about={"record": id_text(kept.id)})
