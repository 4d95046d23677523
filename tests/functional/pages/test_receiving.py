"""หน้าลงทะเบียนรับ over HTTP: what is typed is never lost, what is doubtful is asked, a number is used once."""

import re

import pytest
from webtest import Upload

from tests.common.office import at
from tests.common.people import Person, big_number, fill, key_of
from tests.common.sample_files import pdf
from tests.common.web import open_web

ADDRESS = "/receive/d54-edu"
LETTER = {
    "number": "กท ๑๙๐๒/๑๑๘",
    "dated": "๔ มี.ค. ๖๗",
    "from_text": "สำนักยุทธศาสตร์และประเมินผล",
    "subject": "ขอให้รายงานจำนวนผู้สมัครใบรับรองอิเล็กทรอนิกส์",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("receiving"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture
def form(clerk):
    return clerk.get(ADDRESS).forms["receive"]


def next_number(clerk):
    return re.search(r"เลขรับถัดไป <b>([๐-๙]+)</b>", clerk.get(ADDRESS).text).group(1)


class TestForm:
    def test_without_a_unit_the_form_of_ones_own_opens(self, clerk):
        assert clerk.get("/receive", status=303).location.endswith(ADDRESS)

    def test_the_subject_is_needed_and_all_else_kept(self, clerk, form):
        before = next_number(clerk)
        again = fill(form, **{**LETTER, "subject": "", "urgency": "very_urgent", "body": "ข้อความ"}).submit(status=422)
        kept = again.forms["receive"]
        assert kept["number"].value == LETTER["number"]
        assert kept["urgency"].value == "very_urgent"
        assert kept["body"].value == "ข้อความ"
        assert 'href="#f-subject"' in again.text
        assert next_number(clerk) == before

    def test_saved_with_everything(self, clerk, form):
        fields = {
            **LETTER,
            "references": "กท ๐๔๐๓/ว ๒๕ ลว. ๑๙ ก.พ. ๖๗",
            "enclosures": "แบบสำรวจ",
            "actions": "ส่งแบบสำรวจ",
            "deadlines": "๑๕ มี.ค. ๖๗ ประชุม เวลา ๑๐.๐๐ น.\n2024-03-29 ส่งรายงาน",
            "kind": "memo",
            "to_text": "หัวหน้าฝ่าย",
        }
        done = fill(form, **fields).submit(status=303).follow()
        page = clerk.get(f"/p/{key_of(done)}?tab=facts").text
        for words in ("กท ๐๔๐๓/ว ๒๕", "๑๙ ก.พ. ๒๕๖๗", "แบบสำรวจ", "ส่งแบบสำรวจ", "บันทึกข้อความ"):
            assert words in page
        chain = clerk.get(f"/p/{key_of(done)}").text
        assert "๑๐.๐๐ น." in chain
        assert "2024-03-29" in chain

    def test_save_and_next_shows_the_number_above_an_empty_form(self, clerk, form):
        page = fill(form, subject="เรื่องแรก").submit("next", status=303).follow()
        assert "เรื่องแรก" in page.text
        assert page.forms["receive"]["subject"].value == ""

    def test_pressed_twice_it_is_registered_once(self, clerk, form):
        fill(form, subject="กดสองครั้ง")
        first, second = form.submit(status=303), form.submit(status=303)
        assert first.location == second.location

    def test_changed_after_saving_it_is_not_saved_again(self, clerk, form):
        fill(form, subject="ก่อนแก้").submit(status=303)
        before = next_number(clerk)
        assert "หลังแก้" in fill(form, subject="หลังแก้").submit(status=409).text
        assert next_number(clerk) == before

    def test_the_stamp_alone(self, clerk, form):
        done = fill(form, subject="ตรา").submit(status=303).follow()
        stamp = clerk.get(f"/receive/d54-edu/stamp/{key_of(done)}").text
        assert big_number(done) in stamp
        assert "๐๙.๐๑ น." in stamp


class TestQuestions:
    def test_a_duplicate_is_shown_before_saving(self, clerk):
        same = {**LETTER, "number": "กท ๐๘๐๑/๑"}
        fill(clerk.get(ADDRESS).forms["receive"], **same).submit(status=303)
        before = next_number(clerk)
        asked = fill(clerk.get(ADDRESS).forms["receive"], **{**same, "number": "กท 0801/1"}).submit(status=409)
        assert 'href="/l/' in asked.text
        assert next_number(clerk) == before
        again = asked.forms["receive"]
        again["confirm"] = True
        again.submit(status=303)

    def test_received_before_its_date_needs_a_reason(self, clerk, form):
        asked = fill(
            form, subject="ย้อนหลัง", dated="๗ มี.ค. ๖๗", received_date="๖ มี.ค. ๖๗", received_time="๑๐.๐๐"
        ).submit(status=409)
        again = asked.forms["receive"]
        again["confirm"] = True
        assert again.submit(status=409).forms["receive"]["received_date"].value == "๖ มี.ค. ๖๗"
        again["reason"] = "วันที่ในหนังสือพิมพ์ผิด"
        assert "๖ มี.ค. ๒๕๖๗" in again.submit(status=303).follow().text

    def test_what_was_confirmed_stays_confirmed(self, clerk, form):
        fields = {
            "subject": "ประชุมวันอาทิตย์ที่ ๑๒ มี.ค. ๖๗",
            "dated": "๗ มี.ค. ๖๗",
            "received_date": "๖ มี.ค. ๖๗",
            "received_time": "๑๐.๐๐",
        }
        first = fill(form, **fields).submit(status=409).forms["receive"]
        first["confirm"] = True
        second = first.submit(status=409).forms["receive"]
        second.fields["confirm"][0].checked = True
        second["reason"] = "พิมพ์ผิด"
        second.submit(status=303)

    def test_a_time_in_the_slot_of_the_day(self, clerk, form):
        again = fill(form, subject="ตราประทับ", received_date="09.01").submit(status=422).forms["receive"]
        assert (again["received_date"].value, again["received_time"].value) == ("", "09.01")
        assert "๐๙.๐๑ น." in again.submit(status=303).follow().text

    @pytest.mark.parametrize(
        ("day", "time", "field"),
        [
            ("๓๑ ก.พ. ๖๗", "", "received_date"),
            ("๖ มี.ค. ๖๗", "", "received_time"),
            ("๖ มี.ค. ๖๗", "เช้า", "received_time"),
            ("เมื่อวาน", "", "received_date"),
            ("๖ มี.ค.", "", "received_date"),
        ],
    )
    def test_days_that_cannot_be_read(self, form, day, time, field):
        again = fill(form, subject="วันที่", received_date=day, received_time=time).submit(status=422)
        assert f'id="f-{field}-error"' in again.text

    @pytest.mark.parametrize("level", ["confidential", "secret", "top_secret"])
    def test_classified_letters_stay_on_paper(self, clerk, form, level):
        before = next_number(clerk)
        assert "f-secrecy" in fill(form, subject="ลับ", secrecy=level).submit(status=422).text
        assert next_number(clerk) == before


class TestFiles:
    def test_kept_when_the_form_comes_back(self, clerk, form):
        form["files"] = [Upload("หนังสือ.pdf", pdf(2), "application/pdf")]
        again = fill(form, subject="").submit(status=422)
        assert "หนังสือ.pdf" in again.text
        done = fill(again.forms["receive"], subject="มีไฟล์").submit(status=303).follow()
        page = clerk.get(f"/p/{key_of(done)}?tab=files")
        assert "หนังสือ.pdf" in page.text
        assert len(re.findall(r'src="(/l/\w+/pages/\d\.png\?file=\w+)"', page.text)) == 2

    def test_left_out_when_its_mark_is_cleared(self, clerk, form):
        form["files"] = [Upload("ผิดฉบับ.pdf", pdf(1), "application/pdf")]
        again = fill(form, subject="").submit(status=422).forms["receive"]
        again["arrived"] = False
        done = fill(again, subject="ไม่มีไฟล์").submit(status=303).follow()
        assert "ผิดฉบับ" not in clerk.get(f"/p/{key_of(done)}?tab=files").text

    def test_a_program_is_refused(self, form):
        form["files"] = [Upload("letter.pdf", b"MZ\x90\x00" + b"\0" * 200, "application/pdf")]
        assert "letter" not in fill(form, subject="โปรแกรม").submit(status="4*").forms["receive"]["subject"].value


class TestDoors:
    def test_a_teacher_registers_nothing(self, web):
        teacher = Person(web, "u-sch-1-teacher")
        teacher.get("/receive", status=404)
        answer = teacher.get("/receive/d54", status="*")
        assert answer.status_int in {403, 404}

    def test_another_unit_is_not_ours(self, clerk):
        assert clerk.get("/receive/d53", status="*").status_int in {403, 404}
        clerk.get("/receive/nowhere", status=404)

    def test_without_the_token_nothing_happens(self, clerk, form):
        before = next_number(clerk)
        form["csrf_token"] = "made-up"
        fill(form, subject="ปลอม").submit(status=400)
        assert next_number(clerk) == before
