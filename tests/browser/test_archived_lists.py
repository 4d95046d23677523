"""คลังบัญชีเพิกถอนในเบราว์เซอร์: the lists of three authorities, one of which is silent, on the desk and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import picture
from tests.browser.served import look
from tests.browser.test_accessibility import WORDS, english_in
from tests.common.lists_world import START, archiving, authority_of_then
from tests.common.time_travel import sign
from tests.common.web import open_web

AUDITOR = "u-auditor"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("lists-pages"))
    web.open_account(AUDITOR)
    with (
        authority_of_then(tmp_path_factory.mktemp("lists")) as authority,
        archiving(web.office, authority, sign(authority, START)) as made,
    ):
        made.take_two_days()
        yield web
    web.office.close()


def test_the_lists_of_every_authority(person, screen):
    page = person(AUDITOR)
    page.goto("/admin/lists")
    assert page.locator("main .card").count() == 3
    assert page.locator("main .card .note.warning").count() == 1
    assert page.locator("main .card").first.locator(".note.warning > *").count() == 2  # a sign and one text
    assert page.locator("main .list li").count() == page.locator("main .list .chip.good").count() >= 3
    look(page, screen)
    assert english_in(page.evaluate(WORDS)) == ["ca"]  # that is what one is called
    if screen == "desk":
        picture(page, "archived-lists")
