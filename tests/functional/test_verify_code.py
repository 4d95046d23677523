"""The code on an issued letter over HTTP: anybody who has it is told what the register says, and nothing more."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from webtest import Upload

from saraban.circulars.content import Posting
from saraban.circulars.lists import board_of
from saraban.circulars.verifying import known_file
from saraban.core.ids import id_text
from saraban.letters import records
from saraban.letters.drafting import void_letter
from saraban.letters.verifying import code_of
from saraban.signatures import issuing as module
from saraban.thai.digits import to_thai
from tests.common.issuing_world import HEAD, bytes_of, open_signing_office
from tests.common.people import Person


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("codes"))
    yield office
    office.web.office.close()


@pytest.fixture(scope="module")
def letter(office):
    letter = office.draft()
    office.sign(letter)
    return letter


def issued(office, letter):
    return bytes_of(office.look(letter)["issued"])


def void(office, letter):
    with office.web.office.desk() as desk:
        actor = office.web.office.actor(desk, HEAD)
        void_letter(desk, actor, letter=records.letter_by_id(desk.root, letter), reason="ผิด")
        desk.tm.commit()


def code(office, letter):
    with office.web.office.desk() as desk:
        return code_of(records.letter_by_id(desk.root, letter))


def test_the_qr_of_the_issued_letter_leads_there(office, monkeypatch):
    letter, seen, given = office.draft(2), [], module.set_letter
    monkeypatch.setattr(module, "set_letter", lambda sheet: seen.append(sheet.qr) or given(sheet))
    office.sign(letter)
    assert seen == [f"http://127.0.0.1:6543/verify/{code(office, letter)}"]


def test_anybody_is_told_number_day_office_and_digest(office, letter):
    now = office.look(letter)
    page = office.web.browser().get(f"/verify/{code(office, letter)}")
    told = page.html.find(id="letter").get_text(" ", strip=True)
    for words in (to_thai(now["number"]), now["from_text"], now["issued"].sha256, "๑๓ มีนาคม ๒๕๖๗"):
        assert words in told
    for line in (*now["signature"].block.lines, "๑๓ มี.ค. ๒๕๖๗", "มาตรา ๙: ลายมือชื่ออิเล็กทรอนิกส์ทั่วไป"):
        assert line in page.html.find(id="signers").get_text(" ", strip=True)
    assert now["subject"] not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.forms["verify"].action == "/verify"


@pytest.mark.parametrize("other", ["nothing", "0000000000000-0123456789abcdef", "{key}-0000000000000000", "{key}"])
def test_no_other_code_tells_anything(office, letter, other):
    page = office.web.browser().get(f"/verify/{other.format(key=id_text(letter))}", status=404)
    assert page.html.find(id="letter") is None
    assert page.html.find(id="f-file-error") is not None


def test_a_draft_has_no_code(office):
    letter = office.draft(3)
    office.web.browser().get(f"/verify/{id_text(letter)}-0123456789abcdef", status=404)


def test_a_void_letter_says_so(office):
    letter = office.draft(4)
    office.sign(letter)
    address = f"/verify/{code(office, letter)}"
    void(office, letter)
    assert "หนังสือฉบับนี้ถูกยกเลิกแล้ว" in office.web.browser().get(address).text


@pytest.fixture
def replaced(office, letter):
    """A later circular takes the place of the letter; gives it, and how its posting is changed."""
    later = office.draft(9)
    office.sign(later)

    def post(**marks):
        with office.web.office.desk() as desk:
            postings = board_of(desk.root).postings
            for key, about in ((letter, {"superseded_by": later}), (later, {"supersedes": (letter,), **marks})):
                postings[key] = Posting(key, "d54-edu", desk.now, HEAD)
                for name, value in about.items():
                    setattr(postings[key], name, value)
            desk.tm.commit()

    post()
    yield office.look(later)["number"], post
    with office.web.office.desk() as desk:
        for key in (letter, later):
            del board_of(desk.root).postings[key]
        desk.tm.commit()


class TestReplaced:
    def test_everybody_is_told_that_it_was_and_readers_by_which(self, office, letter, replaced):
        address, number = f"/verify/{code(office, letter)}", to_thai(replaced[0])
        told = office.web.browser().get(address).html.find(id="letter").get_text(" ", strip=True)
        assert "มีหนังสือฉบับใหม่แทนหนังสือฉบับนี้แล้ว" in told
        assert number not in told
        assert number in Person(office.web, HEAD).get(address).html.find(id="letter").get_text(" ", strip=True)

    def test_who_may_not_read_the_later_one_is_told_no_number(self, office, letter, replaced):
        office.web.open_account("u-d53-clerk")
        page = office.web.sign_in("u-d53-clerk").get(f"/verify/{code(office, letter)}")
        assert "มีหนังสือฉบับใหม่แทนหนังสือฉบับนี้แล้ว" in page.text
        assert to_thai(replaced[0]) not in page.text

    @pytest.mark.parametrize("marks", [{"planned": True}, {"withdrawn_at": datetime(2024, 3, 9, tzinfo=UTC)}])
    def test_not_by_one_that_is_planned_or_was_withdrawn(self, office, letter, replaced, marks):
        replaced[1](**marks)
        assert "มีหนังสือฉบับใหม่แทน" not in office.web.browser().get(f"/verify/{code(office, letter)}").text

    def test_a_file_of_it(self, office, letter, replaced):
        with office.web.office.desk() as desk:
            sha256, actor = office.look(letter)["issued"].sha256, office.web.office.actor(desk, HEAD)
            assert (known_file(desk.root, sha256).state, known_file(desk.root, sha256).later) == ("superseded", "")
            assert known_file(desk.root, sha256, actor).later == replaced[0]
            records.letter_by_id(desk.root, letter).state = "void"
            assert known_file(desk.root, sha256, actor).state == "void"
            assert known_file(desk.root, "0" * 64, actor) is None


class TestTheFileForOutsiders:
    def test_a_letter_without_an_electronic_signature_has_none(self, office, letter):
        Person(office.web, HEAD).get(f"/l/{id_text(letter)}/verify.zip", status=404)

    def test_it_holds_the_letter_and_instructions(self, office, letter):
        with office.web.office.desk() as desk:
            there = records.letter_by_id(desk.root, letter)
            there.signature = module.replace(there.signature, certificate="0" * 64)
            original = bytes_of(there.issued)
            desk.tm.commit()
        answer = Person(office.web, HEAD).get(f"/l/{id_text(letter)}/verify.zip")
        assert answer.content_type == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.body)) as opened:
            assert opened.read("letter.pdf") == original
            assert "SHA256SUMS" in opened.namelist()

    def test_a_stranger_finds_nothing(self, office, letter):
        Person(office.web, "u-d53-clerk").get(f"/l/{id_text(letter)}/verify.zip", status=404)


def test_signing_in_leads_to_the_check(office):
    assert 'href="/verify"' in office.web.browser().get("/sign-in").text


@pytest.fixture(scope="module")
def typed(office):
    """A letter that no other test changes."""
    letter = office.draft(6)
    office.sign(letter)
    return letter


class TestTyped:
    """Who signed a file of ours with a typed name is told to who brings the file, for nothing of it stands in there."""

    def checked(self, office, content):
        form = office.web.browser().get("/verify").forms["verify"]
        form["file"] = Upload("letter.pdf", content)
        return form.submit()

    def api(self, office, content):
        answer = office.web.browser().post("/api/v1/verify", upload_files=[("file", "letter.pdf", content)])
        return answer.json

    def test_name_post_time_and_strength(self, office, typed):
        now, content = office.look(typed), issued(office, typed)
        page = self.checked(office, content)
        told = page.html.find(id="report").get_text(" ", strip=True)
        for words in (*now["signature"].block.lines, "๑๓ มี.ค. ๒๕๖๗", "มาตรา ๙: ลายมือชื่ออิเล็กทรอนิกส์ทั่วไป"):
            assert words in told
        assert "ไฟล์นี้ตรงกับที่หน่วยงานนี้ออก" in told
        assert "ไม่มีลายมือชื่ออิเล็กทรอนิกส์" not in told
        (signed,) = self.api(office, content)["register"]["signed"]
        assert signed["lines"] == list(now["signature"].block.lines)
        assert datetime.fromisoformat(signed["at"]) == now["signature"].at

    def test_a_file_that_grew_is_not_as_it_was_issued(self, office, typed):
        content = issued(office, typed) + b"\n% more\n"
        told = self.checked(office, content).html.find(id="report").get_text(" ", strip=True)
        assert "ไฟล์นี้ตรงกับที่หน่วยงานนี้ออก" not in told
        assert office.look(typed)["signature"].block.lines[0] not in told
        assert not (self.api(office, content)["register"] or {}).get("signed")

    def test_a_void_one_is_as_issued_and_void(self, office):
        letter = office.draft(5)
        office.sign(letter)
        content = issued(office, letter)
        void(office, letter)
        report = self.checked(office, content).html.find(id="report")
        assert report.find(class_="note").get("class") == ["note", "warning"]
        assert "ยกเลิก" in report.get_text(" ", strip=True)
