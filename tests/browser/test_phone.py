"""โทรศัพท์ (a phone of 360 px): nothing sticks out, the bottom bar of four works, fingers find what they press."""

from __future__ import annotations

import pytest

from tests.browser.conftest import picture
from tests.browser.looking import OUT_OF_A_PHONE, TOO_SMALL
from tests.browser.page_names import NAMES
from tests.common.places import CLERK, DIRECTOR

FINGER = 44
#: Labels of the sheet whose value begins on another line than they do.
APART = """() => {
    const labels = [...document.querySelectorAll('.sheet-labels dt')]
    const top = node => { const range = document.createRange(); range.selectNodeContents(node)
        return range.getClientRects()[0]?.top ?? node.getBoundingClientRect().top }
    return {labels: labels.map(dt => dt.textContent), wrong: labels.filter(dt =>
        Math.abs(top(dt) - top(dt.nextElementSibling)) > 4).map(dt => dt.textContent)}
}"""
PICTURED = {"circulars", "search-found"}


@pytest.mark.parametrize("name", [n for n in NAMES if n != "print"])
def test_nothing_sticks_out(desks, pages, name):
    person, address = pages[name]
    page = desks(person, phone=True)
    page.goto(address)
    assert page.evaluate(OUT_OF_A_PHONE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(TOO_SMALL) == []
    if name in PICTURED:
        picture(page, f"phone-{name}")


def test_a_label_of_the_sheet_and_what_stands_after_it_share_a_line(desks, pages):
    person, address = pages["letter"]
    page = desks(person, phone=True)
    page.goto(address)
    apart = page.evaluate(APART)
    assert {"ที่", "วันที่"} <= set(apart["labels"])
    assert apart["wrong"] == []


class TestBottomBar:
    @pytest.fixture
    def page(self, desks):
        page = desks(DIRECTOR, phone=True)
        page.goto("/in-tray")
        return page

    def test_it_has_four_and_the_rail_is_gone(self, page):
        assert page.locator(".phone-bar > a, .phone-bar > details").count() == 4
        assert not page.is_visible(".rail")

    @pytest.mark.parametrize(("n", "path"), [(0, "/in-tray"), (1, "/circulars"), (2, "/search")])
    def test_each_leads_to_its_page_and_is_marked(self, page, n, path):
        page.locator(".phone-bar > a").nth(n).click()
        page.wait_for_url(f"**{path}")
        assert page.locator('.phone-bar > a[aria-current="page"]').count() == 1

    def test_the_fourth_opens_the_rest(self, page):
        page.click(".phone-bar summary")
        links = page.locator(".phone-bar .menu-list a")
        assert links.count() >= 2
        box = links.last.bounding_box()
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 360
        links.first.click()
        page.wait_for_load_state()
        assert "/in-tray" not in page.url

    def test_it_does_not_cover_the_last_line(self, page):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        last = page.locator("main > :last-child").last.bounding_box()
        bar = page.locator(".phone-bar").bounding_box()
        assert last["y"] + last["height"] <= bar["y"] + 1


class TestFingers:
    def test_the_main_button_of_a_form_is_in_reach(self, desks, pages):
        page = desks(CLERK, phone=True)
        page.goto(pages["receive"][1])
        button = page.locator("#receive .btn-primary")
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box["height"] >= FINGER
        assert box["width"] >= FINGER

    def test_the_post_is_switched_by_finger(self, desks):
        page = desks("u-opssec", phone=True)
        page.goto("/in-tray")
        page.click(".menu.post > summary")
        choices = page.locator(".menu.post button")
        assert choices.count() == 2
        for n in range(2):
            box = choices.nth(n).bounding_box()
            assert box["height"] >= FINGER
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
        choices.filter(has_text="รักษาการในตำแหน่ง").click()
        page.wait_for_load_state()
        assert "รักษาการในตำแหน่ง" in page.inner_text(".menu.post > summary")
