"""โรงเรียนตอบหนังสือ (a school's answer), at a desk and on a phone: taken in, ordered, answered; another reminded."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from saraban.scripts.office_answers import asking
from tests.browser.conftest import picture
from tests.browser.looking import Looking
from tests.common.hands import Hands, fill

LATE, ASKED = (row["subject"] for row in asking())
EDUCATION = "นางสมมติ การศึกษาตัวอย่าง"
TITLE = "โรงเรียนตัวอย่างที่ {} สำนักงานเขตหนองจอก"
REMINDER = "เตือนการตอบหนังสือ"


@pytest.fixture(scope="module", params=[("๑", False), ("๓", True)], ids=["desk", "phone"])
def told(request, desks, site):
    """The story of one school, told once at each width."""
    digit, phone = request.param
    told = SimpleNamespace(school=str("๐๑๒๓".index(digit)), title=TITLE.format(digit), phone=phone)
    told.person = lambda name: Hands(desks(name, phone=phone), site, name)
    told.look = Looking(site.address)
    for step in (receive, order, answer, see, remind, be_reminded):
        step(told)
    return told


def receive(told):
    clerk = told.person(f"u-sch-{told.school}-clerk")
    clerk.go("/in-tray")
    row = clerk.page.locator(".arrivals .tray-row", has_text=ASKED)
    told.waiting = row.inner_text()
    told.look.at(clerk.page, "tray with what is to be answered")
    with clerk.page.expect_navigation():
        row.locator("button", has_text="ลงทะเบียนรับ").click()
    clerk.page.wait_for_selector(".big-number")
    told.paper = clerk.key()
    clerk.endorse(told.paper, "propose", to="ผู้อำนวยการสถานศึกษา", verb="เพื่อโปรดพิจารณา")


def order(told):
    head = told.person(f"u-sch-{told.school}")
    head.go("/in-tray")
    told.head_row = head.page.locator(".tray-row", has_text=ASKED).inner_text()
    told.look.at(head.page, "tray of the school's head")
    head.endorse(told.paper, "order", text="จัดทำรายชื่อและตอบ", assign_to=[f"post:d54-sch-{told.school}.registrar"])


def answer(told):
    clerk = told.person(f"u-sch-{told.school}-clerk")
    clerk.go("/in-tray")
    link = clerk.page.locator(".tray-row", has_text=ASKED).locator("a", has_text="ตอบหนังสือ").first
    with clerk.page.expect_navigation():
        link.click()
    page = clerk.page
    told.filled = {name: page.input_value(f"#f-{name}") for name in ("subject", "to_text", "references")}
    told.to = page.locator("[name=addressees]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    told.look.at(page, "answer half written")
    picture(page, "answer-draft")
    fill(page.locator("#draft"), body="โรงเรียนขอส่งรายชื่อครู ๒ คน มาพร้อมหนังสือนี้")
    clerk.press("#draft .btn-primary")
    key = clerk.key()
    clerk.go(f"/l/{key}/propose")
    clerk.page.check(f'[name=to_post][value="d54-sch-{told.school}.head"]')
    clerk.press("#act .btn-primary")
    head = told.person(f"u-sch-{told.school}")
    head.go("/in-tray")
    told.number = head.sign(key, f"นางสมมติ โรงเรียนที่{'๐๑๒๓'[int(told.school)]}")
    clerk.go(f"/l/{key}/signed")
    clerk.send()
    told.answer = key


def see(told):
    clerk = told.person("u-d54-edu-clerk")
    clerk.go("/answers")
    told.look.at(clerk.page, "letters that wait for answers")
    told.asked_row = clerk.page.locator(".tray-row", has_text=ASKED).inner_text()
    with clerk.page.expect_navigation():
        clerk.page.click(f'.tray-row a:has-text("{ASKED}")')
    row = clerk.page.locator("#awaited .tray-row", has_text=told.title)
    told.state = row.inner_text()
    told.leads_to = row.locator("a").last.get_attribute("href")
    told.look.at(clerk.page, "who has answered")
    picture(clerk.page, "answers")


def remind(told):
    head = told.person("u-d54-edu-head")
    head.go("/answers")
    with head.page.expect_navigation():
        head.page.click(f'.tray-row a:has-text("{LATE}")')
    told.late_rows = head.page.locator("#awaited .tray-row", has_text="เกินกำหนด").count()
    head.page.locator("#awaited .tray-row", has_text=TITLE.format("๒")).locator("input[type=checkbox]").check()
    head.press("#awaited .btn-primary")
    told.reminder_sheet = head.text(".folio")
    told.look.at(head.page, "reminder to be signed")
    picture(head.page, "reminder")
    key = head.key()
    head.sign(key, EDUCATION)
    head.send()
    head.go("/answers")
    with head.page.expect_navigation():
        head.page.click(f'.tray-row a:has-text("{LATE}")')
    told.reminded = head.page.locator("#awaited .tray-row", has_text=TITLE.format("๒")).inner_text()


def be_reminded(told):
    clerk = told.person("u-sch-2-clerk")
    clerk.go("/in-tray")
    told.arrival = clerk.page.locator(".arrivals .tray-row", has_text=REMINDER).last.inner_text()
    told.task = clerk.page.locator("#tray .tray-row", has_text="ถูกเตือนให้ตอบ").inner_text()
    told.look.at(clerk.page, "tray of a reminded school")
    picture(clerk.page, "reminded-tray")
    with clerk.page.expect_navigation():
        clerk.page.locator(".arrivals .tray-row", has_text=REMINDER).last.locator('a[href^="/p/"]').click()
    told.tied_to = clerk.text("h1")
    told.look.at(clerk.page, "letter that waits for an answer")


class TestSchool:
    def test_it_is_told_by_when_to_answer(self, told):
        assert "ต้องตอบภายใน ๑๔ มี.ค. ๒๕๖๗" in told.waiting
        assert "ต้องตอบภายใน" in told.head_row

    def test_the_answer_is_half_written(self, told):
        assert told.filled["subject"] == ASKED
        assert told.filled["to_text"] == "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก"
        assert told.filled["references"].startswith("กท 5407/799")
        assert told.to == ["unit:d54-edu"]

    def test_the_section_sees_it_answered(self, told):
        assert "ตอบแล้ว" in told.state
        assert told.leads_to == f"/l/{told.answer}"
        assert "รอตอบ" in told.asked_row


class TestAnotherSchool:
    def test_it_is_late_and_gets_one_letter(self, told):
        assert told.late_rows == 2
        assert REMINDER in told.reminder_sheet
        assert TITLE.format("๒") in told.reminder_sheet
        assert ("เตือนแล้ว ๒ ครั้ง" if told.phone else "เตือนแล้ว ๑ ครั้ง") in told.reminded

    def test_the_reminder_is_tied_to_the_letter_that_waits(self, told):
        assert "หนังสือเตือนของ หนังสือที่รอตอบ" in told.arrival
        assert LATE in told.task
        assert "เกิน ๒ วัน" in told.task
        assert LATE in told.tied_to


def test_every_page_on_the_way_is_for_everybody(told):
    assert told.look.wrong == []
    assert len(told.look.seen) == 8
