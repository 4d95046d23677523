"""ไม่ใช้สคริปต์ (without scripts): the day's work with JavaScript switched off."""

from __future__ import annotations

import pytest

from tests.common.hands import Hands, fill
from tests.common.letters_on_paper import paper_letter
from tests.common.places import CLERK, DIRECTOR, HEAD

SUBJECT = "ขอความอนุเคราะห์สถานที่จัดงานวันสงกรานต์"
LETTER = paper_letter("หนังสือภายนอก", (("ที่", "วธ ๐๑๐๑/๗๗๗"), ("เรื่อง", SUBJECT)), "ขอใช้ลานหน้าสำนักงาน")


@pytest.fixture(scope="module")
def person(desks, site):
    return lambda name: Hands(desks(name, scripts=False), site, name)


@pytest.fixture(scope="module")
def received(person):
    """A letter registered by the form: its receive number and the key of its paper."""
    clerk = person(CLERK)
    clerk.go("/receive/d54")
    clerk.page.set_input_files("#f-files", {"name": "777.pdf", "mimeType": "application/pdf", "buffer": LETTER})
    fields = {"number": "วธ ๐๑๐๑/๗๗๗", "dated": "๘ มี.ค. ๖๗", "from_text": "สำนักงานวัฒนธรรม", "subject": SUBJECT}
    fill(clerk.page.locator("#receive"), **fields)
    clerk.press("#receive .btn-primary")
    return clerk.text(".big-number"), clerk.key()


class TestSigningIn:
    def test_by_name_password_and_code(self, person):
        clerk = person(CLERK)
        clerk.go("/")
        assert clerk.page.url.endswith("/in-tray")

    def test_out_again(self, person):
        clerk = person("u-d54-edu-officer")
        clerk.go("/in-tray")
        clerk.page.click(".menu.user > summary")
        clerk.press('form[action="/sign-out"] button')
        clerk.go("/in-tray")
        assert "/sign-in" in clerk.page.url


class TestReceiving:
    def test_the_number_is_shown(self, received):
        number, _paper = received
        assert number.isdigit()

    def test_a_mistake_loses_nothing(self, person):
        clerk = person(CLERK)
        clerk.go("/receive/d54")
        fill(clerk.page.locator("#receive"), number="วธ ๑", from_text="ผู้ส่ง", body="ข้อความยาว")
        clerk.press("#receive .btn-primary")
        assert clerk.page.locator("#f-subject.is-invalid, .field.wrong #f-subject").count() == 1
        assert clerk.page.input_value("#f-body") == "ข้อความยาว"
        assert clerk.page.input_value("[name=from_text]") == "ผู้ส่ง"

    def test_a_time_in_the_place_of_a_day_is_put_where_it_belongs(self, person):
        clerk = person(CLERK)
        clerk.go("/receive/d54")
        fill(clerk.page.locator("#receive"), subject="ตราประทับ", received_date="09.01")
        clerk.press("#receive .btn-primary")
        assert clerk.page.input_value("[name=received_time]") in {"09.01", "๐๙.๐๑"}
        assert clerk.page.input_value("[name=received_date]") == ""

    def test_the_sheet_is_an_image(self, person, received):
        clerk = person(CLERK)
        clerk.go(f"/p/{received[1]}")
        source = clerk.page.locator(".sheet-page").first.get_attribute("src")
        answer = clerk.page.request.get(source)
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/png"


class TestGoingOn:
    def test_proposed_ordered_and_sent_on(self, person, received):
        _number, paper = received
        person(HEAD).endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดพิจารณา", text="เห็นควรมอบฝ่ายเทศกิจ")
        person(DIRECTOR).endorse(paper, "order", text="อนุญาต", assign_to=["unit:d54-inspect"])
        clerk = person(CLERK)
        clerk.go(f"/p/{paper}/forward")
        fill(clerk.page.locator("#act"), to_units=["unit:d54-inspect"])
        clerk.press("#act .btn-primary")
        assert "ฝ่ายเทศกิจ" in clerk.text(".timeline.chain")
        other = person("u-d54-inspect-clerk")
        other.go("/in-tray")
        other.page.locator(".arrivals .tray-row", has_text=SUBJECT).locator(".btn-outline-primary").click()
        other.page.wait_for_load_state()
        other.go(other.find_by_button("วธ ๐๑๐๑/๗๗๗")[0])
        assert "ฝ่ายเทศกิจ" in other.text(".stamp")


class TestSearching:
    def test_by_number_and_by_words(self, person, received):
        clerk = person(CLERK)
        assert any(received[1] in address for address in clerk.find_by_button("วธ0101/777"))
        assert any(received[1] in address for address in clerk.find_by_button("อนุเคราะห์ สงกรานต์"))

    def test_narrowed_down_by_a_link_and_a_day(self, person, received):
        clerk = person(CLERK)
        clerk.go("/search?q=ประชุม")
        clerk.press(".facets a:not([aria-current])")
        assert clerk.page.locator(".chosen li").count() == 1
        clerk.page.fill("#from", "1 ม.ค. 2567")
        clerk.press(".search-line .btn-primary")
        assert clerk.page.locator(".chosen li").count() == 2
        assert clerk.page.locator(".hit").count()


class TestNumbers:
    def test_issued_reserved_and_found_in_the_book(self, person):
        clerk = person(CLERK)
        clerk.go("/numbers/d54-admin?series=order")
        subject = "แต่งตั้งคณะกรรมการจัดงานวันสงกรานต์"
        clerk.page.fill("main textarea[name=subject]", subject)
        clerk.press("main form button[type=submit]")
        clerk.go("/registers/d54-admin/order/2567")
        assert clerk.page.locator(".book tr", has_text=subject).count() == 1

    def test_the_book_jumps_to_a_number(self, person):
        clerk = person(CLERK)
        clerk.go("/registers/d54/receive/2567")
        clerk.page.fill("#jump", "๓๓๐๐")
        clerk.press(".book-tools form .btn")
        assert "๓๓๐๐" in clerk.text("tr.found")
