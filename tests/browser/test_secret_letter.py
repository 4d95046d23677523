"""หนังสือลับฉบับหนึ่ง (one classified letter), at a desk and on a phone: registered, a reader named, read with a code."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from saraban.scripts.office_secrets import DIRECTOR, OTHER_REGISTRAR, REGISTRAR, furnish_secrets
from tests.browser.looking import Looking
from tests.common.hands import Hands, fill

SUBJECT = "แผนรักษาความปลอดภัยตัวอย่างเส้นทางที่สอง"
CLERK = "u-d54-clerk"
TOO_LATE = timedelta(minutes=16)


@pytest.fixture(scope="module")
def cleared(site):
    """The office with its clearances."""
    site.enrol(*(p for p in (REGISTRAR, OTHER_REGISTRAR, DIRECTOR) if p not in site.secrets))
    with site.office.desk() as desk:
        furnish_secrets(desk)
        desk.tm.commit()


@pytest.fixture(scope="module", params=[False, True], ids=["desk", "phone"])
def told(request, cleared, desks, site):
    """The story, told once at each width."""
    told = SimpleNamespace(look=Looking(site.address))
    told.person = lambda name: Hands(desks(name, phone=request.param), site, name)
    for step in (register, name_reader, read, meet_nothing):
        step(told)
    return told


def prove(hands, back):
    """Give the code of the phone where it is asked for, and be where one wanted to be."""
    page = hands.page
    page.fill("#f-otp", hands.site.code(hands.name))
    with page.expect_navigation():
        page.click("#step-up .btn-primary")
    assert page.url.endswith(back)


def register(told):
    registrar = told.person(REGISTRAR)
    registrar.go("/secret")
    told.look.at(registrar.page, "list of classified letters")
    registrar.go("/secret/register/d54")
    told.look.at(registrar.page, "form of a classified letter")
    fill(
        registrar.page.locator("#secret"), number="ตย 0010/ล 2", subject=SUBJECT, body="ข้อความสมมติ", sheets="๑ ชุด ๑ แผ่น"
    )
    registrar.page.check("#secret input[name=level][value=secret]", force=True)
    registrar.press("#secret .btn-primary")
    told.path = "/" + registrar.page.url.split("/", 3)[3]
    told.marks = registrar.page.locator(".secret-mark").all_inner_texts()
    told.shown = registrar.text(".secret-folio")
    told.look.at(registrar.page, "classified letter")


def name_reader(told):
    registrar = told.person(REGISTRAR)
    registrar.go(f"{told.path}/name")
    told.look.at(registrar.page, "naming a reader")
    registrar.page.check(f'input[name=persons][value="{DIRECTOR}"]')
    fill(registrar.page.locator("#act"), why="เพื่อสั่งการ")
    registrar.press("#act .btn-primary")
    told.readers = registrar.text("#readers")


def read(told):
    director = told.person(DIRECTOR)
    director.site.clock.real += TOO_LATE
    director.go(told.path)
    told.look.at(director.page, "asked for the phone's code")
    prove(director, told.path)
    told.read = director.text(".secret-folio")
    director.go(f"{told.path}/note")
    fill(director.page.locator("#act"), text="ดำเนินการตามแผน")
    told.look.at(director.page, "note on a classified letter")
    fill(director.page.locator("#act"), text="ดำเนินการตามแผน")
    director.press("#act .btn-primary")
    told.note = director.text(".sheet-notes")
    told.openings = director.text("#openings")


def meet_nothing(told):
    clerk = told.person(CLERK)
    told.status = clerk.page.goto(told.path).status
    told.nothing = clerk.text()
    told.rail = clerk.page.locator('nav a[href="/secret"]').count()


def test_it_bears_its_mark_above_and_below(told):
    assert told.marks == ["ลับมาก", "ลับมาก"]
    assert SUBJECT in told.shown


def test_the_named_reader_reads_with_a_code_and_orders(told):
    assert "เพื่อสั่งการ" in told.readers
    assert SUBJECT in told.read
    assert "ดำเนินการตามแผน" in told.note
    assert "อำนวยการเขตตัวอย่าง" in told.openings


def test_for_others_it_is_not_there(told):
    assert told.status == 404
    assert SUBJECT not in told.nothing
    assert told.rail == 0


def test_every_page_on_the_way_is_for_everybody(told):
    assert told.look.wrong == []
    assert len(told.look.seen) == 6
