"""หน้าทะเบียน over HTTP: books, numbers without a document, entries, exports - for who may, and nobody else."""

import csv
import io

import pytest

from tests.common.office import at
from tests.common.printed import bare, printed_pages
from tests.common.web import open_web

CLERK = "u-d54-clerk"
TEACHER = "u-sch-1"
UNIT = "d54-admin"
BOOK = "/registers/d54/receive/2567"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("registers"))
    web.open_account(CLERK)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return web.sign_in(CLERK)


def issue(browser, unit, **fields):
    form = browser.get(f"/numbers/{unit}").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit("issue", status="*")


class TestBooks:
    def test_the_books_of_ones_unit(self, clerk):
        page = clerk.get("/registers")
        assert "ทะเบียนหนังสือรับ" in page.text
        assert 'aria-current="page"' in page.text

    def test_a_hidden_book_answers_like_a_missing_one(self, clerk):
        hidden = clerk.get("/registers/dgov/receive/2567", status=404)
        missing = clerk.get("/registers/nowhere/receive/2567", status=404)
        assert "ระบบขัดข้อง" not in hidden.text
        assert hidden.text.count("<h1>") == missing.text.count("<h1>") == 1

    def test_nobody_signed_in_is_asked_to(self, web):
        answer = web.browser().get(BOOK, status=303)
        assert answer.location.endswith("/sign-in?back=%2Fregisters%2Fd54%2Freceive%2F2567")


class TestNumbers:
    def test_issue_find_amend_void(self, web, clerk):
        unit = UNIT
        done = issue(clerk, unit, series="order", subject="แต่งตั้งคณะกรรมการตรวจรับ")
        assert done.status_int == 303
        entry = done.follow()
        assert "แต่งตั้งคณะกรรมการตรวจรับ" in entry.text
        assert 'class="note done"' in entry.text
        assert 'class="note done"' not in clerk.get(done.location).text

        amend = entry.forms["form-amend"]
        amend["subject"], amend["why"] = "แต่งตั้งคณะกรรมการตรวจรับพัสดุ", "ชื่อเรื่องไม่ครบ"
        amended = amend.submit("amend", status=303).follow()
        assert "<s>แต่งตั้งคณะกรรมการตรวจรับ</s>" in amended.text

        void = amended.forms["form-void"]
        void["reason"] = "ออกเลขผิด"
        assert "ออกเลขผิด" in void.submit("void", status=303).follow().text
        book = clerk.get(f"/registers/{unit}/order/2567")
        assert 'class="void"' in book.text
        assert "ออกเลขผิด" in book.text

    def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(self, web, clerk):
        page = issue(clerk, UNIT, series="announcement", to="ผู้อำนวยการโรงเรียน")
        assert page.status_int == 422
        assert page.forms["form"]["to"].value == "ผู้อำนวยการโรงเรียน"
        assert page.forms["form"]["series"].value == "announcement"
        assert "กรุณากรอกช่องนี้" in page.text
        assert 'data-focus=""' in page.text

    def test_a_day_that_cannot_be_takes_no_number(self, web, clerk):
        page = issue(clerk, UNIT, series="certificate", subject="หนังสือรับรอง", dated="31 ก.พ. 67")
        assert page.status_int == 422
        clerk.get(f"/registers/{UNIT}/certificate/2567/1", status=404)

    def test_the_second_press_acts_once(self, web, clerk):
        form = clerk.get(f"/numbers/{UNIT}").forms["form"]
        form["series"], form["subject"] = "announcement", "ประกาศครั้งเดียว"
        first, second = form.submit("issue", status=303), form.submit("issue", status=303)
        assert first.location == second.location

    def test_reserve_then_use(self, web, clerk):
        form = clerk.get(f"/numbers/{UNIT}?do=reserve").forms["form"]
        form["series"], form["until"], form["who"], form["why"] = "send", "31 มี.ค. 67", "ฝ่ายโยธา", "รอลงนาม"
        entry = form.submit("reserve", status=303).follow()
        assert "ฝ่ายโยธา" in clerk.get(f"/numbers/{UNIT}").text
        use = entry.forms["form-use"]
        use["subject"] = "ขอเชิญประชุม"
        used = use.submit("use", status=303).follow()
        assert "form-use" not in used.forms
        assert "ขอเชิญประชุม" in used.text

    def test_a_number_of_a_year_that_is_over_is_offered_to_be_made_void_alone(self, web, clerk):
        form = clerk.get(f"/numbers/{UNIT}?do=reserve").forms["form"]
        form["series"], form["until"], form["who"], form["why"] = "order", "31 มี.ค. 67", "ฝ่ายโยธา", "รอลงนาม"
        entry = form.submit("reserve", status=303).location
        now, web.office.clock.office = web.office.clock.office, at(8, 9).replace(year=2025)
        page = clerk.get(entry)
        web.office.clock.office = now
        assert "form-use" not in page.forms
        assert "form-void" in page.forms

    def test_a_form_without_its_token_changes_nothing(self, web, clerk):
        page = clerk.post(f"/numbers/{UNIT}/issue", {"series": "order", "subject": "จากที่อื่น"}, status=400)
        assert "จากที่อื่น" in page.text  # offered for sending again


class TestSignedOut:
    def test_what_was_typed_outlives_the_session(self, web):
        browser = web.sign_in(CLERK)
        form = browser.get(f"/numbers/{UNIT}").forms["form"]
        form["series"], form["subject"] = "order", "พิมพ์ไว้ก่อนหมดเวลา"
        browser.reset()
        page = form.submit("issue", status=400)
        page = page.forms["again"].submit(status=401)
        web.sign_in(CLERK, browser)
        page = page.forms["again"].submit(status=400)
        done = page.forms["again"].submit(status=303)
        assert "พิมพ์ไว้ก่อนหมดเวลา" in done.follow().text


class TestBookPage:
    def test_jump_to_a_number_in_thai_digits(self, web, clerk):
        here = f"/registers/{UNIT}/send/2567"
        number = issue(clerk, UNIT, series="send", subject="เรื่องที่จะหา").location.rpartition("/")[2]
        thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        answer = clerk.get(here, {"n": thai}, status=303)
        assert answer.location.endswith(f"found={number}#n{number}")
        assert f'id="n{number}" class="issued found"' in answer.follow().text

    def test_a_number_that_is_not_there_is_said(self, web, clerk):
        assert "๙๙๙๙๙๙" in clerk.get(f"/registers/{UNIT}/send/2567?n=999999").text

    def test_print_page_has_the_columns_of_the_form(self, web, clerk):
        page = clerk.get(f"/registers/{UNIT}/send/2567/print")
        heads = [h.text for h in page.html.select(".form-table thead th")]
        assert heads == ["เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"]

    @pytest.mark.parametrize(
        ("file", "media"),
        [("export.csv", "text/csv"), ("export.xlsx", "application/vnd.openxml"), ("form.pdf", "application/pdf")],
    )
    def test_exports_and_the_form_are_downloads(self, web, clerk, file, media):
        answer = clerk.get(f"/registers/{UNIT}/send/2567/{file}")
        assert answer.headers["Content-Type"].startswith(media)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_span_is_the_same_on_the_page_on_paper_and_in_the_table(self, web, clerk):
        here, subject = f"/registers/{UNIT}/send/2567", "ช่วงที่พิมพ์"
        number = int(issue(clerk, UNIT, series="send", subject=subject).location.rpartition("/")[2])
        issue(clerk, UNIT, series="send", subject="นอกช่วง")
        thai = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        page = clerk.get(f"{here}/print", {"from": thai, "to": thai})
        assert [td.text for td in page.html.select(".form-table tbody td.n")] == [thai]
        query = page.html.select_one('a[href*="form.pdf"]')["href"].rpartition("?")[2]
        assert query == f"from={number}&to={number}"
        words = "".join(printed_pages(clerk.get(f"{here}/form.pdf?{query}").body))
        assert bare(subject) in words
        assert bare("นอกช่วง") not in words
        rows = list(csv.reader(io.StringIO(clerk.get(f"{here}/export.csv?{query}").body.decode("utf-8-sig"))))
        assert [row[1] for row in rows[1:]] == [str(number)]

    def test_days_may_be_written_as_offices_do(self, web, clerk):
        page = clerk.get(f"/registers/{UNIT}/send/2567/print", {"since": "1 ม.ค. 67", "until": "๒ ม.ค. ๒๕๖๗"})
        assert "ไม่มีรายการ" in page.text
        assert "๒ มกราคม ๒๕๖๗" in page.text
        wrong = clerk.get(f"/registers/{UNIT}/send/2567/print", {"since": "31 ก.พ. 67"}, status=422)
        assert "ระบบขัดข้อง" not in wrong.text

    @pytest.mark.parametrize("file", ["print", "form.pdf", "export.csv", "export.xlsx"])
    def test_nobody_prints_a_book_that_he_may_not_read(self, web, clerk, file):
        hidden = clerk.get(f"/registers/dgov/receive/2567/{file}", status=404)
        missing = clerk.get(f"/registers/nowhere/receive/2567/{file}", status=404)
        assert hidden.html.h1 == missing.html.h1
