"""หน้านำเข้าและส่งออกตาราง over HTTP: seen first, taken in once, only what one manages, out again as it came in."""

import csv
import io
import re

import pytest

from saraban.agencies.service import agencies_of
from saraban.audit import service as audit
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

UNITS = "รหัสหน่วยงาน,ชื่อหน่วยงาน,ประเภท,สังกัดรหัส\n"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("tables"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def admin(web):
    return Person(web, "u-d54-admin")


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-clerk")


def send(admin, *files, accounts=False, status=303):
    """Choose files; gives the page that says what would be."""
    form = admin.get("/admin/tables").forms["import"]
    form["accounts"] = accounts
    fields = [(name, value) for name, value in form.submit_fields() if name != "files"]
    answer = admin.browser.post(
        "/admin/tables", fields, upload_files=[("files", name, _bytes(data)) for name, data in files], status=status
    )
    return answer.follow() if status == 303 else answer


def _bytes(data):
    return data.encode() if isinstance(data, str) else data


def there(web, code):
    with web.office.desk() as desk:
        return code in agencies_of(desk.root).by_code


class TestDoors:
    @pytest.mark.parametrize("path", ["", "/check?files=1", "/export/all.xlsx", "/export/people.csv", "/1"])
    def test_nobody_else_sees_them(self, clerk, path):
        clerk.get(f"/admin/tables{path}", status=404)

    def test_others_units_are_not_exported(self, admin):
        admin.get("/admin/tables/export/all.xlsx?unit=d53", status=404)
        admin.get("/admin/tables/export/all.xlsx?unit=nowhere", status=404)
        exported = admin.get("/admin/tables/export/units.csv")
        assert exported.headers["Content-Type"] == "text/csv; charset=utf-8"
        codes = {row["รหัสหน่วยงาน"] for row in csv.DictReader(io.StringIO(exported.body.decode("utf-8-sig")))}
        assert "d54-edu" in codes
        assert all(code.startswith("d54") for code in codes)

    def test_somebody_elses_file_is_not_there(self, web, admin):
        other = Person(web, "u-bma-admin")
        token = re.search(r'name="files" value="(\w+)"', send(admin, ("a.csv", UNITS + "d54-t0,ท,section,d54\n")).text)
        other.get(f"/admin/tables/check?files={token.group(1)}", status=404)
        other.get("/admin/tables/check", status=404)


class TestTakingIn:
    def test_seen_first_then_taken_in_once(self, web, admin):
        shown = send(admin, ("หน่วย.csv", UNITS + "d54-t1,ฝ่ายทดสอบ,ฝ่าย/กลุ่มงาน,d54\n"))
        assert "d54-t1" in shown.text
        assert not there(web, "d54-t1")
        form = shown.forms["take-in"]
        done = form.submit(status=303)
        assert there(web, "d54-t1")
        assert form.submit(status=303).location == done.location
        page = done.follow().text
        assert "ฝ่ายทดสอบ" in page
        assert "หน่วย.csv" in page
        with web.office.desk() as desk:
            unit = web.office.actor(desk, "u-d54-admin").unit
            leaves = [leaf for leaf in audit.records(desk.root, unit) if leaf.event == "tables-imported"]
            assert (leaves[-1].person, leaves[-1].about["rows"]) == ("u-d54-admin", 1)

    def test_every_wrong_row_is_named(self, web, admin):
        rows = "d54-t2,ฝ่ายดี,ฝ่าย/กลุ่มงาน,d54\nD54!,ฝ่ายผิด,ฝ่าย/กลุ่มงาน,d54\nd54-t3,,กอง,d53\n"
        page = send(admin, ("a.csv", UNITS + rows))
        assert "take-in" not in page.forms
        for place in ("แถว ๓ คอลัมน์ A (รหัสหน่วยงาน)", "แถว ๔ คอลัมน์ B (ชื่อหน่วยงาน)", "แถว ๔ คอลัมน์ C (ประเภท)"):
            assert place in page.text
        assert not there(web, "d54-t2")

    def test_a_change_meanwhile_is_shown_again(self, web, admin):
        shown = send(admin, ("a.csv", UNITS + "d54-t4,ฝ่ายทดสอบสี่,section,d54\n"))
        send(admin, ("b.csv", UNITS + "d54-t4,ฝ่ายทดสอบห้า,section,d54\n")).forms["take-in"].submit(status=303)
        again = shown.forms["take-in"].submit(status=409)
        assert "ข้อมูลเปลี่ยนไปหลังจากที่แสดงหน้านี้" in again.text
        assert "ฝ่ายทดสอบห้า → ฝ่ายทดสอบสี่" in again.text
        again.forms["take-in"].submit(status=303)

    def test_people_with_their_first_passwords(self, web, admin):
        people = "รหัสบุคคล,ชื่อ-นามสกุล\nu-t1,นางสาวสมมติ นำเข้า\n"
        holdings = "รหัสบุคคล,รหัสตำแหน่ง,ตั้งแต่วันที่\nu-t1,d54-edu.officer,๑ มี.ค. ๒๕๖๗\n"
        shown = send(admin, ("p.csv", people), ("h.csv", holdings), accounts=True)
        assert "คนจะอ่านหนังสือของ" in shown.text
        form = shown.forms["take-in"]
        page = form.submit(status=200)
        password = re.search(r"<code>(\w{4}-\w{4}-\w{4}-\w{4})</code>", page.text).group(1)
        again = form.submit(status=303).follow()
        assert password not in again.text
        browser = web.browser()
        sign_in = browser.get("/sign-in").forms["sign-in"]
        sign_in["name"], sign_in["password"] = "u-t1", password
        sign_in.submit(status=303)

    def test_out_and_in_again_changes_nothing(self, admin):
        book = admin.get("/admin/tables/export/all.xlsx").body
        page = send(admin, ("all.xlsx", book))
        assert "take-in" not in page.forms
        assert "ไม่มีสิ่งใดต้องนำเข้า" in page.text


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.csv", b"", "ว่างเปล่า"),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
            ("a.xlsx", b"PK\x03\x04 nothing", "เสียหาย"),
            ("a.pdf", b"%PDF-1.7", "ไม่ใช่ตาราง"),
        ],
    )
    def test_what_is_no_table(self, admin, name, data, said):
        page = send(admin, (name, data))
        assert said in page.follow().text

    def test_no_file(self, admin):
        form = admin.get("/admin/tables").forms["import"]
        assert "เลือกไฟล์ก่อน" in form.submit(status=422).text

    def test_too_large(self, admin):
        page = send(admin, ("a.csv", b"x" * (10 * 1024 * 1024 + 1)), status=422)
        assert "ใหญ่เกิน" in page.text

    def test_nothing_typed_becomes_markup(self, web, admin):
        nasty = '"<script>alert(1)</script>"'
        page = send(admin, ("<b>.csv", UNITS + f"d54-t9,{nasty},section,d54\n"))
        assert "<script>alert" not in page.text
        page.forms["take-in"].submit(status=303)
        assert "<script>alert" not in admin.get("/admin/units?unit=d54-t9").text


class TestUndoing:
    def test_undone_and_listed(self, web, admin, clerk):
        shown = send(admin, ("u.csv", UNITS + "d54-u1,ฝ่ายย้อน,section,d54\n"))
        page = shown.forms["take-in"].submit(status=303).follow()
        clerk.browser.post(page.request.path, {"csrf_token": csrf(clerk.get("/in-tray")), "request_id": ""}, status=404)
        undone = page.forms["undo"].submit(status=303).follow()
        assert "ย้อนการนำเข้าแล้ว" in undone.text
        assert "undo" not in undone.forms
        assert not there(web, "d54-u1")
        assert "ย้อนแล้ว" in admin.get("/admin/tables").text

    def test_refused_with_the_reasons(self, web, admin):
        shown = send(admin, ("u.csv", UNITS + "d54-u2,ฝ่ายใหม่,section,d54\n"))
        page = shown.forms["take-in"].submit(status=303).follow()
        send(admin, ("u.csv", UNITS + "d54-u3,ฝ่ายย่อย,section,d54-u2\n")).forms["take-in"].submit(status=303)
        refused = page.forms["undo"].submit(status=409)
        assert "มีหน่วยงานใต้สังกัด d54-u2" in refused.text
        assert there(web, "d54-u2")

    def test_others_do_not_see_it(self, web, admin):
        other = Person(web, "u-d54-dir")
        other.get("/admin/tables/1", status=404)


def csrf(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
