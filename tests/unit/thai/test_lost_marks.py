"""วรรณยุกต์ที่หายไป: labels and words of every office get their marks back; a text without marks is known as one."""

from __future__ import annotations

import pytest

from saraban.thai.lost_marks import lacks_marks, with_marks
from saraban.thai.repair import repair

WHOLE = "ด้วยสำนักงานเขตได้รับหนังสือขอให้จัดส่งเจ้าหน้าที่เข้าร่วมประชุมเพื่อชี้แจงรายละเอียดการดำเนินงานแล้ว"
SPOILED = "".join(char for char in WHOLE if char not in "่้๊๋์")


class TestATextWithoutMarks:
    def test_is_known(self):
        assert lacks_marks(SPOILED)
        assert not lacks_marks(WHOLE)

    def test_is_not_known_by_a_few_words(self):
        assert not lacks_marks("การประชุม")

    def test_whose_marks_stand_in_the_places_of_a_font_lacks_none(self):
        assert not lacks_marks(WHOLE.replace("่", "\uf70a").replace("้", "\uf70b"))


class TestLabels:
    @pytest.mark.parametrize(
        ("spoiled", "meant"),
        [
            ("บันทึกขอความ", "บันทึกข้อความ"),
            ("สวนราชการ ฝ่ายโยธา", "ส่วนราชการ ฝ่ายโยธา"),
            ("ที กท ๙๙๐๗/๓๓๓ วันที ๖ กุมภาพันธ ๒๕๖๘", "ที่ กท ๙๙๐๗/๓๓๓ วันที่ ๖ กุมภาพันธ์ ๒๕๖๘"),
            ("เรือง ขออนุมัติ", "เรื่อง ขออนุมัติ"),
            ("อางถึง หนังสือ", "อ้างถึง หนังสือ"),
            ("สิงทีสงมาดวย แบบ", "สิ่งที่ส่งมาด้วย แบบ"),
        ],
    )
    def test_get_their_marks_back(self, spoiled, meant):
        assert with_marks(spoiled) == meant

    @pytest.mark.parametrize(
        "text",
        ["เรื่อง การขอ\nเรือง สมมติ เป็นชื่อคน", "ทีมงาน ๕ คน", "ที บริษัท", "ฝายน้ำล้นแห่งนี้", "นายเรือง สมมติ", "ลับทีสุด", WHOLE],
    )
    def test_other_words_stay(self, text):
        assert with_marks(text) == text

    def test_words_of_every_office_follow_where_all_marks_are_lost(self):
        assert with_marks(f"เรียน ผูอำนวยการเขต\n{SPOILED}").startswith("เรียน ผู้อำนวยการเขต\n")


class TestRepair:
    def test_puts_marks_of_fonts_in_their_place(self):
        assert repair("ที\uf70a กท ๑/๒ ป\uf705า ฝ\uf706าย ญ\uf718 \uf70f") == "ที่ กท ๑/๒ ป่า ฝ้าย ญุ ญ"

    @pytest.mark.parametrize("text", [SPOILED, f"เรือง ก\nเรือง ข\n{SPOILED}", "เรือง ก\nเรือง ข", "ดวนทีสุด\nลับทีสุด"])
    def test_twice_changes_nothing_more(self, text):
        assert repair(repair(text)) == repair(text)
