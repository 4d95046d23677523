"""คำแนะนำขณะพิมพ์ (suggestions): offered under the box, chosen by keys or pointer, read out; the box works without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.browser.conftest import picture

CLERK = "u-d54-clerk"
SUBJECTS = ("ซ้อมรับพายุฤดูร้อนประจำปี", "ซ้อมรับพายุฤดูร้อนของชุมชน")


@pytest.fixture(scope="module")
def keys(site):
    """The letters by subject."""
    with site.office.desk() as desk:
        clerk = site.office.actor(desk, CLERK)
        made = {}
        for n, subject in enumerate(SUBJECTS):
            form = Incoming(subject=subject, number=f"พย {n + 1}")
            made[subject] = register_incoming(desk, clerk, unit="d54", form=form).letter.key
            desk.tm.commit()
            desk.tm.begin()
        return made


@pytest.fixture(params=["wide", "phone"])
def page(request, desks, keys):
    page = desks(CLERK, phone=request.param == "phone")
    page.goto("/circulars")
    return page


def typed(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.wait_for_selector("#find-offers li")
    return [line.inner_text() for line in page.locator("#find-offers li").all()]


def test_arrows_choose_and_enter_opens(page, keys):
    lines = typed(page, "ซ้อมรับพายุ")
    assert [subject for subject in SUBJECTS if any(subject in line for line in lines)] == list(SUBJECTS)
    box = page.locator("#find")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    assert "รายการ" in page.locator(".find [role=status]").inner_text()
    picture(page, "suggestions")
    assert [(v["id"], v["nodes"]) for v in Axe().run(page).response["violations"]] == []
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#find-offers [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    subject = next(subject for subject in SUBJECTS if subject in chosen.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/l/{keys[subject]}")


def test_a_line_is_large_enough_for_a_finger_and_opens(page, keys):
    typed(page, "ซ้อมรับพายุ")
    line = page.locator("#find-offers li").first
    assert line.bounding_box()["height"] >= 44
    line.click()
    page.wait_for_url("**/l/*")


def test_escape_closes_and_enter_searches_what_was_typed(page):
    typed(page, "ซ้อมรับพายุ")
    page.keyboard.press("Escape")
    assert page.locator("#find-offers").is_hidden()
    assert page.input_value("#find") == "ซ้อมรับพายุ"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".hit").count() == 2


def test_going_on_closes_the_list(page):
    typed(page, "ซ้อมรับพายุ")
    page.keyboard.press("Tab")
    page.wait_for_selector("#find-offers", state="hidden")
    assert page.locator("#find").get_attribute("aria-expanded") == "false"


def test_few_are_asked_while_somebody_types_fast(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search/suggestions" in request.url else None)
    typed(page, "ซ้อมรับพายุฤดูร้อน")
    assert len(asked) <= 3


def test_without_scripts_the_box_is_a_plain_one(desks, keys):
    page = desks(CLERK, scripts=False)
    page.goto("/circulars")
    assert page.locator("#find").get_attribute("role") is None
    page.fill("#find", "ซ้อมรับพายุ")
    page.press("#find", "Enter")
    assert page.locator(".hit").count() == 2
