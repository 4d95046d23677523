"""ลงนามและออกหนังสือ: held, set, confirmed; whatever fails between leaves the draft as it was and loses no number."""

import hashlib
from dataclasses import replace

import pytest
from ZEO.Exceptions import ClientDisconnected

from saraban.core.errors import Conflict
from saraban.documents.read_back import SheetDiffers, bare, read_pages
from saraban.exchange.sending import send
from saraban.kinds import service as kinds
from saraban.letters import records
from saraban.letters.drafting import recall_draft, void_letter
from saraban.registers.content import EntryRef
from saraban.registers.service import book_key, find, reserve, use_reserved, void
from saraban.signatures import issuing as module
from saraban.signatures.known import known_documents
from saraban.signatures.unfinished import bring_back_by_hand, bring_back_stuck
from saraban.thai.digits import to_thai
from tests.common.issuing_world import HEAD, OFFICER, UNIT, open_signing_office
from tests.common.office import at

ADMIN = "u-bma-admin"
NAME = "นางสมมติ การศึกษาตัวอย่าง"


class Cut(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("issuing"))
    office.sign(office.draft())  # the book has a number already
    yield office
    office.web.office.close()


@pytest.fixture
def letter(office):
    return office.draft()


@pytest.fixture(autouse=True)
def whole(office):
    yield
    assert office.problems() == []


def fail(monkeypatch, step, error):
    """Let a step fail: ``set_letter`` (after begin), ``_confirm`` (after the document was made)."""

    def failing(*_given):
        raise error

    monkeypatch.setattr(module, step, failing)


def words(pdf):
    return "".join(page.text for page in read_pages(pdf))


class TestIssued:
    def test_numbered_dated_and_kept_as_pdf(self, office, letter):
        last = max(office.entries(), default=0)
        office.sign(letter)
        now = office.look(letter)
        assert (now["state"], now["signing"], now["held"]) == ("signed", None, None)
        assert now["entry"] == (UNIT, "send", 2567, last + 1)
        assert (now["number"], now["dated"]) == (f"กท 5407/{last + 1}", at(13).date())
        text = words(now["pdf"])
        for part in (f"กท ๕๔๐๗/{to_thai(str(last + 1))}", "๑๓ มีนาคม ๒๕๖๗", now["body"], f"({NAME})"):
            assert bare(part) in text
        assert text.count(bare(NAME)) == 2  # typed for the signature (ข้อ 26), and in the block
        issued = now["issued"]
        assert (issued.sha256, issued.sha512) == (
            hashlib.sha256(now["pdf"]).hexdigest(),
            hashlib.sha512(now["pdf"]).hexdigest(),
        )
        signature = now["signature"]
        assert (signature.level, signature.method, signature.block.post) == ("section-9", "totp", "d54-edu.head")

    def test_whoever_checks_that_pdf_is_told_that_it_is_ours(self, office, letter):
        office.sign(letter)
        found = office.look(letter)
        with office.web.office.desk() as desk:
            known = known_documents(desk.root).find(hashlib.sha256(found["pdf"]).hexdigest())
        assert (known.number, known.state) == (found["number"], "issued")

    def test_the_receivers_get_that_pdf(self, office, letter):
        office.sign(letter)
        with office.web.office.desk() as desk:
            there = records.letter_by_id(desk.root, letter)
            send(desk, office.web.office.actor(desk, "u-d54-edu-clerk"), letter=there)
            assert there.scopes == ("u:d54-edu", "c:central", "u:d54")
            receiver = office.web.office.actor(desk, "u-d54-clerk")
            assert records.read_letter(desk.root, receiver, there.key).issued.sha256 == there.issued.sha256

    def test_a_reserved_number_with_its_own_date(self, office, letter):
        with office.web.office.desk() as desk:
            clerk = office.web.office.actor(desk, "u-d54-edu-clerk")
            desk.hold([book_key(UNIT, "send", 2567)])
            entry = reserve(desk, clerk, unit=UNIT, series="send", who="ฝ่าย", why="รอ", until=desk.today)
            n = entry.n
            desk.tm.commit()
        office.web.office.clock.office = at(14)
        office.sign(letter, reserved=n)
        office.web.office.clock.office = at(13)
        now = office.look(letter)
        assert (now["entry"][3], now["dated"]) == (n, at(13).date())

    def test_a_kind_without_a_book(self, office):
        letter = office.draft(kind="news", addressees=())
        office.sign(letter)
        now = office.look(letter)
        assert (now["state"], now["number"], now["dated"]) == ("signed", "", at(13).date())
        assert now["pdf"].startswith(b"%PDF")

    def test_the_same_request_acts_once(self, office, letter):
        office.sign(letter, request="r1")
        before = office.look(letter)
        office.sign(letter, request="r1", code="000000")
        assert office.look(letter)["issued"].sha256 == before["issued"].sha256
        assert office.refused(letter, request="r2").slug == "wrong-state"


class TestApproval:
    def test_one_code_for_exactly_these_words(self, office, letter):
        seen = "0" * 64
        assert office.refused(letter, seen=seen).slug == "changed-meanwhile"

    @pytest.mark.parametrize(("given", "slug"), [({"code": "000000"}, "otp-refused"), ({"name": "คนอื่น"}, "invalid")])
    def test_refused_before_anything_is_reserved(self, office, letter, given, slug):
        before = office.entries()
        assert office.refused(letter, **given).slug == slug
        assert office.entries() == before
        assert (office.look(letter)["state"], office.look(letter)["held"]) == ("proposed", None)

    def test_a_code_signs_once(self, office, letter):
        code, other = office.web.code(HEAD), office.draft(2)
        office.sign(letter, code=code)
        assert office.refused(other, code=code).slug == "otp-refused"
        assert office.look(other)["held"] is None

    def test_who_may_not_sign_reserves_nothing(self, office, letter):
        before = office.entries()
        assert office.refused(letter, person=OFFICER, code="000000").slug == "not-allowed"
        assert office.entries() == before


class TestFailures:
    """Between begin and confirm: the draft as it was, the number held, the next try takes it with its date."""

    @pytest.mark.parametrize("step", ["set_letter", "_confirm"])
    @pytest.mark.parametrize("error", [SheetDiffers("x"), RuntimeError("x")])
    def test_brought_back_and_signed_with_the_same_number(self, office, letter, monkeypatch, step, error):
        last = max(office.entries(), default=0)
        with monkeypatch.context() as broken:
            fail(broken, step, error)
            with pytest.raises(type(error)):
                office.sign(letter)
        now = office.look(letter)
        assert (now["state"], now["number"], now["dated"], now["issued"]) == ("proposed", "", None, None)
        assert (now["held"].number, now["held"].dated) == (f"กท 5407/{last + 1}", at(13).date())
        assert now["steps"][-1].verb == "bring_back"
        assert office.entries()[last + 1] == "reserved"
        office.web.office.clock.office = at(15)
        office.sign(letter)
        office.web.office.clock.office = at(13)
        now = office.look(letter)
        assert (now["state"], now["entry"][3], now["dated"]) == ("signed", last + 1, at(13).date())
        assert max(office.entries()) == last + 1

    @pytest.mark.parametrize("error", [Cut(), ClientDisconnected("the store is away for a moment")])
    @pytest.mark.parametrize("step", ["set_letter", "_confirm"])
    def test_cut_off_and_gone_on_with_by_the_same_request(self, office, letter, monkeypatch, step, error):
        code = office.web.code(HEAD)
        with monkeypatch.context() as broken:
            fail(broken, step, error)
            with pytest.raises(type(error)):
                office.sign(letter, request="again", code=code)
        held = office.look(letter)["held"]
        assert office.look(letter)["state"] == "signing"
        office.sign(letter, request="again", code=code)
        now = office.look(letter)
        assert (now["state"], now["number"]) == ("signed", held.number)

    @pytest.mark.parametrize("step", ["set_letter", "_confirm"])
    def test_cut_off_too_long_ago_to_be_gone_on_with(self, office, letter, monkeypatch, step):
        code = office.web.code(HEAD)
        with monkeypatch.context() as broken:
            fail(broken, step, Cut())
            with pytest.raises(Cut):
                office.sign(letter, request="late", code=code)
        held = office.look(letter)["held"]
        office.web.office.clock.office = at(13, 9, 6)
        try:
            assert office.refused(letter, request="late", code=code).slug == "signing-too-old"
            now = office.look(letter)
            assert (now["state"], now["signing"], now["held"]) == ("proposed", None, held)
            office.sign(letter, request="late")
        finally:
            office.web.office.clock.office = at(13, 9, 0)
        assert office.look(letter)["number"] == held.number

    def test_failing_again_and_again_on_a_day_is_one_line_of_its_history(self, office, letter, monkeypatch):
        before = office.look(letter)["steps"]
        with monkeypatch.context() as broken:
            fail(broken, "set_letter", SheetDiffers("x"))
            for _n in range(3):
                office.refused(letter)
            office.web.office.clock.office = at(13, 10, 0)
            office.refused(letter)
            steps = office.look(letter)["steps"]
            assert (len(steps), steps[-1].verb, steps[-1].at) == (len(before) + 1, "bring_back", at(13, 10, 0))
            office.web.office.clock.office = at(14)
            office.refused(letter)
        office.web.office.clock.office = at(13)
        assert len(office.look(letter)["steps"]) == len(before) + 2

    def test_cut_off_and_signed_anew(self, office, letter, monkeypatch):
        with monkeypatch.context() as broken:
            fail(broken, "set_letter", Cut())
            with pytest.raises(Cut):
                office.sign(letter)
        held = office.look(letter)["held"]
        assert office.refused(letter, code="000000").slug == "otp-refused"
        assert office.look(letter)["state"] == "signing"
        office.sign(letter)
        assert office.look(letter)["number"] == held.number

    def test_the_worker_brings_back_what_was_cut_off(self, office, letter, monkeypatch):
        with monkeypatch.context() as broken:
            fail(broken, "set_letter", Cut())
            with pytest.raises(Cut):
                office.sign(letter)
        with office.web.office.desk() as desk:
            assert bring_back_stuck(desk, 300) == 0
        office.web.office.clock.office = at(13, 9, 6)
        with office.web.office.desk() as desk:
            assert bring_back_stuck(desk, 300) == 1
        office.web.office.clock.office = at(13, 9, 0)
        now = office.look(letter)
        assert (now["state"], now["steps"][-1].name, now["held"].number) == ("proposed", "ระบบ", now["steps"][-1].text)

    def test_what_is_being_signed_is_left_alone(self, office, letter, monkeypatch):
        told = []

        def slow(sheet):
            with office.web.office.desk() as desk:
                office.web.office.clock.office = at(13, 10)
                told.append(bring_back_stuck(desk, 300))
                office.web.office.clock.office = at(13, 9)
            return set_letter(sheet)

        set_letter = module.set_letter
        monkeypatch.setattr(module, "set_letter", slow)
        office.sign(letter)
        assert (told, office.look(letter)["state"]) == ([0], "signed")

    def test_nobody_brings_it_back_by_hand_meanwhile(self, office, letter, monkeypatch):
        told = []

        def slow(sheet):
            with office.web.office.desk() as desk:
                found = records.letter_by_id(desk.root, letter)
                with pytest.raises(Conflict) as refused:
                    bring_back_by_hand(desk, office.web.office.actor(desk, HEAD), letter=found)
                told.append((refused.value.slug, refused.value.status, found.state))
            return set_letter(sheet)

        set_letter = module.set_letter
        monkeypatch.setattr(module, "set_letter", slow)
        office.sign(letter)
        assert (told, office.look(letter)["state"]) == ([("signing-now", 409, "signing")], "signed")

    def test_nothing_else_is_done_to_it_meanwhile(self, office, letter, monkeypatch):
        def meddling(sheet):
            with office.web.office.desk() as desk:
                officer, found = office.web.office.actor(desk, OFFICER), records.letter_by_id(desk.root, letter)
                with pytest.raises(Conflict):
                    recall_draft(desk, officer, letter=found)
                with pytest.raises(Conflict):
                    void_letter(desk, office.web.office.actor(desk, HEAD), letter=found, reason="x")
            return set_letter(sheet)

        set_letter = module.set_letter
        monkeypatch.setattr(module, "set_letter", meddling)
        office.sign(letter)
        assert office.look(letter)["state"] == "signed"

    def test_an_acting_grant_that_ended_meanwhile(self, office, letter, monkeypatch):
        def ended(root, actor, day):
            return replace(as_now(root, actor, day), signing=replace(actor.signing, post_title="อื่น"))

        as_now = module.as_now
        with monkeypatch.context() as changed:
            changed.setattr(module, "as_now", ended)
            assert office.refused(letter).slug == "changed-meanwhile"
        assert office.look(letter)["state"] == "proposed"


class TestHeld:
    @pytest.fixture
    def held(self, office, letter, monkeypatch):
        with monkeypatch.context() as broken:
            fail(broken, "set_letter", SheetDiffers("x"))
            office.refused(letter)
        return office.look(letter)["held"]

    def test_nobody_else_takes_it(self, office, held):
        other = office.draft(3)
        assert office.refused(other, reserved=held.entry[3]).slug == "held-for-letter"
        with office.web.office.desk() as desk:
            clerk = office.web.office.actor(desk, "u-d54-edu-clerk")
            desk.hold([book_key(*held.entry[:3])])
            with pytest.raises(Conflict):
                use_reserved(desk, clerk, EntryRef(*held.entry), subject="อื่น")

    def test_void_with_the_letter(self, office, letter, held):
        with office.web.office.desk() as desk:
            found = records.letter_by_id(desk.root, letter)
            void_letter(desk, office.web.office.actor(desk, OFFICER), letter=found, reason="ไม่ใช้แล้ว")
            desk.tm.commit()
            entry = find(desk.root, *held.entry)
            assert (entry.state, entry.void_reason) == ("void", "ไม่ใช้แล้ว")
            assert found.held is None

    def test_given_up_by_the_registrar_the_letter_takes_another(self, office, letter, held):
        with office.web.office.desk() as desk:
            clerk = office.web.office.actor(desk, "u-d54-edu-clerk")
            desk.hold([book_key(*held.entry[:3])])
            void(desk, clerk, EntryRef(*held.entry), "ไม่ลงนามวันนี้")
            desk.tm.commit()
        office.sign(letter)
        assert office.look(letter)["entry"][3] > held.entry[3]

    def test_the_same_words_keep_number_and_date_on_another_day(self, office, letter, held):
        office.web.office.clock.office = at(14)
        office.sign(letter)
        office.web.office.clock.office = at(13)
        now = office.look(letter)
        assert (now["entry"], now["dated"]) == (held.entry, at(13).date())

    def test_of_a_year_that_closed_it_becomes_void(self, office, letter, held):
        office.web.office.clock.office = at(3, month=1, year=2025)
        office.sign(letter)
        office.web.office.clock.office = at(13)
        now = office.look(letter)
        assert now["entry"][2:] == (2568, 1)
        with office.web.office.desk() as desk:
            assert find(desk.root, *held.entry).state == "void"

    def test_other_words_on_another_day_do_not(self, office, letter, held):
        with office.web.office.desk() as desk:
            found = records.letter_by_id(desk.root, letter)
            found.subject = "ขอเลื่อนการประชุม"
            desk.tm.commit()
        office.web.office.clock.office = at(14)
        office.sign(letter)
        office.web.office.clock.office = at(13)
        now = office.look(letter)
        assert (now["entry"][3] > held.entry[3], now["dated"]) == (True, at(14).date())
        with office.web.office.desk() as desk:
            assert find(desk.root, *held.entry).state == "void"


def test_a_kind_may_demand_more_than_a_typed_name(office):
    with office.web.office.desk() as desk:
        data = kinds.table_of(kinds.version(desk.root, 1))
        next(k for k in data["kinds"] if k["key"] == "order")["level"] = "section-26"
        boss = office.web.office.actor(desk, ADMIN)
        kinds.change_kinds(desk, boss, data=data, since=desk.today, why="ใบรับรองพร้อมแล้ว")
        desk.tm.commit()
    order = office.draft(kind="order", addressees=())
    before = office.entries()
    assert office.refused(order).slug == "level-too-weak"
    assert office.entries() == before
