"""Letters that ask for an answer: who still owes one, what counts as one, by hand what the system cannot know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.chain import chain_of, flat
from saraban.exchange.forwarding import forward
from saraban.exchange.receiving import register_delivery, return_delivery
from saraban.exchange.sending import pull_back, send, send_again, send_on_paper
from saraban.letters import answering, awaiting
from saraban.letters.approval import content_digest
from saraban.letters.drafting import Draft, change_draft, sign, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.reminding import reminded_by, write_reminder
from saraban.letters.values import Reference
from saraban.scripts.check_references import check_references
from saraban.tasks import service as tasks
from tests.common.office import at
from tests.integration.test_seed_services import TypedName

DUE = date(2024, 3, 15)
SCHOOLS = ("unit:d54-sch-1", "unit:d54-sch-2", "unit:d54-sch-3")


@pytest.fixture
def desk(office):
    office.clock.office = at(8, 9, 1)
    with office.desk() as desk:
        yield desk
        assert [p for p in check_references(desk.root) if p.where.startswith("awaited/")] == []  # whatever a test did


@pytest.fixture
def asking(desk, who):
    """The education section asks its three schools; gives the letter."""
    letter = signed(desk, who, "d54-edu", *SCHOOLS, subject="ขอข้อมูลนักเรียน", answer_by=DUE)
    send(desk, who("u-d54-edu-clerk"), letter=letter)
    return letter


def fresh(desk):
    desk.tm.commit()
    desk.tm.begin()


def signed(desk, who, unit, *addressees, head="", parent=None, **words):
    writer = head or ("u-d54-edu-head" if unit == "d54-edu" else f"u-{unit.removeprefix('d54-')}")
    form = Draft(**{"subject": "ส่งข้อมูล", "to_text": "หัวหน้าฝ่าย", "addressees": addressees, **words})
    draft = write_draft(desk, who(writer), unit=unit, form=form, parent=parent)
    fresh(desk)
    return sign(desk, who(writer), letter=draft, proof=TypedName(writer), typed_name=who(writer).name)


def refers(letter):
    return (Reference(letter.number),)


def received(desk, who, letter, unit):
    delivery = delivery_to(desk, letter, unit)
    fresh(desk)
    person = {"d54-sch-1": "u-sch-1-clerk", "d54-sch-2": "u-sch-2-clerk", "d54-edu": "u-d54-edu-clerk"}[unit]
    return register_delivery(desk, who(person), delivery=delivery).paper


def delivery_to(desk, letter, unit):
    found = desk.root["exchange"].deliveries.values()
    return next(d for d in found if d.letter == letter.id and d.to_unit == unit)


def of(desk, letter, unit=""):
    return next(a for a in awaiting.awaited_of(desk.root, letter.id) if a.to_unit == unit)


def states(desk, letter, day=date(2024, 3, 8)):
    return {a.to_unit: awaiting.state_of(a, day) for a in awaiting.awaited_of(desk.root, letter.id)}


def opened(desk, letter):
    return {a for found, a in awaiting.open_of(desk.root, letter.from_unit) if found == letter.id}


class TestAwaiting:
    def test_each_addressee_owes_an_answer_until_its_day(self, desk, asking):
        assert set(states(desk, asking).values()) == {"waiting"}
        assert set(states(desk, asking, DUE).values()) == {"waiting"}
        assert set(states(desk, asking, date(2024, 3, 16)).values()) == {"overdue"}

    def test_who_asks_nothing_awaits_nothing(self, desk, who):
        letter = signed(desk, who, "d54-edu", *SCHOOLS)
        send(desk, who("u-d54-edu-clerk"), letter=letter)
        assert awaiting.awaited_of(desk.root, letter.id) == []

    def test_a_day_that_has_passed_is_not_asked_for(self, desk, who):
        head = who("u-d54-edu-head")
        with pytest.raises(Invalid) as refused:
            write_draft(desk, head, unit="d54-edu", form=Draft(subject="ขอข้อมูล", answer_by=date(2024, 3, 7)))
        assert refused.value.field == "answer_by"

    def test_it_is_due_with_the_receiver(self, desk, who, asking):
        assert received(desk, who, asking, "d54-sch-1").due == DUE

    def test_what_is_signed_holds_the_day(self, desk, who):
        head, form = who("u-d54-edu-head"), Draft(subject="ขอข้อมูล", addressees=SCHOOLS, answer_by=DUE)
        letter = write_draft(desk, head, unit="d54-edu", form=form)
        fresh(desk)
        before = content_digest(letter)
        change_draft(desk, head, letter=letter, form=Draft(subject="ขอข้อมูล", addressees=SCHOOLS))
        assert content_digest(letter) != before

    def test_pulled_back_and_returned_ones_owe_nothing(self, desk, who, asking):
        pull_back(desk, who("u-d54-edu-clerk"), delivery=delivery_to(desk, asking, "d54-sch-1"))
        return_delivery(
            desk, who("u-sch-2-clerk"), delivery=delivery_to(desk, asking, "d54-sch-2"), reason="ไม่ใช่โรงเรียนนี้"
        )
        assert states(desk, asking) == {"d54-sch-1": "pulled_back", "d54-sch-2": "returned", "d54-sch-3": "waiting"}
        assert opened(desk, asking) == {of(desk, asking, "d54-sch-3").id}
        send_again(desk, who("u-d54-edu-clerk"), letter=asking, addressees=("unit:d54-sch-2",))
        assert len(opened(desk, asking)) == 2

    def test_a_cancelled_registration_still_owes_it(self, desk, who, asking):
        paper = received(desk, who, asking, "d54-sch-1")
        fresh(desk)
        void_receipt(desk, who("u-sch-1-clerk"), paper=paper, reason="ลงผิด")
        assert states(desk, asking)["d54-sch-1"] == "waiting"


class TestAnswering:
    @pytest.mark.parametrize("way", ["reference", "covering"])
    def test_a_letter_back_is_an_answer(self, desk, who, asking, way):
        paper = received(desk, who, asking, "d54-sch-1")
        words = {"references": (Reference("กท ๕๔๐๗ / " + asking.number.rpartition("/")[2]),)}
        answer = signed(
            desk, who, "d54-sch-1", "unit:d54-edu",
            **(words if way == "reference" else {"parent": paper}),
        )  # fmt: skip
        assert states(desk, asking)["d54-sch-1"] == "waiting"
        send(desk, who("u-sch-1-clerk"), letter=answer)
        assert states(desk, asking) == {"d54-sch-1": "answered", "d54-sch-2": "waiting", "d54-sch-3": "waiting"}
        found = of(desk, asking, "d54-sch-1").answer
        assert (found.how, found.letter, found.person) == ("letter", answer.id, "u-sch-1-clerk")

    def test_one_to_somebody_else_is_none(self, desk, who, asking):
        answer = signed(desk, who, "d54-sch-1", "unit:d54", references=refers(asking))
        send(desk, who("u-sch-1-clerk"), letter=answer)
        assert states(desk, asking)["d54-sch-1"] == "waiting"

    def test_one_that_refers_to_another_day_is_none(self, desk, who, asking):
        wrong = Reference(asking.number, date(2023, 3, 8))
        send(
            desk,
            who("u-sch-1-clerk"),
            letter=signed(desk, who, "d54-sch-1", "unit:d54-edu", references=(wrong,)),
        )
        assert states(desk, asking)["d54-sch-1"] == "waiting"

    def test_who_was_not_asked_answers_for_nobody(self, desk, who, asking):
        other = signed(desk, who, "d54-works", "unit:d54-edu", head="u-d54-works-head", references=refers(asking))
        send(desk, who("u-d54-works-clerk"), letter=other)
        assert set(states(desk, asking).values()) == {"waiting"}

    def test_the_section_that_it_was_sent_on_to_answers_for_the_addressee(self, desk, who):
        letter = signed(desk, who, "d54-sch-1", "unit:d54", subject="ขออนุญาต", answer_by=DUE)
        send(desk, who("u-sch-1-clerk"), letter=letter)
        fresh(desk)
        paper = register_delivery(desk, who("u-d54-clerk"), delivery=delivery_to(desk, letter, "d54")).paper
        forward(desk, who("u-d54-clerk"), paper=paper, to=("unit:d54-edu",))
        own = received(desk, who, letter, "d54-edu")
        answer = signed(desk, who, "d54-edu", "unit:d54-sch-1", parent=own)
        send(desk, who("u-d54-edu-clerk"), letter=answer)
        assert states(desk, letter) == {"d54": "answered"}

    def test_an_answer_that_comes_back_is_awaited_again(self, desk, who, asking):
        answer = signed(desk, who, "d54-sch-1", "unit:d54-edu", references=refers(asking))
        sent = send(desk, who("u-sch-1-clerk"), letter=answer)
        return_delivery(desk, who("u-d54-edu-clerk"), delivery=sent[0], reason="ไม่มีลายมือชื่อ")
        assert states(desk, asking)["d54-sch-1"] == "waiting"
        assert [a.how for a in of(desk, asking, "d54-sch-1").answers] == ["letter", "undone"]
        send_again(desk, who("u-sch-1-clerk"), letter=answer, addressees=("unit:d54-edu",))
        assert states(desk, asking)["d54-sch-1"] == "answered"


class TestOutside:
    @pytest.fixture
    def letter(self, desk, who):
        """A letter on paper to two offices outside."""
        letter = signed(desk, who, "d54-edu", to_text="สำนักงานวัฒนธรรม\nอธิบดีกรมการปกครอง", answer_by=DUE)
        send_on_paper(desk, who("u-d54-edu-clerk"), letter=letter, how="ไปรษณีย์")
        fresh(desk)
        return letter

    def reply(self, desk, who, letter, sender, unit="d54-edu", clerk="u-d54-edu-clerk"):
        form = Incoming(
            subject="ตอบ", number=f"มท {sender}/1", from_text=sender, confirm=("duplicate",),
            references=(Reference(letter.number, letter.dated),),
        )  # fmt: skip
        done = register_incoming(desk, who(clerk), unit=unit, form=form)
        fresh(desk)
        return done

    def told(self, desk, letter):
        return {a.to_text: awaiting.state_of(a, DUE) for a in awaiting.awaited_of(desk.root, letter.id)}

    def test_a_reply_taken_in_is_an_answer_of_its_sender(self, desk, who, letter):
        done = self.reply(desk, who, letter, "กรมการปกครอง")
        assert self.told(desk, letter) == {"สำนักงานวัฒนธรรม": "waiting", "อธิบดีกรมการปกครอง": "answered"}
        void_receipt(desk, who("u-d54-edu-clerk"), paper=done.paper, reason="ลงผิดเล่ม")
        assert set(self.told(desk, letter).values()) == {"waiting"}

    def test_the_registry_above_takes_it_in_too(self, desk, who, letter):
        self.reply(desk, who, letter, "สำนักงานวัฒนธรรม", unit="d54", clerk="u-d54-clerk")
        assert self.told(desk, letter)["สำนักงานวัฒนธรรม"] == "answered"

    def test_of_the_only_one_left_whatever_it_calls_itself(self, desk, who, letter):
        self.reply(desk, who, letter, "กรมอื่น")
        assert set(self.told(desk, letter).values()) == {"waiting"}
        self.reply(desk, who, letter, "กรมการปกครอง")
        self.reply(desk, who, letter, "สนง.วธ.")
        assert set(self.told(desk, letter).values()) == {"answered"}

    def test_a_registry_elsewhere_says_nothing(self, desk, who, letter):
        self.reply(desk, who, letter, "กรมการปกครอง", unit="d54-works", clerk="u-d54-works-clerk")
        assert set(self.told(desk, letter).values()) == {"waiting"}


class TestByHand:
    def test_answered_on_paper_let_off_and_undone(self, desk, who, asking):
        clerk = who("u-d54-edu-clerk")
        one, two = of(desk, asking, "d54-sch-1"), of(desk, asking, "d54-sch-2")
        answering.mark_answered(desk, clerk, awaited=[one], number="๑๒/๒๕๖๗", dated=date(2024, 3, 8))
        answering.let_off(desk, clerk, awaited=[two], reason="ไม่มีนักเรียนในระดับนี้")
        assert states(desk, asking) == {"d54-sch-1": "answered", "d54-sch-2": "not_needed", "d54-sch-3": "waiting"}
        answering.undo_answer(desk, clerk, awaited=one, reason="เป็นหนังสือเรื่องอื่น")
        assert states(desk, asking)["d54-sch-1"] == "waiting"
        assert [a.how for a in one.answers] == ["paper", "undone"]

    def test_words_are_needed(self, desk, who, asking):
        clerk, one = who("u-d54-edu-clerk"), of(desk, asking, "d54-sch-1")
        for verb, field, words in (
            (answering.mark_answered, "number", {"awaited": [one], "number": " "}),
            (answering.mark_answered, "dated", {"awaited": [one], "number": "๑", "dated": date(2024, 3, 9)}),
            (answering.mark_answered, "awaited", {"awaited": [], "number": "๑"}),
            (answering.let_off, "reason", {"awaited": [one], "reason": ""}),
            (answering.undo_answer, "reason", {"awaited": one, "reason": ""}),
        ):
            with pytest.raises(Invalid) as refused:
                verb(desk, clerk, **words)
            assert refused.value.field == field

    def test_not_twice_and_nothing_to_undo(self, desk, who, asking):
        clerk, one = who("u-d54-edu-clerk"), of(desk, asking, "d54-sch-1")
        with pytest.raises(Conflict):
            answering.undo_answer(desk, clerk, awaited=one, reason="ผิด")
        answering.let_off(desk, clerk, awaited=[one], reason="แจ้งทางโทรศัพท์")
        with pytest.raises(Conflict):
            answering.mark_answered(desk, clerk, awaited=[one], number="๑")

    def test_only_the_sender_registry_marks_and_only_the_sender_sees(self, desk, who, asking):
        one = of(desk, asking, "d54-sch-1")
        with pytest.raises(NotAllowed):
            answering.let_off(desk, who("u-d54-edu-officer"), awaited=[one], reason="ลา")
        school = who("u-sch-1-clerk")
        with pytest.raises(Missing):
            answering.read_awaited(desk.root, school, one.key)
        with pytest.raises(Missing):
            answering.let_off(desk, school, awaited=[one], reason="ส่งแล้ว")
        assert answering.awaited_from(desk.root, school, asking) == []
        with pytest.raises(Missing):
            answering.awaited_from(desk.root, who("u-d54-works-clerk"), asking)


class TestLists:
    def test_counts_are_true_and_of_what_one_may_see(self, desk, who, asking):
        clerk, day = who("u-d54-edu-clerk"), date(2024, 3, 18)
        row = next(r for r in answering.asked_letters(desk.root, clerk, "d54-edu", day) if r.letter.id == asking.id)
        assert row.counts == {"overdue": 3}
        before = answering.count_overdue(desk.root, clerk, "d54-edu", day)
        answering.let_off(desk, clerk, awaited=[of(desk, asking, "d54-sch-1")], reason="ไม่ต้องแล้ว")
        assert answering.count_overdue(desk.root, clerk, "d54-edu", day) == before - 1
        assert answering.count_overdue(desk.root, clerk, "d54-edu", DUE) == 0
        works = who("u-d54-works-clerk")
        assert answering.count_overdue(desk.root, works, "d54-edu", day) == 0
        assert answering.asked_letters(desk.root, works, "d54-edu", day) == []

    def test_all_that_asked_stay_on_the_longer_list(self, desk, who, asking):
        clerk = who("u-d54-edu-clerk")
        answering.let_off(desk, clerk, awaited=awaiting.awaited_of(desk.root, asking.id), reason="ไม่ต้องแล้ว")
        shown = {
            show
            for show in answering.SHOWN
            if asking.id in [r.letter.id for r in answering.asked_letters(desk.root, clerk, "d54-edu", DUE, show)]
        }
        assert shown == {"answered", "all"}

    def test_a_list_is_given_page_by_page_with_those_overdue_first(self, desk, who, asking):
        clerk, day = who("u-d54-edu-clerk"), DUE + timedelta(days=1)
        every = [r.letter.id for r in answering.asked_letters(desk.root, clerk, "d54-edu", day)]
        late = [r.letter.id for r in answering.asked_letters(desk.root, clerk, "d54-edu", day, "overdue")]
        waiting = [r.letter.id for r in answering.asked_letters(desk.root, clerk, "d54-edu", day, "waiting")]
        assert asking.id in late
        assert late + waiting == every
        pages = [
            r.letter.id
            for n in range(len(every))
            for r in answering.asked_letters(desk.root, clerk, "d54-edu", day, skip=n, limit=1)
        ]
        assert pages == every


def test_a_list_of_open_ones_that_is_not_true_is_found(desk, asking):
    one, two = of(desk, asking, "d54-sch-1"), of(desk, asking, "d54-sch-2")
    opened_places = awaiting.answers_of(desk.root).open
    opened_places.remove(awaiting.place_of(one))
    del awaiting.answers_of(desk.root).awaited[two.id]
    found = {p.slug for p in check_references(desk.root)}
    assert {"awaited-open", "awaited-left-over"} <= found
    desk.tm.abort()
    desk.tm.begin()


class TestReminding:
    @pytest.mark.parametrize(("name", "value"), [("secrecy", "secret"), ("scopes", ("p:u-d54-edu-head",))])
    def test_no_draft_tells_of_what_is_read_apart(self, desk, who, asking, name, value):
        setattr(asking, name, value)
        with pytest.raises(Conflict) as refused:
            write_reminder(desk, who("u-d54-edu-head"), awaited=awaiting.awaited_of(desk.root, asking.id))
        assert refused.value.slug == "read-apart"

    def test_refusals(self, desk, who, asking):
        head, clerk, one = who("u-d54-edu-head"), who("u-d54-edu-clerk"), of(desk, asking, "d54-sch-1")
        other = signed(desk, who, "d54-edu", "unit:d54-sch-1", answer_by=DUE)
        send(desk, clerk, letter=other)
        with pytest.raises(Invalid):
            write_reminder(desk, head, awaited=[])
        with pytest.raises(Invalid):
            write_reminder(desk, head, awaited=[one, of(desk, other, "d54-sch-1")])
        with pytest.raises(Missing):
            write_reminder(desk, who("u-sch-1-clerk"), awaited=[one])
        answering.let_off(desk, clerk, awaited=[one], reason="แจ้งแล้ว")
        with pytest.raises(Conflict):
            write_reminder(desk, head, awaited=[one])

    def test_one_letter_to_those_chosen_and_each_is_noted(self, office, desk, who, asking):
        paper = received(desk, who, asking, "d54-sch-2")
        office.clock.office = at(18, 9, 0)
        head = who("u-d54-edu-head")
        late = [of(desk, asking, u) for u in ("d54-sch-2", "d54-sch-3")]
        letter = write_reminder(desk, who("u-d54-edu-officer"), awaited=late)
        assert letter.subject == "เตือนการตอบหนังสือ เรื่อง ขอข้อมูลนักเรียน"
        assert [(r.number, r.dated) for r in letter.references] == [(asking.number, asking.dated)]
        assert letter.addressees == ("unit:d54-sch-2", "unit:d54-sch-3")
        assert "๑. โรงเรียนตัวอย่างที่ ๒" in letter.body
        assert letter.draft.signer_post == "d54-edu.head"
        assert [len(a.reminders) for a in late] == [0, 0]
        fresh(desk)
        sign(desk, head, letter=letter, proof=TypedName(head.person), typed_name=head.name)
        send(desk, who("u-d54-edu-clerk"), letter=letter)
        assert [[r.letter for r in a.reminders] for a in late] == [[letter.id], [letter.id]]
        assert reminded_by(desk.root, letter) == late
        found = [t for t in tasks.tray(desk.root, tasks.unit_tray("d54-sch-2")) if t.what == "reminded"]
        assert [(t.paper, t.due) for t in found] == [(paper.id, DUE)]
        assert letter in [n.letter for n in flat(chain_of(desk.root, head, asking))]
        again = write_reminder(desk, head, awaited=late[:1])
        assert "(ครั้งที่ ๒)" in again.subject
        answer = signed(desk, who, "d54-sch-2", "unit:d54-edu", references=refers(asking))
        send(desk, who("u-sch-2-clerk"), letter=answer)
        assert not [t for t in tasks.tray(desk.root, tasks.unit_tray("d54-sch-2")) if t.what == "reminded"]
