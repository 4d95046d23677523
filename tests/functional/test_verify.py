"""ตรวจสอบลายมือชื่อ over HTTP: anybody, page and API; nothing is kept, caps hold."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from saraban.circulars.content import Posting
from saraban.circulars.lists import board_of
from saraban.core.callers import networks_of
from saraban.files.service import keep
from saraban.letters.content import Letter
from saraban.letters.records import letters_of
from saraban.letters.values import Signature
from saraban.people.actor import Signing
from saraban.signatures.identity import fingerprint
from saraban.signatures.known import known_documents
from saraban.signatures.offices import PublicCheck
from saraban.signatures.validation import Checker
from saraban.ui.layout.formats import Formats
from tests.common import forging, traps
from tests.common.authority import running
from tests.common.signed_letters import letter, room_of, signed_by, trust_in
from tests.common.web import open_web

LETTER = 4711
TRAPS = traps.every()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as started:
        yield started


@pytest.fixture(scope="module")
def signed(authority):
    return signed_by(room_of(authority), "director").content


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("verify"))
    yield web
    web.office.close()


@pytest.fixture
def web(opened, authority):
    opened.office.registry.public_check = PublicCheck(Checker(trust_in(authority)), 5)
    return opened


@contextmanager
def ours(web, content, certificate="", **marks):
    """A letter of the office that was issued as this file, signed with the certificate of this SHA-256."""
    block = Signing("u-d54-edu-head", "นายสมมติ", "d54-edu.head", "หัวหน้าฝ่ายการศึกษา")
    stands = {
        "state": "sent",
        "signature": Signature(block, datetime.now(UTC), "totp", "section-28", "0" * 64, certificate),
        **marks,
    }
    with web.office.desk() as desk:
        letter = Letter(LETTER)
        letter.number, letter.dated, letter.from_unit = "กท 5404/417", date(2024, 3, 8), "d54-edu"
        letter.issued = keep(desk, io.BytesIO(content), "letter.pdf")
        for name, value in stands.items():
            setattr(letter, name, value)
        letters_of(desk.root).letters[LETTER] = letter
        known_documents(desk.root).remember(hashlib.sha256(content).hexdigest(), LETTER)
        desk.tm.commit()
    yield
    with web.office.desk() as desk:
        del letters_of(desk.root).letters[LETTER]
        desk.root["issued_files"].by_sha256.clear()
        desk.tm.commit()


@contextmanager
def replaced(web):
    """A later circular takes the place of the letter."""
    with web.office.desk() as desk:
        postings = board_of(desk.root).postings
        for key in (LETTER, LETTER + 1):
            postings[key] = Posting(key, "d54-edu", desk.now, "u-d54-edu-head")
        postings[LETTER].superseded_by = LETTER + 1
        desk.tm.commit()
    yield
    with web.office.desk() as desk:
        for key in (LETTER, LETTER + 1):
            del board_of(desk.root).postings[key]
        desk.tm.commit()


def send(web, content, language="th"):
    browser = web.browser()
    if language == "en":
        browser.set_cookie("saraban_language", "en")
    return browser.post("/verify", upload_files=[("file", "letter.pdf", content)], status="*")


def ask(web, *contents, **options):
    files = [("file", f"{n}.pdf", content) for n, content in enumerate(contents)]
    return web.browser().post("/api/v1/verify", upload_files=files, status="*", **options)


class TestPage:
    def test_anybody_is_told_in_full(self, web, signed):
        page = send(web, signed)
        assert page.status_int == 200
        told = page.html.find(id="report").get_text(" ", strip=True)
        for words in (
            "ลายมือชื่อทุกลายมือชื่อในไฟล์นี้สมบูรณ์",
            "นางสมมติ การศึกษาตัวอย่าง",
            "มาตรา ๒๖ และ ๒๘",
            "B-LTA",
            "ตามเวลาของผู้ให้บริการประทับรับรองเวลา",
            "ใช้ได้ ไม่ถูกเพิกถอน",
            "ตราประทับเวลาของทั้งไฟล์",
        ):
            assert words in told

    def test_an_altered_file(self, web, signed):
        page = send(web, forging.draw_over(signed))
        assert "มีสิ่งที่เพิ่มหลังลงนามซึ่งเปลี่ยนแปลงเอกสาร" in page.text
        assert "มาตรา ๒๖" not in page.text

    @pytest.mark.parametrize("content", TRAPS.values(), ids=TRAPS)
    def test_a_trap_is_refused_in_plain_words(self, web, content):
        page, answer = send(web, content), ask(web, content)
        assert (page.status_int, answer.status_int) == (422, 422)
        words = page.html.find(id="f-file-error").get_text()
        assert words.startswith(("ตรวจสอบไฟล์ไม่ได้", "ไฟล์มีลายมือชื่อมากกว่า", "ไฟล์นี้ใส่รหัสผ่าน"))
        assert ("รหัสผ่าน" in words) is (b"/Encrypt" in content)

    def test_a_changed_byte_of_what_was_signed(self, web, signed):
        changed = bytearray(signed)
        changed[len(changed) // 20] ^= 1  # within the first pages, before the signature
        page = send(web, bytes(changed))
        assert "ไฟล์ถูกแก้ไขหลังลงนาม" in page.text
        assert "เนื้อหาที่ลงนามไว้ไม่ตรงกับตอนที่ลงนามแล้ว" in page.text
        assert "ไม่มีสิ่งใดเพิ่มหลังลายมือชื่อนี้" not in page.text

    def test_bytes_behind_what_was_signed(self, web, signed):
        with ours(web, signed):
            made = forging.add_comment(signed)
            told = send(web, made).html.find(id="report").get_text(" ", strip=True)
            answer = ask(web, made).json
        assert "ไบต์ในไฟล์ที่ไม่มีลายมือชื่อหรือตราประทับเวลาครอบคลุม" in told
        assert "ลายมือชื่อทุกลายมือชื่อในไฟล์นี้สมบูรณ์ แต่ลายมือชื่อไม่ครอบคลุมทั้งไฟล์" in told
        assert "มีลายมือชื่อในไฟล์นี้ที่ไม่สมบูรณ์" not in told
        assert f"มีข้อมูล {Formats('th', date(2024, 3, 8)).count(answer['uncovered'])} ไบต์" in " ".join(told.split())
        assert (answer["outcome"], answer["signatures"][0]["changes"]) == ("problem", "uncovered")
        assert answer["uncovered"] >= len(made) - len(signed)
        assert send(web, signed).html.find(id="uncovered") is None

    def test_a_file_without_signatures(self, web):
        told = send(web, letter()).text
        assert "ไฟล์นี้ไม่มีลายมือชื่ออิเล็กทรอนิกส์" in told
        assert "สแกนคิวอาร์โค้ด" in told

    def test_what_is_no_pdf(self, web):
        page = send(web, b"nothing")
        assert page.status_int == 422
        assert "ตรวจสอบไฟล์ไม่ได้" in page.text

    def test_no_file(self, web):
        page = web.browser().post("/verify", {"file": ""}, status=422)
        assert "เลือกไฟล์" in page.text

    def test_a_letter_of_ours_tells_its_number(self, web, signed):
        with ours(web, signed):
            told = send(web, signed).html.find(id="report").get_text(" ", strip=True)
        for words in ("กท ๕๔๐๔/๔๑๗", "๘ มี.ค. ๒๕๖๗", "ฝ่ายการศึกษา สำนักงานเขตหนองจอก", "และยังมีผลอยู่"):
            assert words in told

    def test_a_letter_of_ours_tells_the_post_that_signed_it(self, web, authority, signed):
        with ours(web, signed, fingerprint(authority.certificate("director"))):
            assert "หัวหน้าฝ่ายการศึกษา" in send(web, signed).html.find(id="report").get_text(" ", strip=True)
            (one,) = ask(web, signed).json["signatures"]
        assert (one["post"], one["state"]) == ("หัวหน้าฝ่ายการศึกษา", "valid")

    def test_a_good_certificate_of_another_than_our_record_names(self, web, authority, signed):
        with ours(web, signed, fingerprint(authority.certificate("section"))):
            assert "เป็นลายมือชื่อของผู้ที่ไม่มีหน้าที่ลงนามหนังสือนี้" in send(web, signed).text
            report = ask(web, signed).json
        assert (report["outcome"], report["signatures"][0]["state"]) == ("problem", "wrong-person")

    def test_who_signed_what_was_added_elsewhere_has_no_post_of_ours(self, web, authority, signed):
        grown = signed_by(room_of(authority), "note1", signed).content
        with ours(web, signed, fingerprint(authority.certificate("director"))):
            first, added = ask(web, grown).json["signatures"]
        assert (first["post"], added["post"], added["state"]) == ("หัวหน้าฝ่ายการศึกษา", "", "valid")

    def test_a_void_one_says_so(self, web, signed):
        with ours(web, signed, state="void"):
            assert "และได้ยกเลิกแล้ว" in send(web, signed).text

    def test_one_that_a_later_circular_replaced_says_so(self, web, signed):
        with ours(web, signed), replaced(web):
            assert "มีหนังสือฉบับใหม่แทนแล้ว" in send(web, signed).text
            register = ask(web, signed).json["register"]
            assert (register["state"], register["later"]) == ("superseded", "")

    def test_one_that_grew_by_a_further_signature_is_known(self, web, authority, signed):
        grown = signed_by(room_of(authority), "note1", signed).content
        with ours(web, signed):
            assert "กท ๕๔๐๔/๔๑๗" in send(web, grown).text

    def test_one_that_was_tampered_with_is_not(self, web, signed):
        with ours(web, signed):
            assert send(web, signed).html.find(id="not-ours") is None
            page = send(web, forging.draw_over(signed))
        assert "กท ๕๔๐๔/๔๑๗" not in page.text
        assert "ทะเบียนของหน่วยงานไม่มีข้อมูล" in page.html.find(id="not-ours").get_text()

    @pytest.mark.parametrize("marks", [{"handling": "concerned"}, {"secrecy": "secret"}, {"signature": None}])
    def test_nothing_is_told_of_what_is_not_open(self, web, signed, marks):
        with ours(web, signed, **marks):
            assert "กท ๕๔๐๔/๔๑๗" not in send(web, signed).text

    def test_the_words_of_a_strangers_file_stay_words(self, web, authority):
        mark = b"<script>alert(1)</script>"
        content = signed_by(room_of(authority), "director", field=mark.decode().replace("/", "")).content
        assert mark not in send(web, content).body


class TestApi:
    def test_without_a_token(self, web, signed):
        answer = ask(web, signed)
        assert answer.status_int == 200
        told = answer.json
        assert (told["outcome"], told["pages"], told["register"]) == ("valid", 2, None)
        assert told["signatures"][0]["section"] == "26-28"
        assert told["signatures"][0]["clock"] == "stamper"

    @pytest.mark.parametrize("contents", [(), (b"a", b"b")])
    def test_not_one_file(self, web, contents):
        answer = ask(web, *contents)
        assert answer.status_int in (415, 422)

    def test_json_instead_of_a_form(self, web):
        answer = web.browser().post("/api/v1/verify", "{}", content_type="application/json", status=422)
        assert answer.json["field"] == "file"

    def test_a_file_that_is_too_large(self, web):
        web.office.registry.public_check.checker.most_bytes = 1000
        assert ask(web, letter()).status_int == 413

    def test_too_many_from_one_address(self, web):
        now = [0.0]
        check = web.office.registry.public_check
        check.now = lambda: now[0]
        check.a_minute = 2
        assert [ask(web, b"nothing").status_int for _n in range(3)] == [422, 422, 429]
        other = web.browser(REMOTE_ADDR="192.0.2.1")
        files = [("file", "a.pdf", b"nothing")]
        assert other.post("/api/v1/verify", upload_files=files, status="*").status_int == 422
        now[0] = 61.0
        assert ask(web, b"nothing").status_int == 422

    def test_behind_a_trusted_proxy_the_caller_counts_and_elsewhere_what_he_says_counts_for_nothing(
        self, web, monkeypatch
    ):
        web.office.registry.public_check.a_minute = 1

        def ask_from(peer, forwarded):
            other = web.browser(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
            files = [("file", "a.pdf", b"nothing")]
            pages = ("/api/v1/verify", "/verify")
            return other.post(pages[len(peer) % 2], upload_files=files, status="*").status_int

        for n in (0, 1):  # a stranger who says another address each time
            assert ask_from("192.0.2.30", f"203.0.113.{n}") == (429 if n else 422)
        trusting = replace(web.office.registry.saraban, trusted_proxies=networks_of("10.0.0.0/30"))
        monkeypatch.setattr(web.office.registry, "saraban", trusting)
        assert ask_from("192.0.2.30", "203.0.113.7") == 429
        for n, lie in enumerate(("", "203.0.113.1, ", "203.0.113.2, ")):
            assert ask_from("10.0.0.1", f"{lie}192.0.2.41") == (429 if n else 422)
        assert ask_from("10.0.0.1", "192.0.2.42, 10.0.0.2") == 422

    def test_nothing_is_kept(self, web, signed):
        with web.office.desk() as desk:
            before = desk.root._p_jar.db().lastTransaction()
        ask(web, signed)
        send(web, signed)
        with web.office.desk() as desk:
            assert desk.root._p_jar.db().lastTransaction() == before

    def test_the_document_says_that_it_is_open(self, web):
        told = json.loads(web.browser().get("/api/v1/openapi.json").text)["paths"]["/verify"]["post"]
        assert told["security"] == []
        assert list(told["requestBody"]["content"]) == ["application/json", "multipart/form-data"]
