"""A registration that was wrong is cancelled: the number stays void, the delivery waits again."""

from __future__ import annotations

import pytest

from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.ids import id_text, new_id
from saraban.core.permissions import Permission
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.forwarding import forward
from saraban.exchange.handing import take_back
from saraban.exchange.receiving import register_delivery, return_delivery
from saraban.exchange.sending import pull_back
from saraban.exchange.waiting import count, incoming
from saraban.letters import records
from saraban.letters.drafting import Draft, void_letter, write_draft
from saraban.letters.endorsing import open_task
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.registers.service import EntryRef, find, void
from saraban.tasks import service as tasks


def registered(desk, who, **words):
    form = Incoming(subject="เรื่องทดลอง", number=f"ท/{new_id()}", **words)
    done = register_incoming(desk, who("u-d54-clerk"), unit="d54", form=form)
    desk.tm.commit()
    desk.tm.begin()
    return done


@pytest.fixture
def paper(desk, who):
    return registered(desk, who).paper


def entry_of(desk, paper):
    return find(desk.root, paper.unit, "receive", paper.year, paper.n)


def test_number_and_paper_stay_void_and_readable(desk, who, paper):
    clerk, before = who("u-d54-clerk"), tasks.count(desk.root, "unit:d54")
    void_receipt(desk, clerk, paper=paper, reason="ลงทะเบียนซ้ำ")
    entry = entry_of(desk, paper)
    assert (paper.state, paper.tasks, entry.state, entry.void_reason) == ("void", (), "void", "ลงทะเบียนซ้ำ")
    assert tasks.count(desk.root, "unit:d54") == before - 1
    letter = records.letter_by_id(desk.root, paper.letter)
    assert clerk.may(Permission.LETTER_READ, letter)
    assert clerk.may(Permission.LETTER_READ, paper)
    assert records.paper_of_unit(desk.root, letter.id, "d54") is None
    with pytest.raises(Conflict):
        void_receipt(desk, clerk, paper=paper, reason="อีก")


def test_the_same_letter_is_registered_again_without_a_question(desk, who):
    form = Incoming(subject="เรื่อง", number=f"ท/{new_id()}", from_text="สำนัก")
    clerk = who("u-d54-clerk")
    first = register_incoming(desk, clerk, unit="d54", form=form).paper
    desk.tm.commit()
    desk.tm.begin()
    void_receipt(desk, clerk, paper=first, reason="ผิดหน่วย")
    desk.tm.commit()
    desk.tm.begin()
    assert register_incoming(desk, clerk, unit="d54", form=form).entry.n == first.n + 1


def test_needs_a_reason_and_the_registrar(desk, who, paper):
    with pytest.raises(Invalid) as refused:
        void_receipt(desk, who("u-d54-clerk"), paper=paper, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(NotAllowed):
        void_receipt(desk, who("u-d54-dir"), paper=paper, reason="ซ้ำ")
    assert entry_of(desk, paper).state == "issued"


def test_a_delivery_waits_again_and_can_be_registered_or_returned(desk, who, paper):
    edu = who("u-d54-edu-clerk")
    (delivery,) = forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",))
    desk.tm.commit()
    desk.tm.begin()
    first = register_delivery(desk, edu, delivery=delivery).paper
    desk.tm.commit()
    desk.tm.begin()
    waits = count(desk.root, "d54-edu")
    void_receipt(desk, edu, paper=first, reason="ลงผิด")
    assert (delivery.state, delivery.receive_n, delivery.paper) == ("opened", 0, 0)
    assert delivery in incoming(desk.root, "d54-edu")
    assert count(desk.root, "d54-edu") == waits + 1
    desk.tm.commit()
    desk.tm.begin()
    again = register_delivery(desk, edu, delivery=delivery).paper
    assert again.n == first.n + 1
    assert (delivery.paper, delivery.receive_n) == (again.id, again.n)
    desk.tm.commit()
    desk.tm.begin()
    void_receipt(desk, edu, paper=again, reason="ลงผิดอีก")
    return_delivery(desk, edu, delivery=delivery, reason="ไม่เกี่ยวข้อง")
    assert delivery.state == "returned"


def test_not_after_something_was_sent_on_or_written_for_it(desk, who, paper):
    clerk = who("u-d54-clerk")
    (delivery,) = forward(desk, clerk, paper=paper, to=("unit:d54-edu",))
    with pytest.raises(Conflict) as refused:
        void_receipt(desk, clerk, paper=paper, reason="ซ้ำ")
    assert refused.value.slug == "sent-on-already"
    pull_back(desk, clerk, delivery=delivery)
    write_draft(desk, clerk, unit="d54", form=Draft(subject="หนังสือนำ"), parent=paper)
    with pytest.raises(Conflict):
        void_receipt(desk, clerk, paper=paper, reason="ซ้ำ")


def test_a_task_is_pulled_back_while_it_is_unread(desk, who, paper):
    clerk, target = who("u-d54-clerk"), "post:d54.assistant"
    forward(desk, clerk, paper=paper, to=(target,))
    before, registry = tasks.count(desk.root, target), tasks.count(desk.root, "unit:d54")
    with pytest.raises(NotAllowed):
        take_back(desk, who("u-d54-asst"), paper=paper, target=target)
    take_back(desk, clerk, paper=paper, target=target)
    assert tasks.count(desk.root, target) == before - 1
    assert tasks.count(desk.root, "unit:d54") == registry + 1
    assert paper.history[-1].verb == "pull_back"
    forward(desk, clerk, paper=paper, to=(target,))
    open_task(desk, who("u-d54-asst"), paper)
    with pytest.raises(Conflict):
        take_back(desk, clerk, paper=paper, target=target)


def test_a_drafter_cancels_his_own_draft_and_no_other(desk, who):
    officer = who("u-d54-edu-officer")
    draft = write_draft(desk, officer, unit="d54-edu", form=Draft(subject="ร่าง"))
    void_letter(desk, officer, letter=draft, reason="ไม่ใช้แล้ว")
    assert draft.state == "void"
    other = write_draft(desk, who("u-d54-edu-clerk"), unit="d54-edu", form=Draft(subject="ร่าง"))
    with pytest.raises(NotAllowed):
        void_letter(desk, officer, letter=other, reason="ไม่ใช้แล้ว")


def test_the_book_says_which_receipt_to_cancel(desk, who, paper):
    with pytest.raises(Conflict) as refused:
        void(desk, who("u-d54-clerk"), EntryRef("d54", "receive", paper.year, paper.n), "ซ้ำ")
    assert refused.value.slug == "belongs-to-receipt"
    assert refused.value.message.mapping["receipt"] == id_text(paper.id)
