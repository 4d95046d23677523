"""กระดานหนังสือเวียน: the unit that published a circular withdraws it, with a reason; nobody else does."""

import pytest

from saraban.circulars.lists import board_of
from saraban.circulars.service import publish
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

SUBJECT = "เรื่องเวียนผิดฉบับ"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("circulars"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


def put_up(web):
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, "u-d54-clerk")
        done = register_incoming(desk, clerk, unit="d54", form=Incoming(subject=SUBJECT, number="ลต 7"))
        publish(desk, clerk, letter=done.letter, unit="d54")
        desk.tm.commit()
        return done.letter.id, done.letter.key


def test_withdrawn_with_a_reason(web):
    number, key = put_up(web)
    clerk, stranger = Person(web, "u-d54-clerk"), Person(web, "u-d53-clerk")
    page = stranger.get("/circulars")
    assert SUBJECT in page.text
    assert f"/circulars/{key}/withdraw" not in page.text
    own = next(f for f in page.forms.values() if f.action.endswith("/acknowledge"))
    token = {"csrf_token": own["csrf_token"].value, "why": "ผิดฉบับ"}
    stranger.browser.post(f"/circulars/{key}/withdraw", token, status=403)
    form = next(f for f in clerk.get("/circulars").forms.values() if f.action == f"/circulars/{key}/withdraw")
    fill(form, why=" ").submit(status=422)
    fill(form, why="ผิดฉบับ").submit(status=303)
    for person in (clerk, stranger):
        assert SUBJECT not in person.get("/circulars").text
    stranger.get(f"/l/{key}", status=404)
    clerk.get(f"/l/{key}")
    with web.office.desk() as desk:
        posting = board_of(desk.root).postings[number]
        assert (posting.withdrawn_by, posting.withdrawn_why) == ("u-d54-clerk", "ผิดฉบับ")
