"""พิมพ์ข้อความหนังสือ (writing the text): buttons put numbers and tables in, Enter goes on counting, undo takes it back."""

import pytest

from tests.browser.conftest import picture

OFFICER, NEW = "u-d54-edu-officer", "/drafts/new?unit=d54-edu&kind=memo"
FIRST, SECOND, BRACKET = "ข้อถัดไป", "ข้อย่อยถัดไป", "ข้อในวงเล็บถัดไป"


@pytest.fixture
def page(desks):
    page = desks(OFFICER)
    page.goto(NEW)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.goto(NEW)
    if page.locator("button[value=forget]").count():
        page.click("button[value=forget]")


@pytest.fixture
def text(page):
    return page.locator("#draft [name=body]")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_enter_goes_on_counting_and_ends_on_an_empty_line(text):
    text.press_sequentially("๑. เรื่องแรก\nเรื่องที่สอง\n")
    text.press("Enter")
    text.press_sequentially("จบ")
    assert text.input_value() == "๑. เรื่องแรก\n๒. เรื่องที่สอง\nจบ"


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("๒.๙ ก", "๒.๙ ก\n๒.๑๐ "),
        ("(๙) ก", "(๙) ก\n(๑๐) "),
        ("ข้อ ๓ ก", "ข้อ ๓ ก\nข้อ ๔ "),
        ("3. ก", "3. ก\n๔. "),
        ("๒๕๖๗ ก", "๒๕๖๗ ก\n"),
        ("๑๐.๓๐", "๑๐.๓๐\n"),
        ("ตามที่", "ตามที่\n"),
    ],
)
def test_each_kind_of_number_in_its_own_way(text, typed, then):
    text.fill(typed)
    text.press("End")
    text.press("Enter")
    assert text.input_value() == then


def test_enter_within_a_line_only_parts_it(text):
    text.fill("๑. หนึ่งสอง")
    text.press("End")
    for _n in range(3):
        text.press("ArrowLeft")
    text.press("Enter")
    assert text.input_value().count("๒.") == 0


def test_buttons_number_the_line_at_hand(page, text):
    text.fill("ความเป็นมา")
    press(page, FIRST)
    text.press("End")
    page.keyboard.type("\n")
    press(page, SECOND)
    page.keyboard.type("ระยะแรก\n\n")
    press(page, BRACKET)
    page.keyboard.type("งานย่อย")
    assert text.input_value() == "๑. ความเป็นมา\n๑.๑ ระยะแรก\n(๑) งานย่อย"
    page.keyboard.type("\n\n")
    press(page, FIRST)
    assert text.input_value().endswith("\n๒. ")
    press(page, FIRST)
    assert text.input_value().endswith("\n๒. ")


def test_what_a_button_did_can_be_undone(page, text):
    text.press_sequentially("ความเป็นมา")
    press(page, FIRST)
    assert text.input_value() == "๑. ความเป็นมา"
    text.press("Control+z")
    assert text.input_value() == "ความเป็นมา"


def test_a_table_below_the_line_and_on_the_page(page, text):
    text.fill("รายการดังนี้")
    text.press("End")
    press(page, "ตาราง")
    assert text.input_value() == "รายการดังนี้\n| รายการ | จำนวนเงิน |\n|---|---:|\n|  |  |\n"
    page.locator(".write-tools").scroll_into_view_if_needed()
    picture(page, "writing", at=".write-tools")


def test_numbered_anew(page, text):
    text.fill("๑. ก\n๓. ข\n๓.๕ ค\n๗. ง")
    press(page, "เรียงเลขข้อใหม่")
    page.wait_for_load_state()
    assert text.input_value() == "๑. ก\n๒. ข\n๒.๑ ค\n๓. ง"
    assert page.evaluate("document.activeElement.name") == "body"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_buttons_fit(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    boxes = [button.bounding_box() for button in page.locator(".write-tools button").all()]
    assert len(boxes) == 5
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 32 for box in boxes)
