"""A letter that is void, cancelled or returned stands on no board: in the same transaction, for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.audit import service as audit
from saraban.circulars.board import board, unread_count
from saraban.circulars.lists import board_of
from saraban.circulars.planning import release
from saraban.circulars.service import publish
from saraban.circulars.watching import remind
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.receiving import register_delivery, return_paper
from saraban.exchange.sending import send
from saraban.letters.drafting import Draft, propose_draft, sign, void_letter, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.scripts.office_circular import OnRecord
from saraban.tasks import service as tasks

READER, CLERK = "u-sch-1-teacher", "u-d54-clerk"


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


@pytest.fixture
def received(desk, who):
    form = Incoming(subject="เวียนแล้วยกเลิก", number=f"ท/{new_id()}")
    done = register_incoming(desk, who(CLERK), unit="d54", form=form)
    keep(desk)
    return done


def circulated(desk, who, letter, clerk=CLERK, unit="d54", **more):
    posting = publish(desk, who(clerk), letter=letter, unit=unit, **more)
    keep(desk)
    return posting


def is_seen(desk, who, letter):
    """On the reader's board, readable to him?"""
    page = board(desk.root, who(READER), today=desk.today, limit=100, pins=False)
    found = letter.id in {row.letter.id for row in page.rows}
    assert found is who(READER).may(Permission.LETTER_READ, letter)
    return found


def test_a_cancelled_registration(desk, who, received):
    posting = circulated(desk, who, received.letter)
    unread = unread_count(desk.root, who(READER), today=desk.today)
    assert is_seen(desk, who, received.letter)
    remind(desk, who(CLERK), letter=received.letter, units=("d54-sch-1",))
    waiting = tasks.count(desk.root, tasks.unit_tray("d54-sch-1"))
    void_receipt(desk, who(CLERK), paper=received.paper, reason="ลงทะเบียนซ้ำ")
    keep(desk)
    assert not is_seen(desk, who, received.letter)
    assert unread_count(desk.root, who(READER), today=desk.today) == unread - 1
    assert (posting.withdrawn_why, posting.withdrawn_by) == ("ลงทะเบียนซ้ำ", CLERK)
    assert tasks.count(desk.root, tasks.unit_tray("d54-sch-1")) == waiting - 1
    leaf = list(audit.records(desk.root, "d54"))[-2:]
    assert "circular-withdrawn" in [one.event for one in leaf]


def test_a_planned_one_too(desk, who, received):
    circulated(desk, who, received.letter, effective=desk.today + timedelta(days=1))
    void_receipt(desk, who(CLERK), paper=received.paper, reason="ลงทะเบียนซ้ำ")
    keep(desk)
    assert not board_of(desk.root).planned
    assert release(desk) == 0


def test_another_units_circular_stays(desk, who):
    clerk, signer = who("u-opssec-clerk"), who("u-opssec", "acting")
    letter = signed(desk, who, "หน่วยอื่นยกเลิก")
    (delivery,) = send(desk, clerk, letter=letter)
    keep(desk)
    paper = register_delivery(desk, who(CLERK), delivery=delivery).paper
    keep(desk)
    circulated(desk, who, letter, "u-opssec-clerk", "ops-sec")
    void_receipt(desk, who(CLERK), paper=paper, reason="ลงผิดเล่ม")
    keep(desk)
    assert is_seen(desk, who, letter)
    assert signer.may(Permission.LETTER_READ, letter)


def test_a_returned_letter(desk, who):
    letter = signed(desk, who, "เวียนแล้วส่งคืน")
    (delivery,) = send(desk, who("u-opssec-clerk"), letter=letter)
    keep(desk)
    paper = register_delivery(desk, who(CLERK), delivery=delivery).paper
    keep(desk)
    circulated(desk, who, letter)
    assert is_seen(desk, who, letter)
    return_paper(desk, who(CLERK), paper=paper, reason="ไม่เกี่ยวกับเขต")
    keep(desk)
    assert not is_seen(desk, who, letter)


def test_a_signed_letter_that_is_made_void(desk, who):
    letter = signed(desk, who, "เวียนแล้วยกเลิกหนังสือ")
    circulated(desk, who, letter, "u-opssec-clerk", "ops-sec")
    assert is_seen(desk, who, letter)
    void_letter(desk, who("u-opssec", "acting"), letter=letter, reason="ออกผิดฉบับ")
    keep(desk)
    assert not is_seen(desk, who, letter)


def signed(desk, who, subject):
    officer, signer = who("u-opssec-officer"), who("u-opssec", "acting")
    form = Draft(subject=subject, to_text="ผู้อำนวยการเขต", body="เนื้อความ", addressees=("unit:d54",))
    letter = write_draft(desk, officer, unit="ops-sec", form=form)
    propose_draft(desk, officer, letter=letter, to_post="ops-sec.director")
    keep(desk)
    sign(desk, signer, letter=letter, proof=OnRecord("u-opssec"), typed_name=signer.name)
    keep(desk)
    return letter
