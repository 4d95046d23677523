"""A sent letter goes out again to those that do not have it; a letter to nobody in the system goes on paper."""

from __future__ import annotations

import pytest

from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.exchange.receiving import register_delivery, return_delivery
from saraban.exchange.sending import pull_back, send, send_again, send_on_paper
from saraban.exchange.waiting import incoming
from saraban.letters.drafting import Draft, drafts_of, sign, write_draft
from saraban.tasks import service as tasks
from tests.integration.test_seed_services import TypedName


def signed(desk, who, *addressees):
    officer, head = who("u-d54-edu-officer"), who("u-d54-edu-head")
    form = Draft(subject="แจ้ง", to_text="ผู้อำนวยการเขต", addressees=addressees)
    draft = write_draft(desk, officer, unit="d54-edu", form=form)
    desk.tm.commit()
    desk.tm.begin()
    return sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)


def test_what_came_back_and_what_was_pulled_back_goes_out_again(desk, who):
    letter, head = signed(desk, who, "unit:d54", "unit:d54-works"), who("u-d54-edu-head")
    to = {d.to_unit: d for d in send(desk, head, letter=letter)}
    return_delivery(desk, who("u-d54-clerk"), delivery=to["d54"], reason="ขาดเอกสาร")
    pull_back(desk, who("u-d54-edu-clerk"), delivery=to["d54-works"])
    assert tasks.find(desk.root, to["d54"].task) is not None
    back = to["d54"].task
    sent = send_again(desk, head, letter=letter, addressees=("unit:d54", "unit:d54-works"))
    assert {d.to_unit for d in sent} == {"d54", "d54-works"}
    assert tasks.find(desk.root, back) is None
    assert sent[0] in incoming(desk.root, "d54")
    assert {"u:d54", "u:d54-works"} <= set(letter.scopes)
    assert (letter.state, letter.steps[-1].verb) == ("sent", "send_again")


def test_who_has_it_is_passed_over(desk, who):
    letter, head = signed(desk, who, "unit:d54"), who("u-d54-edu-head")
    (delivery,) = send(desk, head, letter=letter)
    with pytest.raises(Conflict) as refused:
        send_again(desk, head, letter=letter, addressees=("unit:d54",))
    assert refused.value.slug == "has-it-already"
    desk.tm.commit()
    desk.tm.begin()
    register_delivery(desk, who("u-d54-clerk"), delivery=delivery)
    assert [d.to_unit for d in send_again(desk, head, letter=letter, addressees=("unit:d54", "unit:d54-works"))] == [
        "d54-works"
    ]
    with pytest.raises(Invalid):
        send_again(desk, head, letter=letter, addressees=())
    with pytest.raises(NotAllowed):
        send_again(desk, who("u-d54-edu-officer"), letter=letter, addressees=("unit:d54-clean",))


def test_not_before_it_was_sent(desk, who):
    with pytest.raises(Conflict):
        send_again(desk, who("u-d54-edu-head"), letter=signed(desk, who, "unit:d54"), addressees=("unit:d54",))


def test_on_paper_with_a_note_on_how(desk, who):
    letter, head = signed(desk, who), who("u-d54-edu-head")
    before = tasks.count(desk.root, "unit:d54-edu")
    with pytest.raises(Invalid) as refused:
        send_on_paper(desk, head, letter=letter, how=" ")
    assert refused.value.field == "how"
    send_on_paper(desk, head, letter=letter, how="ไปรษณีย์ลงทะเบียน")
    assert (letter.state, letter.steps[-1].verb, letter.steps[-1].text) == ("sent", "send_on_paper", "ไปรษณีย์ลงทะเบียน")
    assert tasks.count(desk.root, "unit:d54-edu") == before - 1
    assert letter not in drafts_of(desk.root, head, "d54-edu")


def test_not_on_paper_when_units_here_are_addressed(desk, who):
    letter = signed(desk, who, "unit:d54")
    with pytest.raises(Conflict):
        send_on_paper(desk, who("u-d54-edu-head"), letter=letter, how="ไปรษณีย์")
    assert letter.state == "signed"
