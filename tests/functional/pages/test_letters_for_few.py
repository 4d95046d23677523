"""เฉพาะผู้เกี่ยวข้อง, ถึงเฉพาะบุคคล, ด่วนภายใน over HTTP: the form, the register, the tray, every export."""

from urllib.parse import urlencode

import pytest
from webtest import Upload

from saraban.registers.concealing import NAMED_ONLY
from tests.common.office import at
from tests.common.people import Person, big_number, fill
from tests.common.sample_files import pdf
from tests.common.web import open_web

ADDRESS = "/receive/d54-edu"
BOOK = "/registers/d54-edu/receive/2567"
SECRET = "ร้องเรียนพฤติกรรมของครู"
LETTER = {
    "number": "กท ๑๙๐๒/๗๗",
    "dated": "๔ มี.ค. ๖๗",
    "from_text": "สำนักงานตรวจสอบ",
    "subject": SECRET,
    "remark": "เอกสารสิบแผ่น",
    "handling": "concerned",
    "concerned": "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("for-few"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


def receive(clerk, status=303, **fields):
    return fill(clerk.get(ADDRESS).forms["receive"], **{**LETTER, **fields}).submit(status=status)


class TestConcerned:
    def test_who_is_not_named_meets_it_at_no_door(self, clerk, officer):
        done = receive(clerk).follow()
        assert big_number(done)
        key = done.request.path.rpartition("/")[2]
        officer.get(f"/p/{key}", status=404)
        for door in (BOOK, f"{BOOK}/print", f"{BOOK}/export.csv", f"/search?{urlencode({'q': 'ร้องเรียน'})}", "/in-tray"):
            page = officer.get(door).text
            assert SECRET not in page, door
            assert "สิบแผ่น" not in page, door
        assert NAMED_ONLY in officer.get(BOOK).text
        assert SECRET in clerk.get(BOOK).text

    def test_a_name_that_nobody_has_is_refused_and_all_is_kept(self, clerk):
        again = receive(clerk, 422, concerned="ไม่มีใคร")
        assert again.forms["receive"]["concerned"].value == "ไม่มีใคร"
        assert 'href="#f-concerned"' in again.text


class TestPersonal:
    def test_the_registrar_sees_the_row_not_the_letter(self, clerk):
        said = receive(clerk, subject="", number="", remark="", handling="personal", concerned="นางสมมติ การศึกษาตัวอย่าง")
        assert "/registers/d54-edu/receive/2567/" in said.location
        row = said.follow()
        assert "ถึงเฉพาะบุคคล (ไม่เปิดซอง)" in row.text
        assert "นางสมมติ การศึกษาตัวอย่าง" in row.text

    def test_a_post_that_one_person_holds_is_that_person(self, clerk):
        post = "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก"
        said = receive(clerk, subject="", number="", remark="", handling="personal", concerned=post)
        assert f"{post} (นางสมมติ การศึกษาตัวอย่าง)" in said.follow().text

    def test_its_addressee_opens_it_and_hands_it_back(self, web, clerk, officer):
        head = Person(web, "u-d54-edu-head")
        receive(clerk, subject="", number="", remark="", handling="personal", concerned="u-d54-edu-head")
        address = head.get("/in-tray").click("ถึงเฉพาะบุคคล", index=-1).request.path + "/named"
        officer.get(address, status=404)
        paper = head.get(address.removesuffix("/named"))
        assert paper.html.select_one("a.btn-primary")["href"] == address, "opened before anything else"
        assert "สิ่งที่อยู่ในซองไม่อยู่ในระบบ" in paper.html.select_one(".sheet-empty").text
        assert "certified.pdf" not in paper.text
        opened = head.get(address).forms["open"].submit("do", value="open").follow()
        form = fill(opened.forms["back"], subject="ขอข้อมูลบุคลากร")
        again = form.submit("do", value="hand_back").follow()
        assert again.status_int == 200
        assert "ขอข้อมูลบุคลากร" in officer.get(BOOK).text
        assert officer.get(address.removesuffix("/named")).status_int == 200
        self.attached_by_the_registry(clerk, officer, address.removesuffix("/named"))

    def attached_by_the_registry(self, clerk, officer, paper):
        at = f"{paper}/complete"
        assert at not in officer.get(paper).text
        officer.get(at, status=403)
        assert clerk.get(paper).html.select_one("a.btn-primary")["href"] == at
        form = clerk.get(at).forms["complete"]
        assert 'href="#f-body"' in fill(form, body=" ").submit(status=422).text
        form = fill(clerk.get(at).forms["complete"], body="ด้วยสำนักงานขอข้อมูลบุคลากร")
        form["files"] = [Upload("หนังสือ.pdf", pdf(1), "application/pdf")]
        done = form.submit(status=303)
        shown = done.follow()
        assert "หนังสือ.pdf" in clerk.get(f"{paper}?tab=files").text
        assert at not in shown.text
        clerk.get(at, status=409)


class TestNames:
    def test_more_are_named_and_a_name_is_taken_off_with_a_reason(self, clerk, officer):
        key = receive(clerk, number="").follow().request.path.rpartition("/")[2]
        address = f"/p/{key}/named"
        officer.get(address, status=404)
        form = fill(clerk.get(address).forms["named"], concerned="u-d54-edu-officer")
        assert form.submit("do", value="name", status=422)
        fill(form, concerned="u-d54-edu-officer", reason="ผู้สอบสวน").submit("do", value="name", status=303)
        assert SECRET in officer.get(f"/p/{key}").text
        off = clerk.get(address).forms["off"]
        fill(off, target="person:u-d54-edu-officer", reason="พ้นหน้าที่").submit("do", value="take_off", status=303)
        officer.get(f"/p/{key}", status=404)


class TestUrgentWithin:
    def test_it_shows_in_register_letter_and_tray(self, clerk):
        done = receive(
            clerk, handling="", concerned="", number="", within_date="๘ มี.ค. ๖๗", within_time="๑๕.๐๐"
        ).follow()
        assert "ด่วนภายใน ๘ มี.ค. ๒๕๖๗ เวลา ๑๕.๐๐ น." in clerk.get(BOOK).text
        assert "๑๕.๐๐ น." in clerk.get(f"/p/{done.request.path.rpartition('/')[2]}").text
        assert "ด่วนภายใน" in clerk.get("/in-tray").text

    def test_a_day_without_a_time_is_asked_for(self, clerk):
        again = receive(clerk, 422, handling="", concerned="", number="", within_date="๘ มี.ค. ๖๗")
        assert again.forms["receive"]["within_date"].value == "๘ มี.ค. ๖๗"
