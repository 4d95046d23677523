"""พิมพ์ค้างไว้ (typed and not saved): a browser that goes away in the middle of a letter takes nothing with it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture

OFFICER, NEW = "u-d54-edu-officer", "/drafts/new?unit=d54-edu&kind=memo"


@pytest.fixture
def page(desks):
    page = desks(OFFICER)
    page.goto(NEW)
    if page.locator("button[value=forget]").count():
        page.click("button[value=forget]")
    yield page
    page.goto(NEW)
    if page.locator("button[value=forget]").count():
        page.click("button[value=forget]")


def test_kept_while_one_types_and_found_again(page):
    page.fill("#draft [name=subject]", "กำหนดการซ้อมหนีไฟ")
    page.locator("#draft [name=body]").press_sequentially("๑. ขอส่งกำหนดการ")
    expect(page.locator("[data-kept-said]")).to_contain_text("ยังไม่ได้บันทึก")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(NEW)
    page.get_by_role("link", name="พิมพ์ต่อจากที่ค้างไว้").wait_for()
    picture(page, "unsaved")
    page.get_by_role("link", name="พิมพ์ต่อจากที่ค้างไว้").click()
    assert page.input_value("#draft [name=subject]") == "กำหนดการซ้อมหนีไฟ"
    assert page.input_value("#draft [name=body]") == "๑. ขอส่งกำหนดการ"


def test_kept_when_the_page_is_left_at_once(page):
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#draft [name=subject]", "ปิดหน้าทันที")
    with page.expect_response("**/drafts/unsaved") as kept:
        page.evaluate("""() => {
            Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
            document.dispatchEvent(new Event('visibilitychange'));
        }""")
    assert kept.value.status == 200


def test_saved_it_does_not_come_back(page):
    page.fill("#draft [name=subject]", "บันทึกแล้ว")
    page.fill("#draft [name=to_text]", "หัวหน้าฝ่ายการศึกษา")
    page.fill("#draft [name=body]", "ข้อความ")
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.wait_for_url("**/l/*")
    page.wait_for_timeout(3500)
    page.goto(NEW)
    assert page.get_by_role("link", name="พิมพ์ต่อจากที่ค้างไว้").count() == 0
