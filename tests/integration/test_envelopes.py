"""Letters for few on their way: another unit's registry takes them in as envelopes, those named there read them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, forwarding, receiving, sending, waiting
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.delivery_book import open_delivery_book
from saraban.files.service import check_in
from saraban.letters import apart, drafting, on_paper
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.registers.concealing import NAMED_ONLY
from saraban.scripts.check_references import check_references
from saraban.scripts.check_trays import check_trays
from tests.common.office import at, open_office
from tests.common.sample_files import pdf
from tests.matrix.stage import Approval

UNIT, THERE = "d54-edu", "d54-finance"
SECRET = "ร้องเรียนการเบิกจ่ายของครู"
LETTER = Incoming(
    subject=SECRET,
    number="กท ๐๔๐๑/๗๘",
    dated=date(2024, 3, 6),
    from_text="ผู้ร้องเรียนสมมติ",
    handling="concerned",
    named=("post:d54-edu.head",),
    confirm=("duplicate",),
)
HEAD_THERE = "post:d54-finance.head"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("office"))
    office.clock.office = at(8, 9, 1)
    yield office
    office.close()


@pytest.fixture
def clerk(who):
    return who("u-d54-edu-clerk")


@pytest.fixture
def there(who):
    return who("u-d54-finance-clerk")


@pytest.fixture
def reader(who):
    return who("u-d54-finance-head")


@pytest.fixture
def paper(desk, clerk):
    return kept(desk, register_incoming(desk, clerk, unit=UNIT, form=LETTER).paper)


@pytest.fixture
def envelope(desk, clerk, paper):
    to = (f"unit:{THERE}",)
    return kept(desk, forwarding.forward(desk, clerk, paper=paper, to=to, named=(HEAD_THERE,), text="เรื่องเงิน")[0])


def kept(desk, thing):
    """Commit, and go on with the same thing."""
    desk.tm.commit()
    desk.tm.begin()
    return thing


def letter_of(desk, delivery):
    return desk.root["letters"].letters[delivery.letter]


def answer(desk, who, paper):
    """A letter written on its strength, signed; goes to finance."""
    head = who("u-d54-edu-head")
    form = drafting.Draft(subject="ส่งเรื่องร้องเรียน", to_text="หัวหน้าฝ่ายการคลัง", addressees=(f"unit:{THERE}",))
    letter = kept(desk, drafting.write_draft(desk, head, unit=UNIT, form=form, parent=paper))
    return kept(desk, drafting.sign(desk, head, letter=letter, proof=Approval(head.person), typed_name=head.name))


class TestSending:
    def test_somebody_is_named_in_every_unit(self, desk, clerk, paper):
        with pytest.raises(Invalid) as refused:
            forwarding.forward(desk, clerk, paper=paper, to=(f"unit:{THERE}",))
        assert refused.value.field == "concerned"
        with pytest.raises(Invalid):
            both = (f"unit:{THERE}", "unit:d54-works")
            forwarding.forward(desk, clerk, paper=paper, to=both, named=(HEAD_THERE,))

    @pytest.mark.parametrize("named", ["post:d54-works.head", "person:u-d54-works-head", "person:nobody", "unit:d54"])
    def test_who_works_elsewhere_or_nowhere_is_not_named_there(self, desk, clerk, paper, named):
        with pytest.raises(Invalid) as refused:
            forwarding.forward(desk, clerk, paper=paper, to=(f"unit:{THERE}",), named=(HEAD_THERE, named))
        assert refused.value.field == "concerned"

    def test_the_registry_of_an_agency_takes_in_what_is_for_one_of_its_sections(self, desk, clerk, paper):
        named = ("person:u-d54-works-head",)
        sent = forwarding.forward(desk, clerk, paper=paper, to=("unit:d54",), named=named)
        assert sent[0].named == ("p:u-d54-works-head",)

    def test_nobody_is_named_on_an_ordinary_letter(self, desk, clerk):
        plain = register_incoming(desk, clerk, unit=UNIT, form=replace(LETTER, handling="", named=(), number="")).paper
        with pytest.raises(Invalid):
            forwarding.forward(desk, clerk, paper=plain, to=(f"unit:{THERE}",), named=(HEAD_THERE,))

    def test_an_unopened_envelope_to_one_person_goes_to_no_unit(self, desk, who, clerk):
        form = Incoming(subject="", from_text="ป.ป.ช.", handling="personal", named=("person:u-d54-edu-head",))
        paper = register_incoming(desk, clerk, unit=UNIT, form=form).paper
        with pytest.raises(Invalid):
            forwarding.forward(desk, clerk, paper=paper, to=(f"unit:{THERE}",), named=(HEAD_THERE,))

    def test_until_it_is_registered_nobody_there_reads_it(self, desk, envelope, reader, there):
        letter = letter_of(desk, envelope)
        assert not reader.may(Permission.LETTER_READ, letter)
        assert not there.may(Permission.LETTER_READ, letter)
        assert there.may(Permission.LETTER_READ, envelope)

    def test_colleagues_of_the_sender_do_not_learn_where_it_went(self, desk, envelope, who):
        officer = who("u-d54-edu-officer")
        assert not officer.may(Permission.LETTER_READ, envelope)
        row = open_delivery_book(desk, officer, unit=UNIT, since=desk.today, until=desk.today)[-1]
        shown = (row.from_, row.to, row.unit, row.receiver, row.subject, row.key, row.letter)
        assert shown == (*[NAMED_ONLY] * 3, "", NAMED_ONLY, "", "")


class TestTakingIn:
    def test_the_registrar_sees_the_envelope_and_not_its_words(self, desk, envelope, there):
        seen = envelopes.seen_by(desk.root, there, envelope)
        assert (seen.number, seen.dated, seen.from_text) == (LETTER.number, LETTER.dated, "ฝ่ายการศึกษา")
        assert (seen.subject, seen.body, seen.files, seen.references) == (NAMED_ONLY, "", (), ())
        assert "หัวหน้าฝ่ายการคลัง" in seen.to_text
        assert envelopes.seen_by(desk.root, there, envelope) is not letter_of(desk, envelope)

    def test_registered_it_is_its_readers_with_a_number_of_the_unit(self, desk, envelope, there, reader, who):
        done = kept(desk, receiving.register_delivery(desk, there, delivery=envelope))
        assert reader.may(Permission.LETTER_READ, done.paper)
        assert reader.may(Permission.LETTER_READ, done.letter)
        assert not there.may(Permission.LETTER_READ, done.paper)
        assert not there.may(Permission.LETTER_READ, done.entry)
        assert {ref.tray for ref in done.paper.tasks} == {HEAD_THERE}
        assert not reader.may(Permission.LETTER_READ, desk.root["letters"].papers[envelope.from_paper])
        assert who("u-d54-edu-head").may(Permission.LETTER_READ, done.letter)
        assert not who("u-d54-edu-head").may(Permission.LETTER_READ, done.paper)
        assert not list(check_trays(desk.root))
        assert not list(check_references(desk.root))

    def test_each_side_names_for_itself(self, desk, envelope, there, reader, who, clerk):
        done = kept(desk, receiving.register_delivery(desk, there, delivery=envelope))
        apart.name_more(desk, reader, paper=done.paper, to=("person:u-d54-finance-clerk",), reason="ผู้ช่วย")
        assert there.may(Permission.LETTER_READ, done.letter)
        assert who("u-d54-edu-head").may(Permission.LETTER_READ, done.letter)
        sender = desk.root["letters"].papers[envelope.from_paper]
        assert not there.may(Permission.LETTER_READ, sender)
        apart.take_name_off(desk, clerk, paper=sender, target="post:d54-edu.head", reason="ไม่เกี่ยว")
        assert not who("u-d54-edu-head").may(Permission.LETTER_READ, done.letter)
        assert reader.may(Permission.LETTER_READ, done.letter)

    def test_it_lies_with_somebody_who_is_still_at_work_or_goes_back(self, desk, envelope, there):
        desk.root["people"].posts["d54-finance.head"].active = False
        with pytest.raises(Conflict) as refused:
            receiving.register_delivery_held(desk, there, delivery=envelope)
        assert refused.value.slug == "nobody-named"

    def test_returned_unregistered_it_lies_with_who_sent_it(self, desk, envelope, there, reader, clerk):
        receiving.return_delivery(desk, there, delivery=envelope, reason="ไม่ใช่ของหน่วยนี้")
        sender = desk.root["letters"].papers[envelope.from_paper]
        assert {ref.tray for ref in sender.tasks} == {"person:u-d54-edu-clerk"}
        assert not reader.may(Permission.LETTER_READ, letter_of(desk, envelope))
        assert not list(check_trays(desk.root))

    def test_returned_by_its_reader_it_is_his_no_more(self, desk, envelope, there, reader, clerk, who):
        done = kept(desk, receiving.register_delivery(desk, there, delivery=envelope))
        apart.name_more(desk, reader, paper=done.paper, to=("person:u-d54-finance-clerk",), reason="ส่งคืน")
        receiving.return_paper(desk, there, paper=done.paper, reason="ส่งผิดหน่วย")
        assert not reader.may(Permission.LETTER_READ, done.letter)
        assert clerk.may(Permission.LETTER_READ, done.letter)

    def test_a_voided_receipt_is_an_envelope_again(self, desk, envelope, there, reader):
        done = kept(desk, receiving.register_delivery(desk, there, delivery=envelope))
        apart.name_more(desk, reader, paper=done.paper, to=("person:u-d54-finance-clerk",), reason="ลงผิดเล่ม")
        desk.tm.commit()
        void_receipt(desk, there, paper=done.paper, reason="ลงผิดเล่ม")
        assert not reader.may(Permission.LETTER_READ, done.letter)
        desk.tm.commit()
        assert envelope in waiting.incoming(desk.root, THERE)
        again = receiving.register_delivery(desk, there, delivery=envelope)
        assert again.entry.n > done.entry.n
        assert reader.may(Permission.LETTER_READ, again.letter)

    def test_pulled_back_nothing_is_left(self, desk, envelope, clerk, there):
        sending.pull_back(desk, clerk, delivery=envelope)
        assert envelope not in waiting.incoming(desk.root, THERE)
        with pytest.raises((Conflict, Missing)):
            receiving.register_delivery(desk, there, delivery=envelope)


class TestWrittenHere:
    def test_a_signed_letter_for_few_goes_out_with_its_readers(self, desk, who, paper, there, reader):
        letter, head = answer(desk, who, paper), who("u-d54-edu-head")
        with pytest.raises(Invalid):
            sending.send(desk, head, letter=letter)
        sent = kept(desk, sending.send(desk, head, letter=letter, named=(HEAD_THERE,))[0])
        assert letter.state == "sent"
        done = receiving.register_delivery(desk, there, delivery=sent)
        assert reader.may(Permission.LETTER_READ, letter)
        assert not there.may(Permission.LETTER_READ, letter)
        assert head.may(Permission.LETTER_READ, letter)
        assert not who("u-d54-edu-officer").may(Permission.LETTER_READ, letter)
        apart.name_more(desk, reader, paper=done.paper, to=("person:u-d54-finance-clerk",), reason="ผู้ช่วย")
        apart.take_name_off(desk, reader, paper=done.paper, target="person:u-d54-finance-clerk", reason="เสร็จแล้ว")
        assert head.may(Permission.LETTER_READ, letter)

    def test_returned_it_lies_with_who_keeps_the_matter_and_goes_again(self, desk, who, paper, there, clerk):
        letter, head = answer(desk, who, paper), who("u-d54-edu-head")
        sent = kept(desk, sending.send(desk, head, letter=letter, named=(HEAD_THERE,))[0])
        receiving.return_delivery(desk, there, delivery=sent, reason="ขอให้ระบุผู้รับใหม่")
        assert sent.task.tray == "person:u-d54-edu-clerk"
        again = sending.send_again(
            desk, head, letter=letter, addressees=(f"unit:{THERE}",), named=("person:u-d54-finance-head",)
        )
        assert again[0].named == ("p:u-d54-finance-head",)
        assert sent.task is None


class TestNotesOnPaper:
    @pytest.fixture
    def scan(self, desk):
        return check_in(io.BytesIO(pdf(1)), "เกษียน.pdf", directory=desk.var / "arrivals", person="u-d54-edu-clerk")

    def note(self, person="u-d54-edu-head", post="d54-edu.head"):
        return on_paper.OnPaper(
            "order",
            "สอบข้อเท็จจริง",
            assign_to=("person:u-d54-edu-officer",),
            person=person,
            post=post,
            written_on=date(2024, 3, 8),
        )

    def test_the_writers_are_those_named(self, desk, clerk, paper):
        writers = on_paper.writers_of(desk, clerk, paper, desk.today)
        assert [w.key for w in writers] == ["u-d54-edu-head d54-edu.head"]
        assert not on_paper.writers_of(desk, clerk, paper, desk.today, "propose")[1:]

    def test_a_person_named_writes_in_his_post(self, desk, clerk):
        form = replace(LETTER, named=("person:u-d54-edu-head",))
        paper = register_incoming(desk, clerk, unit=UNIT, form=form).paper
        assert [w.person for w in on_paper.writers_of(desk, clerk, paper, desk.today, "order")] == ["u-d54-edu-head"]

    def test_a_registrar_who_is_named_records_for_the_holder(self, desk, clerk, paper, scan, who):
        made = on_paper.record_on_paper(desk, clerk, paper=paper, form=self.note(), scan=scan)
        assert (made.signing.person, made.recorded.person, made.is_electronic) == (
            "u-d54-edu-head",
            clerk.person,
            False,
        )
        assert who("u-d54-edu-officer").may(Permission.LETTER_READ, paper)

    def test_nobody_writes_on_it_who_is_not_named(self, desk, clerk, scan):
        paper = register_incoming(
            desk, clerk, unit=UNIT, form=replace(LETTER, named=("person:u-d54-edu-officer",))
        ).paper
        assert on_paper.writers_of(desk, clerk, paper, desk.today, "order") == []
        with pytest.raises(Invalid) as refused:
            on_paper.record_on_paper(desk, clerk, paper=paper, form=self.note(), scan=scan)
        assert refused.value.field == "writer"
