"""An officer narrows many letters to one, and reads on from it, without touching the mouse.

``make test`` does it among 1,500 letters, ``make proof`` among 100,000 whole ones, where no page may take long.
"""

import sys
import time
from contextlib import contextmanager
from datetime import date

import pytest

from saraban.core.ids import new_id
from saraban.letters import records
from saraban.letters.content import Letter, Text
from saraban.scripts.bench.search_corpus import Corpus
from saraban.search.service import catch_up, reindex
from saraban.thai.digits import to_arabic

CLERK = "u-d54-clerk"
MANY, MOST = 1_500, 100_000
AMONG_MOST = pytest.param(MOST, marks=pytest.mark.proof)
BATCH = 1_000
LONGEST_SECONDS = 3.0
WAITS = []
SUBJECTS = ("ขอเชิญประชุมคณะกรรมการชุมชน", "รายงานผลการตรวจตลาดนัด", "ขอความอนุเคราะห์ใช้ห้องประชุม")
KINDS = ("memo", "external", "announcement", "order", "seal")
#: No other letter holds its last words, whatever is made up around them.
WANTED = "ขอเชิญประชุมเรื่องแผนรับน้ำหลากบึงตัวอย่างสี่สิบสอง"
AT = 752


@pytest.fixture(scope="module", params=[MANY, AMONG_MOST])
def desk(request, site, desks):
    """The clerk at work; letters of three years are put straight into the store, and one of them is looked for."""
    with site.office.desk() as desk:
        put(desk, request.param, whole=request.param == MOST)
        if request.param == MOST:
            reindex(desk, site.office.registry, engine_name="tantivy")
        else:
            catch_up(desk, site.office.registry)
        desk.tm.commit()
    return desks(CLERK)


def put(desk, many, *, whole):
    corpus = Corpus()
    for n in range(many):
        letter = Letter(new_id())
        letter.subject = WANTED if n == AT else f"{SUBJECTS[n % len(SUBJECTS)]} ครั้งที่ {n}"
        letter.kind, letter.dated = KINDS[n % len(KINDS)], date(2021 + n % 3, 1 + n % 12, 1 + n % 28)
        letter.created_at, letter.scopes = desk.now, ("u:d54",)
        if whole:
            letter.text = Text("\n".join(corpus.letter(n + 1).paragraphs))
        records.add_letter(desk.root, letter)
        if not whole:
            records.changed(desk.root, letter)
        if n % BATCH == BATCH - 1:
            desk.tm.commit()
            desk.tm.begin()
            desk.root._p_jar.cacheGC()
    desk.tm.commit()
    desk.tm.begin()


@contextmanager
def waiting(for_what):
    """How long the officer waits for a page is kept in ``WAITS``."""
    began = time.perf_counter()
    yield
    WAITS.append((for_what, time.perf_counter() - began))


def press_until(page, says, key="Tab", most=80):
    """Press a key until what has the focus says this, then Enter."""
    for _n in range(most):
        if says in page.evaluate("document.activeElement.matches('a') ? document.activeElement.innerText : ''"):
            with waiting(says), page.expect_navigation():
                page.keyboard.press("Enter")
            return
        page.keyboard.press(key)
    pytest.fail(f"no way to {says} by {key}")


def tab_to(page, field):
    for _n in range(40):
        if page.evaluate("document.activeElement.id") == field:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {field}")


def found(page):
    return int(to_arabic(page.locator(".page-head small b").inner_text()).replace(",", ""))


def test_many_become_one(desk):
    page = desk
    page.goto("/in-tray")
    page.keyboard.press("/")
    page.keyboard.type("ประชุม")
    with waiting("a word"):
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
    assert found(page) >= 1_000

    for choice in ("ประกาศ", "๒๕๖๖"):
        page.keyboard.press("g")
        press_until(page, choice)
    assert page.locator(".chosen li").count() == 2
    first = page.locator(".hit h2 a").first.inner_text()

    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/l/*")
    assert page.locator("h1").inner_text().strip() == first
    with waiting("the next letter"):
        page.keyboard.press("n")
        page.wait_for_function("title => document.querySelector('h1').innerText.trim() !== title", arg=first)
    page.keyboard.press("p")
    page.wait_for_function("title => document.querySelector('h1').innerText.trim() === title", arg=first)
    press_until(page, "ในผลการค้น")
    page.wait_for_url("**/search?*")

    tab_to(page, "q")
    page.keyboard.press("End")
    page.keyboard.type(' "บึงตัวอย่างสี่สิบสอง"')
    tab_to(page, "from")
    page.keyboard.type("1 มี.ค. 2566")
    with waiting("a word and a day more"):
        page.keyboard.press("Enter")
        page.wait_for_url("**from=1*")
    assert [a.inner_text() for a in page.locator(".hit h2 a").all()] == [WANTED]
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/l/*")
    assert page.locator("h1").inner_text().strip() == WANTED


@pytest.mark.parametrize("desk", [AMONG_MOST], indirect=True)
def test_no_page_was_long_in_coming(desk):
    sys.stdout.write("".join(f"\n{what}: {seconds:.2f} s" for what, seconds in WAITS))
    assert [what for what, seconds in WAITS if seconds > LONGEST_SECONDS] == []


def test_a_choice_is_taken_off_again(desk):
    page = desk
    page.goto("/search?q=ประชุม&kind=announcement")
    before = found(page)
    page.keyboard.press("g")
    press_until(page, "ประกาศ")
    assert page.locator(".chosen").count() == 0
    assert found(page) > before
