"""แป้นลัด (keys): the registrar's hands stay on the keyboard; everything also works without a script."""

import pytest

from tests.browser.conftest import sign_in
from tests.browser.screens import PHONE, WIDE

CLERK = "u-d54-clerk"
ACTING = "u-d54-adm-act"
BOOK = "/registers/d54-admin/order/2567"


@pytest.fixture(scope="module")
def page(desks):
    page = desks(CLERK)
    for subject in ("แต่งตั้งคณะกรรมการ", "มอบหมายหน้าที่เวร", "ยกเลิกคำสั่งเดิม"):
        page.goto("/numbers/d54-admin?series=order")
        page.fill("textarea[name=subject]", subject)
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/registers/**")
    return page


class TestKeys:
    def test_slash_goes_to_the_search_box(self, page):
        page.goto(BOOK)
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"

    def test_letters_typed_into_a_field_stay_letters(self, page):
        page.goto(BOOK)
        page.keyboard.press("/")
        page.keyboard.type("jkon?")
        assert page.input_value("#find") == "jkon?"

    def test_question_mark_shows_the_keys(self, page):
        page.goto(BOOK)
        page.keyboard.press("?")
        assert page.is_visible("#keys")
        page.keyboard.press("Escape")
        assert not page.is_visible("#keys")

    def test_g_jumps_to_a_number(self, page):
        page.goto(BOOK)
        page.keyboard.press("g")
        page.keyboard.type("๒")
        page.keyboard.press("Enter")
        page.wait_for_url("**found=2#n2")
        assert page.locator("tr.found td.n").inner_text() == "๒"

    def test_j_k_move_and_o_opens(self, page):
        page.goto(BOOK)
        for key in "jjk":
            page.keyboard.press(key)
        assert page.locator("tr.at td.n").inner_text() == "๑"
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url("**/order/2567/2")

    def test_n_begins_the_main_action(self, page):
        page.goto(BOOK)
        page.keyboard.press("n")
        page.wait_for_url("**/numbers/d54-admin**")
        assert page.locator("main form [type=submit]").first.is_visible()

    def test_a_half_written_form_is_not_lost_by_a_slip(self, page):
        page.goto("/numbers/d54-admin")
        page.fill("textarea[name=subject]", "เขียนค้างไว้")
        asked = []
        page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto("/registers")
        assert asked == ["beforeunload"]


class TestFrame:
    @pytest.mark.parametrize(
        "path", ["/registers", BOOK, f"{BOOK}/1", "/numbers/d54-admin", "/search?q=คำสั่ง", "/circulars"]
    )
    @pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
    def test_nothing_sticks_out_and_nothing_is_refused(self, page, path, size):
        complaints = []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.set_viewport_size(size)
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert complaints == []
        page.set_viewport_size(WIDE)

    def test_the_post_acted_in_is_switched_without_a_script(self, browser, site):
        context = browser.new_context(viewport=PHONE, locale="th-TH", base_url=site.address, java_script_enabled=False)
        page = context.new_page()
        sign_in(page, site, ACTING)
        page.goto("/circulars")
        before = page.inner_text(".menu.post .post-title")
        page.click(".menu.post > summary")
        page.click(".menu.post button:not([aria-current])")
        assert page.url.endswith("/circulars")
        assert page.inner_text(".menu.post .post-title") != before
        assert "รักษาการในตำแหน่ง" in before + page.inner_text(".menu.post .post-title")
        context.close()
