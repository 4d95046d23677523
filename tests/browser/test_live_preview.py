"""ดูหน้ากระดาษขณะร่าง (live preview): the pages stand beside the form on a common screen and follow what is typed."""

import pytest

from tests.browser.conftest import picture

OFFICER, NEW = "u-d54-edu-officer", "/drafts/new?unit=d54-edu&kind=memo"


@pytest.fixture
def page(desks):
    page = desks(OFFICER)
    page.goto(NEW)
    return page


def write(page, subject):
    page.fill("#draft [name=subject]", subject)
    page.fill("#draft [name=body]", "๑. ขอส่งกำหนดการ\n๒. โปรดทราบ")


@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_the_pages_stand_beside_the_form_and_follow(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    write(page, "กำหนดการซ้อมหนีไฟ")
    page.wait_for_selector("[data-live] img.sheet-page")
    first = page.get_attribute("[data-live] img.sheet-page", "src")
    form, live = page.locator("form#draft").bounding_box(), page.locator(".write-live").bounding_box()
    assert live["x"] >= form["x"] + form["width"]
    assert live["x"] + live["width"] <= width
    page.fill("#draft [name=subject]", "กำหนดการซ้อมหนีไฟ ครั้งที่สอง")
    page.wait_for_function(
        "old => document.querySelector('[data-live] img.sheet-page')?.getAttribute('src') !== old", arg=first
    )
    if width == 1280:
        page.evaluate("scrollTo(0, 0)")
        picture(page, "live-preview")


def test_a_narrow_screen_asks_by_the_button(page):
    page.set_viewport_size({"width": 1100, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    write(page, "กำหนดการซ้อมหนีไฟ")
    page.wait_for_timeout(2500)
    assert not [url for url in asked if url.endswith("/drafts/preview")]
    page.click("button[value=preview]")
    page.wait_for_selector("[data-live] img.sheet-page")
