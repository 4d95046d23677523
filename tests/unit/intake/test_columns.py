"""สองคอลัมน์: what stands in a column at the right is no part of a subject or an addressee; marks that were lost."""

from __future__ import annotations

from datetime import date

from saraban.intake.reading import CERTAIN, LIKELY
from saraban.intake.stack import read_stack

HEAD = """ที่ สธ ๐๔๓๒.๒/๖๕๑                         กรมสมมติ
เรื่อง ขอความร่วมมือกำจัดแหล่ง            ๘๘/๒๑ ถนนทดสอบ
เพาะพันธุ์ยุงลาย                          นนทบุรี ๑๑๐๐๐
                                          ๑๔ กุมภาพันธ์ ๒๕๖๘
เรียน ผู้อำนวยการเขตสมมติ
"""
BODY = "\n     ด้วยกรมสมมติขอความร่วมมือสำรวจและกำจัดแหล่งเพาะพันธุ์ยุงลายในชุมชน"


def read(text):
    return read_stack(text, today=date(2025, 2, 20))


class TestTwoColumns:
    def test_are_kept_apart(self):
        found = read(HEAD + BODY)
        assert found.value("subject") == "ขอความร่วมมือกำจัดแหล่งเพาะพันธุ์ยุงลาย"
        assert found.value("date") == date(2025, 2, 14)
        assert found.value("from_unit") == "กรมสมมติ"
        assert found.value("to") == ("ผู้อำนวยการเขตสมมติ",)

    def test_leave_a_subject_to_be_asked_about(self):
        assert read(HEAD + BODY).fields["subject"].confidence < LIKELY
        other = HEAD.replace("๘๘/๒๑ ถนนทดสอบ", "ตึกขาวริมน้ำ")
        assert read(other + BODY).fields["subject"].confidence < LIKELY


class TestASubject:
    def test_may_hold_the_word_itself(self):
        text = HEAD.replace("ขอความร่วมมือกำจัดแหล่ง            ๘๘/๒๑ ถนนทดสอบ\nเพาะพันธุ์ยุงลาย", "ขอเชิญประชุม เรื่อง ยุงลาย\n")
        found = read(text + BODY)
        assert found.value("subject") == "ขอเชิญประชุม เรื่อง ยุงลาย"
        assert found.fields["subject"].confidence >= CERTAIN


class TestLostMarks:
    def test_words_are_asked_about_and_numbers_are_read(self):
        text = "".join(char for char in HEAD + BODY * 2 if char not in "่้๊๋์")
        found = read(text)
        assert found.value("number") == "สธ 0432.2/651"
        assert found.value("date") == date(2025, 2, 14)
        assert found.value("to") == ("ผู้อำนวยการเขตสมมติ",)
        assert {found.fields[name].sureness for name in ("to", "subject", "from_unit")} == {"unsure"}


class TestTheFoot:
    def test_has_the_day_below_a_month_left_open(self):
        text = (
            "ที่ กท ๙๙๐๗/๒๑๒\n\nถึง โรงเรียนสมมติ\n\n  ขอส่งคำสั่งมาเพื่อทราบ\n\n"
            "  สำนักงานเขตสมมติ\n  กุมภาพันธ์ ๒๕๖๘\n  ๗ กุมภาพันธ์ ๒๕๖๘\nฝ่ายการศึกษา"
        )
        found = read(text)
        assert (found.value("from_unit"), found.value("date")) == ("สำนักงานเขตสมมติ", date(2025, 2, 7))


class TestASpoiledMark:
    def test_above_the_heading_of_a_memo_belongs_to_it(self):
        found = read(
            "ดวนมาก\nบันทึกข้อความ\nส่วนราชการ ฝ่ายโยธา\n"
            "ที่ กท ๙๙๐๓/๑๑๒  วันที่ ๔ กุมภาพันธ์ ๒๕๖๘\nเรื่อง ขออนุมัติ\nเรียน ผู้อำนวยการเขต\n\nด้วยขออนุมัติ"
        )
        assert found.value("urgency") == "very_urgent"
        assert found.fields["urgency"].confidence < LIKELY
