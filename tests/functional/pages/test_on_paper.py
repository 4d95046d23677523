"""หน้ากระดาษคู่กับระบบ over HTTP: a note recorded from paper with its scan, struck out; where the original is, in bulk."""

from __future__ import annotations

import re

import pytest
from webtest import Upload

from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.sample_files import pdf
from tests.common.web import open_web

DIRECTOR = "u-d54-dir d54.director"
MARK = "ลงนามในกระดาษ · บันทึกแทนโดย นางสมมติ สารบรรณเขตตัวอย่าง (เจ้าพนักงานธุรการปฏิบัติงาน)"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("beside"))
    web.office.clock.office = at(11, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-clerk")


@pytest.fixture
def paper(web):
    with web.office.desk() as desk:
        actor = web.office.actor(desk, "u-d54-clerk")
        form = Incoming(subject="ขอใช้สถานที่", from_text="กรมตัวอย่าง", received_at=at(8, 10, 0))
        done = register_incoming(desk, actor, unit="d54", form=form)
        desk.tm.commit()
        return done.paper.key


def record_page(clerk, paper, act, day):
    return clerk.get(f"/p/{paper}/record", params={"act": act, "written_on": f"{day} มี.ค. 67"})


def filled(clerk, paper, act="order", scan=True, **fields):
    form = record_page(clerk, paper, act, 8).forms["record"]
    form["writer"] = DIRECTOR
    if scan:
        form["files"] = Upload("เกษียน.pdf", pdf(1), "application/pdf")
    return fill(form, **fields)


class TestRecording:
    def test_it_is_marked_wherever_it_stands(self, web, clerk, paper):
        page = filled(clerk, paper, verb="มอบดำเนินการ", assign_to=["unit:d54-works"]).submit(status=303).follow()
        assert MARK in page.text
        assert "นายสมมติ อำนวยการเขตตัวอย่าง" in page.text
        assert "๘ มี.ค. ๒๕๖๗ · ลงนามในกระดาษ" in page.text
        assert "ส่งต่อตามสั่งการ" in page.text
        scan = clerk.get(re.search(r'href="(/p/\w+/notes/\d+/scan)"', page.text).group(1))
        assert scan.body == pdf(1)
        assert scan.headers["Content-Disposition"].startswith("attachment")
        assert "บันทึกจากกระดาษ: สั่งการ · นางสมมติ สารบรรณเขตตัวอย่าง" in clerk.get(f"/p/{paper}?tab=facts").text
        Person(web, "u-d54-works-clerk").get(scan.request.path, status=404)

    def test_the_writers_are_those_of_the_day(self, clerk, paper):
        page = record_page(clerk, paper, "propose", 8).text
        assert "u-d54-adm-act d54-admin.head~act-d54-admin" in page
        assert "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง" in page
        assert "u-d54-clerk " not in page
        assert "u-d54-adm-act d54-admin.head~" not in record_page(clerk, paper, "propose", 7).text

    def test_refused_the_form_keeps_scan_and_words(self, clerk, paper):
        again = filled(clerk, paper, text="มอบฝ่ายโยธา").submit(status=422)
        form = again.forms["record"]
        assert form["text"].value == "มอบฝ่ายโยธา"
        assert form.fields["arrived"][0].checked
        fill(form, assign_to=["unit:d54-works"]).submit(status=303)

    def test_without_a_scan(self, clerk, paper):
        again = filled(clerk, paper, "acknowledge", scan=False, text="ทราบ").submit(status=422)
        assert "แนบภาพสแกนของแผ่นที่มีเกษียน" in again.text

    def test_struck_out_it_stays_to_be_read(self, clerk, paper):
        page = filled(clerk, paper, text="มอบผิดฝ่าย", assign_to=["unit:d54-works"]).submit(status=303).follow()
        address = re.search(r'href="(/p/\w+/notes/\d+/strike)"', page.text).group(1)
        form = clerk.get(address).forms["strike"]
        form["reason"] = ""
        assert form.submit(status=422)
        form = clerk.get(address).forms["strike"]
        form["reason"] = "ลงผิดฉบับ"
        page = form.submit(status=303).follow().text
        assert "ขีดฆ่าบันทึกที่ลงผิด · นางสมมติ สารบรรณเขตตัวอย่าง" in page
        assert "มอบผิดฝ่าย" in page
        assert "ส่งต่อตามสั่งการ" not in page

    def test_others_have_no_such_page(self, web, paper):
        Person(web, "u-d54-dir").get(f"/p/{paper}/record", status=403)
        Person(web, "u-sch-1-clerk").get(f"/p/{paper}/record", status=404)


class TestOriginals:
    def test_one_is_placed_and_found_by_its_place(self, clerk, paper):
        assert "ยังไม่ระบุ" in clerk.get(f"/p/{paper}?tab=facts").text
        form = clerk.get(f"/p/{paper}/place").forms["place"]
        form["place"] = "ตู้เหล็ก ๗ แฟ้มสถานที่"
        page = form.submit(status=303).follow()
        assert "ตู้เหล็ก ๗ แฟ้มสถานที่ · ๑๑ มี.ค. ๒๕๖๗" in page.text
        assert f"/p/{paper}" in clerk.get("/search", params={"q": "ตู้เหล็ก"}).text
        assert "ต้นฉบับ: ตู้เหล็ก ๗ แฟ้มสถานที่" in clerk.get("/registers/d54/receive/2567").text

    def test_many_are_moved_at_once(self, clerk, paper):
        assert 'href="/originals"' in clerk.get("/folders").text
        form = clerk.get("/originals?unit=d54").forms["move"]
        assert form.submit(status=422)
        form = clerk.get("/originals?unit=d54").forms["move"]
        boxes = form.fields["paper"]
        for box in boxes:
            box.checked = True
        form["place"] = "ห้องเก็บเอกสาร ชั้น ๑"
        page = form.submit(status=303).follow()
        assert page.text.count("ห้องเก็บเอกสาร ชั้น ๑ <small") == len(boxes)
        at_place = clerk.get("/originals", params={"unit": "d54", "at": "ห้องเก็บเอกสาร ชั้น ๑"})
        assert len(at_place.forms["move"].fields["paper"]) == len(boxes)

    def test_of_other_units_there_is_nothing(self, web, clerk):
        Person(web, "u-sch-2-clerk").get("/originals?unit=d54", status=404)
