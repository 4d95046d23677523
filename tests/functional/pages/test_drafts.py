"""หน้าร่างหนังสือ over HTTP: written, changed, proposed, returned, signed with name and code, numbered, sent or void."""

import re

import pytest
from webtest import Upload

from saraban.auth.service import get_account
from tests.common.office import at
from tests.common.people import Person, big_number, fill
from tests.common.sample_files import pdf
from tests.common.web import open_web

NAME = "นางสมมติ การศึกษาตัวอย่าง"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("drafts"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture
def draft(officer):
    return officer.write(
        "/drafts/new",
        addressees=["group:d54-schools"],
        subject="ขอให้ส่งข้อมูลนักเรียน",
        body="ตามที่\nนั้น",
        deadlines="๒๙ มี.ค. ๖๗ ส่งข้อมูล เวลา ๑๖.๓๐ น.",
        references="กท ๕๔๐๗/๗๐๐ ลว. ๑ มี.ค. ๖๗",
    )


def propose(officer, draft):
    form = officer.get(f"/l/{draft}/propose").forms["act"]
    form["to_post"] = "d54-edu.head"
    form.submit(status=303)


class TestWriting:
    def test_written_to_a_unit_it_names_who_heads_it(self, officer):
        key = officer.write("/drafts/new", addressees=["unit:d54", "group:d54-schools"], subject="เรื่อง", body="ตามที่")
        form = officer.get(f"/l/{key}/edit").forms["draft"]
        schools = "ผู้อำนวยการสถานศึกษาโรงเรียนในสังกัดสำนักงานเขตหนองจอก"
        assert form["to_text"].value == f"ผู้อำนวยการเขตหนองจอก {schools}"

    def test_paragraphs_are_numbered_anew_and_nothing_is_saved(self, officer):
        form = officer.get("/drafts/new").forms["draft"]
        form["subject"], form["body"] = "เรียงเลขข้อ", "๑. ก\n๔. ข\n| ก | ข |\n| ๑ | ๒ |\n๔.๗ ค\nตามที่ ๙. นั้น"
        again = form.submit("act", value="renumber").forms["draft"]
        assert again["subject"].value == "เรียงเลขข้อ"
        assert again["body"].value == "๑. ก\n๒. ข\n| ก | ข |\n| ๑ | ๒ |\n\n๒.๑ ค\nตามที่ ๙. นั้น"
        assert "เรียงเลขข้อ" not in officer.get("/drafts").text

    def test_a_reference_comes_back_with_the_owner_of_its_letter(self, officer):
        line = "หนังสือกรมตัวอย่าง ด่วนที่สุด ที่ มท ๐๑๐๑/๑๒ ลว. ๑ มี.ค. ๒๕๖๗"
        key = officer.write("/drafts/new", addressees=["unit:d54"], subject="ขอตอบ", references=line)
        assert officer.get(f"/l/{key}/edit").forms["draft"]["references"].value == line
        assert "หนังสือกรมตัวอย่าง ด่วนที่สุด ที่ มท ๐๑๐๑/๑๒" in officer.get(f"/l/{key}").text

    def test_one_thing_to_do_next(self, officer, draft):
        def next_of(letter):
            return officer.get(f"/l/{letter}").html.select_one("a.btn-primary")["href"]

        assert next_of(draft) == f"/l/{draft}/propose"
        lacking = officer.write("/drafts/new", addressees=[], subject="ขอเชิญ {{ชื่อ}}")  # a blank is left
        assert next_of(lacking).endswith("/edit")

    def test_ones_own_district_is_offered_as_addressee(self, officer):
        page = officer.get("/drafts/new").html
        offered = [box["value"] for box in page.select('input[name="addressees"]')]
        assert offered[0] == "unit:d54"
        assert "unit:d54-sch-1" in offered
        assert not {"unit:d54-edu", "unit:bma"} & set(offered)

    def test_before_it_is_proposed_what_is_missing_is_said(self, officer, draft):
        lacking = officer.write(
            "/drafts/new?kind=memo.invitation", addressees=[], subject="ขอเชิญ {{ชื่อ}}", body="ด้วย … กำหนดจัดประชุม"
        )
        page = officer.get(f"/l/{lacking}/propose").html
        links = {a.get_text(): a["href"] for a in page.select("#missing a")}
        assert links["{{ชื่อ}}"] == f"/l/{lacking}/edit#f-subject"
        assert links["วันที่จัด"] == f"/l/{lacking}/edit#f-own-event_day"
        assert [a["href"] for a in page.select("#dotted a")] == [f"/l/{lacking}/edit#f-body"]
        assert page.select_one("form#act button.btn-primary") is None
        form = officer.get(f"/l/{lacking}/edit").html
        assert all(form.find(id=href.partition("#")[2]) is not None for href in links.values())
        assert [a["href"] for a in form.select(".notice a")] == [f"#{h.partition('#')[2]}" for h in links.values()]
        whole = officer.get(f"/l/{draft}/propose").html
        assert whole.select("#missing, #dotted") == []

    def test_dots_alone_do_not_stand_in_the_way(self, officer):
        dotted = officer.write("/drafts/new", addressees=[], subject="ขอเชิญ", to_text="หัวหน้า", body="ด้วย ..... ขอเชิญ")
        assert officer.get(f"/l/{dotted}/propose").html.select_one("#dotted a")["href"].endswith("#f-body")
        propose(officer, dotted)

    def test_a_draft_without_a_number_stands_in_no_register(self, officer, draft):
        page = officer.get(f"/l/{draft}/void")
        assert "ทะเบียน" not in page.html.find("label", attrs={"for": "f-reason"}).get_text()
        assert page.html.h1.get_text().strip() == "ยกเลิกร่าง"
        assert "ยกเลิกร่าง" in officer.get(f"/l/{draft}").html.select_one(".letter-menu").get_text()
        done = fill(page.forms["act"], reason="เลิกประชุม").submit(status=303).follow()
        assert "ร่างนี้ไม่มีเลขที่" in done.text

    def test_characters_that_nobody_sees_are_not_kept(self, officer):
        made = officer.write(
            "/drafts/new", addressees=[], subject="\ufeffขอ\u200fข้อมูล", body="ก\u200bข\ufeff", enclosures="\u200fแบบ"
        )
        form = officer.get(f"/l/{made}/edit").forms["draft"]
        assert [form[n].value for n in ("subject", "body", "enclosures")] == ["ขอข้อมูล", "ก\u200bข", "แบบ"]

    def test_on_the_list_and_on_its_sheet(self, officer, draft):
        assert f"/l/{draft}" in officer.get("/drafts").text
        page = officer.get(f"/l/{draft}").text
        assert "บันทึกข้อความ" in page
        assert "ผู้อำนวยการสถานศึกษาโรงเรียนในสังกัดสำนักงานเขตหนองจอก" in page

    def test_changed_and_read_back_as_written(self, officer, draft):
        form = officer.get(f"/l/{draft}/edit").forms["draft"]
        assert form["deadlines"].value == "๒๙ มี.ค. ๒๕๖๗ ส่งข้อมูล เวลา ๑๖.๓๐ น."
        assert form["references"].value == "กท ๕๔๐๗/๗๐๐ ลว. ๑ มี.ค. ๒๕๖๗"
        form["files"] = [Upload("แบบ.pdf", pdf(1), "application/pdf")]
        page = (
            fill(form, subject="ขอให้ส่งข้อมูลนักเรียน (แก้ไข)", others="โรงเรียนตัวอย่างที่ ๑ สำนักงานเขตหนองจอก")
            .submit(status=303)
            .follow()
        )
        assert "(แก้ไข)" in page.text
        again = officer.get(f"/l/{draft}/edit").forms["draft"]
        assert again.fields["originals"][0].checked
        again["originals"] = False
        again.submit(status=303)
        assert "แบบ.pdf" not in officer.get(f"/l/{draft}?tab=files").text

    def test_nothing_typed_is_lost(self, officer):
        form = officer.get("/drafts/new").forms["draft"]
        again = fill(form, subject="", body="ข้อความยาว", deadlines="เมื่อไรก็ได้").submit(status=422).forms["draft"]
        assert (again["body"].value, again["deadlines"].value) == ("ข้อความยาว", "เมื่อไรก็ได้")

    def test_a_number_of_the_office_that_is_not_found_is_asked_for(self, officer):
        form = officer.get("/drafts/new").forms["draft"]
        fill(form, subject="อ้างเลขผิด", body="ข้อความยาว", references="กท ๕๔๐๗/๗๐๑ ลว. ๑ มี.ค. ๖๗\nกท ๕๔๐๗/๗๐๒")
        page = form.submit(status=409)
        assert "ไม่พบเลขที่ กท ๕๔๐๗/๗๐๑ ในระบบ" in page.text
        form = page.forms["draft"]
        assert form["body"].value == "ข้อความยาว"
        form.fields["confirm"][0].checked = True
        form = form.submit(status=409).forms["draft"]  # the other one still waits, the first was answered
        assert [box._value for box in form.fields["confirm"]] == [
            "reference:กท5407/702", "reference:กท5407/701@2567"
        ]  # fmt: skip
        form.fields["confirm"][0].checked = True
        draft = form.submit(status=303).location.rpartition("/")[2]
        officer.get(f"/l/{draft}/edit").forms["draft"].submit(status=303)  # not asked again

    def test_a_refused_change_keeps_the_new_words(self, officer, draft):
        form = officer.get(f"/l/{draft}/edit").forms["draft"]
        again = fill(form, subject=" ", body="ใหม่").submit(status=422).forms["draft"]
        assert again["body"].value == "ใหม่"

    def test_a_look_at_the_pages_does_not_hide_what_others_changed(self, officer, draft):
        form = officer.get(f"/l/{draft}/edit").forms["draft"]
        fill(officer.get(f"/l/{draft}/edit").forms["draft"], subject="แก้ก่อน").submit(status=303)
        looked = fill(form, subject="แก้ทีหลัง").submit("act", value="preview").forms["draft"]
        told = looked.submit(status=409).forms["draft"]
        assert told["subject"].value == "แก้ทีหลัง"
        told.submit(status=303)

    def test_in_the_name_of_ones_own_unit_only(self, officer):
        form = officer.get("/drafts/new").forms["draft"]
        form["unit"].force_value("d53")
        fill(form, subject="ปลอม").submit(status=404)

    def test_others_do_not_see_it(self, web, draft):
        Person(web, "u-d53-clerk").get(f"/l/{draft}", status=404)


class TestProposing:
    def test_returned_with_words_and_proposed_again(self, officer, head, draft):
        propose(officer, draft)
        assert f"/l/{draft}" in head.get("/in-tray").text
        officer.get(f"/l/{draft}/edit", status=409)
        assert "f-text" in head.get(f"/l/{draft}/return").forms["act"].submit(status=422).text
        fill(head.get(f"/l/{draft}/return").forms["act"], text="ขอเพิ่มกำหนดเวลา").submit(status=303)
        assert "ขอเพิ่มกำหนดเวลา" in officer.get("/in-tray").text
        propose(officer, draft)
        officer.get(f"/l/{draft}").forms["do-recall"].submit(status=303)
        officer.get(f"/l/{draft}/edit")

    def test_what_was_returned_waits_for_its_writer(self, officer, head, draft):
        propose(officer, draft)
        assert head.get(f"/l/{draft}").html.select_one("a.btn-primary")["href"] == f"/l/{draft}/sign"
        fill(head.get(f"/l/{draft}/return").forms["act"], text="ขอแก้ชื่อเรื่อง").submit(status=303)
        page = head.get(f"/l/{draft}").html
        assert page.select_one(".page-head .btn-primary") is None
        assert page.select_one(f'.letter-menu a[href="/l/{draft}/sign"]')
        assert page.find(id="waits-for")
        own = officer.get(f"/l/{draft}").html
        assert own.find(id="waits-for") is None
        assert own.select_one("a.btn-primary")["href"].startswith(f"/l/{draft}/")
        propose(officer, draft)
        assert head.get(f"/l/{draft}").html.select_one("a.btn-primary")["href"] == f"/l/{draft}/sign"

    def test_somebody_has_to_be_chosen(self, officer, draft):
        form = officer.get(f"/l/{draft}/propose").forms["act"]
        token, request = form["csrf_token"].value, form["request_id"].value
        answer = officer.browser.post(f"/l/{draft}/propose", {"csrf_token": token, "request_id": request}, status=422)
        assert "f-to_post" in answer.text


class TestSigning:
    def test_wrong_name_wrong_code_then_right(self, web, officer, head, draft):
        propose(officer, draft)
        form = head.get(f"/l/{draft}/sign").forms["sign"]
        wrong = fill(form, typed_name="คนอื่น", otp=web.code(head.name)).submit(status=422)
        assert "f-typed_name" in wrong.text
        assert wrong.forms["sign"]["otp"].value == ""
        refused = fill(wrong.forms["sign"], typed_name=NAME, otp="000000").submit(status="4*")
        assert refused.forms["sign"]["typed_name"].value == NAME
        done = head.sign(draft, NAME)
        assert re.match("กท ๕๔๐๗/[๐-๙]+", big_number(done))
        sheet = head.get(f"/l/{draft}").text
        assert "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก" in sheet
        assert "ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์" in sheet
        head.get(f"/l/{draft}/sign", status=409)

    def test_a_code_signs_once(self, web, head, officer):
        first, second = (
            officer.write("/drafts/new", addressees=["group:d54-schools"], subject=s) for s in ("หนึ่ง", "สอง")
        )
        code = web.code(head.name)
        fill(head.get(f"/l/{first}/sign").forms["sign"], typed_name=NAME, otp=code).submit(status=303)
        fill(head.get(f"/l/{second}/sign").forms["sign"], typed_name=NAME, otp=code).submit(status="4*")
        web.later(seconds=30)
        head.sign(second, NAME)

    def test_a_drafter_signs_nothing(self, officer, draft):
        assert officer.get(f"/l/{draft}/sign", status="*").status_int == 403

    def test_without_a_phone_it_says_what_to_do(self, web, officer, head, draft):
        with web.office.desk() as desk:
            account = get_account(desk.root, head.name)
            secret, account.totp_secret, account.may_put_off_otp = account.totp_secret, "", True
            desk.root.info.demo = True
            desk.tm.commit()
        try:
            page = head.get(f"/l/{draft}/sign")
            assert "sign" not in page.forms
            assert 'href="/me/otp"' in page.text
        finally:
            with web.office.desk() as desk:
                get_account(desk.root, head.name).totp_secret = secret
                desk.root.info.demo = False
                desk.tm.commit()

    def test_sent_once_however_often_it_is_pressed(self, clerk, head, draft):
        signed = head.sign(draft, NAME)
        assert signed.forms["send"]
        form = clerk.get(f"/l/{draft}/signed").forms["send"]
        form.submit(status=303)
        form.submit(status=303)
        chain = clerk.get(f"/l/{draft}").text
        assert chain.count("โรงเรียนตัวอย่างที่ ๑") == 1

    def test_a_draft_that_was_cancelled_says_so(self, officer, draft):
        assert "made-void" not in officer.get(f"/l/{draft}").text
        fill(officer.get(f"/l/{draft}/void").forms["act"], reason="ไม่ใช้แล้ว").submit(status=303)
        page = officer.get(f"/l/{draft}")
        assert "ไม่ใช้แล้ว" in page.html.select_one("#made-void").get_text()
        assert "ทะเบียน" not in page.html.select_one("#made-void").get_text()
        assert "ยังไม่ออกเลข" not in page.text

    def test_void_with_a_reason_its_number_stays(self, clerk, head, draft):
        number = big_number(head.sign(draft, NAME))
        form = head.get(f"/l/{draft}/void").forms["act"]
        assert "f-reason" in form.submit(status=422).text
        fill(head.get(f"/l/{draft}/void").forms["act"], reason="พิมพ์ผิด").submit(status=303)
        told = clerk.get(f"/l/{draft}").html.select_one("#made-void").get_text()
        assert all(words in told for words in ("ถูกยกเลิกแล้ว", "พิมพ์ผิด", "เลขที่ยังอยู่ในทะเบียน"))
        book = clerk.get("/registers/d54-edu/send/2567").text
        assert "พิมพ์ผิด" in book
        assert number.rpartition("/")[2] in book


class TestOtherWaysToSend:
    def test_on_paper_when_nobody_here_is_addressed(self, officer, head, clerk):
        key = officer.write("/drafts/new", addressees=[], subject="แจ้งบริษัทตัวอย่าง", to_text="กรรมการผู้จัดการ", body="แจ้ง")
        assert "ด้วยกระดาษ" in head.get(f"/l/{key}/sign").text
        assert f"/l/{key}/send-on-paper" in head.sign(key, NAME).text
        page = clerk.get(f"/l/{key}").text
        assert f"/l/{key}/send-on-paper" in page
        assert f'action="/l/{key}/send"' not in page
        assert "f-how" in clerk.get(f"/l/{key}/send-on-paper").forms["act"].submit(status=422).text
        fill(clerk.get(f"/l/{key}/send-on-paper").forms["act"], how="ไปรษณีย์").submit(status=303)
        assert "ไปรษณีย์" in clerk.get(f"/l/{key}?tab=facts").text

    def test_again_to_who_does_not_have_it(self, head, clerk, draft):
        head.sign(draft, NAME)
        clerk.get(f"/l/{draft}/signed").forms["send"].submit(status=303)
        assert f"/l/{draft}/send-again" in clerk.get(f"/l/{draft}").text
        form = clerk.get(f"/l/{draft}/send-again").forms["act"]
        assert "f-addressees" in form.submit(status=422).text
        form = clerk.get(f"/l/{draft}/send-again").forms["act"]
        form["others"] = "ฝ่ายโยธา"
        form.submit(status=303)
        assert "ฝ่ายโยธา" in clerk.get(f"/l/{draft}?tab=facts").text
