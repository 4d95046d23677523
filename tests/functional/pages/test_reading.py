"""อ่านหนังสือในแบบลงทะเบียนรับ: a proposal fills the form, nothing is saved, what was typed stays."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from webtest import Upload

from saraban.core.ids import id_value
from saraban.letters import records
from tests.common.letters_on_paper import paper_letter
from tests.common.office import at
from tests.common.people import Person, big_number, fill
from tests.common.web import open_web

STACK = (Path(__file__).parents[2] / "common" / "memo.txt").read_text(encoding="utf-8")
SUBJECT = "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"
SIMPLE = (
    "บันทึกข้อความ\nส่วนราชการ ฝ่ายโยธา โทร. ๑๒๓๔\nที่ กท ๕๔๐๓/{n} วันที่ ๗ มีนาคม ๒๕๖๗\n"
    "เรื่อง ขอส่งรายงาน\nเรียน ผู้อำนวยการเขต\n\nด้วยฝ่ายโยธาขอส่งรายงาน"
)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("reading"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-clerk")


@pytest.fixture(scope="module")
def teacher(web):
    return Person(web, "u-sch-1-teacher")


@pytest.fixture
def form(clerk):
    return clerk.get("/receive/d54").forms["receive"]


def read(form, status=200, file=None, **fields):
    fill(form, **fields)
    if file is not None:
        form["files"] = [file]
    form.action = "/receive/d54/read"
    return form.submit(status=status)


def test_the_circular_is_proposed_and_then_registered_as_it_is(web, clerk, form):
    page = read(form, body=STACK)
    filled = page.forms["receive"]
    assert filled["number"].value == "กท ๐๔๐๓/ว ๓๒"
    assert filled["dated"].value == "๔ มี.ค. ๒๕๖๗"
    assert filled["subject"].value == SUBJECT
    assert (filled["urgency"].value, filled["secrecy"].value) == ("normal", "open")
    assert filled["references"].value.splitlines()[0] == "กท ๐๔๐๓/ว ๒๕ ลว. ๑๙ ก.พ. ๒๕๖๗", "as the paper writes it"
    assert "อ่านได้ชัด" in page.text
    assert '<mark id="read-number">' in page.text
    assert "๕๕๖" in page.text, "the stamp of another unit is shown as history"
    chips = [chip.text.strip() for chip in page.html.select(".read-history .chip")]
    assert chips == ["หนังสือ", "ตรารับหนังสือ", "หนังสือ", "ตรารับหนังสือ"], "letters within the district are no external ones"
    assert "วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗" in page.text
    fill(filled, confirm=["weekday"])
    filled.action = "/receive/d54"
    done = filled.submit(status=303).follow()
    assert big_number(done)


def test_a_monthly_duty_that_was_read_is_registered_as_monthly(web, form):
    body = SIMPLE.format(n="๙") + " โดยให้ส่งข้อมูลภายในวันที่ ๑ ของทุกเดือน เริ่มเดือนเมษายน ๒๕๖๗"
    filled = read(form, body=body).forms["receive"]
    assert filled["deadlines"].value.startswith("๑ เม.ย. ๒๕๖๗ ทุกเดือน")
    filled.action = "/receive/d54"
    key = filled.submit(status=303).location.rpartition("/")[2]
    with web.office.desk() as desk:
        paper = records.paper_by_id(desk.root, id_value(key))
        letter = records.letter_by_id(desk.root, paper.letter)
        assert [d.kind for d in letter.deadlines] == ["monthly"]


def test_reloading_the_page_of_what_was_read_leads_to_the_form(clerk, teacher):
    assert clerk.get("/receive/d54/read", status=303).location.endswith("/receive/d54")
    hidden = teacher.get("/receive/d54/read", status=404).text
    assert hidden.count("404") == teacher.get("/receive/nowhere/read", status=404).text.count("404")


def test_a_time_to_count_from_the_receipt_is_asked_about(form):
    page = read(form, body=f"{SIMPLE.format(n='๔')} จึงขอให้ตอบภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือนี้")
    asked = page.html.find(id="counted").get_text(" ", strip=True)
    assert "“ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือนี้”" in asked
    assert "๒๓ มีนาคม ๒๕๖๗" in asked, "fifteen days after the day on which it is read"
    filled = page.forms["receive"]
    assert (filled["answer_by"].value, filled["deadlines"].value) == ("", ""), "an answer is the officer's to give"
    assert page.html.find(id="f-answer_by").find_parent("details").has_attr("open")


def test_a_word_that_may_be_a_mark_is_asked_about(form):
    body = (
        SIMPLE.format(n="๕")
        + "\n\nให้ส่งผ่านระบบ ยกเว้นหนังสือที่มีชั้นความลับในชั้น\nลับที่สุด\nตามระเบียบ จึงเรียนมาเพื่อทราบ\n\n(นายสมมติ)\nหัวหน้า"
    )
    page = read(form, body=body)
    assert page.forms["receive"]["secrecy"].value == "open"
    field = page.html.find(id="f-secrecy")
    assert "ไม่แน่ใจ" in field.get_text()
    assert field.find("input", checked=True).has_attr("autofocus"), "the officer looks there first"
    assert page.html.find("mark", id="read-secrecy").text == "ลับที่สุด"


def test_nothing_is_saved_by_reading(web, clerk, form):
    with web.office.desk() as desk:
        before = desk.root["registers"]._p_jar.db().lastTransaction()
    assert "ยังไม่ได้บันทึกสิ่งใด" in read(form, body=SIMPLE.format(n="๑")).text
    with web.office.desk() as desk:
        assert desk.root["registers"]._p_jar.db().lastTransaction() == before


def test_a_second_reading_leaves_alone_what_was_typed(form):
    again = read(form, body=SIMPLE.format(n="๒"), subject="เรื่องที่พิมพ์เอง").forms["receive"]
    assert again["subject"].value == "เรื่องที่พิมพ์เอง"
    assert again["number"].value == "กท ๕๔๐๓/๒"
    changed = read(again, number="กท ๕๔๐๓/๒๒", body=SIMPLE.format(n="๓").replace("๗ มีนาคม", "๖ มีนาคม")).forms["receive"]
    assert changed["number"].value == "กท ๕๔๐๓/๒๒", "typed over what was read"
    assert changed["dated"].value == "๖ มี.ค. ๒๕๖๗", "not typed: the new reading counts"
    assert changed["subject"].value == "เรื่องที่พิมพ์เอง"


def test_a_pdf_is_read_shown_and_kept(clerk, form):
    content = paper_letter("บันทึกข้อความ", (("ที่", "กท ๐๔๐๓/๑๒"), ("เรื่อง", "ทดสอบ"), ("เรียน", "ผู้อำนวยการเขต")), "ด้วยมีการ")
    page = read(form, file=Upload("letter.pdf", content, "application/pdf"))
    assert page.forms["receive"]["subject"].value == "ทดสอบ"
    src = page.html.find("img", class_="receive-sheet")["src"]
    picture = clerk.get(src)
    assert picture.content_type == "image/png"
    assert "no-store" in picture.headers["Cache-Control"]
    assert page.forms["receive"]["arrived"].checked


def test_a_waiting_sheet_is_its_bringers_alone(web, teacher, form):
    content = paper_letter("บันทึกข้อความ", (("ที่", "กท ๐๔๐๓/๑๓"), ("เรื่อง", "ทดสอบ"), ("เรียน", "ผู้อำนวยการเขต")), "ด้วยมีการ")
    src = read(form, file=Upload("a.pdf", content, "application/pdf")).html.find("img", class_="receive-sheet")["src"]
    Person(web, "u-d54-edu-clerk").get(src, status=404)
    teacher.get(src, status=404)


def test_markup_in_a_letter_stays_text(form):
    page = read(form, body=SIMPLE.format(n="๔") + "\n<script>alert(1)</script> & <b>")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page.text


@pytest.mark.parametrize("words", ["", "   \n "])
def test_nothing_to_read_is_said_at_the_field(form, words):
    page = read(form, status=422, body=words)
    assert "วางข้อความของหนังสือ หรือเลือกไฟล์หนังสือ" in page.text


def test_a_pdf_without_words_says_what_to_do_and_is_kept(form):
    document, scan = PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(scan)
    page = read(form, status=422, file=Upload("scan.pdf", scan.getvalue(), "application/pdf"), subject="พิมพ์ไว้")
    assert "โปรดวางข้อความหรือพิมพ์รายการเอง" in page.text
    assert page.forms["receive"]["arrived"].checked
    assert page.forms["receive"]["subject"].value == "พิมพ์ไว้"


def test_top_secret_is_refused_and_its_file_is_gone(web, form):
    content = paper_letter("ลับที่สุด", (("ที่", "กท ๐๔๐๓/๑๔"), ("เรื่อง", "ก"), ("เรียน", "ผู้อำนวยการเขต")), "ด้วยมีการ")
    page = read(form, status=422, file=Upload("a.pdf", content, "application/pdf"))
    assert "ลับที่สุด" in page.text
    assert "arrived" not in page.forms["receive"].fields


def test_strangers_find_no_such_page(teacher):
    teacher.get("/receive/d54", status=404)
