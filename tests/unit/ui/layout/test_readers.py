"""อ่านสิ่งที่พิมพ์ในแบบฟอร์ม."""

from datetime import date, datetime, time

import pytest

from saraban.core.clock import BANGKOK
from saraban.core.errors import Invalid
from saraban.letters.values import Deadline, Reference
from saraban.ui.layout import readers

TODAY = date(2024, 3, 8)


def at(day, clock):
    return readers.read_instant(day, clock, day_field="day", time_field="time", today=TODAY)


class TestDaysAndTimes:
    def test_empty_is_nothing(self):
        assert readers.read_day("  ", "dated") is None
        assert readers.read_time("", "time") is None

    def test_read(self):
        assert readers.read_day("ลว. ๘ มี.ค. ๖๗", "dated") == TODAY
        assert readers.read_time("๐๙.๐๑ น.", "time") == time(9, 1)

    @pytest.mark.parametrize(("text", "slug"), [
        ("09.01", "time-not-date"), ("๓๐ ก.พ. ๖๗", "no-such-day"), ("๘ มี.ค.", "no-year"), ("เมื่อวาน", "not-a-date"),
        ("๘ มี.ค. ๑๒๐๐", "year-out-of-range")])  # fmt: skip
    def test_refused_with_the_words_typed(self, text, slug):
        with pytest.raises(Invalid) as refused:
            readers.read_day(text, "dated")
        assert (refused.value.slug, refused.value.field) == (slug, "dated")
        assert refused.value.message.mapping == {"text": text}

    def test_a_time_in_the_slot_of_a_day(self):
        assert readers.is_time_in_date_slot("09.01")
        assert not readers.is_time_in_date_slot("๘ มี.ค. ๖๗")
        assert not readers.is_time_in_date_slot("")

    def test_both_empty_or_today_alone_is_now(self):
        assert at("", "") is None
        assert at("๘ มี.ค. ๖๗", "") is None

    def test_a_time_alone_is_today(self):
        assert at("", "09.01") == datetime(2024, 3, 8, 9, 1, tzinfo=BANGKOK)

    def test_a_past_day_needs_its_time(self):
        assert at("๗ มี.ค. ๖๗", "๑๓.๓๐") == datetime(2024, 3, 7, 13, 30, tzinfo=BANGKOK)
        with pytest.raises(Invalid) as refused:
            at("๗ มี.ค. ๖๗", "")
        assert refused.value.field == "time"


class TestLists:
    @pytest.mark.parametrize(("line", "deadline"), [
        ("๑๕ มี.ค. ๖๗ ประชุม เวลา ๑๐.๐๐ น.", Deadline(date(2024, 3, 15), "ประชุม", "meeting", "10:00")),
        ("๒๙ กุมภาพันธ์ ๒๕๖๗ ระยะที่ ๑", Deadline(date(2024, 2, 29), "ระยะที่ ๑")),
        ("2024-03-29 ส่งรายงาน", Deadline(date(2024, 3, 29), "ส่งรายงาน")),
        ("๑ เม.ย. ๖๗ ทุกเดือน", Deadline(date(2024, 4, 1), "ทุกเดือน", "monthly")),
        ("ภายใน ๑๕ มี.ค. ๖๗", Deadline(date(2024, 3, 15), "ภายใน"))])  # fmt: skip
    def test_a_deadline(self, line, deadline):
        assert readers.read_deadlines(f"\n{line}\n") == (deadline,)
        assert readers.read_deadlines(readers.write_deadlines((deadline,))) == (deadline,)

    @pytest.mark.parametrize(("deadline", "line"), [
        (Deadline(date(2024, 4, 1), "ส่งข้อมูล", "monthly"), "๑ เม.ย. ๒๕๖๗ ทุกเดือน ส่งข้อมูล"),
        (Deadline(date(2024, 4, 1), "", "monthly"), "๑ เม.ย. ๒๕๖๗ ทุกเดือน"),
        (Deadline(date(2024, 4, 1), "ส่งทุกวันที่ ๑", "monthly"), "๑ เม.ย. ๒๕๖๗ ส่งทุกวันที่ ๑"),
        (Deadline(date(2024, 4, 1), "", "meeting", "10:00"), "๑ เม.ย. ๒๕๖๗ ประชุม เวลา ๑๐.๐๐ น."),
        (Deadline(date(2024, 4, 1), "เชิญประชุม", "meeting"), "๑ เม.ย. ๒๕๖๗ เชิญประชุม")])  # fmt: skip
    def test_what_a_day_is_stands_in_the_words_of_its_line(self, deadline, line):
        assert readers.write_deadlines((deadline,)) == line
        again = readers.read_deadlines(line)
        assert [(d.day, d.kind, d.time) for d in again] == [(deadline.day, deadline.kind, deadline.time)]
        assert readers.write_deadlines(again) == line

    @pytest.mark.parametrize("line", ["ส่งรายงาน", "๑๕ มี.ค. ๖๗ เวลา ๒๕.๙๙ น."])
    def test_a_deadline_that_is_none(self, line):
        with pytest.raises(Invalid) as refused:
            readers.read_deadlines(line)
        assert refused.value.field == "deadlines"

    @pytest.mark.parametrize(("line", "slug"), [
        ("๓๑ ก.พ. ๖๗ ส่งรายงาน", "no-such-day"),
        ("๑ ม.ค. ๙๙๙๙ ส่งรายงาน", "year-out-of-range"),
        ("ส่งรายงานด้วย", "not-a-date")])  # fmt: skip
    def test_what_is_wrong_with_the_day_of_a_deadline(self, line, slug):
        with pytest.raises(Invalid) as refused:
            readers.read_deadlines(line)
        assert refused.value.slug == slug

    @pytest.mark.parametrize(("line", "reference"), [
        ("กท ๐๔๐๓/ว ๒๕ ลว. ๑๙ ก.พ. ๖๗", Reference("กท ๐๔๐๓/ว ๒๕", date(2024, 2, 19))),
        ("กท 0403/ว 28 ลงวันที่ 21 กุมภาพันธ์ 2567", Reference("กท 0403/ว 28", date(2024, 2, 21))),
        ("กท ๐๔๐๓/๒๕ (ฉบับแก้ไข)", Reference("กท ๐๔๐๓/๒๕ (ฉบับแก้ไข)")),
        ("กท ๐๔๐๓/๒๕ (๑๙ ก.พ. ๖๗)", Reference("กท ๐๔๐๓/๒๕", date(2024, 2, 19))),
        ("กท ๐๔๐๓/๒๕", Reference("กท ๐๔๐๓/๒๕")),
        ("หนังสือกรมตัวอย่าง ที่ มท ๐๑๐๑/๑๒ ลว. ๑ มี.ค. ๖๗", Reference("มท ๐๑๐๑/๑๒", date(2024, 3, 1), "กรมตัวอย่าง")),
        ("กรมที่ดิน ที่ มท ๐๕๐๑/๑๒ (๑ มี.ค. ๖๗)", Reference("มท ๐๕๐๑/๑๒", date(2024, 3, 1), "กรมที่ดิน")),
        ("หนังสือกรมตัวอย่าง (กอง ๑) ด่วนที่สุด ที่ มท ๑/ว ๒ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
         Reference("มท ๑/ว ๒", date(2024, 3, 1), "กรมตัวอย่าง (กอง ๑) ด่วนที่สุด")),
        ("ด่วนที่สุด ที่ มท ๑/๒", Reference("มท ๑/๒", None, "ด่วนที่สุด")),
        ("ลับ ที่ มท ๑/๒", Reference("มท ๑/๒", None, "ลับ")),
        ("หนังสือกรมตัวอย่าง ที่มท ๑/๒", Reference("มท ๑/๒", None, "กรมตัวอย่าง")),
        ("ที่ มท ๑/๒", Reference("มท ๑/๒")),
        ("คำสั่งกรมตัวอย่าง ที่ ๑๒/๒๕๖๗ ลว. ๑ มี.ค. ๖๗", Reference("คำสั่งกรมตัวอย่าง ที่ ๑๒/๒๕๖๗", date(2024, 3, 1))),
        ("หนังสือพิมพ์ตัวอย่าง ที่ ๑๒", Reference("๑๒", None, "หนังสือพิมพ์ตัวอย่าง")),
        ("หนังสือกรมตัวอย่าง", Reference("หนังสือกรมตัวอย่าง"))])  # fmt: skip
    def test_a_reference(self, line, reference):
        assert readers.read_references(line) == (reference,)
        assert readers.read_references(readers.write_references((reference,))) == (reference,)

    def test_weekdays_that_do_not_match(self):
        found = readers.weekday_conflicts("ประชุมวันอาทิตย์ที่ ๑๒ มี.ค. ๖๗", "วันศุกร์ที่ ๑๕ มี.ค. ๖๗", "วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗")
        assert [day for _text, day in found] == [date(2024, 3, 12)]
