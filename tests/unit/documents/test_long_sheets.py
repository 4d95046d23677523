"""Letters longer than a page in their head, their table or their signatures: they are issued, and each mark is true."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from saraban.documents.blocks import Paragraph, Table
from saraban.documents.read_back import bare, read_pages
from saraban.documents.sheet import Items, Line, Signing
from saraban.documents.sheet_data import data_of
from saraban.documents.sheets import set_letter
from saraban.thai.digits import to_thai
from tests.common.golden_pages import text_of
from tests.common.sheets import DIRECTOR, external, minutes, order, seal, seed_memo

TITLE = "สำเนาหนังสือสำนักปลัดกรุงเทพมหานคร ด่วนที่สุด ที่ กท ๐๔๐๑/ว ๑๑ เรื่อง แนวทางการปฏิบัติงานสารบรรณด้วยระบบอิเล็กทรอนิกส์ จำนวน ๑ ฉบับ"
MANY = tuple(f"{to_thai(str(n))}. {TITLE}" for n in range(1, 36))
SIGNERS = tuple(replace(DIRECTOR, key=f"s{n}") for n in range(10))


def body_of(lines: int) -> tuple[Paragraph, ...]:
    return (Paragraph("ขอให้ทุกหน่วยงานตรวจสอบรายชื่อผู้มีอำนาจลงนามแล้วแจ้งให้ทราบภายในกำหนด"),) * lines


class TestHeadsLongerThanAPage:
    @pytest.mark.parametrize(
        "sheet",
        [
            replace(external(), to=(Line("เรียน", " ".join(MANY)),), body=body_of(4)),
            replace(seed_memo(), to=(Line("เรียน", MANY[0]), *(Line("", one) for one in MANY))),
            replace(seal(), to=(Line("ถึง", " ".join(MANY)),)),
            replace(external(), references=Items("อ้างถึง", MANY), body=body_of(4)),
            replace(external(), enclosures=Items("สิ่งที่ส่งมาด้วย", MANY), body=body_of(4)),
            replace(external(), copies=Items("สำเนาส่ง", MANY)),
            replace(minutes(), lists=(Items("ผู้มาประชุม", MANY), Items("ผู้ไม่มาประชุม", MANY))),
            replace(external(), enclosures=Items("สิ่งที่ส่งมาด้วย", MANY[:13]), body=body_of(1)),
        ],
        ids=["to", "to_each", "seal", "references", "enclosures", "copies", "lists", "one_line"],
    )
    def test_each_mark_is_how_the_next_page_begins(self, sheet):
        issued = set_letter(sheet)
        pages = read_pages(issued.pdf)
        assert len(pages) > 1
        for mark, page in zip(issued.marks, pages[1:], strict=True):
            assert len(mark) > len("/...")
            assert page.text.startswith(bare(mark).removeprefix("/").removesuffix("..."))

    @pytest.mark.parametrize("enclosures", range(8, 17))
    def test_wherever_the_page_ends(self, enclosures):
        sheet = replace(external(), enclosures=Items("สิ่งที่ส่งมาด้วย", MANY[:enclosures]), body=body_of(4))
        assert set_letter(sheet).pages in {1, 2}


class TestManySigners:
    @pytest.mark.parametrize("abreast", [False, True])
    def test_the_text_stays_with_the_first_of_them(self, abreast):
        issued = set_letter(replace(order(), signatures=SIGNERS, abreast=abreast))
        page = text_of(issued.pdf).split("\f")[issued.place("s0")[0] - 1]
        assert issued.pages == 2
        assert page.index("ทั้งนี้ ตั้งแต่วันที่") < page.index("สั่ง ณ วันที่") < page.index("(นายตัวอย่าง")

    @pytest.mark.parametrize("lines", range(20, 40, 2))
    def test_two_lines_of_text_stand_above_the_first(self, lines):
        issued = set_letter(replace(order(), body=body_of(lines), signatures=SIGNERS))
        page, _box = issued.place("s0")
        assert read_pages(issued.pdf)[page - 1].text.count("ขอให้ทุกหน่วยงาน") >= 2

    def test_a_page_that_begins_with_one_has_no_mark_before_it(self):
        issued = set_letter(replace(external(), signatures=SIGNERS))
        assert issued.marks[-1] == ""

    def test_whose_names_come_with_the_signature(self):
        signers = tuple(replace(one, in_field=True) for one in SIGNERS)
        assert set_letter(replace(external(), signatures=signers)).pages > 1


HEAD = ("ที่", "รายการพัสดุ", "หน่วยนับ", "จำนวน", "ราคาต่อหน่วย (บาท)", "รวมเป็นเงิน (บาท)")
ROW = ("กระดาษถ่ายเอกสารขนาด A4 ชนิด ๘๐ แกรม บรรจุ ๕๐๐ แผ่น", "รีม", "๓", "๑๒๐.๐๐", "๓๖๐.๐๐")


@pytest.fixture(scope="module")
def stock():
    rows = tuple((to_thai(str(n)), *ROW) for n in range(1, 61))
    return set_letter(replace(external(), body=(Table((HEAD, *rows), head=True), *body_of(2))))


class TestLongTables:
    def test_the_mark_of_a_row_says_what_the_row_is_about(self, stock):
        assert stock.pages > 2
        assert all("กระดาษ" in mark for mark in stock.marks[:3])

    def test_no_word_of_the_head_runs_over_its_cell(self, stock):
        standing = [box for box in read_pages(stock.pdf)[1].occupied if 100 < box.y < 770]
        rules = sorted({round(box.x) for box in standing if box.width < 2 and box.height > 10})
        assert len(rules) == len(HEAD) + 1
        for box in standing:
            if box.width >= 2 and 2 <= box.height < 20:
                assert any(left <= box.x and box.x + box.width <= right + 1 for left, right in pairwise(rules))


class TestNames:
    LONG = "(ว่าที่ร้อยตรีหญิง ตัวอย่างราชกุมารีนพรัตน์วิจิตรลักษณ์ ทดสอบระบบไพศาลวัฒนาพร)"

    @pytest.mark.parametrize("abreast", [False, True])
    def test_a_line_ends_between_the_words_of_a_name(self, abreast):
        signers = tuple(Signing((self.LONG, "ผู้อำนวยการสำนักงานพัฒนาระบบ"), f"s{n}") for n in range(3))
        text = text_of(set_letter(replace(order(), signatures=signers, abreast=abreast)).pdf)
        words = [word.strip("()") for word in self.LONG.split()]
        assert [text.count(word) for word in words] == [3] * len(words)

    def test_a_name_with_na_keeps_it(self):
        [one] = data_of(replace(order(), signatures=(Signing(("(นายตัวอย่าง ทดสอบ ณ อยุธยา)",)),)))["signatures"]
        assert one["lines"] == [["(นายตัวอย่าง", " ", "ทดสอบ", " ", "ณ อยุธยา)"]]


class TestMargins:
    def test_a_mark_ends_at_the_margin(self):
        issued = set_letter(seed_memo())
        page = read_pages(issued.pdf)[0]
        margin = page.width - seed_memo().style.right
        assert max(box.x + box.width for box in page.occupied) <= margin + 1
