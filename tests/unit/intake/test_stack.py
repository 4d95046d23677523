"""อ่านปึกหนังสือ: the memo's own stack, read for each of its receivers; and what holds for any text."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.intake.choosing import Receiver
from saraban.intake.reading import CERTAIN
from saraban.intake.stack import read_stack
from saraban.thai.numbers import number_key

STACK = (Path(__file__).parents[2] / "common" / "memo.txt").read_text(encoding="utf-8")
TODAY = date(2024, 3, 15)
CODES = {"กท5401": "ฝ่ายปกครอง", "กท5407": "ฝ่ายการศึกษา", "กท0403": "สำนักงานเลขานุการปลัดกรุงเทพมหานคร"}
DISTRICT = Receiver(("สำนักงานเขตหนองจอก", "ผู้อำนวยการเขตหนองจอก"), "agency", ("กท54",), ("ผู้อำนวยการเขต",))
SECTION = Receiver(("ฝ่ายการศึกษา", "หัวหน้าฝ่ายการศึกษา"), "section", ("กท5407",), ("หัวหน้าฝ่าย",))
SCHOOL = Receiver(("โรงเรียนตัวอย่าง", "ผู้อำนวยการโรงเรียน"), "school", (), ("ผู้อำนวยการโรงเรียน", "ผู้อำนวยการสถานศึกษา"))
SUBJECT = "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"


def office_of(number):
    return CODES.get(number_key(number).partition("/")[0], "")


def read(receiver):
    return read_stack(STACK, today=TODAY, receiver=receiver, office_of=office_of)


class TestTheMemo:
    def test_the_district_gets_the_circular(self):
        found = read(DISTRICT)
        assert {n: found.value(n) for n in ("kind", "number", "is_circular", "date", "from_unit", "subject")} == {
            "kind": "memo",
            "number": "กท 0403/ว 32",
            "is_circular": True,
            "date": date(2024, 3, 4),
            "from_unit": "สำนักงานเลขานุการปลัดกรุงเทพมหานคร",
            "subject": SUBJECT,
        }
        assert len(found.value("to")) == 7
        assert "ผู้อำนวยการเขต" in found.value("to")

    def test_words_of_its_text_make_it_neither_urgent_nor_secret(self):
        found = read(DISTRICT)
        assert (found.value("urgency"), found.value("secrecy"), found.value("handling")) == ("normal", "open", "")

    def test_references_and_days(self):
        found = read(DISTRICT)
        assert [(r.number, r.dated) for r in found.value("references")] == [
            ("กท 0403/ว 25", date(2024, 2, 19)),
            ("กท 0403/ว 28", date(2024, 2, 21)),
        ]
        days = {d.day for d in found.value("deadlines") if d.kind == "deadline"}
        assert {date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 8, 1)} <= days
        assert any(d.kind == "monthly" and d.day == date(2024, 3, 1) for d in found.value("deadlines"))
        assert [(e.day, e.time) for e in found.value("events")] == [(date(2024, 3, 15), "10:00")]

    def test_a_time_in_the_slot_of_the_date_is_a_time(self):
        stamp = next(row for row in read(DISTRICT).history if row.number == "3398")
        assert (stamp.kind, stamp.dated, stamp.at) == ("stamp", None, time(9, 1))

    def test_a_wrong_weekday_is_told_and_kept(self):
        [conflict] = read(DISTRICT).conflicts
        assert (conflict.day, conflict.actual) == (date(2024, 3, 12), 1)
        assert "อาทิตย์" in conflict.written

    def test_the_section_gets_the_covering_letter(self):
        found = read(SECTION)
        assert (found.value("number"), found.value("date")) == ("กท 5401/511", date(2024, 3, 8))
        assert (found.value("from_unit"), found.value("to")) == ("ฝ่ายปกครอง", ("หัวหน้าฝ่าย",))
        assert found.value("subject") == SUBJECT
        assert found.fields["subject"].confidence < CERTAIN
        assert {row.number for row in found.history} == {"กท 0403/ว 32", "กท 5407/800", "556", "3398"}
        assert "BMA OTP" in found.value("body")

    def test_the_school_gets_its_sections_letter(self):
        found = read(SCHOOL)
        assert (found.value("number"), found.value("date")) == ("กท 5407/800", date(2024, 3, 13))
        assert [d.day for d in found.value("deadlines")] == [date(2024, 3, 15)]

    def test_without_a_receiver_it_is_the_letter_that_the_others_cover(self):
        assert read(None).value("number") == "กท 0403/ว 32"

    def test_every_field_says_where_it_was_read(self):
        found = read(DISTRICT)
        for name in ("number", "date", "from_unit", "to", "subject", "references", "deadlines", "events"):
            one = found.fields[name]
            assert one.words, name
            assert found.text[one.begin : one.end], name


LINES = st.sampled_from(
    [
        *[line for line in STACK.splitlines() if line.strip()][:70],
        "",
        "ด่วนที่สุด",
        "ลับ",
        "ที่ ศธ ๐๔๐๐๑/๗",
        "ที่ ๑๒/๒๕๖๗",
        "คำสั่งสำนักงานเขต",
        "ประกาศกรุงเทพมหานคร",
        "เลขรับ ๑๒",
        "เวลา ๑๐.๐๐ น.",
    ]
)


@pytest.mark.parametrize("receiver", [None, SECTION], ids=["nobody", "section"])
@given(text=st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_is_read_and_every_place_lies_in_it(receiver, text):
    found = read_stack(text, today=TODAY, receiver=receiver, office_of=office_of)
    for one in found.fields.values():
        assert 0 <= one.begin <= one.end <= len(found.text)
        assert 0 <= one.confidence <= 1
    assert found.value("urgency", "normal") in {"normal", "urgent", "very_urgent", "most_urgent"}


class TestMarks:
    LETTER = "{mark}\nที่ กท ๐๔๐๓/๑๒\nสำนักงานเขตตัวอย่าง\n๔ มีนาคม ๒๕๖๗\n\nเรื่อง ทดสอบ\nเรียน ผู้อำนวยการเขต\n\nด้วย {text}"

    def read(self, mark, text="เรื่องนี้ด่วนที่สุดและลับที่สุด"):
        return read_stack(self.LETTER.format(mark=mark, text=text), today=TODAY)

    @pytest.mark.parametrize(
        ("mark", "urgency"), [("ด่วนที่สุด", "most_urgent"), ("ด่วนมาก", "very_urgent"), ("ด่วน", "urgent"), ("", "normal")]
    )
    def test_urgency_is_read_above_the_head(self, mark, urgency):
        assert self.read(mark).value("urgency") == urgency

    @pytest.mark.parametrize(("mark", "secrecy"), [("ลับ", "confidential"), ("ลับมาก", "secret"), ("", "open")])
    def test_secrecy_is_read_above_the_head(self, mark, secrecy):
        assert self.read(mark).value("secrecy") == secrecy

    @pytest.mark.parametrize(
        ("mark", "urgency", "secrecy"),
        [
            ("ด่วนที่สุด        ลับที่สุด", "most_urgent", "top_secret"),
            ("ลับมาก ด่วน", "urgent", "secret"),
            ("ชั้นความลับ ลับ   ชั้นความเร็ว ด่วนมาก", "very_urgent", "confidential"),
            ("หน้า ๑ ของ ๓ หน้า   ลับมาก", "normal", "secret"),
            ("“ลับที่สุด”  ชุดที่ ๑/๓", "normal", "top_secret"),
            ("ลับมาก (SECRET)", "normal", "secret"),
            ("ลับ\nลับที่สุด", "normal", "top_secret"),
            ("[ด่วนที่สุด]", "most_urgent", "open"),
            ("แนวทางงานลับมาก", "normal", "open"),
        ],
    )
    def test_several_on_one_line(self, mark, urgency, secrecy):
        read = self.read(mark)
        assert (read.value("urgency"), read.value("secrecy")) == (urgency, secrecy)
        assert read.value("number") == "กท 0403/12"

    @pytest.mark.parametrize("head", ["ลับมาก ด่วนที่สุด ที่ กท", "ด่วนที่สุด ที่ กท"])
    def test_before_the_number(self, head):
        read = read_stack(self.LETTER.format(mark="", text="").replace("ที่ กท", head, 1), today=TODAY)
        assert read.value("urgency") == "most_urgent"
        assert (read.value("secrecy") == "secret") == ("ลับ" in head)

    def test_within_a_moment(self):
        within = self.read("ด่วนภายใน วันที่ ๖ มีนาคม ๒๕๖๗ เวลา ๑๖.๓๐ น.").value("urgent_within")
        assert within.isoformat() == "2024-03-06T16:30:00+07:00"

    @pytest.mark.parametrize(("mark", "handling"), [("เฉพาะผู้เกี่ยวข้อง", "concerned"), ("ถึงเฉพาะบุคคล", "personal")])
    def test_handling(self, mark, handling):
        assert self.read(mark).value("handling") == handling


class TestNumbersInRunningText:
    """A line that a narrow page broke before a number begins no other letter."""

    LETTER = (
        "บันทึกข้อความ\nส่วนราชการ สำนักตัวอย่าง\nที่ กท ๐๔๐๓/๑๒ วันที่ ๔ มีนาคม ๒๕๖๗\nเรื่อง การติดตาม\nเรียน ผู้อำนวยการเขต\n"
        "ตามที่ได้มีการประชุมติดตามความคืบหน้าการใช้งานระบบ รายละเอียดปรากฏตามหนังสือ\n"
        "ที่ กท ๐๔๐๓/ว ๒๘ ลงวันที่ ๒๑ กุมภาพันธ์ ๒๕๖๗ {tail}\n"
        "จึงขอให้รายงานภายในวันที่ ๒๙ มีนาคม ๒๕๖๗\n"
    )

    @pytest.mark.parametrize("tail", ["ความละเอียดแจ้งอยู่แล้ว นั้น", "เรื่อง การใช้งานระบบ นั้น"])
    def test_the_letter_goes_on(self, tail):
        found = read_stack(self.LETTER.format(tail=tail), today=TODAY)
        assert (found.value("number"), found.history) == ("กท 0403/12", ())
        assert [r.number for r in found.value("references")] == ["กท 0403/ว 28"]
        assert [d.day for d in found.value("deadlines")] == [date(2024, 3, 29)]
        assert "ภายในวันที่ ๒๙" in found.value("body")

    def test_short_lines_above_and_no_head_below(self):
        text = self.LETTER.format(tail="นั้น").replace("ตามที่ได้มีการประชุมติดตามความคืบหน้าการใช้งานระบบ รายละเอียด", "")
        assert read_stack(text, today=TODAY).history == ()

    def test_a_stack_without_blank_lines_is_still_taken_apart(self):
        text = self.LETTER.format(tail="นั้น") + "(นายสมมติ)\nที่ กท ๕๔๐๑/๕๑๑ ลว. ๘ มี.ค. ๖๗\nเรียน หัวหน้าฝ่าย\nเพื่อโปรดทราบ\n"
        assert [row.number for row in read_stack(text, today=TODAY).history] == ["กท 5401/511"]


class TestDates:
    HEAD = "ที่ กท ๐๔๐๓/๑๒ {date}\nเรื่อง ทดสอบ\nเรียน หัวหน้าฝ่าย\n\nตามที่เมื่อวันที่ ๑ มีนาคม ๒๕๖๗ ได้มีการประชุม"

    def sureness(self, written):
        found = read_stack(self.HEAD.format(date=written), today=TODAY)
        return (found.value("date"), found.fields["date"].sureness) if "date" in found.fields else (None, "")

    @pytest.mark.parametrize("written", ["ลว. ๘ มี.ค. ๖๗", "ลงวันที่ 8 มีนาคม 2567", "วันที่ ๘ มีนาคม พ.ศ. ๒๕๖๗"])
    def test_written_out_it_is_certain(self, written):
        assert self.sureness(written) == (date(2024, 3, 8), "certain")

    @pytest.mark.parametrize(
        "written", ["วันที่ ๘ มีนาคม ๒๕๗๖", "ลว. 8/3/67", "ลงวันที่ วันอาทิตย์ที่ ๘ มีนาคม ๒๕๖๗", "ลงวันที่ ๘ มีนาคม ๒๕๓๐"]
    )
    def test_it_is_not_certain_when_something_speaks_against_it(self, written):
        assert self.sureness(written)[1] != "certain"

    @pytest.mark.parametrize("written", ["วันที่ 09.01", "วันที่ ๓๑ กุมภาพันธ์ ๒๕๖๗", ""])
    def test_a_date_of_the_text_is_never_taken_for_it(self, written):
        assert self.sureness(written) == (None, "")
