"""ลงนามบนแผ่นในเบราว์เซอร์: the cards for signing a note and the stamp on the sheet, on the desk and on a phone."""

from __future__ import annotations

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress.server import create_server

from saraban.core.ids import id_text
from tests.browser.conftest import PHONE, WIDE, picture
from tests.browser.looking import STICKING_OUT
from tests.browser.test_phone import STICKING_OUT as STICKING_OUT_ON_A_PHONE
from tests.browser.test_phone import TOO_SMALL
from tests.common.accounts import PASSWORD as OWN
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.sheet_world import CLERK, FIRST, HOLDERS, open_sheet_office

SCREENS = {"desk": WIDE, "phone": PHONE}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as authority:
        world = open_sheet_office(tmp_path_factory.mktemp("sheets"), authority)
        yield world
        world.office.web.office.close()


@pytest.fixture(scope="module")
def address(world):
    server = create_server(world.office.web.app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture
def paper(world):
    key = world.paper()
    return key, f"/p/{id_text(key)}"


@pytest.fixture(scope="module", params=list(SCREENS))
def screen(request):
    return request.param


@pytest.fixture(scope="module")
def person(browser, world, address, screen):
    """Somebody who has signed in, each in a browser of his own."""
    kept = {}

    def sign_in(name):
        if name not in kept:
            context = browser.new_context(viewport=SCREENS[screen], locale="th-TH", base_url=address)
            context.set_default_timeout(30_000)
            kept[name] = page = context.new_page()
            page.goto("/sign-in")
            page.fill("input[name=name]", name)
            page.fill("input[name=password]", OWN)
            page.fill("input[name=otp]", world.office.web.code(name))
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            world.office.web.later(seconds=30)
        return kept[name]

    yield sign_in
    for page in kept.values():
        page.context.close()


def look(page, screen):
    """Axe finds nothing in either language, nothing sticks out, fingers find what they press."""
    here = page.url
    for language in ("en", "th"):
        page.context.add_cookies([{"name": "lang", "value": language, "url": here}])
        page.reload()
        unfold(page)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
        assert not page.evaluate(STICKING_OUT)
        if screen == "phone":
            assert page.evaluate(STICKING_OUT_ON_A_PHONE) == []
            assert page.evaluate(TOO_SMALL) == []


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
    look(page, screen)
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
    look(page, screen)
    give(world, page, "#stamp-sheet", CLERK)
    assert [mark.what for mark in world.look(paper[0])["marks"]] == ["stamp"]
    assert page.locator("#stamp-sheet").count() == 0
    look(page, screen)
