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


def titles(web, **fields):
    with web.office.desk() as desk:
        form = Incoming(subject="เรื่องร้องเรียน", handling="concerned", **fields)
        paper = register_incoming(desk, web.office.actor(desk, CLERK), unit="d54", form=form).paper.key
        desk.tm.commit()
    return Person(web, CLERK).get(f"/p/{paper}").html.select(".node-title a")


def test_every_step_has_words_to_press(web):
    links = titles(web)
    assert links
    assert all(link.text.strip() for link in links)


@pytest.mark.parametrize("number", ["-", "ไม่มี"])
def test_a_letter_without_a_number_issued_none(web, number):
    first, *_others = titles(web, from_text="ชุมชนสมมติ", number=number)
    assert first.text.strip() == "ชุมชนสมมติ"


def test_a_letter_with_a_number_issued_it(web):
    first, *_others = titles(web, from_text="ชุมชนสมมติ", number="ชม 7/2567")
    assert first.text.strip() == "ชุมชนสมมติ ออกเลข ชม ๗/๒๕๖๗"
