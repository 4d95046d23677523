"""The chain of a letter from outside that says neither who sent it nor its number."""

import pytest

from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.people import Person
from tests.common.web import open_web

CLERK = "u-d54-clerk"


@pytest.fixture
def web(tmp_path):
    web = open_web(tmp_path)
    yield web
    web.office.close()


def test_every_step_has_words_to_press(web):
    with web.office.desk() as desk:
        form = Incoming(subject="เรื่องร้องเรียน", handling="concerned")
        paper = register_incoming(desk, web.office.actor(desk, CLERK), unit="d54", form=form).paper.key
        desk.tm.commit()
    page = Person(web, CLERK).get(f"/p/{paper}")
    links = page.html.select(".node-title a")
    assert links
    assert all(link.text.strip() for link in links)
