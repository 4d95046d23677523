"""ชั่วโมงของเจ้าหน้าที่สารบรรณ: letters are pasted, read, agreed to and registered by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from saraban.thai.digits import to_arabic, to_thai
from tests.browser.conftest import picture
from tests.common.letters_on_paper import paper_letter
from tests.common.office import at

#: With a number that no other story registers.
STACK = (Path(__file__).parents[1] / "common" / "memo.txt").read_text(encoding="utf-8").replace("ว ๓๒", "ว ๓๓๒")
CLERK = "u-d54-clerk"
MOST_KEYSTROKES = 6
MEMO = (
    "บันทึกข้อความ\nส่วนราชการ ฝ่ายโยธา สำนักงานเขตหนองจอก โทร. ๑๒๓๔\nที่ กท ๕๔๐๓/{n} วันที่ ๗ มีนาคม ๒๕๖๗\n"
    "เรื่อง ขอส่งรายงานครั้งที่ {n}\nเรียน ผู้อำนวยการเขตหนองจอก\n\nด้วยฝ่ายโยธาขอส่งรายงานผลการดำเนินงาน"
)
OUTSIDE = (
    "ด่วนมาก\nที่ ศธ ๐๔๐๐๑/{n}\nกระทรวงตัวอย่าง\nถนนราชดำเนิน กรุงเทพฯ ๑๐๓๐๐\n\n๖ มีนาคม ๒๕๖๗\n\n"
    "เรื่อง ขอความร่วมมือประชาสัมพันธ์ ครั้งที่ {n}\n\nเรียน ผู้อำนวยการเขตหนองจอก\n\n"
    "อ้างถึง หนังสือกระทรวงตัวอย่าง ที่ ศธ ๐๔๐๐๑/๑ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๗\n\n"
    "ด้วยกระทรวงตัวอย่างขอความร่วมมือ โปรดแจ้งผลภายในวันที่ ๒๐ มีนาคม ๒๕๖๗\n\nขอแสดงความนับถือ"
)
ORDER = (
    "คำสั่งกรุงเทพมหานคร\nที่ {n}/๒๕๖๗\nเรื่อง แต่งตั้งคณะกรรมการ ชุดที่ {n}\n\nเพื่อให้การดำเนินงานเรียบร้อย จึงแต่งตั้งดังนี้\n\n"
    "สั่ง ณ วันที่ ๕ มีนาคม พ.ศ. ๒๕๖๗"
)
CIRCULAR = MEMO.replace("๕๔๐๓/{n}", "๕๔๐๓/ว {n}")
KINDS = (MEMO, OUTSIDE, ORDER, CIRCULAR)


@pytest.fixture
def clerk(desks, site):
    site.at(at(8, 9, 1))
    return desks(CLERK)


@pytest.fixture(scope="module")
def phone(desks, site):
    return desks(CLERK, phone=True)


class Keys:
    """A keyboard whose strokes are counted; a chord is one stroke. The letter lies on the clipboard already."""

    def __init__(self, page):
        self.page, self.strokes = page, 0

    def paste(self, text):
        self.page.wait_for_function("document.activeElement && document.activeElement.name === 'body'")
        self.page.keyboard.insert_text(text)
        self.strokes += 1

    def press(self, key):
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.strokes += 1


def number_of(page):
    return int(to_arabic(page.inner_text(".big-number")))


def register(page, text, *, following=False):
    """Paste, read, register; gives the strokes that it took."""
    keys = Keys(page)
    keys.paste(text)
    keys.press("Control+Enter")
    keys.press("Control+Shift+Enter" if following else "Control+Enter")
    return keys.strokes


def test_a_letter_that_was_read_right_takes_few_keystrokes(clerk):
    clerk.goto("/receive/d54")
    assert register(clerk, MEMO.format(n="๙๑")) <= MOST_KEYSTROKES
    assert clerk.locator(".big-number").count() == 1


def test_twenty_letters_in_an_hour_get_twenty_numbers_in_a_row(clerk):
    clerk.goto("/receive/d54")
    numbers = []
    for place in range(20):
        text = KINDS[place % len(KINDS)].format(n=to_thai(str(200 + place)))
        register(clerk, text, following=True)
        numbers.append(int(to_arabic(clerk.inner_text(".last-number .number"))))
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    clerk.goto(f"/registers/d54/receive/2567?from={numbers[0]}")
    rows = clerk.inner_text("main")
    for place in range(20):
        assert to_thai(str(200 + place)) in rows


def test_the_stack_is_read_marked_and_its_weekday_kept(clerk):
    clerk.goto("/receive/d54")
    clerk.fill("#f-body", STACK)
    with clerk.expect_navigation():
        clerk.keyboard.press("Control+Enter")
    assert clerk.input_value("#f-number") == "กท ๐๔๐๓/ว ๓๓๒"
    clerk.focus("#f-number")
    assert clerk.inner_text(".paper-text mark.on") == "กท ๐๔๐๓/ว ๓๓๒"
    picture(clerk, "receive-read")
    assert not Axe().run(clerk).response["violations"]
    clerk.check("input[name=confirm][value=weekday]")
    with clerk.expect_navigation():
        clerk.keyboard.press("Control+Enter")
    assert clerk.locator(".big-number").count() == 1


def test_a_duplicate_is_asked_about_and_nothing_is_lost(clerk):
    clerk.goto("/receive/d54")
    register(clerk, OUTSIDE.format(n="๗๗"))
    first = number_of(clerk)
    clerk.goto("/receive/d54")
    keys = Keys(clerk)
    keys.paste(OUTSIDE.format(n="๗๗"))
    keys.press("Control+Enter")
    keys.press("Control+Enter")
    assert clerk.locator(".questions").count() == 1
    assert clerk.input_value("#f-subject") == "ขอความร่วมมือประชาสัมพันธ์ ครั้งที่ ๗๗"
    clerk.goto("/receive/d54")
    assert to_thai(str(first + 1)) in clerk.inner_text(".page-head")


def test_a_pdf_on_a_phone(phone, site):
    site.at(at(8, 10))
    content = paper_letter(
        "บันทึกข้อความ",
        (("ที่", "กท ๐๔๐๓/๗๑๒"), ("วันที่", "๖ มีนาคม ๒๕๖๗"), ("เรื่อง", "ทดสอบบนโทรศัพท์"), ("เรียน", "ผู้อำนวยการเขต")),
        "ด้วยมีการทดสอบ",
    )
    phone.goto("/receive/d54")
    phone.set_input_files("#f-files", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content})
    with phone.expect_navigation():
        phone.click("[data-submit=area]")
    assert phone.input_value("#f-subject") == "ทดสอบบนโทรศัพท์"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Axe().run(phone).response["violations"]
    with phone.expect_navigation():
        phone.click(".receive-fields button.btn-primary")
    assert re.fullmatch(r"[๐-๙]+", phone.inner_text(".big-number"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_form_that_was_read_is_accessible(clerk, site, language):
    clerk.context.add_cookies([{"name": "lang", "value": language, "url": site.address}])
    clerk.goto("/receive/d54")
    clerk.fill("#f-body", "เรื่อง ขาดหลายช่อง\nเรียน ผู้อำนวยการเขต\n\nด้วยมีการ")
    with clerk.expect_navigation():
        clerk.keyboard.press("Control+Enter")
    assert not Axe().run(clerk).response["violations"]
    clerk.context.add_cookies([{"name": "lang", "value": "th", "url": site.address}])
