"""The vault: who reads classified letters, who does not, and that nothing of them stands anywhere else."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from saraban.audit.service import trail_of
from saraban.auth.accounts import begin_enrolment, confirm_enrolment, create_account, hand_out_password
from saraban.auth.errors import OtpNotEnrolled, StepUpNeeded
from saraban.classification.levels import SecrecyNotTaken
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.files.service import keep_apart
from saraban.letters import records
from saraban.people.service import grant_role
from saraban.registers.service import find_book
from saraban.search.service import catch_up
from saraban.vault import checking, door, ledger
from saraban.vault.content import SecretEntry
from tests.common.office import open_office
from tests.common.site import pyotp

CANARY = "กระดังงาลนไฟ"
REGISTRAR, DIRECTOR, HEAD, CLERK = "u-d54-secret", "u-d54-dir", "u-d54-adm-head", "u-d54-clerk"
OTHER, ADMIN, AUDITOR = "u-opssec-secret", "u-d54-admin", "u-auditor"
ORDER = "คำสั่งที่ ๑/๒๕๖๗"
FORM = door.SecretIncoming(level="secret", subject=CANARY, number="ตย 1/ล 7", body=f"ข้อความ {CANARY}", sheets="๑ ชุด")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    built = open_office(tmp_path_factory.mktemp("vault"))
    with built.desk() as desk:
        for person in (REGISTRAR, DIRECTOR, HEAD, CLERK, OTHER, ADMIN, AUDITOR):
            create_account(desk, person)
            secret, _uri = begin_enrolment(desk, person)
            code = pyotp.TOTP(secret).at(built.clock.now())
            confirm_enrolment(desk, person, code)
        for unit, person, level, by, head in (
            ("d54", REGISTRAR, "secret", REGISTRAR, DIRECTOR),
            ("d54", DIRECTOR, "secret", REGISTRAR, DIRECTOR),
            ("d54", HEAD, "confidential", REGISTRAR, DIRECTOR),
            ("ops-sec", OTHER, "secret", OTHER, "u-opssec"),
        ):
            confirmer = built.actor(desk, head, "acting" if head == "u-opssec" else "")
            made = door.record_clearance(
                desk, built.actor(desk, by), unit=unit, person=person, level=level, instrument=ORDER
            )
            door.confirm_clearance(desk, confirmer, made.key)
        desk.tm.commit()
    yield built
    built.close()


@pytest.fixture
def now(office):
    return office.clock.now()


@pytest.fixture
def paper(desk, who, now):
    return door.register_secret(desk, who(REGISTRAR), unit="d54", form=FORM, proved_at=now)


def keep(desk):
    desk.tm.commit()
    desk.tm.begin()


class TestReading:
    def test_the_registrar_is_named_by_the_act(self, desk, who, now, paper):
        found, words = door.open_paper(desk, who(REGISTRAR), paper.key, now)
        assert (found.n, found.control, words["subject"]) == (paper.n, paper.control, CANARY)
        assert [r.event for r in door.openings(desk.root, found)] == ["opened"]

    @pytest.mark.parametrize("person", [DIRECTOR, HEAD, CLERK, ADMIN, AUDITOR, OTHER])
    def test_nobody_else_reads(self, desk, who, now, paper, person):
        keep(desk)
        before = len(list(ledger.records(desk.root, "d54/reads")))
        with pytest.raises(Missing) as refused:
            door.open_paper(desk, who(person), paper.key, now)
        with pytest.raises(Missing) as nothing:
            door.open_paper(desk, who(person), "0000000000001", now)
        assert refused.value.message == nothing.value.message
        desk.tm.abort()
        desk.tm.begin()
        leaves = list(ledger.records(desk.root, "d54/reads"))
        assert len(leaves) == before + 1
        assert (leaves[-1].event, leaves[-1].person) == ("refused", person)

    def test_named_without_the_level_reads_nothing(self, desk, who, now, paper):
        with pytest.raises(Invalid):
            door.name(desk, who(REGISTRAR), paper.key, persons=[HEAD], why="เพื่อทราบ", proved_at=now)

    def test_a_name_is_lost_with_the_clearance(self, desk, who, now, paper):
        door.name(desk, who(REGISTRAR), paper.key, persons=[DIRECTOR], why="เพื่อสั่งการ", proved_at=now)
        keep(desk)
        assert door.open_paper(desk, who(DIRECTOR), paper.key, now)
        mine = next(c for c in door.clearances_of(desk.root, who(DIRECTOR), "d54") if c.person == DIRECTOR)
        door.end_clearance(desk, who(REGISTRAR), mine.key, why="ย้าย")
        assert door.readable(desk, who(DIRECTOR)) == []
        assert not desk.tm.abort()

    def test_a_code_that_is_not_fresh(self, desk, who, now, paper):
        for proved_at in (None, now - timedelta(minutes=16)):
            with pytest.raises(StepUpNeeded):
                door.open_paper(desk, who(REGISTRAR), paper.key, proved_at)

    def test_a_phone_taken_away_puts_the_clearance_to_sleep(self, office, desk, who, now, paper):
        keep(desk)
        office.clock.real += timedelta(seconds=1)
        hand_out_password(desk, REGISTRAR, reset_otp=True, by=ADMIN)
        with pytest.raises(Missing):
            door.open_paper(desk, who(REGISTRAR), paper.key, now)
        desk.tm.abort()

    def test_who_has_no_phone_is_asked_for_one(self, desk, now):
        with pytest.raises(OtpNotEnrolled):
            door.require_fresh(desk, "u-sch-1-head", now)


class TestClearances:
    def test_nobody_confirms_what_he_recorded(self, desk, who):
        made = door.record_clearance(
            desk, who(DIRECTOR), unit="d54", person=CLERK, level="confidential", instrument=ORDER
        )
        with pytest.raises(NotAllowed):
            door.confirm_clearance(desk, who(DIRECTOR), made.key)
        assert not door.is_cleared(desk.root, CLERK, "confidential", desk.today)

    def test_an_administrator_neither_records_nor_confirms(self, desk, who):
        with pytest.raises(Missing):
            door.record_clearance(desk, who(ADMIN), unit="d54", person=ADMIN, level="secret", instrument=ORDER)

    def test_an_administrator_who_takes_the_role_opens_nothing(self, desk, who, now, paper):
        grant_role(desk.root, unit="d54", role="secret_registrar", post="d54.administrator")
        assert door.registries(desk, who(ADMIN)) == []
        assert door.readable(desk, who(ADMIN)) == []
        with pytest.raises(Missing):
            door.read_book(desk, who(ADMIN), unit="d54", series="receive", year=2567, proved_at=now)

    def test_top_secret_and_open_are_no_levels(self, desk, who):
        for level in ("top_secret", "ลับที่สุด", "open", "x"):
            with pytest.raises(Invalid):
                door.record_clearance(desk, who(REGISTRAR), unit="d54", person=CLERK, level=level, instrument=ORDER)


class TestWork:
    def test_top_secret_is_refused_with_nothing_stored(self, desk, who, now):
        before = len(desk.root["vault"].letters)
        form = door.SecretIncoming(level="ลับที่สุด", subject="เรื่อง")
        with pytest.raises(SecrecyNotTaken):
            door.register_secret(desk, who(REGISTRAR), unit="d54", form=form, proved_at=now)
        assert len(desk.root["vault"].letters) == before

    def test_notes_copies_and_the_end(self, desk, who, now, paper):
        door.name(desk, who(REGISTRAR), paper.key, persons=[DIRECTOR], why="เพื่อสั่งการ", proved_at=now)
        key = paper.key
        door.note(desk, who(REGISTRAR), key, act="propose", words="เพื่อโปรดพิจารณา", proved_at=now)
        with pytest.raises(NotAllowed):
            door.note(desk, who(REGISTRAR), key, act="order", words="ดำเนินการ", proved_at=now)
        door.note(desk, who(DIRECTOR), key, act="order", words="ดำเนินการ", proved_at=now)
        door.record_copies(desk, who(REGISTRAR), key, count=2, why="ผู้อำนวยการ", proved_at=now)
        door.close(desk, who(REGISTRAR), key, result="ดำเนินการแล้ว", proved_at=now)
        with pytest.raises(Conflict):
            door.note(desk, who(DIRECTOR), key, act="acknowledge", words="", proved_at=now)
        assert (paper.state, len(paper.notes), paper.copies[0].number) == ("closed", 2, 2)

    def test_it_goes_to_the_other_secret_registrar_by_name(self, desk, who, now, paper):
        keep(desk)
        (sent,) = door.send(desk, who(REGISTRAR), paper.key, to=[f"ops-sec:{OTHER}"], proved_at=now)
        keep(desk)
        assert door.waiting_for(desk, who(OTHER)) == [sent]
        with pytest.raises(Missing):
            door.register_delivery(desk, who(DIRECTOR), sent.key, proved_at=now)
        there = door.register_delivery(desk, who(OTHER), sent.key, proved_at=now)
        keep(desk)
        assert there.unit == "ops-sec"
        assert door.open_paper(desk, who(OTHER), there.key, now)[1]["subject"] == CANARY
        with pytest.raises(Missing):
            door.open_paper(desk, who(OTHER), paper.key, now)
        with pytest.raises(Conflict):
            door.send(desk, who(REGISTRAR), paper.key, to=[f"ops-sec:{OTHER}"], proved_at=now)

    def test_the_level_ends_and_the_letter_enters_the_ordinary_book(self, desk, who, now):
        def bring():
            return (keep_apart(desk, BytesIO(b"%PDF-1.4\nstartxref\n0\n%%EOF\n"), "a.pdf"),)

        form = door.SecretIncoming(level="confidential", subject="เรื่องที่จะเปิด", number="ตย 9/ล 9")
        made = door.register_secret(desk, who(REGISTRAR), unit="d54", form=form, proved_at=now, bring=bring)
        keep(desk)
        key, change = made.key, {"instrument": ORDER, "why": "หมดเหตุ", "proved_at": now}
        with pytest.raises(Conflict):
            door.enter_openly(desk, who(REGISTRAR), key, proved_at=now)
        with pytest.raises(SecrecyNotTaken):
            door.change_level(desk, who(REGISTRAR), key, level="top_secret", **change)
        door.change_level(desk, who(REGISTRAR), key, level="open", **change)
        door.name(desk, who(REGISTRAR), key, persons=[CLERK], why="ลงทะเบียนปกติ", proved_at=now)
        keep(desk)
        entered = door.enter_openly(desk, who(CLERK), key, proved_at=now)
        letter = records.letter_by_id(desk.root, entered.letter)
        assert (letter.subject, letter.secrecy, len(letter.files)) == ("เรื่องที่จะเปิด", "open", 1)

    def test_a_book_shows_words_only_to_who_is_named(self, desk, who, now, paper):
        rows = door.read_book(desk, who(REGISTRAR), unit="d54", series="receive", year=2567, proved_at=now)
        assert rows[-1].words["subject"] == CANARY
        key = paper.key
        door.name(desk, who(REGISTRAR), key, persons=[DIRECTOR], why="รับช่วง", proved_at=now)
        door.unname(desk, who(DIRECTOR), key, person=REGISTRAR, why="พ้นหน้าที่", proved_at=now)
        rows = door.read_book(desk, who(REGISTRAR), unit="d54", series="control", year=2567, proved_at=now)
        assert rows[-1].words is None

    def test_it_is_found_by_the_named_only(self, desk, who, now, paper):
        assert paper in door.find(desk, who(REGISTRAR), CANARY, now)
        assert paper in door.find(desk, who(REGISTRAR), "ตย ๑/ล ๗", now)
        assert paper not in door.find(desk, who(DIRECTOR), CANARY, now)

    def test_the_second_press_does_nothing(self, desk, who):
        done = []
        for _press in range(2):
            assert door.once(desk, REGISTRAR, "abc", lambda: str(done.append(1))) == "None"
        assert done == [1]


class TestNoTrace:
    def test_nothing_stands_anywhere_else(self, office, desk, who, now):
        catch_up(desk, office.registry)
        chains = {k: c.head.count for k, c in trail_of(desk.root).chains.items()}
        counts = (len(desk.root["letters"].letters), len(desk.root["files"].stored), len(desk.root["tasks"].trays))
        book = find_book(desk.root, "d54", "receive", 2567)
        last = book.last if book else 0
        made = door.register_secret(desk, who(REGISTRAR), unit="d54", form=FORM, proved_at=now)
        keep(desk)
        door.open_paper(desk, who(REGISTRAR), made.key, now)
        keep(desk)
        assert {k: c.head.count for k, c in trail_of(desk.root).chains.items()} == chains
        assert counts == (
            len(desk.root["letters"].letters), len(desk.root["files"].stored), len(desk.root["tasks"].trays),
        )  # fmt: skip
        assert (book.last if book else 0) == last
        assert catch_up(desk, office.registry).done == 0
        with pytest.raises(Missing):
            records.read_letter(desk.root, who(REGISTRAR), made.key)
        with pytest.raises(Missing):
            records.read_paper(desk.root, who(REGISTRAR), made.key)
        for leaf in ledger.records(desk.root, "d54"):
            assert CANARY not in str(leaf)

    def test_a_changed_row_is_found(self, desk, paper):
        keep(desk)
        assert checking.check(desk.root) == []
        book = desk.root["vault"].books[f"d54|receive|{paper.year}"]
        entry = book.entries[paper.n]
        assert isinstance(entry, SecretEntry)
        entry.level = "open"
        assert [p.slug for p in checking.check(desk.root)] == ["row-changed"]
        assert CANARY not in str(checking.check(desk.root))
