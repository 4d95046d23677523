"""แบบของหนังสือแต่ละชนิด over HTTP: chosen first, its own fields asked for, nothing typed lost when another is chosen."""

import pytest
from webtest import Upload

from saraban.core.ids import id_value
from saraban.exchange.waiting import deliveries_of
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.sample_files import pdf
from tests.common.web import open_web
from tests.unit.documents.test_word_reading import p, word

NAME = "นางสมมติ การศึกษาตัวอย่าง"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("kinds"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


def draft_of(person, kind):
    return person.get(f"/drafts/new?kind={kind}").forms["draft"]


def needed(form, name):
    """What the label of a field says of whether it must be filled."""
    return form.html.find("label", attrs={"for": f"f-{name}"}).find(class_="must").get_text()


class TestChoosing:
    def test_the_kinds_that_the_unit_issues(self, officer):
        page = officer.get("/drafts")
        assert 'href="/drafts/new?kind=external"' in page.text
        assert 'href="/drafts/new?kind=order.bureau"' in page.text
        assert "kind=order.city" not in page.text
        assert "kind=regulation" not in page.text

    def test_the_form_follows_the_kind(self, officer):
        minutes, memo = draft_of(officer, "minutes"), draft_of(officer, "memo")
        assert "own-held_on" in minutes.fields
        assert "to_text" not in minutes.fields
        assert "own-held_on" not in memo.fields
        assert "to_text" in memo.fields

    def test_another_kind_keeps_what_is_typed(self, officer):
        form = fill(draft_of(officer, "memo"), subject="ขอแต่งตั้ง", body="ข้อความเดิม")
        form["kind"] = "order.bureau"
        again = form.submit("act", value="kind", status=200)
        assert "คำสั่งส่วนราชการ" in again.text
        assert (again.forms["draft"]["subject"].value, again.forms["draft"]["body"].value) == ("ขอแต่งตั้ง", "ข้อความเดิม")

    def test_an_empty_text_begins_with_the_words_of_the_kind(self, officer):
        assert draft_of(officer, "memo.report")["body"].value.startswith("๑. ต้นเรื่อง")

    def test_an_unknown_kind_is_a_memo(self, officer):
        assert draft_of(officer, "telegram")["kind"].value == "memo"


class TestWriting:
    def test_minutes_from_form_to_sheet_and_back(self, officer, head):
        form = fill(
            draft_of(officer, "minutes"), subject="รายงานการประชุมฝ่าย", body="๑. เรื่องแจ้งให้ทราบ\n| ก | ข |\n| ๑ | ๒ |",
            **{"own-meeting": "๑/๒๕๖๗", "own-held_on": "๘ มี.ค. ๖๗", "own-held_at": "ห้องประชุม", "own-present": "ก"},
        )  # fmt: skip
        page = form.submit(status=303).follow()
        assert "ห้องประชุม" in page.text
        assert "<td>๒</td>" in page.text
        key = page.request.path.rpartition("/")[2]
        again = officer.get(f"/l/{key}/edit")
        assert "เริ่มประชุมเวลา" in again.text.split("f-kind")[0]  # what is missing is said first
        assert again.forms["draft"]["own-held_on"].value == "๘ มี.ค. ๒๕๖๗"
        assert "เลิกประชุมเวลา" in head.get(f"/l/{key}/sign").text
        form = fill(
            again.forms["draft"], **{"own-opened_at": "๙.๐๐", "own-closed_at": "๑๒.๐๐", "own-recorder": "นางสมมติ"}
        )
        form.submit(status=303)
        head.sign(key, NAME)
        assert "๑๒.๐๐ น." in head.get(f"/l/{key}").text

    def test_who_wrote_the_minutes_down_is_asked_for_unless_several_sign(self, officer):
        form = fill(draft_of(officer, "minutes"), subject="ก", body="ข", **{"own-recorder": "นางสมมติ"})
        assert needed(form, "own-recorder") == "(จำเป็นเมื่อมีผู้ลงนามคนเดียว)"
        assert needed(form, "own-meeting") == "(จำเป็น)"
        form["own-recorder"] = ""
        key = form.submit(status=303).follow().request.path.rpartition("/")[2]
        form = officer.get(f"/l/{key}/edit")
        assert "ผู้จดรายงานการประชุม" in form.html.find(id="draft").find(class_="notice").get_text()
        form = fill(form.forms["draft"], cosigners="หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก", **{"own-recorder": "นางสมมติ"})
        form.submit(status=303)
        again = officer.get(f"/l/{key}/edit")
        assert again.forms["draft"]["own-recorder"].value == "นางสมมติ"
        fill(again.forms["draft"], **{"own-recorder": ""}).submit(status=303)
        again = officer.get(f"/l/{key}/edit")
        assert "ผู้จดรายงานการประชุม" not in again.html.find(id="draft").find(class_="notice").get_text()
        assert needed(again.forms["draft"], "own-recorder") == "(จำเป็นเมื่อมีผู้ลงนามคนเดียว)"

    def test_a_wrong_day_is_said_at_its_field(self, officer):
        form = fill(draft_of(officer, "minutes"), subject="ก", **{"own-held_on": "วันไหน"})
        page = form.submit(status=422)
        assert 'id="f-own-held_on-error"' in page.text
        assert page.forms["draft"]["own-held_on"].value == "วันไหน"

    def test_words_for_royalty_are_asked_for(self, officer):
        form = fill(draft_of(officer, "external"), subject="ก", to_text="ก")
        form["addressee_class"] = "royal"
        again = form.submit(status=422)
        assert "salutation" in again.forms["draft"].fields

    def test_what_belongs_outside_is_refused(self, officer):
        form = fill(draft_of(officer, "memo"), subject="ร่างสัญญา")
        form["procurement"] = "contract"
        assert "ระบบจัดซื้อจัดจ้าง" in form.submit(status=422).text

    @pytest.mark.parametrize("act", ["word", "kind", "preview"])
    def test_files_that_were_chosen_stay_with_the_form_that_is_shown_again(self, officer, act):
        form = officer.get("/drafts/new?kind=memo").forms["draft"]
        fill(form, subject="ขออนุมัติ", to_text="หัวหน้าฝ่าย", body="เรียนมาเพื่อโปรดทราบ")
        form["word"] = Upload("หนังสือ.docx", word(p("ต่อ")), "application/octet-stream")
        form["files"] = [Upload("กำหนดการ.pdf", pdf(1), "application/pdf")]
        again = form.submit("act", value=act, status=200)
        assert "กำหนดการ.pdf" in again.text
        saved = officer.get(again.forms["draft"].submit(status=303).location + "?tab=files")
        assert "กำหนดการ.pdf" in saved.text

    def test_the_text_of_a_word_document(self, officer):
        form = fill(draft_of(officer, "memo"), subject="จาก Word", body="ข้อความเดิม")
        form["word"] = Upload("หนังสือ.docx", word(p("๑. ข้อความใหม่")), "application/octet-stream")
        again = form.submit("act", value="word", status=200).forms["draft"]
        assert again["body"].value == "ข้อความเดิม\n๑. ข้อความใหม่"
        form["word"] = Upload("หนังสือ.docx", b"%PDF", "application/octet-stream")
        refused = form.submit("act", value="word", status=422)
        assert refused.forms["draft"]["body"].value == "ข้อความเดิม"
        key = fill(again, body="แก้").submit(status=303).location.rpartition("/")[2]
        form = officer.get(f"/l/{key}/edit").forms["draft"]
        form["word"] = Upload("หนังสือ.docx", word(p("ต่อท้าย")), "application/octet-stream")
        assert form.submit("act", value="word", status=200).forms["draft"]["body"].value == "แก้\nต่อท้าย"

    def test_copies_are_found_by_name(self, web, officer, head):
        form = fill(draft_of(officer, "memo"), subject="สำเนา", to_text="หัวหน้า", copies="ฝ่ายทะเบียน\nกรมตัวอย่าง")
        key = form.submit(status=303).location.rpartition("/")[2]
        assert officer.get(f"/l/{key}/edit").forms["draft"]["copies"].value == "ฝ่ายทะเบียน\nกรมตัวอย่าง"
        head.sign(key, NAME).forms["send"].submit(status=303)
        with web.office.desk() as desk:
            sent = deliveries_of(desk.root, id_value(key))
            assert [(d.to_unit, d.text) for d in sent] == [("d54-civil", "สำเนาส่ง")]
