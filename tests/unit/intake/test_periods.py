"""ระยะเวลาที่มีผล: until when something holds is no deadline; what is asked for by a day is one."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.stack import read_stack

DAY = "วันที่ ๓๐ กันยายน ๒๕๖๗"
HEAD = "ที่ มท ๐๘๐๑/๑๒\nกรมสมมติ\n\n๓ มิถุนายน ๒๕๖๗\n\nเรื่อง การแจ้ง\n\nเรียน ผู้อำนวยการเขต\n\n"


def days(text, name="deadlines"):
    found = read_stack(f"{HEAD}ด้วยกรมสมมติขอแจ้งว่า {text}", today=date(2024, 6, 20))
    return [one.day for one in found.value(name, ())]


class TestAPeriod:
    @pytest.mark.parametrize(
        "words",
        [
            "หนังสือรับรองมีผลจนถึง", "ใบอนุญาตใช้ได้ถึง", "ให้ใช้บังคับตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๗ ถึง", "สัญญาสิ้นสุด", "สิ้นสุดสัญญา",
            "ครบกำหนดประกัน",
            "ครบกำหนดรับประกันความชำรุดบกพร่องใน", "สัญญาเช่าครบกำหนด", "ใบอนุญาตจะหมดอายุใน", "ใบอนุญาตหมดอายุภายใน",
            "มีวาระถึง", "ดำรงตำแหน่งถึง", "ยืนราคาถึง", "ลาพักผ่อนถึง", "ปิดถนนจนถึง", "ปีงบประมาณสิ้นสุด", "ให้ถือใช้จนถึง",
            "สำรวจแล้ว มีอายุนับถึง", "ให้ปฏิบัติหน้าที่ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๗ ถึง",
        ],
    )  # fmt: skip
    def test_is_no_deadline(self, words):
        assert days(words + DAY) == []

    def test_leaves_what_is_asked_for_beside_it(self):
        text = f"สัญญาเช่าสิ้นสุด{DAY} ขอให้แจ้งต่อสัญญาภายในวันที่ ๑ กันยายน ๒๕๖๗"
        assert days(text) == [date(2024, 9, 1)]


class TestADeadline:
    @pytest.mark.parametrize(
        "words",
        [
            "ขอให้ตอบภายใน", "ครบกำหนดส่งงาน", "ครบกำหนดชำระเงินตามสัญญา", "ขยายเวลารับสมัครถึง", "ให้ส่งรายงานได้ถึง",
            "ครบกำหนดใน",
            "สิ้นสุดการรับฟังความเห็น", "หมดเขตรับสมัคร", "ใบอนุญาตหมดอายุแล้ว ขอให้ยื่นคำขอก่อน",
        ],
    )  # fmt: skip
    def test_is_what_something_is_asked_for_by(self, words):
        assert days(words + DAY) == [date(2024, 9, 30)]

    def test_is_kept_where_the_letter_reminds_of_it(self):
        assert days("ให้ส่งภายในวันที่ ๒๐ พฤษภาคม ๒๕๖๗ นั้น") == [date(2024, 5, 20)]

    @pytest.mark.parametrize("words", ["ผู้เกิดก่อนวันที่ ๑ มกราคม ๒๕๕๐", "ส่งภายในวันที่ ๑ มีนาคม ๒๕๖๗ แล้ว"])
    def test_is_not_long_before_the_letter(self, words):
        assert days(words) == []


class TestALetterOfAnAbsurdDay:
    def test_still_offers_what_is_due(self):
        text = HEAD.replace("๒๕๖๗", "๒๕๗๖") + "ขอให้ตอบภายใน" + DAY
        found = read_stack(text, today=date(2024, 6, 20))
        assert found.fields["date"].sureness == "unsure"
        assert [one.day for one in found.value("deadlines")] == [date(2024, 9, 30)]

    def test_has_nothing_counted_from_it(self):
        text = HEAD.replace("๒๕๖๗", "๒๕๗๖") + "ขอให้ตอบภายใน ๑๕ วัน นับแต่วันที่ในหนังสือฉบับนี้"
        found = read_stack(text, today=date(2024, 6, 20))
        assert "deadlines" not in found.fields
        assert len(found.spans) == 1


class TestAMeeting:
    def test_that_is_put_off_is_on_its_new_day(self):
        text = "ขอเลื่อนการประชุมจากวันที่ ๒๖ มิถุนายน ๒๕๖๗ เวลา ๐๙.๐๐ น. ไปเป็นวันที่ ๓ กรกฎาคม ๒๕๖๗"
        assert days(text, "events") == [date(2024, 7, 3)]

    @pytest.mark.parametrize("words", ["ยกเลิกการประชุม", "งดจัดกิจกรรมใน"])
    def test_that_is_called_off_is_none(self, words):
        assert days(words + DAY, "events") == []
