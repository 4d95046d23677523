"""Closing, reopening, filing; taking a note back; returning; drafts that go to and fro."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery, return_delivery, return_paper
from saraban.exchange.sending import send
from saraban.exchange.waiting import count, incoming
from saraban.filing.service import add_folder, set_list
from saraban.letters import records
from saraban.letters.closing import close, file_paper, reopen
from saraban.letters.drafting import (
    Draft,
    change_draft,
    drafts_of,
    propose_draft,
    recall_draft,
    return_draft,
    sign,
    void_letter,
    write_draft,
)
from saraban.letters.endorsing import acknowledge, open_task, order, propose, withdraw
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.people.rights import scopes_of
from saraban.tasks import service as tasks
from tests.integration.test_seed_services import TypedName


@pytest.fixture
def paper(desk, who):
    return register_incoming(
        desk, who("u-d54-clerk"), unit="d54", form=Incoming(subject="เรื่องทดลอง", number=f"ท/{new_id()}")
    ).paper


class TestClose:
    def test_needs_a_result_and_empties_the_trays(self, desk, who, paper):
        with pytest.raises(Invalid):
            close(desk, who("u-d54-clerk"), paper=paper, result=" ")
        close(desk, who("u-d54-clerk"), paper=paper, result="แจ้งเวียนแล้ว")
        assert (paper.state, paper.result, paper.tasks) == ("closed", "แจ้งเวียนแล้ว", ())
        assert tasks.count(desk.root, "unit:d54") == 0

    def test_reopens_for_a_reason(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        close(desk, clerk, paper=paper, result="เสร็จ")
        with pytest.raises(Invalid):
            reopen(desk, clerk, paper=paper, reason="")
        reopen(desk, clerk, paper=paper, reason="ได้รับข้อมูลเพิ่ม")
        assert paper.state == "in_hand"
        assert tasks.count(desk.root, "unit:d54") == 1

    def test_who_may_read_but_not_close_is_told_so(self, desk, who, paper):
        with pytest.raises(NotAllowed):
            close(desk, who("u-d54-asst"), paper=paper, result="เสร็จ")

    def test_who_may_not_read_finds_nothing(self, desk, who, paper):
        with pytest.raises(Missing):
            close(desk, who("u-d54-edu-clerk"), paper=paper, result="เสร็จ")


class TestFile:
    def test_the_folders_list_decides_from_then_on(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        folder = add_folder(desk, clerk, unit="d54", title="เรื่องเฉพาะ", posts=("d54.director",))
        close(desk, clerk, paper=paper, result="เสร็จ")
        file_paper(desk, clerk, paper=paper, folder=folder.id)
        letter = records.letter_by_id(desk.root, paper.letter)
        assert f"f:{folder.id}" in scopes_of(desk.root, "u-d54-dir", desk.today)
        for thing in (paper, letter):
            assert who("u-d54-dir").may(Permission.LETTER_READ, thing)
            assert not who("u-d54-clerk").may(Permission.LETTER_READ, thing)

    def test_a_list_cannot_be_opened_while_letters_lie_in_it(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        folder = add_folder(desk, clerk, unit="d54", title="เรื่องเฉพาะ", posts=("d54.director",))
        close(desk, clerk, paper=paper, result="เสร็จ")
        file_paper(desk, clerk, paper=paper, folder=folder.id)
        with pytest.raises(Invalid):
            set_list(desk, clerk, folder=folder.id, posts=())

    def test_reopening_takes_it_out_of_the_folder(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        folder = add_folder(desk, clerk, unit="d54", title="แฟ้มทั่วไป")
        close(desk, clerk, paper=paper, result="เสร็จ")
        file_paper(desk, clerk, paper=paper, folder=folder.id)
        assert len(folder.papers) == 1
        reopen(desk, clerk, paper=paper, reason="แก้ไข")
        assert (len(folder.papers), paper.folder, paper.scopes) == (0, "", ("u:d54",))

    def test_only_the_units_own_folders(self, desk, who, paper):
        folder = add_folder(desk, who("u-d54-edu-clerk"), unit="d54-edu", title="ของฝ่าย")
        close(desk, who("u-d54-clerk"), paper=paper, result="เสร็จ")
        with pytest.raises(Invalid):
            file_paper(desk, who("u-d54-clerk"), paper=paper, folder=folder.id)


class TestNotes:
    def test_taken_back_before_it_is_read_and_kept_on_record(self, desk, who, paper):
        head = who("u-d54-adm-head")
        note = propose(desk, head, paper=paper, to="ผู้อำนวยการเขต", text="เพื่อโปรดพิจารณา")
        assert tasks.count(desk.root, "post:d54.director") == 1
        withdraw(desk, head, paper=paper, endorsement=note.id)
        assert (paper.state, note.withdrawn_by, len(paper.endorsements)) == ("registered", "u-d54-adm-head", 1)
        assert tasks.count(desk.root, "post:d54.director") == 0

    def test_not_after_it_was_read(self, desk, who, paper):
        head = who("u-d54-adm-head")
        note = propose(desk, head, paper=paper, to="ผู้อำนวยการเขต", text="เพื่อโปรดพิจารณา")
        open_task(desk, who("u-d54-dir"), paper)
        with pytest.raises(Conflict):
            withdraw(desk, head, paper=paper, endorsement=note.id)

    def test_nobody_elses_note(self, desk, who, paper):
        note = propose(desk, who("u-d54-adm-head"), paper=paper, to="ผู้อำนวยการเขต", text="เพื่อโปรดพิจารณา")
        with pytest.raises(Conflict):
            withdraw(desk, who("u-d54-asst"), paper=paper, endorsement=note.id)

    def test_acknowledging_what_was_proposed_gives_it_back_to_the_registry(self, desk, who, paper):
        propose(desk, who("u-d54-adm-head"), paper=paper, to="ผู้อำนวยการเขต", text="เพื่อโปรดทราบ")
        acknowledge(desk, who("u-d54-dir"), paper=paper)
        assert paper.state == "in_hand"
        assert [t.what for t in tasks.tray(desk.root, "unit:d54")] == ["acknowledged"]

    def test_an_order_names_several_at_once_and_refuses_unknown_ones(self, desk, who, paper):
        director = who("u-d54-dir")
        with pytest.raises(Invalid):
            order(desk, director, paper=paper, text="ดำเนินการ", assign_to=("unit:nowhere",))
        note = order(desk, director, paper=paper, text="ดำเนินการ", assign_to=("unit:d54-edu", "post:d54.assistant"))
        assert note.assign_to == ("unit:d54-edu", "post:d54.assistant")

    def test_a_member_may_not_order(self, desk, who, paper):
        with pytest.raises(NotAllowed):
            order(desk, who("u-d54-asst"), paper=paper, text="ดำเนินการ", assign_to=("unit:d54-edu",))

    def test_a_due_date_before_the_letter_came_is_refused(self, desk, who, paper):
        with pytest.raises(Invalid):
            propose(desk, who("u-d54-asst"), paper=paper, to="ผู้อำนวยการเขต", text="เพื่อทราบ", due=date(2024, 3, 1))


class TestReturn:
    def test_a_delivery_goes_back_with_its_reason_and_the_unit_loses_sight(self, desk, who, paper):
        forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",))
        delivery = incoming(desk.root, "d54-edu")[-1]
        clerk = who("u-d54-edu-clerk")
        with pytest.raises(Invalid):
            return_delivery(desk, clerk, delivery=delivery, reason="")
        return_delivery(desk, clerk, delivery=delivery, reason="ไม่ใช่หน้าที่ของฝ่าย")
        letter = records.letter_by_id(desk.root, paper.letter)
        assert (delivery.state, count(desk.root, "d54-edu"), letter.scopes) == ("returned", 0, ("u:d54",))
        assert "ไม่ใช่หน้าที่ของฝ่าย" in [t.text for t in tasks.tray(desk.root, "unit:d54")]

    def test_after_registering_the_number_stays_used(self, desk, who, paper):
        forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",))
        desk.tm.commit()
        desk.tm.begin()
        clerk = who("u-d54-edu-clerk")
        done = register_delivery(desk, clerk, delivery=incoming(desk.root, "d54-edu")[-1])
        return_paper(desk, clerk, paper=done.paper, reason="ส่งผิดฝ่าย")
        assert (done.paper.state, done.entry.state) == ("returned", "issued")

    def test_nobody_gets_the_same_letter_twice(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        forward(desk, clerk, paper=paper, to=("unit:d54-works",))
        with pytest.raises(Conflict):
            forward(desk, clerk, paper=paper, to=("unit:d54-works",))


class TestDraft:
    @pytest.fixture
    def draft(self, desk, who):
        form = Draft(subject="ขออนุมัติ", to_text="ผู้อำนวยการเขต", body="ข้อความ", addressees=("unit:d54",))
        return write_draft(desk, who("u-d54-edu-officer"), unit="d54-edu", form=form)

    def test_goes_to_the_signer_and_back_and_can_be_changed(self, desk, who, draft):
        officer, head = who("u-d54-edu-officer"), who("u-d54-edu-head")
        propose_draft(desk, officer, letter=draft, to_post="d54-edu.head")
        assert [t.what for t in tasks.tray(desk.root, "post:d54-edu.head")] == ["sign"]
        with pytest.raises(Conflict):
            change_draft(desk, officer, letter=draft, form=Draft(subject="อื่น"))
        return_draft(desk, head, letter=draft, text="เพิ่มเหตุผล")
        assert [t.text for t in tasks.tray(desk.root, "person:u-d54-edu-officer")] == ["เพิ่มเหตุผล"]
        change_draft(desk, officer, letter=draft, form=Draft(subject="ขออนุมัติโครงการ", addressees=("unit:d54",)))
        assert draft.subject == "ขออนุมัติโครงการ"

    def test_recalled_before_it_is_signed(self, desk, who, draft):
        officer = who("u-d54-edu-officer")
        propose_draft(desk, officer, letter=draft, to_post="d54-edu.head")
        recall_draft(desk, officer, letter=draft)
        assert (draft.state, tasks.count(desk.root, "post:d54-edu.head")) == ("draft", 0)

    def test_only_the_head_signs_with_his_own_name_and_password(self, desk, who, draft):
        head = who("u-d54-edu-head")
        with pytest.raises(NotAllowed):
            sign(desk, who("u-d54-edu-officer"), letter=draft, proof=TypedName("u-d54-edu-officer"), typed_name="x")
        with pytest.raises(Invalid):
            sign(desk, head, letter=draft, proof=TypedName("u-d54-edu-officer"), typed_name=head.name)
        with pytest.raises(Invalid):
            sign(desk, head, letter=draft, proof=TypedName("u-d54-edu-head"), typed_name="คนอื่น")
        assert (draft.state, draft.number) == ("draft", "")

    def test_void_after_signing_leaves_the_number_void_in_the_book(self, desk, who, draft):
        desk.tm.commit()
        desk.tm.begin()
        head = who("u-d54-edu-head")
        sign(desk, head, letter=draft, proof=TypedName("u-d54-edu-head"), typed_name=head.name)
        desk.tm.commit()
        desk.tm.begin()
        void_letter(desk, head, letter=draft, reason="ข้อความผิด")
        entry = desk.root["registers"].books["|".join(map(str, draft.entry[:3]))].entries[draft.entry[3]]
        assert (draft.state, entry.state, entry.void_reason) == ("void", "void", "ข้อความผิด")
        assert draft not in drafts_of(desk.root, head, "d54-edu")

    def test_is_not_sent_before_it_is_signed_nor_without_addressees(self, desk, who, draft):
        with pytest.raises(Conflict):
            send(desk, who("u-d54-edu-clerk"), letter=draft)

    def test_a_kind_that_does_not_exist_is_refused(self, desk, who):
        with pytest.raises(Invalid) as refused:
            write_draft(desk, who("u-d54-edu-officer"), unit="d54-edu", form=Draft(subject="คำสั่ง", kind="x-none"))
        assert refused.value.field == "kind"
