"""ชั้นความลับ ชั้นความเร็ว: wherever a sheet bears them they are read, or asked about; running text bears none."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.reading import CERTAIN, LIKELY
from saraban.intake.stack import read_stack

LETTER = (
    "{mark}\nที่ กท ๐๔๐๓/๑๒\nสำนักงานเขตตัวอย่าง\n๔ มีนาคม ๒๕๖๗\n\nเรื่อง ทดสอบ\nเรียน ผู้อำนวยการเขต\n\nด้วย{text}\n\n"
    "ขอแสดงความนับถือ\n(นายสมมติ ตัวอย่าง)\nผู้อำนวยการ\n{foot}"
)
PHONES = "กองกลาง\nโทร. ๐ ๒๐๐๐ ๐๐๐๐\nโทรสาร ๐ ๒๐๐๐ ๐๐๐๑"
LONG = "ให้ส่งหนังสือราชการผ่านระบบสารบรรณอิเล็กทรอนิกส์ ยกเว้นหนังสือที่มีชั้นความลับในชั้น"


def read(mark="", text="มีเรื่องแจ้ง", foot=PHONES):
    return read_stack(LETTER.format(mark=mark, text=text, foot=foot), today=date(2024, 3, 15))


def secrecy(**where):
    found = read(**where).fields["secrecy"]
    return found.value, "certain" if found.confidence >= CERTAIN else "asked"


class TestAtTheFoot:
    @pytest.mark.parametrize("level", [("ลับ", "confidential"), ("ลับมาก", "secret"), ("ลับที่สุด", "top_secret")])
    @pytest.mark.parametrize("foot", ["{m}\n" + PHONES, PHONES + "\n{m}", "กองกลาง\n\n{m}\nโทร. ๑\nโทรสาร ๒\nอีเมล ๓"])
    def test_it_is_read_above_between_and_below_the_telephones(self, foot, level):
        assert secrecy(foot=foot.format(m=level[0])) == (level[1], "certain")

    @pytest.mark.parametrize(
        "foot", ["กองกลาง          ลับมาก\nโทร. ๑\nโทรสาร ๒", "กองกลาง\nโทร. ๑\nโทรสาร ๒     ลับมาก"]
    )
    def test_in_a_column_beside_them(self, foot):
        assert secrecy(foot=foot) == ("secret", "certain")

    def test_behind_other_words_it_is_asked_about(self):
        assert secrecy(foot="กองกลาง ลับ\nโทร. ๑\nโทรสาร ๒") == ("open", "asked")

    def test_a_table_of_levels_behind_the_signature_is_asked_about(self):
        assert secrecy(foot="ลับที่สุด\nลับมาก\nลับ\nก\nข\nค") == ("open", "asked")


class TestBetweenPages:
    @pytest.mark.parametrize(
        "text",
        [
            "หน้าแรก\nลับมาก\n\n- ๒ -\n\nลับมาก\nหน้าสอง",
            "หน้าแรก\nลับมาก\n๒\nลับมาก\nหน้าสอง",
            "หน้าแรก\n\nลับมาก\n\nหน้าสอง",
            "หน้าแรก\n\fลับมาก\nหน้าสอง",
            "หน้าแรก\n/หน้าสอง...\nลับมาก\n- ๒ -\nลับมาก\nหน้าสอง",
        ],
    )
    def test_it_is_read(self, text):
        assert secrecy(text=text) == ("secret", "certain")

    @pytest.mark.parametrize("text", [f"{LONG}\nลับที่สุด\nตามระเบียบ", f"{LONG}\nลับที่สุด\n\nอนึ่ง", f"{LONG}\nลับ\nที่สุด\nเท่านั้น"])
    def test_a_word_that_a_line_broke_off_is_asked_about(self, text):
        assert secrecy(text=text) == ("open", "asked")

    def test_a_word_that_stands_in_a_line_is_a_word(self):
        assert secrecy(text=f"{LONG} ลับที่สุด ตามระเบียบ") == ("open", "certain")

    @pytest.mark.parametrize("text", ["มีสามชั้น\n๑. ลับที่สุด\n๒. ลับมาก\n๓. ลับ", "มีสามชั้น\n\n- ลับที่สุด\n- ลับมาก\n- ลับ"])
    def test_levels_in_a_list_are_words(self, text):
        assert secrecy(text=text) == ("open", "certain")

    def test_levels_as_headings_are_asked_about(self):
        assert secrecy(text="มีสามชั้น\n\nลับที่สุด\n\nลับมาก\n\nลับ\n\nดังนี้") == ("open", "asked")

    def test_the_gravest_alone_in_a_text_is_asked_about_and_not_refused(self):
        assert secrecy(text="หัวข้อแรก\n\nลับที่สุด\n\nหมายความว่าข้อมูลที่ร้ายแรงที่สุด") == ("top_secret", "asked")
        assert secrecy(text="หน้าแรก\nลับที่สุด\n\n- ๒ -\n\nลับที่สุด\nหน้าสอง") == ("top_secret", "certain")
        assert secrecy(mark="ลับที่สุด", text="หน้าแรก\n\nลับที่สุด\n\nหน้าสอง") == ("top_secret", "certain")

    def test_a_blank_line_sets_nothing_apart_where_one_follows_every_line(self):
        text = LETTER.format(mark="", text=f"{LONG}\nลับที่สุด\nตามระเบียบ", foot=PHONES)
        close = "\n".join(line for line in text.split("\n") if line)
        found = read_stack(close.replace("\n", "\n\n"), today=date(2024, 3, 15)).fields["secrecy"]
        assert (found.value, found.confidence < LIKELY) == ("open", True)

    def test_what_the_head_says_already_is_not_asked_again(self):
        assert secrecy(mark="ลับมาก", text=f"{LONG}\nลับ\nตามระเบียบ") == ("secret", "certain")


class TestInEnglish:
    @pytest.mark.parametrize(
        ("mark", "level"), [("TOP SECRET", "top_secret"), ("Top Secret", "top_secret"), ("SECRET", "secret")]
    )
    def test_alone(self, mark, level):
        assert secrecy(mark=mark) == (level, "certain")

    def test_broken_over_two_lines(self):
        assert secrecy(mark="TOP\nSECRET") == ("top_secret", "certain")

    def test_a_companys_confidential_is_asked_about(self):
        assert secrecy(mark="CONFIDENTIAL") == ("confidential", "asked")


class TestBroken:
    @pytest.mark.parametrize(
        ("mark", "level"),
        [
            ("ลับ\nที่สุด", "top_secret"),
            ("ลับ\n\nที่สุด", "top_secret"),
            ("ลับที่\nสุด", "top_secret"),
            ("ลับ\nมาก", "secret"),
            ("-ลับที่สุด-", "top_secret"),
            ("ลั บ ที่ สุ ด", "top_secret"),
        ],
    )
    def test_the_whole_mark_is_read(self, mark, level):
        assert secrecy(mark=mark) == (level, "certain")
        assert read(mark=mark).value("number") == "กท 0403/12"

    def test_urgency_too(self):
        found = read(mark="ลับ\nที่สุด\nด่วน\nที่สุด")
        assert (found.value("secrecy"), found.value("urgency")) == ("top_secret", "most_urgent")

    @pytest.mark.parametrize("mark", ["ด่วน   ลับ\nที่สุด   ที่สุด", "ด่วน   ลับ\nที่สุด"])
    def test_in_columns_the_gravest_is_asked_about(self, mark):
        found = read(mark=mark)
        assert (found.value("secrecy"), found.value("urgency")) == ("top_secret", "most_urgent")
        assert max(found.fields[name].confidence for name in ("secrecy", "urgency")) < LIKELY

    @pytest.mark.parametrize(
        ("mark", "level"),
        [("ลับทสี่ดุ", "top_secret"), ("ลับทีสุด", "top_secret"), ("ลบั", "confidential"), ("ลับเฉพาะ", "confidential")],
    )
    def test_a_spoiled_word_is_asked_about(self, mark, level):
        assert secrecy(mark=mark) == (level, "asked")

    def test_a_spoiled_word_of_urgency_too(self):
        found = read(mark="ด่วนทสี่ดุ").fields["urgency"]
        assert (found.value, found.confidence < LIKELY) == ("most_urgent", True)


class TestBoxes:
    @pytest.mark.parametrize(
        ("mark", "level"),
        [
            ("ชั้นความลับ ☐ ปกติ ☑ ลับ ☐ ลับมาก ☐ ลับที่สุด", ("confidential", "certain")),
            ("ชั้นความลับ ( ) ลับ (/) ลับมาก ( ) ลับที่สุด", ("secret", "certain")),
            ("[ ] ลับ [x] ลับมาก [ ] ลับที่สุด", ("secret", "certain")),
            ("☐ ลับ ☐ ลับมาก ☐ ลับที่สุด", ("open", "asked")),
            ("ลับ ลับมาก ลับที่สุด", ("top_secret", "asked")),
            ("ชั้นความลับ: ปกติ", ("open", "certain")),
        ],
    )
    def test_the_ticked_one_counts(self, mark, level):
        assert secrecy(mark=mark) == level


class TestBesideOtherThings:
    MEMO = "{line}\nส่วนราชการ ฝ่ายปกครอง\nที่ กท ๐๔๐๓/๑๒ วันที่ ๔ มีนาคม ๒๕๖๗\nเรื่อง ทดสอบ\nเรียน ผู้อำนวยการเขต\n\nด้วยมีเรื่อง"

    @pytest.mark.parametrize(
        "line",
        ["ด่วนที่สุด     บันทึกข้อความ     ลับ", "ด่วนที่สุด บันทึกข้อความ ลับ", "ด่วนที่สุด\tบันทึกข้อความ\tลับ", "ลับ   บันทึกข้อความ   ด่วนที่สุด"],
    )
    def test_the_heading_of_a_memo(self, line):
        found = read_stack(self.MEMO.format(line=line), today=date(2024, 3, 15))
        assert {n: found.value(n) for n in ("kind", "urgency", "secrecy", "number")} == {
            "kind": "memo",
            "urgency": "most_urgent",
            "secrecy": "confidential",
            "number": "กท 0403/12",
        }

    @pytest.mark.parametrize(
        "line",
        [
            "ที่ กท ๐๔๐๓/๑๒     ลับ",
            "ที่ กท ๐๔๐๓/๑๒ ลับ",
            "ที่ กท ๐๔๐๓/๑๒ ลับ สำนักงานเขตตัวอย่าง",
            "ที่ กท ๐๔๐๓/๑๒     ลับ     สำนักงานเขตตัวอย่าง",
        ],
    )
    def test_the_number(self, line):
        text = LETTER.format(mark="", text="มีเรื่อง", foot=PHONES).replace("ที่ กท ๐๔๐๓/๑๒", line)
        found = read_stack(text, today=date(2024, 3, 15))
        assert (found.value("secrecy"), found.value("number")) == ("confidential", "กท 0403/12")
        assert found.value("from_unit") == "สำนักงานเขตตัวอย่าง"


class TestOfAStack:
    COVER = (
        "บันทึกข้อความ\nส่วนราชการ ฝ่ายปกครอง\nที่ กท ๕๔๐๑/๓ วันที่ ๘ มีนาคม ๒๕๖๗\n"
        "เรื่อง ขอส่งหนังสือ\nเรียน ผู้อำนวยการเขต\n\nด้วยขอส่งหนังสือ\n\n"
    )

    def test_a_cover_is_as_secret_as_what_it_covers(self):
        found = read_stack(self.COVER + LETTER.format(mark="ลับมาก", text="มีเรื่อง", foot=PHONES), today=date(2024, 3, 15))
        assert found.fields["secrecy"].value == "secret"
        assert found.fields["secrecy"].confidence >= CERTAIN

    def test_a_broken_mark_belongs_to_the_letter_below_it(self):
        text = self.COVER + LETTER.format(mark="ลับ\nที่สุด", text="มีเรื่อง", foot=PHONES)
        assert read_stack(text, today=date(2024, 3, 15)).value("secrecy") == "top_secret"
