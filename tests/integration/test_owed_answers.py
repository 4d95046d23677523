"""Letters from outside that ask for an answer: which letter of ours gives it, what is noted by hand and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from saraban.audit import service as audit
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery, return_delivery
from saraban.exchange.sending import send, send_again, send_on_paper
from saraban.letters import owing
from saraban.letters.drafting import Draft, sign, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Reference
from saraban.thai.digits import to_arabic
from tests.common.office import at
from tests.integration.test_seed_services import TypedName

DUE = date(2024, 3, 15)
DATED = date(2024, 3, 4)
COUNT = count(77)
CLERK, HEAD = "u-d54-edu-clerk", "u-d54-edu-head"


@pytest.fixture
def desk(office):
    office.clock.office = at(8, 9, 1)
    with office.desk() as desk:
        yield desk


@pytest.fixture
def form():
    """A ministry's letter, with a number of its own."""
    return Incoming(
        subject="ขอข้อมูล", number=f"ศธ ๐๔๐๐/{next(COUNT)}", dated=DATED, from_text="กระทรวงตัวอย่าง", answer_by=DUE
    )


@pytest.fixture
def paper(desk, who, form):
    """The education section's paper of it."""
    return taken_in(desk, who, form)


def fresh(desk):
    desk.tm.commit()
    desk.tm.begin()


def taken_in(desk, who, form, unit="d54-edu", clerk=CLERK):
    made = register_incoming(desk, who(clerk), unit=unit, form=form).paper
    fresh(desk)
    return made


def written(desk, who, unit, writer, *addressees, parent=None, **words):
    form = Draft(**{"subject": "ส่งข้อมูล", "to_text": "ปลัดกระทรวงตัวอย่าง", "addressees": addressees, **words})
    letter = write_draft(desk, who(writer), unit=unit, form=form, parent=parent)
    fresh(desk)
    return sign(desk, who(writer), letter=letter, proof=TypedName(writer), typed_name=who(writer).name)


def referring(form, dated=None):
    return {"references": (Reference(to_arabic(form.number), dated),)}


def mailed(desk, who, **words):
    letter = written(desk, who, "d54-edu", HEAD, **words)
    send_on_paper(desk, who(CLERK), letter=letter, how="ไปรษณีย์")
    return letter


def owes(desk, paper):
    return owing.owes_answer(desk.root, desk.root["letters"].letters[paper.letter], paper)


def events(desk, unit="d54-edu"):
    return [leaf.event for leaf in audit.records(desk.root, unit)]


class TestByALetter:
    @pytest.mark.parametrize("dated", [None, DATED])
    def test_one_that_refers_to_the_number_and_leaves_on_paper(self, desk, who, paper, dated, form):
        letter = written(desk, who, "d54-edu", HEAD, **referring(form, dated=dated))
        assert owes(desk, paper)  # signed, and still here
        send_on_paper(desk, who(CLERK), letter=letter, how="ไปรษณีย์")
        assert not owes(desk, paper)
        noted = paper.answer
        assert (noted.how, noted.letter, noted.number, noted.person) == ("letter", letter.id, letter.number, CLERK)

    def test_a_covering_letter(self, desk, who, paper):
        mailed(desk, who, parent=paper)
        assert not owes(desk, paper)

    def test_one_to_another_office_in_the_system_until_it_comes_back(self, desk, who, paper, form):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", **referring(form))
        sent = send(desk, who(CLERK), letter=letter)
        assert not owes(desk, paper)
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent[0], reason="ไม่ครบ")
        assert owes(desk, paper)
        assert [a.how for a in paper.answers] == ["letter", "undone"]
        send_again(desk, who(CLERK), letter=letter, addressees=("unit:ops-sec",))
        assert not owes(desk, paper)

    def test_a_copy_for_information_is_none(self, desk, who, paper, form):
        words = {"kind": "external", "body": "ขอส่งข้อมูล", "copies": ("unit:ops-sec",), **referring(form)}
        letter = written(desk, who, "d54-edu", HEAD, "unit:d54-sch-1", **words)
        assert "ops-sec" in {d.to_unit for d in send(desk, who(CLERK), letter=letter)}
        assert owes(desk, paper)

    @pytest.mark.parametrize("way", ["reference", "covering"])
    def test_one_that_stays_in_the_office_is_none(self, desk, who, paper, way, form):
        words = referring(form) if way == "reference" else {"parent": paper}
        send(desk, who(CLERK), letter=written(desk, who, "d54-edu", HEAD, "unit:d54-sch-1", **words))
        assert owes(desk, paper)

    def test_one_about_something_else_is_none(self, desk, who, paper, form):
        for words in (referring(form, dated=date(2024, 3, 5)), referring(replace(form, number="ศธ 0400/1")), {}):
            mailed(desk, who, **words)
            assert owes(desk, paper)

    def test_a_section_answers_for_the_office_that_sent_it_on(self, desk, who, form):
        first = taken_in(desk, who, form, "d54", "u-d54-clerk")
        sent = forward(desk, who("u-d54-clerk"), paper=first, to=("unit:d54-edu",))
        fresh(desk)
        own = register_delivery(desk, who(CLERK), delivery=sent[0]).paper
        mailed(desk, who, **referring(form))
        assert not owes(desk, first)
        assert not owes(desk, own)
        assert "owed-letter" in events(desk, "d54")

    def test_another_office_answers_for_itself_alone(self, desk, who, paper, form):
        works = taken_in(desk, who, form, "d54-works", "u-d54-works-clerk")
        mailed(desk, who, **referring(form))
        assert not owes(desk, paper)
        assert owes(desk, works)

    def test_registered_twice_it_is_answered_once(self, desk, who, paper, form):
        again = taken_in(desk, who, replace(form, confirm=("duplicate",)))
        mailed(desk, who, **referring(form))
        assert [owes(desk, p) for p in (paper, again)] == [False, False]

    def test_of_two_senders_with_one_number_nobody_guesses(self, desk, who, paper, form):
        other = taken_in(desk, who, replace(form, from_text="กรมสมมติ", dated=date(2024, 3, 5)))
        mailed(desk, who, **referring(form))
        assert [owes(desk, p) for p in (paper, other)] == [True, True]
        mailed(desk, who, **referring(form, dated=date(2024, 3, 5)))
        assert [owes(desk, p) for p in (paper, other)] == [True, False]

    def test_of_a_letter_for_few_only_by_who_reads_it(self, desk, who, form):
        few = taken_in(desk, who, replace(form, handling="concerned", named=("person:u-d54-edu-officer",)))
        letter = written(desk, who, "d54-edu", HEAD, **referring(form))
        send_on_paper(desk, who(HEAD), letter=letter, how="ไปรษณีย์")
        assert owes(desk, few)
        mailed(desk, who, **referring(form))  # the clerk is among those concerned
        assert not owes(desk, few)

    def test_of_a_letter_for_few_it_is_owed_again_whoever_returns_the_answer(self, desk, who, form):
        few = taken_in(desk, who, replace(form, handling="concerned"))
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", **referring(form))
        sent = send(desk, who(CLERK), letter=letter)
        assert not owes(desk, few)
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent[0], reason="ไม่ครบ")
        assert owes(desk, few)

    def test_an_answer_for_few_tells_others_nothing(self, desk, who, paper, form):
        few = taken_in(desk, who, replace(form, number="เฉพาะ ๑", handling="concerned", named=(f"person:{HEAD}",)))
        letter = write_draft(
            desk, who(HEAD), unit="d54-edu", form=Draft(subject="ตอบ", to_text="ปลัด", **referring(form)), parent=few
        )
        fresh(desk)
        sign(desk, who(HEAD), letter=letter, proof=TypedName(HEAD), typed_name=who(HEAD).name)
        assert letter.handling
        send_on_paper(desk, who(HEAD), letter=letter, how="ไปรษณีย์")
        assert paper.answer.number == "เฉพาะผู้เกี่ยวข้อง"
        assert paper.answer.dated is None

    def test_it_is_owed_again_though_the_number_came_a_second_time(self, desk, who, paper, form):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", **referring(form))
        sent = send(desk, who(CLERK), letter=letter)
        fresh(desk)
        other = taken_in(desk, who, replace(form, from_text="กรมสมมติ", dated=date(2024, 3, 5)))
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent[0], reason="ไม่ครบ")
        assert [owes(desk, p) for p in (paper, other)] == [True, True]
        assert other.answers == ()

    def test_a_copy_that_came_after_the_answer_is_left_alone(self, desk, who, paper, form):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", **referring(form))
        sent = send(desk, who(CLERK), letter=letter)
        fresh(desk)
        again = taken_in(desk, who, replace(form, confirm=("duplicate",)))  # came after the answer, which cleared one
        assert letter.cleared == (paper.id,)
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent[0], reason="ไม่ครบ")
        assert owes(desk, paper)
        assert again.answers == ()

    def test_what_was_noted_by_hand_meanwhile_stays(self, desk, who, paper, form):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", **referring(form))
        sent = send(desk, who(CLERK), letter=letter)
        owing.note_by_hand(desk, who(CLERK), paper=paper, how="undone", reason="ตอบไม่ครบ")
        owing.note_by_hand(desk, who(CLERK), paper=paper, how="paper", number="ศธ ๙/๒")
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent[0], reason="ไม่ครบ")
        assert not owes(desk, paper)

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_of_two_receivers_both_have_to_return_it(self, desk, who, paper, form, order):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", "unit:d54-works", **referring(form))
        sent = {d.to_unit: d for d in send(desk, who(CLERK), letter=letter)}
        both = [("ops-sec", "u-opssec-clerk"), ("d54-works", "u-d54-works-clerk")]
        first, last = (both[i] for i in order)
        return_delivery(desk, who(first[1]), delivery=sent[first[0]], reason="ไม่ครบ")
        assert not owes(desk, paper)
        return_delivery(desk, who(last[1]), delivery=sent[last[0]], reason="ไม่ใช่เรื่องของเรา")
        assert owes(desk, paper)

    def test_a_receiver_within_the_office_keeps_nothing_answered(self, desk, who, paper, form):
        letter = written(desk, who, "d54-edu", HEAD, "unit:ops-sec", "unit:d54-sch-1", **referring(form))
        sent = {d.to_unit: d for d in send(desk, who(CLERK), letter=letter)}
        return_delivery(desk, who("u-opssec-clerk"), delivery=sent["ops-sec"], reason="ไม่ครบ")
        assert owes(desk, paper)

    def test_what_left_on_paper_too_stays_an_answer(self, desk, who, paper, form):
        letter = mailed(desk, who, **referring(form))
        copy = send_again(desk, who(CLERK), letter=letter, addressees=("unit:ops-sec",))
        return_delivery(desk, who("u-opssec-clerk"), delivery=copy[0], reason="ได้รับทางไปรษณีย์แล้ว")
        assert not owes(desk, paper)

    def test_a_cancelled_registration_owes_nothing(self, desk, who, paper, form):
        void_receipt(desk, who(CLERK), paper=paper, reason="ลงผิด")
        assert not owes(desk, paper)
        mailed(desk, who, **referring(form))
        assert paper.answers == ()


class TestByHand:
    def test_noted_undone_and_noted_again_on_record(self, desk, who, paper):
        clerk = who(CLERK)
        owing.note_by_hand(desk, clerk, paper=paper, how="paper", number="ศธ ๙/๑", dated=date(2024, 3, 7))
        assert not owes(desk, paper)
        owing.note_by_hand(desk, clerk, paper=paper, how="undone", reason="เป็นเรื่องอื่น")
        assert owes(desk, paper)
        owing.note_by_hand(desk, clerk, paper=paper, how="not_needed", reason="แจ้งทางโทรศัพท์แล้ว")
        assert not owes(desk, paper)
        assert [a.how for a in owing.answers_noted(desk.root, paper)] == ["paper", "undone", "not_needed"]
        assert events(desk)[-3:] == ["owed-paper", "owed-undone", "owed-not-needed"]

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ({"how": "paper", "number": " \u200b"}, "number"),
            ({"how": "paper", "number": "๑", "dated": date(2024, 3, 9)}, "dated"),
            ({"how": "paper", "number": "๑\x00"}, "number"),
            ({"how": "not_needed", "reason": ""}, "reason"),
            ({"how": "undone", "reason": "\u200b"}, "reason"),
            ({"how": "letter", "number": "๑"}, "how"),
            ({"how": "not_needed", "reason": "ก" * 501}, "reason"),
        ],
    )
    def test_words_are_needed(self, desk, who, paper, words, field):
        with pytest.raises(Invalid) as refused:
            owing.note_by_hand(desk, who(CLERK), paper=paper, **words)
        assert refused.value.field == field
        assert paper.answers == ()

    def test_not_twice_and_nothing_to_undo(self, desk, who, paper):
        clerk = who(CLERK)
        with pytest.raises(Conflict):
            owing.note_by_hand(desk, clerk, paper=paper, how="undone", reason="ผิด")
        owing.note_by_hand(desk, clerk, paper=paper, how="paper", number="๑")
        with pytest.raises(Conflict):
            owing.note_by_hand(desk, clerk, paper=paper, how="not_needed", reason="ไม่ต้อง")

    def test_by_those_who_close_matters_only(self, desk, who, paper):
        for name, refusal in (("u-d54-edu-officer", NotAllowed), ("u-sch-1-clerk", Missing)):
            with pytest.raises(refusal):
                owing.note_by_hand(desk, who(name), paper=paper, how="paper", number="๑")
        assert paper.answers == ()

    def test_a_section_to_which_it_was_sent_on_does_not_close_the_debt_of_the_office(self, desk, who, form):
        first = taken_in(desk, who, form, "d54", "u-d54-clerk")
        sent = forward(desk, who("u-d54-clerk"), paper=first, to=("unit:d54-edu",))
        fresh(desk)
        own = register_delivery(desk, who(CLERK), delivery=sent[0]).paper
        for how, told in (
            ("paper", {"number": "๑"}),
            ("not_needed", {"reason": "แจ้งแล้ว"}),
            ("undone", {"reason": "ผิด"}),
        ):
            with pytest.raises(NotAllowed, match="took the letter in"):
                owing.note_by_hand(desk, who(CLERK), paper=own, how=how, **told)
        assert first.answers == ()
        assert not owing.may_note(desk.root, who(CLERK), own)
        assert owing.may_note(desk.root, who("u-d54-clerk"), first)
        owing.note_by_hand(desk, who("u-d54-clerk"), paper=first, how="paper", number="๑")
        assert not owes(desk, own)

    def test_nothing_is_noted_where_no_answer_is_asked_or_the_sender_keeps_it(self, desk, who, form):
        plain = taken_in(desk, who, replace(form, number="ศธ ๑", answer_by=None))
        letter = written(desk, who, "d54-sch-1", "u-sch-1", "unit:d54-edu", answer_by=DUE)
        sent = send(desk, who("u-sch-1-clerk"), letter=letter)
        fresh(desk)
        inside = register_delivery(desk, who(CLERK), delivery=sent[0]).paper
        for one in (plain, inside):
            with pytest.raises(Conflict):
                owing.note_by_hand(desk, who(CLERK), paper=one, how="paper", number="๑")
