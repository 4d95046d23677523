"""วันที่หนังสือระบุ: times to count, meetings of several days, and the letter's own day with its weekday."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.reading import CERTAIN
from saraban.intake.stack import read_stack

LETTER = (
    "ที่ กท ๐๔๐๓/๑๒\nสำนักงานเขตตัวอย่าง\n{day}\n\nเรื่อง ทดสอบ\nเรียน ผู้อำนวยการเขต\n\nด้วย{text}\n\n"
    "ขอแสดงความนับถือ\n(นายสมมติ ตัวอย่าง)\nผู้อำนวยการ\nกองกลาง"
)


def read(text="มีเรื่อง", day="๓ มีนาคม ๒๕๖๘"):
    return read_stack(LETTER.format(text=text, day=day), today=date(2025, 3, 10))


def days(found, name):
    return [(d.day.isoformat(), d.time) for d in found.value(name, ())]


class TestToCount:
    @pytest.mark.parametrize(
        ("text", "due"),
        [
            ("ให้ตอบภายใน ๑๕ วัน นับแต่วันที่ ๑๐ มีนาคม ๒๕๖๘", "2025-03-25"),
            ("ให้แล้วเสร็จภายใน ๓๐ วันนับแต่วันที่ ๑ เมษายน ๒๕๖๘ เป็นต้นไป", "2025-05-01"),
            ("ให้รายงานภายใน ๗ (เจ็ด) วัน นับถัดจากวันที่ ๑๐ มี.ค. ๖๘", "2025-03-17"),
            ("ให้รายงานภายใน ๗ วัน นับจากวันที่ในหนังสือฉบับนี้", "2025-03-10"),
            ("ให้รายงานภายใน ๗ วัน นับแต่วันที่ลงในหนังสือนี้", "2025-03-10"),
            ("ให้รายงานภายใน ๒ สัปดาห์ นับตั้งแต่วันที่ ๑๐ มีนาคม ๒๕๖๘", "2025-03-24"),
        ],
    )
    def test_from_a_day_that_is_named(self, text, due):
        found = read(text)
        assert days(found, "deadlines") == [(due, "")]
        assert found.fields["deadlines"].confidence < CERTAIN
        assert (found.spans, found.value("events")) == ((), None)

    @pytest.mark.parametrize(
        ("text", "words", "count"),
        [
            ("ให้ตอบภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือฉบับนี้ หากพ้นกำหนด", "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือฉบับนี้", 15),
            ("ให้ตอบภายใน ๑๕\nวัน นับแต่วันที่\nได้รับหนังสือ", "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ", 15),
            ("อุทธรณ์ภายในสิบห้าวันนับแต่วันที่ได้รับแจ้ง", "ภายในสิบห้าวันนับแต่วันที่ได้รับแจ้ง", 15),
            ("ชำระภายในกำหนด ๓๐ วัน นับแต่วันถัดจากวันที่ได้รับหนังสือนี้", "ภายในกำหนด ๓๐ วัน นับแต่วันถัดจากวันที่ได้รับหนังสือนี้", 30),
            ("ส่งภายใน ๖๐ วัน นับแต่วันสิ้นปีงบประมาณ", "ภายใน ๖๐ วัน นับแต่วันสิ้นปีงบประมาณ", 0),
            ("รายงานภายใน ๕ วันทำการ นับแต่วันที่ ๑๗ มีนาคม ๒๕๖๘", "ภายใน ๕ วันทำการ นับแต่วันที่ ๑๗ มีนาคม ๒๕๖๘", 0),
            ("รายงานภายใน ๗ วัน นับแต่วันอังคารที่ ๑๗ มีนาคม ๒๕๖๘", "ภายใน ๗ วัน นับแต่วันอังคารที่ ๑๗ มีนาคม ๒๕๖๘", 0),
            ("ขอให้ตอบภายใน ๑๕ วัน", "ภายใน ๑๕ วัน", 0),
        ],
    )
    def test_from_a_day_that_nobody_knows_yet_it_is_a_question(self, text, words, count):
        found = read(text)
        assert [(s.words, s.days) for s in found.spans] == [(words, count)]
        assert found.value("deadlines") is None
        [span] = found.spans
        assert "".join(found.text[span.begin : span.end].split()) == "".join(words.split())

    def test_of_a_letter_without_a_date_it_is_a_question_too(self):
        found = read("ให้รายงานภายใน ๗ วัน นับจากวันที่ในหนังสือฉบับนี้", day="")
        assert (len(found.spans), found.value("deadlines")) == (1, None)

    def test_a_day_beside_it_is_still_read(self):
        found = read("ให้ชี้แจงภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ และส่งภายในวันที่ ๒๐ มีนาคม ๒๕๖๘")
        assert (len(found.spans), days(found, "deadlines")) == (1, [("2025-03-20", "")])

    def test_how_long_something_takes_is_no_question(self):
        assert read("สินค้านี้ใช้ได้ไม่เกิน ๓ วัน").spans == ()


class TestSeveralDays:
    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("ขอเชิญประชุม ระหว่างวันที่ ๑๕ - ๑๗ มีนาคม ๒๕๖๘", ("2025-03-15", "")),
            ("ขอเชิญประชุม ๑๕-๑๗ มี.ค. ๖๘ เวลา ๐๙.๐๐ น.", ("2025-03-15", "09:00")),
            ("ขอเชิญประชุม ระหว่างวันจันทร์ที่ ๑๗ ถึงวันพุธที่ ๑๙ มีนาคม ๒๕๖๘ เวลา ๐๘.๓๐ น.", ("2025-03-17", "08:30")),
            ("ขอเชิญประชุม วันเสาร์ที่ ๑๕ และวันอาทิตย์ที่ ๑๖ มีนาคม ๒๕๖๘", ("2025-03-15", "")),
            ("ขอเชิญอบรม วันที่ ๑๕, ๑๗ และ ๒๐ มีนาคม ๒๕๖๘", ("2025-03-15", "")),
            ("ขอเชิญอบรม วันที่ ๒๙ มีนาคม - ๒ เมษายน ๒๕๖๘", ("2025-03-29", "")),
            ("ขอเชิญอบรม วันที่ ๒๙ มี.ค. – ๒ เม.ย. ๒๕๖๘", ("2025-03-29", "")),
            ("กำหนดจัดงาน ตั้งแต่วันที่ ๒๘ ธันวาคม ๒๕๖๘ ถึงวันที่ ๓ มกราคม ๒๕๖๙", ("2025-12-28", "")),
            ("กำหนดจัดงาน วันที่ ๓๐ ธันวาคม - ๒ มกราคม ๒๕๖๙", ("2025-12-30", "")),
            ("ขอเชิญประชุม ระหว่าง\nวันที่ ๑๗ -\n๑๙ มีนาคม ๒๕๖๘", ("2025-03-17", "")),
        ],
    )
    def test_a_meeting_is_on_its_first(self, text, first):
        found = read(text)
        assert (days(found, "events"), found.value("deadlines")) == ([first], None)
        assert found.fields["events"].confidence < CERTAIN

    def test_each_of_two_courses_has_its_own(self):
        found = read("อบรมรุ่นที่ ๑ วันที่ ๑๕ - ๑๗ มีนาคม ๒๕๖๘ รุ่นที่ ๒ วันที่ ๒๐ - ๒๒ มีนาคม ๒๕๖๘")
        assert days(found, "events") == [("2025-03-15", ""), ("2025-03-20", "")]

    @pytest.mark.parametrize("joint", ["ถึง", "-"])
    def test_what_can_be_handed_in_is_due_on_the_last(self, joint):
        found = read(f"รับสมัครตั้งแต่วันที่ ๑๕ {joint} ๓๑ มีนาคม ๒๕๖๘")
        assert (days(found, "deadlines"), found.value("events")) == ([("2025-03-31", "")], None)

    def test_what_is_over_is_none(self):
        found = read("ตามที่ได้ประชุมเมื่อวันที่ ๑ - ๒ มีนาคม ๒๕๖๘ นั้น")
        assert (found.value("deadlines"), found.value("events")) == (None, None)


class TestTheLettersOwnDay:
    @pytest.mark.parametrize("day", ["วันจันทร์ที่ ๓ มีนาคม ๒๕๖๘", "วันจันทร์ ที่ ๓ มี.ค. ๖๘", "จันทร์ที่ 3 มีนาคม 2568"])
    def test_may_begin_with_its_weekday(self, day):
        found = read(day=day).fields["date"]
        assert (found.value, found.confidence >= CERTAIN) == (date(2025, 3, 3), True)

    def test_with_a_wrong_weekday_it_is_not_certain(self):
        found = read(day="วันอังคารที่ ๓ มีนาคม ๒๕๖๘")
        assert found.fields["date"].confidence < CERTAIN
        assert found.conflicts

    def test_one_below_the_subject_is_not_certain(self):
        text = LETTER.format(day="", text="มีเรื่อง").replace("เรื่อง ทดสอบ\n", "เรื่อง ทดสอบ\nวันอังคารที่ ๔ มีนาคม ๒๕๖๘\n")
        found = read_stack(text, today=date(2025, 3, 10)).fields.get("date")
        assert found is None or found.confidence < CERTAIN

    def test_on_the_line_of_the_number(self):
        text = "ที่ กท ๐๔๐๓/๑๒ สำนักงานเขตตัวอย่าง วันจันทร์ที่ ๓ มีนาคม ๒๕๖๘ เรื่อง ทดสอบ เรียน ผู้อำนวยการเขต ด้วยมีเรื่อง"
        assert read_stack(text, today=date(2025, 3, 10)).value("date") == date(2025, 3, 3)
