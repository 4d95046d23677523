"""A long in-tray: a page at a time, nothing twice, nothing left out."""

import re

import pytest

from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.ui.tray.presenters import PAGE_SIZE
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

MORE = 7
ROW = re.compile(r'href="/p/(\w{13})" class="')


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("tray"))
    web.office.clock.office = at(8, 9, 0)
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, "u-d54-edu-clerk")
        for n in range(PAGE_SIZE + MORE):
            register_incoming(desk, clerk, unit="d54-edu", form=Incoming(subject=f"เรื่องที่ {n}", number=f"กท 1/{n}"))
            desk.tm.commit()
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


def test_pages_hold_everything_once(clerk):
    first, second = (ROW.findall(clerk.get(f"/in-tray?page={n}").text) for n in (1, 2))
    assert (len(first), len(second)) == (PAGE_SIZE, MORE)
    assert len({*first, *second}) == PAGE_SIZE + MORE


def test_pages_lead_to_each_other(clerk):
    assert 'rel="next" href="/in-tray?page=2"' in clerk.get("/in-tray").text
    second = clerk.get("/in-tray?page=2").text
    assert 'rel="prev" href="/in-tray?page=1"' in second
    assert 'rel="next"' not in second
    assert "๑–๕๐" in second


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_is_none(clerk, page):
    clerk.get(f"/in-tray?page={page}", status=200)
