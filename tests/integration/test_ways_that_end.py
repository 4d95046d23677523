"""Nothing is left lying where nobody finds it: who may be handed a letter, and what stands in the trays afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.agencies.service import find_unit
from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.ids import new_id
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import accept_return, register_delivery, return_delivery, return_paper
from saraban.exchange.sending import pull_back, send
from saraban.exchange.waiting import incoming
from saraban.filing.service import add_folder
from saraban.letters.approval import content_digest
from saraban.letters.closing import close, file_paper, reopen
from saraban.letters.drafting import Draft, change_draft, propose_draft, return_draft, sign, write_draft
from saraban.letters.endorsing import acknowledge, open_task, order, propose, withdraw
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from saraban.tasks import service as tasks
from tests.integration.test_seed_services import TypedName


@pytest.fixture
def paper(desk, who):
    form = Incoming(subject="เรื่องทดลอง", number=f"ท/{new_id()}")
    return register_incoming(desk, who("u-d54-clerk"), unit="d54", form=form).paper


@pytest.fixture
def draft(desk, who):
    form = Draft(subject="ขออนุมัติ", to_text="ผู้อำนวยการเขต", body="ข้อความ", addressees=("unit:d54",))
    return write_draft(desk, who("u-d54-edu-officer"), unit="d54-edu", form=form)


class TestHandingOn:
    @pytest.mark.parametrize("target", ["post:d53.head", "person:u-d53-head", "post:d54-edu.head"])
    def test_only_to_who_reads_the_units_letters(self, desk, who, paper, target):
        with pytest.raises(Invalid) as refused:
            forward(desk, who("u-d54-clerk"), paper=paper, to=(target,))
        assert refused.value.field == "to"
        assert tasks.count(desk.root, target) == 0
        assert paper.state == "registered"

    @pytest.mark.parametrize("target", ["post:d54.assistant", "person:u-d54-adm-head"])
    def test_to_a_colleague_it_is_done_when_he_has_taken_knowledge(self, desk, who, paper, target):
        forward(desk, who("u-d54-clerk"), paper=paper, to=(target,))
        person = "u-d54-asst" if target.startswith("post:") else "u-d54-adm-head"
        post = "" if target.startswith("post:") else "d54-admin.head"
        assert tasks.count(desk.root, target) == 1
        acknowledge(desk, who(person, post), paper=paper)
        assert tasks.count(desk.root, target) == 0

    @pytest.mark.parametrize("text", ["ก" * 1001, "ก\x00ข", "ก\x01ข"])
    def test_words_are_refused_rather_than_cut_or_carried_to_a_book_that_cannot_take_them(self, desk, who, paper, text):
        with pytest.raises(Invalid) as refused:
            forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",), text=text)
        assert refused.value.field == "text"

    def test_not_due_before_it_came(self, desk, who, paper):
        with pytest.raises(Invalid) as refused:
            forward(desk, who("u-d54-clerk"), paper=paper, to=("post:d54.assistant",), due=date(2024, 3, 1))
        assert refused.value.field == "due"

    def test_not_to_a_unit_that_has_been_closed(self, desk, who, paper):
        find_unit(desk.root, "d54-works").active = False
        with pytest.raises(Conflict):
            forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-works",))
        assert incoming(desk.root, "d54-works") == []

    def test_what_is_pulled_back_lies_with_the_registry_again(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        sent = forward(desk, clerk, paper=paper, to=("unit:d54-edu",))
        assert tasks.count(desk.root, "unit:d54") == 0
        pull_back(desk, clerk, delivery=sent[0])
        assert [(t.what, t.paper) for t in tasks.tray(desk.root, "unit:d54")] == [("handle", paper.id)]
        close(desk, clerk, paper=paper, result="ยุติเรื่อง")
        assert tasks.count(desk.root, "unit:d54") == 0

    def test_what_comes_back_after_closing_leaves_nothing_behind(self, desk, who, paper):
        clerk = who("u-d54-clerk")
        sent = forward(desk, clerk, paper=paper, to=("unit:d54-edu",))
        close(desk, clerk, paper=paper, result="แจ้งแล้ว")
        return_delivery(desk, who("u-d54-edu-clerk"), delivery=sent[0], reason="ไม่เกี่ยวข้อง")
        reopen(desk, clerk, paper=paper, reason="ฝ่ายการศึกษาส่งคืน")
        close(desk, clerk, paper=paper, result="แจ้งใหม่แล้ว")
        assert tasks.count(desk.root, "unit:d54") == 0


class TestNotes:
    def test_proposed_only_to_a_post_that_reads_it(self, desk, who, paper):
        with pytest.raises(Invalid) as refused:
            propose(desk, who("u-d54-adm-head"), paper=paper, to="ผู้อำนวยการเขตมีนบุรี", text="เพื่อทราบ", to_post="d53.head")
        assert refused.value.field == "to"

    def test_a_title_above_that_cannot_read_it_leaves_it_with_the_registry(self, desk, who, paper):
        sent = forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",))
        desk.tm.commit()
        desk.tm.begin()
        clerk = who("u-d54-edu-clerk")
        done = register_delivery(desk, clerk, delivery=sent[0])
        propose(desk, clerk, paper=done.paper, to="ผู้อำนวยการเขต", text="เพื่อโปรดทราบ")
        assert tasks.count(desk.root, "post:d54.director") == 0
        assert done.paper.id in [t.paper for t in tasks.tray(desk.root, "unit:d54-edu")]

    @pytest.mark.parametrize(
        ("field", "text"), [("to", "ก" * 301), ("verb", "ก" * 301), ("to", "ก\x00"), ("verb", "\x00")]
    )
    def test_no_word_of_a_note_is_too_long_or_unstorable(self, desk, who, paper, field, text):
        words = {"to": "ผู้อำนวยการเขต", "verb": "", "text": "เพื่อทราบ", field: text}
        with pytest.raises(Invalid) as refused:
            propose(desk, who("u-d54-adm-head"), paper=paper, **words)
        assert refused.value.field == field

    def test_looking_on_is_not_opening(self, desk, who, paper):
        director = who("u-d54-dir")
        note = order(desk, director, paper=paper, text="ดำเนินการ", assign_to=("unit:d54-edu",))
        open_task(desk, who("u-auditor"), paper)
        withdraw(desk, director, paper=paper, endorsement=note.id)
        assert note.withdrawn_at is not None


class TestFolders:
    def test_a_folder_of_others_answers_as_none(self, desk, who, paper):
        folder = add_folder(desk, who("u-d54-edu-clerk"), unit="d54-edu", title="ของฝ่าย")
        close(desk, who("u-d54-clerk"), paper=paper, result="เสร็จ")
        said = []
        for key in (folder.id, "nothing"):
            with pytest.raises(Invalid) as refused:
                file_paper(desk, who("u-d54-clerk"), paper=paper, folder=key)
            said.append((refused.value.field, str(refused.value)))
        assert said[0] == said[1]


class TestDrafts:
    @pytest.mark.parametrize("post", ["d53.head", "d54-edu.registrar", "d54.director", "nobody"])
    def test_only_a_post_that_signs_for_the_unit_is_asked_to(self, desk, who, draft, post):
        with pytest.raises(Invalid) as refused:
            propose_draft(desk, who("u-d54-edu-officer"), letter=draft, to_post=post)
        assert refused.value.field == "to_post"
        assert (draft.state, tasks.count(desk.root, f"post:{post}")) == ("draft", 0)

    @pytest.mark.parametrize("text", ["ก" * 4001, "\x00"])
    def test_words_with_it_are_not_endless(self, desk, who, draft, text):
        with pytest.raises(Invalid):
            propose_draft(desk, who("u-d54-edu-officer"), letter=draft, to_post="d54-edu.head", text=text)
        propose_draft(desk, who("u-d54-edu-officer"), letter=draft, to_post="d54-edu.head")
        with pytest.raises(Invalid):
            return_draft(desk, who("u-d54-edu-head"), letter=draft, text=text)

    @pytest.mark.parametrize(
        "change",
        [
            {"circular": True},
            {"actions": ("ส่งรายงาน",)},
            {"deadlines": (Deadline(date(2024, 3, 20), "ส่ง"),)},
        ],
    )
    def test_all_that_is_sent_is_in_what_is_signed(self, desk, who, draft, change):
        before = content_digest(draft)
        form = Draft(
            subject=draft.subject, to_text=draft.to_text, body=draft.body, addressees=draft.addressees, **change
        )
        change_draft(desk, who("u-d54-edu-officer"), letter=draft, form=form)
        assert content_digest(draft) != before

    def test_nothing_else_is_signed_than_what_was_shown(self, desk, who, draft):
        head = who("u-d54-edu-head")
        seen = content_digest(draft)
        change_draft(
            desk, who("u-d54-edu-officer"), letter=draft, form=Draft(subject="เรื่องอื่น", addressees=("unit:d54",))
        )
        with pytest.raises(Conflict) as refused:
            sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name, seen=seen)
        assert refused.value.slug == "changed-meanwhile"
        assert (draft.state, draft.number) == ("draft", "")

    def test_a_closed_unit_gets_nothing(self, desk, who):
        officer, head = who("u-d54-edu-officer"), who("u-d54-edu-head")
        form = Draft(subject="แจ้ง", to_text="ฝ่ายโยธา", addressees=("unit:d54-works",))
        draft = write_draft(desk, officer, unit="d54-edu", form=form)
        desk.tm.commit()
        desk.tm.begin()
        sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)
        find_unit(desk.root, "d54-works").active = False
        with pytest.raises(Conflict):
            send(desk, head, letter=draft)
        assert incoming(desk.root, "d54-works") == []

    @pytest.mark.parametrize("registered", [False, True])
    def test_what_was_sent_and_came_back_waits_until_it_is_acknowledged(self, desk, who, registered):
        officer, head, clerk = who("u-d54-edu-officer"), who("u-d54-edu-head"), who("u-d54-clerk")
        form = Draft(subject="แจ้ง", to_text="ผู้อำนวยการเขต", addressees=("unit:d54",))
        draft = write_draft(desk, officer, unit="d54-edu", form=form)
        desk.tm.commit()
        desk.tm.begin()
        sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)
        delivery = send(desk, head, letter=draft)[0]
        desk.tm.commit()
        desk.tm.begin()
        before = tasks.count(desk.root, "unit:d54-edu")
        if registered:
            return_paper(desk, clerk, paper=register_delivery(desk, clerk, delivery=delivery).paper, reason="ขาดเอกสาร")
        else:
            return_delivery(desk, clerk, delivery=delivery, reason="ขาดเอกสาร")
        assert tasks.count(desk.root, "unit:d54-edu") == before + 1
        with pytest.raises(NotAllowed):
            accept_return(desk, officer, delivery=delivery)
        accept_return(desk, head, delivery=delivery)
        assert tasks.count(desk.root, "unit:d54-edu") == before
        with pytest.raises(Conflict):
            accept_return(desk, head, delivery=delivery)

    def test_an_addressee_that_is_gone_is_said_at_its_field(self, desk, who, draft):
        for addressee in ("group:nothing", "unit:nowhere"):
            with pytest.raises(Invalid) as refused:
                change_draft(
                    desk, who("u-d54-edu-officer"), letter=draft, form=Draft(subject="x", addressees=(addressee,))
                )
            assert refused.value.field == "addressees"
