"""ลงนามบนแผ่นในเบราว์เซอร์: the cards for signing a note and the stamp on the sheet, on the desk and on a phone."""

from __future__ import annotations

import pytest

from saraban.core.ids import id_text
from tests.browser.conftest import picture
from tests.browser.served import look
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.sheet_world import CLERK, FIRST, HOLDERS, open_sheet_office


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as authority:
        world = open_sheet_office(tmp_path_factory.mktemp("sheets"), authority)
        yield world
        world.office.web.office.close()


@pytest.fixture(scope="module")
def web(world):
    return world.office.web


@pytest.fixture
def paper(world):
    key = world.paper()
    return key, f"/p/{id_text(key)}"


def unfold(page):
    """Open what is folded away, and the fields for signing."""
    page.evaluate("document.querySelectorAll('#own-sheet details, #endorse details').forEach(one => one.open = true)")
    if page.locator("[name=on_sheet]").count():
        page.check("[name=on_sheet]")


def give(world, page, form, name):
    """Fill in what signing asks for, and sign."""
    page.fill(f"{form} [name=typed_name]", PEOPLE[HOLDERS[name]][0])
    page.fill(f"{form} [name=pin]", PASSWORD)
    page.fill(f"{form} [name=otp]", world.office.web.code(name))
    with page.expect_navigation():
        page.click(f"{form} .btn-primary")
    world.office.web.later(seconds=30)


def test_a_note(world, person, paper, screen):
    page = person(FIRST)
    page.goto(f"{paper[1]}?tab=endorse&act=acknowledge")
    look(page, screen, unfold)
    if screen == "desk":
        picture(page, "sign-on-sheet", at="#endorse")
    page.fill("#note [name=text]", "ทราบ ให้ถือปฏิบัติ")
    page.check("#note [name=on_sheet]")
    give(world, page, "#note", FIRST)
    assert [mark.what for mark in world.look(paper[0])["marks"]] == ["note"]
    assert page.is_visible("#own-sheet")
    page.goto(f"{paper[1]}?sheet=own")
    drawn = page.locator(".sheet-page").first
    drawn.scroll_into_view_if_needed()
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_the_stamp(world, person, paper, screen):
    page = person(CLERK)
    page.goto(paper[1])
    look(page, screen, unfold)
    give(world, page, "#stamp-sheet", CLERK)
    assert [mark.what for mark in world.look(paper[0])["marks"]] == ["stamp"]
    assert page.locator("#stamp-sheet").count() == 0
    look(page, screen, unfold)
