"""หนังสือภาษาอังกฤษ: number, day, sender, addressee and subject are proposed, none of them as certain."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.intake.reading import CERTAIN
from saraban.intake.stack import read_stack

LETTER = """EMBASSY OF EXAMPLIA
BANGKOK

Our Ref: EXM/2025/14
Your Ref: กท 9907/3
5th February 2025

To: The Director of the District Office
Subject: A cultural walk on the canal

Dear Sir,
We intend to hold a walk on 15 March 2025 and would be grateful for a reply by Friday, 28 February 2025.
Yours faithfully,
Jane Example
"""
NAMES = ("number", "date", "from_unit", "to", "subject", "deadlines")


def read(text):
    return read_stack(text, today=date(2025, 2, 20))


class TestALetterInEnglish:
    def test_is_read_from_its_labels(self):
        found = read(LETTER)
        assert {name: found.value(name) for name in NAMES[:5]} == {
            "number": "EXM/2025/14",
            "date": date(2025, 2, 5),
            "from_unit": "EMBASSY OF EXAMPLIA",
            "to": ("The Director of the District Office",),
            "subject": "A cultural walk on the canal",
        }
        assert [one.day for one in found.value("deadlines")] == [date(2025, 2, 28)]

    def test_is_never_certain(self):
        found = read(LETTER)
        assert all(found.fields[name].confidence < CERTAIN for name in NAMES)
        for name in NAMES[:5]:
            one = found.fields[name]
            assert found.text[one.begin : one.end] == one.words

    def test_keeps_the_stamp_of_the_office_apart(self):
        found = read(f"{LETTER}\nตรา เลขรับ ๓๓๐ วันที่ ๑๔ ก.พ. ๒๕๖๘ เวลา ๑๓.๐๐ น.\n")
        assert [(one.number, one.dated) for one in found.history] == [("330", date(2025, 2, 14))]
        assert "events" not in found.fields

    @pytest.mark.parametrize(("day", "shown"), [("12 February 2025", True), ("31 February 2025", False)])
    def test_of_a_note_has_its_day_at_its_end(self, day, shown):
        text = (
            "Embassy of Testland\nBangkok\nNo. 87/2025\n\nThe Embassy of Testland presents its compliments to the "
            f"Ministry of Samples and has the honour to inform it.\n\nBangkok, {day}"
        )
        found = read(text)
        assert found.value("to") == ("Ministry of Samples",)
        assert found.value("number") == "87/2025"
        assert found.value("date") == (date(2025, 2, 12) if shown else None)

    def test_with_two_days_is_asked_about(self):
        found = read(LETTER.replace("To: The", "6 February 2025\nTo: The"))
        assert found.fields["date"].sureness == "unsure"


class TestALetterInThai:
    def test_with_an_english_letterhead_is_read_as_ever(self):
        text = (
            "EXAMPLE CO., LTD.\nที่ อย ๑๒/๒๕๖๘\n๕ กุมภาพันธ์ ๒๕๖๘\nเรื่อง ใบเสนอราคา\nเรียน ผู้อำนวยการเขต\n\n"
            "ตามที่สอบถามราคา บริษัทขอเสนอราคา"
        )
        assert read(text).value("number") == "อย 12/2568"
