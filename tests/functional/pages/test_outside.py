"""หนังสือนอกระบบ over HTTP: recorded with an approver who is chosen, refused and shown again as typed."""

from datetime import timedelta

import pytest

from saraban.people.service import appoint, end_holding, people_of
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

GIVEN = {
    "number": "กท 5400/900", "dated": "๑๓ มี.ค. ๖๗", "to": "กรมตัวอย่าง", "subject": "เรื่องด่วน", "reason": "ระบบขัดข้อง",
    "approved_on": "๑๒ มี.ค. ๖๗",
}  # fmt: skip
DIRECTOR = "u-d54-dir d54.director"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("outside"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-clerk")


def test_the_approver_is_chosen_from_who_signs(clerk):
    form = clerk.get("/outside/d54").forms["outside"]
    assert DIRECTOR in [value for value, _chosen, _text in form["approver"].options]
    page = fill(form, **GIVEN, approver=DIRECTOR).submit(status=303).follow()
    assert "ผู้อำนวยการเขตหนองจอก" in page.html.find("tbody").get_text()


def test_without_one_nothing_is_kept_and_nothing_typed_is_lost(clerk):
    form = clerk.get("/outside/d54").forms["outside"]
    again = fill(form, **{**GIVEN, "number": "กท 5400/901"}).submit(status=422)
    assert "เลือกผู้อนุมัติ" in again.text
    assert again.forms["outside"]["reason"].value == "ระบบขัดข้อง"
    assert "กท ๕๔๐๐/๙๐๑" not in clerk.get("/outside/d54").html.find("table").get_text()


def test_who_held_the_post_on_the_day_of_the_approval_is_offered(web, clerk):
    with web.office.desk() as desk:
        day = desk.today - timedelta(days=3)
        end_holding(desk.root, people_of(desk.root).holdings_by_post["d54.director"][0], day)
        appoint(desk.root, person="u-d54-asst", post="d54.director", since=day + timedelta(days=1))
        desk.tm.commit()
    form = clerk.get("/outside/d54").forms["outside"]
    assert DIRECTOR not in [value for value, _chosen, _text in form["approver"].options]
    fill(form, **{**GIVEN, "number": "กท 5400/902", "dated": "๑๐ มี.ค. ๖๗", "approved_on": "๑๐ มี.ค. ๖๗"})
    form["approver"] = "u-d54-asst d54.director"
    form = form.submit(status=422).forms["outside"]  # nobody yet on that day
    form["approver"] = DIRECTOR
    form.submit(status=303)
