"""การร่างโดยไม่มีตำแหน่ง over HTTP: who may not write letters is told why and whom to ask, and nothing else."""

import re
from datetime import date

import pytest

from saraban.people.service import add_person, add_post, appoint, end_holding
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

LAST_DAY = date(2024, 3, 12)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("no-post"))
    web.office.clock.office = at(13, 9, 0)
    with web.office.desk() as desk:
        for person in ("u-new", "u-left", "u-moved-out", "u-idle"):
            add_person(desk.root, id=person, name=f"นายสมมติ {person}")
        add_post(desk.root, id="d54-edu.idle", unit="d54-edu", title="พนักงานขับรถยนต์")
        appoint(desk.root, person="u-idle", post="d54-edu.idle")
        for post, until in (("d54-admin.head", date(2024, 1, 31)), ("d54-edu.head", LAST_DAY)):
            held = appoint(desk.root, person="u-left", post=post, since=date(2023, 1, 1), until=date(2023, 6, 30))
            end_holding(desk.root, held.id, until)
        desk.tm.commit()
    yield web
    web.office.close()


class TestWithoutAPost:
    def test_who_never_had_one_is_told_so_and_whom_to_ask(self, web):
        page = Person(web, "u-new").get("/drafts/new", status=403)
        assert "ไม่มีตำแหน่ง" in page.text
        assert "ผู้ดูแลระบบของหน่วยงาน" in page.text
        assert 'href="/me"' in page.text

    def test_whose_post_ended_is_told_which_when_and_the_unit_to_ask(self, web):
        text = Person(web, "u-left").get("/drafts/new", status=403).text
        assert "๑๒ มี.ค. ๒๕๖๗" in text
        assert "ฝ่ายการศึกษา" in text
        assert "หัวหน้าฝ่ายการศึกษา" in text
        assert "ฝ่ายปกครอง" not in text  # the last one alone

    def test_it_says_the_same_whatever_the_address_names(self, web):
        person = Person(web, "u-new")
        for query in ("?unit=d54-edu", "?paper=zzzz", "?template=zzzz", "?kind=external"):
            page = person.get(f"/drafts/new{query}", status=403)
            assert "ไม่มีตำแหน่ง" in page.text
            assert "ฝ่ายการศึกษา" not in page.text

    def test_what_is_sent_is_refused_with_the_same_words(self, web):
        person = Person(web, "u-new")
        token = re.search(r'name="csrf_token" value="([^"]+)"', person.get("/me").text).group(1)
        sent = person.browser.post("/drafts/new", {"csrf_token": token, "unit": "d54-edu", "subject": "ก"}, status=403)
        assert "ไม่มีตำแหน่ง" in sent.text

    def test_the_list_of_drafts_offers_no_writing(self, web):
        assert "/drafts/new" not in Person(web, "u-new").get("/drafts").text


class TestInAPostThatWritesNothing:
    def test_the_post_is_named_and_whom_to_ask(self, web):
        text = Person(web, "u-idle").get("/drafts/new", status=403).text
        assert "พนักงานขับรถยนต์" in text
        assert "ผู้ดูแลระบบของหน่วยงาน" in text

    def test_what_is_sent_in_the_name_of_a_unit_stays_hidden(self, web):
        person = Person(web, "u-idle")
        token = re.search(r'name="csrf_token" value="([^"]+)"', person.get("/me").text).group(1)
        person.browser.post("/drafts/new", {"csrf_token": token, "unit": "d54-edu", "subject": "ก"}, status=404)

    def test_a_unit_that_is_not_ones_own_stays_hidden(self, web):
        officer = Person(web, "u-d54-edu-officer")
        token = officer.get("/drafts/new").forms["draft"]["csrf_token"].value
        officer.browser.post("/drafts/new", {"csrf_token": token, "unit": "d54-admin", "subject": "ก"}, status=404)
