"""The gate of the secret pages: for everybody without anything behind it they are not there."""

import re

import pytest

from tests.common import vault
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

ABSENT = "4f2k9m0x7c1qz"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("gate"))
    web.office.clock.office = at(8, 9, 0)
    vault.clear(web)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def key(web):
    return vault.register(web.office)


@pytest.fixture(scope="module")
def delivery(web, key):
    return vault.send_on(web.office, key)


def plain(answer, path):
    """The bytes of a page without the number of the request and its own address."""
    text = re.sub(r"<code>[0-9a-f]{12}</code>", "", answer.text).replace(path, "")
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text)


@pytest.mark.parametrize("person", [vault.ADMIN, vault.AUDITOR, vault.CLERK, "u-sch-1-clerk"])
def test_who_has_nothing_there_meets_a_page_that_is_none(web, key, delivery, person):
    reader = Person(web, person)
    nowhere = plain(reader.get("/nowhere-at-all", status=404), "/nowhere-at-all")
    for path in ("/secret", f"/secret/p/{key}", f"/secret/p/{ABSENT}", f"/secret/d/{delivery}", "/secret/else"):
        assert plain(reader.get(path, status=404), path) == nowhere, path
    assert 'href="/secret"' not in reader.get("/in-tray").text


def test_the_rail_shows_the_way_to_who_has_something(web, key, delivery):
    for person in (vault.REGISTRAR, vault.OTHER):
        page = Person(web, person).get("/secret")
        assert 'href="/secret"' in page.text
        assert page.headers["Cache-Control"] == "no-store, private"
    waiting = page.html.select_one('.rail a[href="/secret"] .badge-count')
    assert waiting.text.strip() == "๑"
    assert f"/secret/p/{key}" not in page.text


def test_a_stranger_is_asked_to_sign_in(web):
    assert web.browser().get("/secret").location.endswith("/sign-in?back=%2Fsecret")
