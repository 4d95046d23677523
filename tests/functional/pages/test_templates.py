"""แบบหนังสือและจดหมายเวียน over HTTP: a template kept from a draft form, letters from a list, the live preview."""

from __future__ import annotations

import re

import pytest
from webtest import Upload

from saraban.core.ids import id_value
from saraban.letters import records
from saraban.letters.records import letters_of
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.tables import workbook
from tests.common.web import open_web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("templates"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


def keep(clerk, name, **typed):
    form = clerk.get("/drafts/new?kind=memo").forms["draft"]
    fill(form, template_name=name, **{"subject": "ขอเชิญ {{ชื่อ}}", "to_text": "{{ชื่อ}}", "body": "ขอเชิญ {{ชื่อ}}", **typed})
    return form.submit("act", value="template", status=303).location.rpartition("/")[2]


def choose(person, key, text, mode="each", name="list.csv", act="preview", status=200):
    form = person.get(f"/merge?template={key}").forms["merge"]
    form["upload"] = Upload(name, text.encode())
    form["mode"] = mode
    return form.submit("act", value=act, status=status)


class TestTemplates:
    def test_kept_from_the_form_of_a_draft_and_written_from(self, clerk, officer):
        key = keep(clerk, "เชิญประชุม")
        assert "เชิญประชุม" in officer.get("/templates").text
        assert "ช่องว่างให้กรอก" in officer.get(f"/templates/{key}").text
        form = officer.get(f"/drafts/new?template={key}").forms["draft"]
        assert (form["subject"].value, form["to_text"].value) == ("ขอเชิญ {{ชื่อ}}", "{{ชื่อ}}")
        assert "template_name" not in form.fields  # who drafts does not keep templates
        letter = form.submit(status=303).location.rpartition("/")[2]
        assert "{{ชื่อ}}" in officer.get(f"/l/{letter}/edit").text

    def test_replaced_retired_and_brought_back(self, clerk, officer):
        key = keep(clerk, "แจ้งผล")
        form = clerk.get(f"/drafts/new?template={key}").forms["draft"]
        form["subject"] = "แจ้งผลการพิจารณา"
        assert form.submit("act", value="template", status=303).location.endswith(key)
        assert "แจ้งผลการพิจารณา" in clerk.get(f"/templates/{key}").text
        assert "template" not in officer.get(f"/templates/{key}").forms
        clerk.get(f"/templates/{key}").forms["template"].submit(status=303)
        assert "เลิกใช้แล้ว" in clerk.get(f"/templates/{key}").text
        clerk.get(f"/drafts/new?template={key}", status=409)
        clerk.get(f"/templates/{key}").forms["template"].submit(status=303)
        clerk.get(f"/drafts/new?template={key}")

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, clerk):
        key = keep(clerk, "แจ้งกำหนด")
        opened = [clerk.get(f"/drafts/new?template={key}").forms["draft"] for _n in (1, 2)]
        chosen = clerk.get("/drafts/new?kind=memo").forms["draft"]
        fill(opened[0], subject="แก้ก่อน").submit("act", value="template", status=303)
        looked = fill(opened[1], subject="แก้ทีหลัง").submit("act", value="preview").forms["draft"]
        refused = looked.submit("act", value="template", status=409)  # a look at the pages tells nothing of the other
        assert "มีผู้แก้ไขแบบ" in refused.text
        form = refused.forms["draft"]
        assert form["subject"].value == "แก้ทีหลัง"
        assert clerk.get(f"/templates/{key}").text.count("แก้ทีหลัง") == 0
        form.submit("act", value="template", status=303)  # told of it, and sure
        assert "แก้ทีหลัง" in clerk.get(f"/templates/{key}").text
        fill(chosen, subject="เลือกจากรายการ", template_name="แจ้งกำหนด")
        chosen["template"] = next(value for value, _s, _t in chosen["template"].options if value.startswith(key))
        chosen.submit("act", value="template", status=409)

    def test_a_name_is_asked_for_and_what_was_typed_stays(self, clerk):
        form = clerk.get("/drafts/new").forms["draft"]
        fill(form, subject="หัวเรื่องที่พิมพ์ไว้")
        answer = form.submit("act", value="template", status=422)
        assert "f-template_name" in answer.text
        assert answer.forms["draft"]["subject"].value == "หัวเรื่องที่พิมพ์ไว้"

    def test_a_draft_that_stands_becomes_one(self, clerk):
        letter = clerk.write("/drafts/new", addressees=[], subject="หนังสือเดิม", to_text="หัวหน้า", body="ข้อความ")
        form = clerk.get(f"/l/{letter}/edit").forms["draft"]
        form["template_name"] = "จากร่างเดิม"
        assert "/templates/" in form.submit("act", value="template", status=303).location

    def test_others_find_nothing(self, web, clerk):
        key = keep(clerk, "ของฝ่าย")
        other = Person(web, "u-opssec-clerk")
        for place in (f"/templates/{key}", f"/drafts/new?template={key}", f"/merge?template={key}"):
            other.get(place, status=404)
        assert "ของฝ่าย" not in other.get("/templates").text


class TestLists:
    def test_looked_at_row_by_row_then_made_and_cancelled(self, clerk):
        key = keep(clerk, "เชิญรายบุคคล")
        page = choose(clerk, key, "ชื่อ\nนางสาวหนึ่ง\nนายสอง\n")
        assert page.text.count('src="data:image/png;base64,') == 1
        form = page.forms["merge"]
        form["row"] = "2"
        assert "แถว 3" in form.submit("act", value="preview").text
        place = form.submit("act", value="make", status=303).location
        made = clerk.get(place)
        assert "ขอเชิญ นางสาวหนึ่ง" in made.text
        assert "ขอเชิญ นายสอง" in made.text
        assert "f-reason" in made.forms["undo"].submit(status=422).text
        fill(made.forms["undo"], reason="รายชื่อผิด").submit(status=303)
        assert "undo" not in clerk.get(place).forms
        assert "เชิญรายบุคคล" in clerk.get("/templates").text

    def test_every_wrong_cell_is_named_and_nothing_made(self, clerk):
        key = keep(clerk, "เชิญผิด")
        for act, status in (("preview", 200), ("make", 422)):
            page = choose(clerk, key, "ชื่อ,หน่วยงาน\n,d54\nนายสอง,ไม่มีหน่วย\n", act=act, status=status)
            assert re.search(r"แถว 2 คอลัมน์ A", " ".join(re.sub(r"<[^>]+>", " ", page.text).split()))
            assert re.search(r"แถว 3 คอลัมน์ B", " ".join(re.sub(r"<[^>]+>", " ", page.text).split()))
        assert "จัดทำร่าง" not in page.text

    def test_the_same_list_again_leads_to_what_was_made(self, clerk):
        key = keep(clerk, "เชิญซ้ำ")
        first, second = (choose(clerk, key, "ชื่อ\nนายสาม\n", act="make", status=303).location for _n in range(2))
        assert first == second

    @pytest.mark.parametrize(("text", "name"), [("", "a.csv"), ("ไม่มี\nก\n", "a.csv"), ("\x00\x01", "a.xlsx")])
    def test_what_is_no_list_is_told(self, clerk, text, name):
        key = keep(clerk, f"เชิญ {name} {len(text)}")
        assert "f-list" in choose(clerk, key, text, name=name, status=422).text

    def test_a_workbook_keeps_its_name(self, clerk):
        key = keep(clerk, "สมุดงาน")
        form = clerk.get(f"/merge?template={key}").forms["merge"]
        form["upload"] = Upload("รายชื่อ.xlsx", workbook(รายชื่อ=[["ชื่อ"], ["นายสาม"]]))
        assert "รายชื่อ.xlsx" in form.submit("act", value="preview", status=200).text

    def test_a_file_is_asked_for(self, clerk):
        key = keep(clerk, "ไม่มีไฟล์")
        page = clerk.get(f"/merge?template={key}").forms["merge"].submit("act", value="make", status=422)
        assert "f-list" in page.text

    def test_one_letter_for_all_has_a_copy_for_each(self, web, clerk):
        key = keep(clerk, "ฉบับเดียว", subject="ขอเชิญประชุม", body="ขอเชิญประชุม")
        page = choose(clerk, key, "ชื่อ\nประธานชุมชนหนึ่ง\nประธานชุมชนสอง\n", mode="one")
        place = page.forms["merge"].submit("act", value="make", status=303).location
        letter = re.search(r"/l/(\w+)/copies", clerk.get(place).text)[1]
        assert "ประธานชุมชนสอง" in clerk.get(f"/l/{letter}/copies").text
        assert clerk.get(f"/l/{letter}/copies/2.pdf").content_type == "application/pdf"
        clerk.get(f"/l/{letter}/copies/3.pdf", status=404)
        Person(web, "u-opssec-clerk").get(f"/l/{letter}/copies", status=404)
        with web.office.desk() as desk:  # it was sent: the receiver reads the letter, not who else is on the list
            records.add_scopes(desk.root, letters_of(desk.root).letters[id_value(letter)], "u:d54-finance")
            desk.tm.commit()
        receiver = Person(web, "u-d54-finance-clerk")
        assert "/copies" not in receiver.get(f"/l/{letter}").text
        for there in ("copies", "copies/1.pdf"):
            receiver.get(f"/l/{letter}/{there}", status=404)

    def test_a_letter_that_may_not_be_read_is_not_listed(self, web, clerk):
        page = choose(clerk, keep(clerk, "เชิญที่ปิด"), "ชื่อ\nนายเปิด\nนายปิด\n")
        place = page.forms["merge"].submit("act", value="make", status=303).location
        key = re.search(r'/l/(\w+)">ขอเชิญ นายปิด', clerk.get(place).text)[1]
        with web.office.desk() as desk:
            letters_of(desk.root).letters[id_value(key)].scopes = ("p:nobody",)
            desk.tm.commit()
        assert "นายเปิด" in clerk.get(place).text
        assert "นายปิด" not in clerk.get(place).text

    def test_a_draft_with_blanks_is_a_source_and_one_sent_for_few_is_not(self, clerk):
        letter = clerk.write("/drafts/new", addressees=[], subject="เชิญ {{ชื่อ}}", to_text="{{ชื่อ}}", body="ขอเชิญ")
        assert f"/merge?letter={letter}" in clerk.get(f"/l/{letter}").text
        clerk.get(f"/merge?letter={letter}")
        clerk.get("/merge", status=404)


class TestLive:
    def test_the_pages_of_what_is_typed_without_saving(self, clerk):
        before = clerk.get("/drafts").text.count("data-row")
        form = clerk.get("/drafts/new").forms["draft"]
        fill(form, subject="เรื่องที่กำลังพิมพ์", to_text="หัวหน้า", body="ข้อความ")
        page = form.submit("act", value="preview")
        assert 'src="data:image/png;base64,' in page.text
        assert page.forms["draft"]["subject"].value == "เรื่องที่กำลังพิมพ์"
        assert clerk.get("/drafts").text.count("data-row") == before

    def test_what_is_wrong_is_told_beside_and_typing_goes_on(self, clerk):
        form = clerk.get("/drafts/new").forms["draft"]
        fill(form, body="ข้อความที่พิมพ์", references="x ลว. ๓๒ มี.ค. ๖๗")
        page = form.submit("act", value="preview", status=422)
        assert "data-pages" in page.text
        assert page.forms["draft"]["body"].value == "ข้อความที่พิมพ์"

    def test_of_a_draft_that_stands(self, clerk):
        letter = clerk.write("/drafts/new", addressees=[], subject="ร่างเดิม", to_text="หัวหน้า", body="ข้อความ")
        form = clerk.get(f"/l/{letter}/edit").forms["draft"]
        form["subject"] = "ร่างที่แก้"
        assert 'src="data:image/png;base64,' in form.submit("act", value="preview").text
        assert "ร่างที่แก้" not in clerk.get(f"/l/{letter}").text

    def test_the_script_asks_for_the_pages_alone(self, web, clerk):
        form = clerk.get("/drafts/new").forms["draft"]
        fields = {**dict(form.submit_fields()), "subject": "เรื่อง", "to_text": "หัวหน้า", "body": "ข้อความ"}
        fields = {k: v for k, v in fields.items() if k not in {"files", "word"}}
        answer = clerk.browser.post("/drafts/preview", fields)
        assert answer.text.count("<img") == 1
        assert "<html" not in answer.text
        assert answer.headers["Cache-Control"] == "private, no-store"
        clerk.browser.post("/drafts/preview", {**fields, "subject": ""}, status=422)
        clerk.browser.post("/drafts/preview", {**fields, "unit": "opssec"}, status=404)
        clerk.browser.post("/drafts/preview", {**fields, "unit": ""}, status=404)

    def test_so_many_a_minute(self, monkeypatch, clerk):
        monkeypatch.setattr("saraban.ui.drafts.live.PACE.most", 0)
        form = clerk.get("/drafts/new").forms["draft"]
        page = fill(form, subject="เรื่อง").submit("act", value="preview", status=429)
        assert "data-pages" in page.text
