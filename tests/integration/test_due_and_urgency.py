"""กำหนดและชั้นความเร็วไปกับหนังสือ: from the draft to every unit and tray that the letter reaches."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from saraban.exchange.cancelling import void_receipt
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.letters.drafting import Draft, sign, write_draft
from saraban.letters.endorsing import order, propose, withdraw
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from saraban.tasks import service as tasks
from tests.integration.test_seed_services import TypedName

LETTERS_OWN, ORDERED, TYPED = date(2024, 3, 29), date(2024, 3, 15), date(2024, 3, 12)
CLERK, DIRECTOR, SECTION = "u-d54-clerk", "u-d54-dir", "u-d54-works-clerk"


@pytest.fixture
def paper(desk, who):
    form = Incoming(subject="ขอข้อมูลคลอง", urgency="most_urgent", deadlines=(Deadline(LETTERS_OWN, "ส่งข้อมูล"),))
    paper = register_incoming(desk, who(CLERK), unit="d54", form=form).paper
    keep(desk)
    return paper


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


def ordered(desk, who, paper, due=ORDERED):
    propose(desk, who(CLERK), paper=paper, to="ผู้อำนวยการเขต", to_post="d54.director", text="เพื่อพิจารณา")
    note = order(desk, who(DIRECTOR), paper=paper, verb="ดำเนินการ", text="", assign_to=("unit:d54-works",), due=due)
    keep(desk)
    return note


def sent_on(desk, who, paper, **options):
    """The section's paper, registered two days later."""
    (delivery,) = forward(desk, who(CLERK), paper=paper, to=("unit:d54-works",), **options)
    keep(desk)
    return delivery, registered(desk, who, delivery)


def registered(desk, who, delivery):
    there = register_delivery(desk, who(SECTION), delivery=delivery).paper
    keep(desk)
    return there


def waiting(desk, tray, paper):
    return [(t.what, t.due) for t in tasks.tray(desk.root, tray, limit=1000) if t.paper == paper.id]


class TestDue:
    def test_that_of_the_order_reaches_the_unit_that_carries_it_out(self, desk, who, paper):
        ordered(desk, who, paper)
        delivery, there = sent_on(desk, who, paper)
        assert (delivery.due, there.due) == (ORDERED, ORDERED)
        assert waiting(desk, "unit:d54-works", there) == [("handle", ORDERED)]

    def test_what_is_typed_when_it_is_sent_on_comes_first(self, desk, who, paper):
        ordered(desk, who, paper)
        assert sent_on(desk, who, paper, due=TYPED)[1].due == TYPED

    def test_without_either_the_letters_own_holds(self, desk, who, paper):
        delivery, there = sent_on(desk, who, paper)
        assert (delivery.due, there.due) == (None, LETTERS_OWN)

    def test_that_of_a_note_that_was_taken_back_does_not_go_along(self, desk, who, paper):
        propose(desk, who(CLERK), paper=paper, to="ผู้อำนวยการเขต", to_post="d54.director", text="เพื่อพิจารณา", due=ORDERED)
        withdraw(desk, who(CLERK), paper=paper, endorsement=paper.endorsements[-1].id)
        keep(desk)
        assert sent_on(desk, who, paper)[0].due is None

    def test_an_order_that_is_late_stays_late(self, desk, office, who, paper):
        ordered(desk, who, paper, due=desk.today)
        office.clock.office += timedelta(days=2)
        try:
            assert sent_on(desk, who, paper)[1].due == date(2024, 3, 8)
        finally:
            office.clock.office -= timedelta(days=2)

    def test_registered_again_it_is_the_same(self, desk, who, paper):
        ordered(desk, who, paper)
        delivery, there = sent_on(desk, who, paper)
        void_receipt(desk, who(SECTION), paper=there, reason="ลงผิดเล่ม")
        keep(desk)
        assert registered(desk, who, delivery).due == ORDERED

    def test_and_on_to_who_is_handed_it_there(self, desk, who, paper):
        ordered(desk, who, paper)
        _delivery, there = sent_on(desk, who, paper)
        forward(desk, who(SECTION), paper=there, to=("post:d54-works.head",))
        assert ("act", ORDERED) in waiting(desk, "post:d54-works.head", there)


def test_what_is_written_here_keeps_day_and_urgency_at_its_receivers(desk, who):
    """Of two letters due on one day the more urgent comes first in the receiver's tray."""
    head, papers = who("u-d54-edu-head"), {}
    for urgency in ("normal", "most_urgent"):
        form = Draft(
            subject=f"ขอข้อมูล {urgency}", to_text="หัวหน้าฝ่ายโยธา", addressees=("unit:d54-works",), urgency=urgency,
            deadlines=(Deadline(TYPED, "ส่งข้อมูล"),),
        )  # fmt: skip
        draft = write_draft(desk, who("u-d54-edu-officer"), unit="d54-edu", form=form)
        keep(desk)
        letter = sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)
        (delivery,) = send(desk, head, letter=letter)
        keep(desk)
        papers[registered(desk, who, delivery).id] = urgency
    tray = [t for t in tasks.tray(desk.root, "unit:d54-works", limit=1000) if t.paper in papers]
    assert [(papers[t.paper], t.due) for t in tray] == [("most_urgent", TYPED), ("normal", TYPED)]
