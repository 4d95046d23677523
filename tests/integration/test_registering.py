"""Registering a letter from outside: what is asked, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NeedsConfirmation
from saraban.letters import records
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from saraban.search.outbox import pending
from saraban.tasks import service as tasks
from tests.common.office import at

LETTER = Incoming(
    subject="ขอความอนุเคราะห์วิทยากร",
    number="ศธ ๐๔๐๐๑/๑๒๓",
    dated=date(2024, 3, 6),
    from_text="สำนักงานคณะกรรมการการศึกษา",
    to_text="ผู้อำนวยการเขต",
    body="ขอเชิญประชุมในวันอาทิตย์ที่ ๑๒ มี.ค. ๖๗",
    urgency="very_urgent",
    deadlines=(Deadline(date(2024, 3, 1), "ระยะที่ ๑"), Deadline(date(2024, 3, 20), "ตอบรับ")),
)
PAST = Deadline(date(2024, 3, 1), "ตอบรับ")


@pytest.fixture
def clerk(office, desk):
    return office.actor(desk, "u-d54-clerk")


def entries(desk):
    book = desk.root["registers"].books.get("d54|receive|2567")
    return len(book.entries) if book is not None else 0


class TestRegister:
    def test_gives_the_next_number_and_keeps_everything(self, desk, clerk):
        first = register_incoming(desk, clerk, unit="d54", form=LETTER)
        desk.tm.commit()
        desk.tm.begin()
        second = register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ศธ 04001/124"))
        assert second.entry.n == first.entry.n + 1
        assert (first.paper.year, first.entry.number, first.letter.number_key) == (2567, "ศธ 04001/123", "ศธ04001/123")
        assert {f"L{first.letter.key}", f"P{first.paper.key}"} <= set(pending(desk.root))

    def test_a_weekday_that_does_not_fit_is_flagged_and_kept(self, desk, clerk):
        letter = register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ก/1")).letter
        assert letter.weekday_notes == ("วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗",)
        assert "วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗" in letter.body

    def test_a_deadline_in_the_past_is_taken_and_the_next_one_is_due(self, desk, clerk):
        done = register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ก/2"))
        assert done.paper.due == date(2024, 3, 20)
        assert tasks.find(desk.root, done.paper.tasks[0]).due == date(2024, 3, 20)

    def test_an_older_receive_date_is_entered_under_todays_next_number(self, desk, clerk):
        done = register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ก/3", received_at=at(7, 16, 0)))
        assert done.entry.day == date(2024, 3, 7)

    def test_characters_that_nobody_sees_stand_in_no_field(self, desk, clerk):
        typed = replace(
            LETTER, number="ก\u200f/4", subject="\ufeffขอความ\u200bอนุเคราะห์", from_text="\u200fกรม", remark="\ufeffด่วน"
        )
        done = register_incoming(desk, clerk, unit="d54", form=typed)
        assert (done.letter.number, done.letter.subject, done.letter.from_text) == ("ก/4", "ขอความอนุเคราะห์", "กรม")
        entry = done.entry
        assert (entry.number, entry.subject, entry.from_, entry.remark) == ("ก/4", "ขอความอนุเคราะห์", "กรม", "ด่วน")

    @pytest.mark.parametrize("none", ["-", "–", "ไม่มี", " - ", "ไม่มีเลขที่"])
    def test_letters_without_a_number_are_no_duplicates(self, desk, clerk, none):
        for _once in range(2):
            done = register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number=none))
            desk.tm.commit()
            desk.tm.begin()
        assert done.entry.number == none.strip()


class TestAsks:
    def test_a_duplicate_is_shown_before_saving(self, desk, clerk):
        register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ข/1"))
        desk.tm.commit()
        desk.tm.begin()
        before = entries(desk)
        again = replace(LETTER, number="ข / ๑")
        with pytest.raises(NeedsConfirmation) as asked:
            register_incoming(desk, clerk, unit="d54", form=again)
        assert [q["slug"] for q in asked.value.questions] == ["duplicate"]
        assert entries(desk) == before
        desk.tm.abort()
        desk.tm.begin()
        done = register_incoming(desk, clerk, unit="d54", form=replace(again, confirm={"duplicate"}))
        assert entries(desk) == before + 1
        assert done.letter.number_key == "ข/1"

    def test_a_duplicate_that_may_not_be_seen_is_not_told(self, desk, clerk, office):
        register_incoming(desk, clerk, unit="d54", form=replace(LETTER, number="ข/2"))
        desk.tm.commit()
        desk.tm.begin()
        school = office.actor(desk, "u-sch-1-clerk")
        assert register_incoming(desk, school, unit="d54-sch-1", form=replace(LETTER, number="ข/2")).entry.n

    def test_a_receive_date_before_the_letters_date_needs_a_reason(self, desk, clerk):
        early = replace(LETTER, number="ค/1", received_at=at(5))
        with pytest.raises(NeedsConfirmation) as asked:
            register_incoming(desk, clerk, unit="d54", form=early)
        assert asked.value.questions[0]["slug"] == "received-before-date"
        desk.tm.abort()
        desk.tm.begin()
        with pytest.raises(NeedsConfirmation):
            register_incoming(desk, clerk, unit="d54", form=replace(early, confirm={"received-before-date"}))
        desk.tm.abort()
        desk.tm.begin()
        done = register_incoming(
            desk, clerk, unit="d54", form=replace(early, confirm={"received-before-date"}, reason="ผู้ส่งลงวันที่ล่วงหน้า")
        )
        assert "ผู้ส่งลงวันที่ล่วงหน้า" in done.entry.remark

    @pytest.mark.parametrize(
        ("change", "slug", "field"),
        [
            ({"received_at": at(5).replace(year=2023)}, "earlier-year", "received_at"),
            ({"dated": date(1981, 3, 6)}, "long-past", "dated"),
        ],
    )
    def test_a_year_that_is_a_slip_of_the_pen_is_asked_about(self, desk, clerk, change, slug, field):
        slip = replace(LETTER, **{"number": f"ง/{slug}", "dated": None, **change})
        with pytest.raises(NeedsConfirmation) as asked:
            register_incoming(desk, clerk, unit="d54", form=slip)
        assert [(q["slug"], q["field"]) for q in asked.value.questions] == [(slug, field)]
        desk.tm.abort()
        desk.tm.begin()
        done = register_incoming(desk, clerk, unit="d54", form=replace(slip, confirm={slug}))
        assert done.letter.subject == LETTER.subject

    @pytest.mark.parametrize(
        ("change", "slug", "field"),
        [
            ({"answer_by": date(2024, 3, 5)}, "answer-before-date", "answer_by"),
            ({"deadlines": (PAST,)}, "deadline-before-date", "deadlines"),
            (
                {"deadlines": (PAST, Deadline(date(2024, 3, 5), "ประชุม", "meeting"))},
                "deadline-before-date",
                "deadlines",
            ),
        ],
    )
    def test_a_deadline_before_the_letters_own_date_is_asked_about(self, desk, clerk, change, slug, field):
        before = entries(desk)
        slip = replace(LETTER, number=f"ฉ/{len(change)}{slug}", **change)
        with pytest.raises(NeedsConfirmation) as asked:
            register_incoming(desk, clerk, unit="d54", form=slip)
        assert [(q["slug"], q["field"]) for q in asked.value.questions] == [(slug, field)]
        assert entries(desk) == before
        desk.tm.abort()
        desk.tm.begin()
        done = register_incoming(desk, clerk, unit="d54", form=replace(slip, confirm={slug}))
        assert (done.letter.answer_by, done.letter.deadlines) == (slip.answer_by, slip.deadlines)

    @pytest.mark.parametrize(
        "change",
        [
            {"answer_by": LETTER.dated},
            {"dated": None, "answer_by": date(2024, 3, 1), "deadlines": (PAST,)},
            {"deadlines": (Deadline(date(2024, 3, 1), "ทุกเดือน", "monthly"),)},
            {"deadlines": (PAST, Deadline(date(2024, 4, 1), "ระยะที่ ๒"))},
        ],
    )
    def test_days_that_a_letter_may_well_name_are_no_question(self, desk, clerk, change):
        assert register_incoming(
            desk, clerk, unit="d54", form=replace(LETTER, number=f"ช/{len(str(change))}", **change)
        )

    def test_december_letters_in_january_are_no_question(self, desk, clerk):
        assert register_incoming(
            desk, clerk, unit="d54", form=replace(LETTER, number="จ/1", dated=date(2023, 12, 28))
        ).entry.n


class TestRefuses:
    @pytest.mark.parametrize(
        ("change", "field", "slug"),
        [
            ({"subject": "  "}, "subject", "invalid"),
            ({"subject": "ก" * 2001}, "subject", "invalid"),
            ({"body": "a\x00b"}, "body", "invalid"),
            ({"subject": "ก" + "\u0e48" * 200}, "subject", "invalid"),
            ({"from_text": "ก" + "\u0e49" * 200}, "from_text", "invalid"),
            ({"dated": date(2025, 1, 1)}, "dated", "invalid"),
            ({"received_at": at(9)}, "received_at", "invalid"),
            ({"urgency": "panic"}, "urgency", "invalid"),
            ({"secrecy": "top_secret"}, "secrecy", "top-secret-refused"),
            ({"secrecy": "ลับที่สุด"}, "secrecy", "top-secret-refused"),
            ({"secrecy": "confidential"}, "secrecy", "classified-not-taken"),
            ({"secrecy": "ลับมาก"}, "secrecy", "classified-not-taken"),
        ],
    )
    def test_says_which_field_and_writes_nothing(self, desk, clerk, change, field, slug):
        before = entries(desk)
        with pytest.raises(Invalid) as refused:
            register_incoming(desk, clerk, unit="d54", form=replace(LETTER, **change))
        assert (refused.value.field, refused.value.slug) == (field, slug)
        assert entries(desk) == before

    def test_who_has_no_duty_in_the_unit_finds_nothing_there(self, desk, office):
        with pytest.raises(Missing):
            register_incoming(desk, office.actor(desk, "u-d54-edu-clerk"), unit="d54", form=LETTER)

    def test_the_same_source_id_is_registered_once(self, desk, clerk):
        form = replace(LETTER, number="ง/1", source_id="old-1")
        done = register_incoming(desk, clerk, unit="d54", form=form)
        desk.tm.commit()
        desk.tm.begin()
        assert records.by_source(desk.root, "d54", "old-1").id == done.letter.id
        with pytest.raises(Conflict):
            register_incoming(desk, clerk, unit="d54", form=form)
