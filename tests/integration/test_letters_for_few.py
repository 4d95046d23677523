"""เฉพาะผู้เกี่ยวข้อง, ถึงเฉพาะบุคคล, ด่วนภายใน: who is named alone reads; everybody else learns that a letter came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saraban.circulars.service import publish
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.permissions import Permission
from saraban.exchange.forwarding import forward
from saraban.letters import apart, endorsing, records
from saraban.letters.drafting import Draft, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_held, register_incoming
from saraban.people.service import add_post, appoint, find_person
from saraban.registers import export
from saraban.registers.books import Span, entries_in, find_book, page
from saraban.registers.concealing import NAMED_ONLY
from saraban.registers.service import amend
from saraban.tasks import service as tasks
from tests.common.office import at

UNIT = "d54-edu"
LETTER = Incoming(
    subject="ร้องเรียนพฤติกรรมของครู",
    number="กท ๐๔๐๑/๗๗",
    dated=date(2024, 3, 6),
    from_text="สำนักงานตรวจสอบ",
    to_text="ผู้อำนวยการเขต",
    remark="เอกสารสิบแผ่น",
    handling="concerned",
    named=("post:d54-edu.head",),
)
ENVELOPE = Incoming(subject="", from_text="ป.ป.ช.", handling="personal", named=("person:u-d54-edu-head",))


@pytest.fixture
def clerk(office, desk):
    return office.actor(desk, "u-d54-edu-clerk")


@pytest.fixture
def head(office, desk):
    return office.actor(desk, "u-d54-edu-head")


@pytest.fixture
def member(office, desk):
    return office.actor(desk, "u-d54-edu-officer")


def register(desk, actor, form):
    return register_incoming(desk, actor, unit=UNIT, form=form)


def book(desk):
    return find_book(desk.root, UNIT, "receive", 2567)


class TestConcerned:
    def test_those_named_and_who_registered_it_read_it_nobody_else_of_the_unit(self, desk, clerk, head, member):
        done = register(desk, clerk, LETTER)
        for thing in (done.letter, done.paper):
            assert clerk.may(Permission.LETTER_READ, thing)
            assert head.may(Permission.LETTER_READ, thing)
            assert not member.may(Permission.LETTER_READ, thing)
        with pytest.raises(Missing):
            records.read_paper(desk.root, member, done.paper.key)

    def test_the_row_keeps_number_and_date_for_the_others(self, desk, clerk, member):
        done = register(desk, clerk, LETTER)
        row = page(book(desk), done.entry.n, 1, None, member).entries[0]
        assert (row.n, row.dated, row.from_) == (done.entry.n, done.entry.dated, NAMED_ONLY)
        assert (row.subject, row.remark, row.paper, row.letter) == (NAMED_ONLY, "", 0, 0)
        assert page(book(desk), done.entry.n, 1, None, clerk).entries[0] is done.entry

    def test_every_form_made_of_rows_hides_the_words(self, desk, clerk, member):
        done = register(desk, clerk, LETTER)
        span = Span(done.entry.n, done.entry.n)
        for actor in (member, None):
            assert "ร้องเรียน" not in export.to_csv(book(desk), span, actor).decode()
            assert "สิบแผ่น" not in export.to_csv(book(desk), span, actor).decode()
            assert [e.subject for e in entries_in(book(desk), span, actor)] == [NAMED_ONLY]
            assert [e.subject for e in page(book(desk), day=desk.today, actor=actor).entries][-1] == NAMED_ONLY
        assert "ร้องเรียน" in export.to_csv(book(desk), span, clerk).decode()

    def test_who_is_not_named_amends_nothing_of_it(self, office, desk, clerk, head):
        done = register(desk, clerk, replace(LETTER, named=("post:d54-edu.head",)))
        apart.take_name_off(desk, clerk, paper=done.paper, target="person:u-d54-edu-clerk", reason="ส่งต่อแล้ว")
        with pytest.raises((Missing, NotAllowed)):
            amend(desk, clerk, done.entry.ref, {"subject": "อื่น"}, "ลอง")

    def test_what_waits_lies_with_who_registered_it(self, desk, clerk):
        before = tasks.count(desk.root, tasks.unit_tray(UNIT))
        done = register(desk, clerk, LETTER)
        assert {ref.tray for ref in done.paper.tasks} == {"person:u-d54-edu-clerk"}
        assert tasks.count(desk.root, tasks.unit_tray(UNIT)) == before

    def test_naming_more_and_taking_off_needs_a_reason_and_holds_at_once(self, desk, clerk, member):
        done = register(desk, clerk, LETTER)
        with pytest.raises(Invalid):
            apart.name_more(desk, clerk, paper=done.paper, to=("person:u-d54-edu-officer",), reason=" ")
        apart.name_more(desk, clerk, paper=done.paper, to=("person:u-d54-edu-officer",), reason="ผู้สอบสวน")
        assert member.may(Permission.LETTER_READ, done.paper)
        assert member.may(Permission.LETTER_READ, done.entry)
        with pytest.raises(Conflict):
            apart.name_more(desk, clerk, paper=done.paper, to=("person:u-d54-edu-officer",), reason="ซ้ำ")
        apart.take_name_off(desk, clerk, paper=done.paper, target="person:u-d54-edu-officer", reason="พ้นหน้าที่")
        assert not member.may(Permission.LETTER_READ, done.letter)
        assert [s.verb for s in done.paper.history] == ["named", "name-taken-off"]

    def test_the_registrar_may_take_himself_off_and_the_last_one_stays(self, desk, clerk, head):
        done = register(desk, clerk, LETTER)
        apart.take_name_off(desk, clerk, paper=done.paper, target="person:u-d54-edu-clerk", reason="ส่งต่อแล้ว")
        assert not clerk.may(Permission.LETTER_READ, done.paper)
        assert {ref.tray for ref in done.paper.tasks} == {"post:d54-edu.head"}
        with pytest.raises(Conflict):
            apart.take_name_off(desk, head, paper=done.paper, target="post:d54-edu.head", reason="ไม่เกี่ยว")

    def test_whoever_it_is_handed_to_becomes_named_the_unit_does_not(self, desk, clerk, head, member):
        done = register(desk, clerk, replace(LETTER, named=()))
        assert not head.may(Permission.LETTER_READ, done.paper)
        endorsing.propose(
            desk, clerk, paper=done.paper, to="หัวหน้าฝ่ายการศึกษา", to_post="d54-edu.head", text="เพื่อโปรดพิจารณา"
        )
        assert head.may(Permission.LETTER_READ, done.paper)
        assert head.may(Permission.LETTER_READ, done.entry)
        endorsing.order(desk, head, paper=done.paper, text="ดำเนินการ", assign_to=("person:u-d54-edu-officer",))
        assert member.may(Permission.LETTER_READ, done.paper)
        with pytest.raises(Invalid):
            forward(desk, clerk, paper=done.paper, to=("unit:d54-finance",))

    def test_it_is_never_circulated_and_a_draft_on_it_is_for_the_same_few(self, desk, clerk, member):
        done = register(desk, clerk, LETTER)
        with pytest.raises((Conflict, Missing)):
            publish(desk, clerk, letter=done.letter, unit=UNIT)
        draft = write_draft(desk, clerk, unit=UNIT, form=Draft(subject="ตอบข้อร้องเรียน"), parent=done.paper)
        assert not member.may(Permission.LETTER_READ, draft)
        assert clerk.may(Permission.LETTER_READ, draft)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"circular": True}, "handling"),
            ({"handling": "other"}, "handling"),
            ({"handling": ""}, "concerned"),
            ({"named": ("person:nobody",)}, "concerned"),
            ({"named": ("unit:d54",)}, "concerned"),
            ({"handling": "personal", "named": ()}, "concerned"),
            ({"handling": "personal"}, "handling"),
            ({"handling": "personal", "named": ("person:u-d54-edu-head",)}, "handling"),
        ],
    )
    def test_what_does_not_go_together_is_refused(self, desk, clerk, changes, field):
        with pytest.raises(Invalid) as refused:
            register(desk, clerk, replace(LETTER, **changes))
        assert refused.value.field == field

    def test_a_person_who_left_cannot_be_named(self, desk, clerk):
        desk.root["people"]["u-d54-edu-officer"].active = False
        with pytest.raises(Invalid) as refused:
            register(desk, clerk, replace(LETTER, named=("person:u-d54-edu-officer",)))
        assert refused.value.field == "concerned"


class TestPersonal:
    def test_registered_unopened_and_read_by_its_addressee_alone(self, desk, clerk, head, member):
        done = register(desk, clerk, ENVELOPE)
        assert done.entry.subject == apart.UNOPENED
        assert done.entry.to == head.name
        assert head.may(Permission.LETTER_READ, done.paper)
        assert not clerk.may(Permission.LETTER_READ, done.paper)
        assert {ref.tray for ref in done.paper.tasks} == {"person:u-d54-edu-head"}

    def test_to_a_post_it_is_the_holders_and_the_register_keeps_the_title(self, desk, clerk, head):
        done = register(desk, clerk, replace(ENVELOPE, named=("post:d54-edu.head",)))
        assert done.entry.to == f"หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก ({head.name})"
        assert done.paper.scopes == ("p:u-d54-edu-head",)
        apart.open_envelope(desk, head, paper=done.paper)

    @pytest.mark.parametrize("holders", [(), ("u-d54-edu-head", "u-d54-edu-officer")])
    def test_to_a_post_that_not_exactly_one_holds_it_says_who_does(self, desk, clerk, holders):
        post = add_post(desk.root, id="d54-edu.deputy", unit=UNIT, title="รองหัวหน้าฝ่าย")
        for person in holders:
            appoint(desk.root, person=person, post=post.id)
        with pytest.raises(Invalid) as refused:
            register(desk, clerk, replace(ENVELOPE, named=(f"post:{post.id}",)))
        assert refused.value.field == "concerned"
        told = refused.value.message.mapping
        assert told["post"] == "รองหัวหน้าฝ่าย"
        names = [find_person(desk.root, person).name for person in holders]
        assert told.get("names", "") == ", ".join(names)

    def test_opened_once_and_handed_back_as_an_ordinary_letter_under_its_number(
        self, office, desk, clerk, head, member
    ):
        done = register(desk, clerk, ENVELOPE)
        with pytest.raises(Missing):
            apart.open_envelope(desk, clerk, paper=done.paper)
        with pytest.raises(Conflict):
            apart.hand_back(desk, head, paper=done.paper, subject="ขอข้อมูล")
        apart.open_envelope(desk, head, paper=done.paper)
        opened = done.paper.opened_at
        apart.open_envelope(desk, head, paper=done.paper)
        assert opened is not None
        assert done.paper.opened_at == opened
        with pytest.raises(Invalid):
            apart.hand_back(desk, head, paper=done.paper, subject=" ")
        apart.hand_back(desk, head, paper=done.paper, subject="ขอข้อมูล")
        assert member.may(Permission.LETTER_READ, done.paper)
        assert done.entry.subject == done.letter.subject == "ขอข้อมูล"
        assert done.entry.amendments[-1].old == apart.UNOPENED
        assert {ref.tray for ref in done.paper.tasks} == {tasks.unit_tray(UNIT)}

    def test_handed_back_for_those_concerned_the_row_hides_it(self, desk, clerk, head, member):
        done = register(desk, clerk, ENVELOPE)
        apart.open_envelope(desk, head, paper=done.paper)
        apart.hand_back(desk, head, paper=done.paper, subject="วินัย", handling="concerned", named=("post:d54-edu.head",))
        assert head.may(Permission.LETTER_READ, done.paper)
        assert not member.may(Permission.LETTER_READ, done.paper)
        row = next(entries_in(book(desk), Span(done.entry.n, done.entry.n), member))
        assert (row.subject, row.amendments) == (NAMED_ONLY, ())


class TestUrgentWithin:
    def test_it_is_urgent_has_a_deadline_and_stands_in_the_remark(self, desk, clerk):
        form = replace(LETTER, handling="", named=(), urgent_within=at(8, 15))
        done = register(desk, clerk, form)
        assert done.letter.urgency == "urgent"
        assert done.paper.due == date(2024, 3, 8)
        assert done.entry.remark.startswith("ด่วนภายใน ๘ มี.ค. ๒๕๖๗ เวลา ๑๕.๐๐ น.")

    def test_it_lies_before_all_else_of_its_day_by_its_time(self, desk, clerk):
        plain = replace(LETTER, handling="", named=(), number="")
        late = register(desk, clerk, replace(plain, urgent_within=at(8, 16)))
        most = register_held(
            desk, clerk, unit=UNIT, form=replace(plain, urgency="most_urgent", answer_by=date(2024, 3, 8))
        )
        early = register_held(desk, clerk, unit=UNIT, form=replace(plain, urgent_within=at(8, 10)))
        wanted = [d.paper.id for d in (early, late, most)]
        lying = [t.paper for t in tasks.tray(desk.root, tasks.unit_tray(UNIT)) if t.paper in wanted]
        assert lying == wanted

    def test_a_moment_before_the_receipt_is_refused(self, desk, clerk):
        with pytest.raises(Invalid) as refused:
            register(desk, clerk, replace(LETTER, urgent_within=at(8, 8)))
        assert refused.value.field == "urgent_within"


def test_the_books_still_agree_with_the_chain(desk, clerk, head):
    done = register(desk, clerk, LETTER)
    apart.name_more(desk, clerk, paper=done.paper, to=("person:u-d54-edu-officer",), reason="ผู้สอบสวน")
    assert done.entry.named == done.paper.scopes == done.letter.scopes
