"""เลขที่หนังสือ: brackets in the code, circulars in full, figures that a line ended within; places before the day."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.reading import CERTAIN, LIKELY
from saraban.intake.stack import read_stack

TODAY = date(2024, 6, 20)


def read(number="ที่ มท ๐๘๐๑.๒/ว ๑๒", day="๓ มิถุนายน ๒๕๖๗", to="เรียน ผู้อำนวยการเขต", more=""):
    return read_stack(
        f"{number}\nกรมสมมติ\nถนนตัวอย่าง กทม. ๑๐๓๐๐\n\n{day}\n\nเรื่อง การสำรวจ\n\n{to}\n{more}\nด้วยกรมสมมติขอให้สำรวจ",
        today=TODAY,
    )


class TestTheNumber:
    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("นร(กปถ) ๐๑๐๕/๑", "นร(กปถ) 0105/1"),
            ("นร (กปถ) ๐๑๐๕/ว ๑", "นร (กปถ) 0105/ว 1"),
            ("มท ๐๘๐๘.๒ (กน)/ว ๑๒", "มท 0808.2 (กน)/ว 12"),
            ("มท ๐๘๐๘.๒/เวียน ๑๒", "มท 0808.2/เวียน 12"),
            ("มท ๐๘๐๘.๒/(เวียน) ๑๒", "มท 0808.2/(เวียน) 12"),
            ("ตช ๐๐๑๕.(บก.น.๙)๑๒/๓๓๔", "ตช 0015.(บก.น.9)12/334"),
            ("มท ๕๔๑๕-๓-๗/๘๘๗", "มท 5415-3-7/887"),
        ],
    )
    def test_may_have_brackets_and_dashes_in_its_code(self, written, number):
        found = read(number=f"ที่ {written}")
        assert found.value("number") == number
        assert found.value("is_circular") is ("ว" in number)

    @pytest.mark.parametrize("below", ["๓๔", "   ๓๔", "๓๔        อาคารสมมติ"])
    def test_cut_within_its_figures_is_joined_and_asked_about(self, below):
        found = read(number=f"ที่ กท ๐๔๐๑/๑๒\n{below}")
        assert found.value("number") == "กท 0401/1234"
        assert found.fields["number"].confidence < LIKELY
        assert found.fields["is_circular"].confidence < LIKELY

    @pytest.mark.parametrize("below", ["\n๓๔", "๓๔ สำนักสมมติ", "๑๒๓๔๕๖๗"])
    def test_that_may_go_on_is_not_joined_blindly(self, below):
        found = read(number=f"ที่ กท ๐๔๐๑/๑๒๓\n{below}")
        assert found.value("number") == "กท 0401/123"
        assert (found.fields["number"].confidence < LIKELY) is (below != "๑๒๓๔๕๖๗")

    def test_above_an_address_is_whole(self):
        found = read(number="ที่ กท ๐๔๐๑/๑๒\n๓๔ ถนนสมมติ กทม. ๑๐๒๐๐")
        assert found.value("number") == "กท 0401/12"
        assert found.fields["number"].confidence >= CERTAIN

    def test_cut_at_its_dash_is_asked_about(self):
        assert read(number="ที่ กท ๐๔๐๑/๑๒-\n๓๔").fields["number"].confidence < LIKELY

    def test_of_another_letter_cut_within_its_figures_is_joined_and_asked_about(self):
        found = read(more="อ้างถึง หนังสือกรมสมมติ ที่ มท ๐๘๐๑.๒/๑๒\n๓๔ ลงวันที่ ๑ พฤษภาคม ๒๕๖๗\n")
        (row,) = found.value("references")
        assert (row.number, row.dated) == ("มท 0801.2/1234", date(2024, 5, 1))
        assert found.fields["references"].confidence < LIKELY


class TestTheDay:
    @pytest.mark.parametrize(
        "written",
        [
            "๓ มิถุนายน พุทธศักราช ๒๕๖๗",
            "วันที่ ๓ เดือน มิถุนายน พุทธศักราช ๒๕๖๗",
            "กรุงเทพมหานคร ๓ มิถุนายน ๒๕๖๗",
            "กรุงเทพฯ วันที่ ๓ มิถุนายน ๒๕๖๗",
            "ณ ศาลาว่าการกรุงเทพมหานคร ๓ มิถุนายน ๒๕๖๗",
        ],
    )
    def test_may_stand_behind_a_place_or_its_era_in_full(self, written):
        found = read(day=written)
        assert found.value("date") == date(2024, 6, 3)
        assert found.value("from_unit") == "กรมสมมติ"

    @pytest.mark.parametrize("words", ["สำนักงานเขตสมมติ รับวันที่", "โรงเรียนสมมติ จัดงานวันที่", "กรมสมมติ ส่งภายในวันที่"])
    def test_that_something_else_happens_on_is_not_the_letters(self, words):
        assert "date" not in read(day=f"{words} ๓ มิถุนายน ๒๕๖๗").fields

    def test_behind_a_place_without_a_subject_below_is_not_certain(self):
        found = read_stack("ประกาศ\nโรงเรียนวัดสมมติ ๘ มีนาคม ๒๕๖๗\nขอเชิญร่วมงาน", today=TODAY)
        assert "date" not in found.fields or found.fields["date"].confidence < CERTAIN

    def test_of_a_letter_is_no_name_of_an_office(self):
        text = "ที่ มท ๐๘๐๑/๑๒\nกรุงเทพมหานคร ๓ มิถุนายน ๒๕๖๗\nเรื่อง การสำรวจ\nเรียน ผู้อำนวยการเขต\n\nด้วยขอให้สำรวจ"
        assert "๒๕๖๗" not in read_stack(text, today=TODAY).value("from_unit", "")


class TestTheAddressee:
    @pytest.mark.parametrize("words", ["กราบเรียน/เรียน", "เรียน/กราบเรียน", "กราบเรียน / เรียน", "กราบนมัสการ"])
    def test_stands_behind_both_words(self, words):
        assert read(to=f"{words} ผู้อำนวยการเขต").value("to") == ("ผู้อำนวยการเขต",)
