"""Passages of a live text with marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.search.snippets import LENGTH, snippet

TEXT = "ตามหนังสือ ที่ กท ๐๔๐๓/ว ๒๕ เมื่อวันที่ ๑๙ กุมภาพันธ์ ๒๕๖๗ ให้ดาวน์โหลดแอปพลิเคชัน BMA OTP และสมัครอีเมล @bangkok.go.th"


def marked(text, *needles):
    return [part for part, mark in snippet(text, needles) if mark]


@pytest.mark.parametrize(
    ("needle", "passages"),
    [
        ("bma otp", ["BMA OTP"]),
        ("@bangkok.go.th", ["bangkok.go.th"]),
        ("กท0403/ว25", ["กท ๐๔๐๓/ว ๒๕"]),
        ("19", ["๑๙"]),
        ("แอป", ["แอป"]),
        ("ไม่มี", []),
        ("...", []),
        ("", []),
    ],
)
def test_marks_the_text_as_it_is_written(needle, passages):
    assert marked(TEXT, needle) == passages


def test_other_spellings_are_marked():
    assert marked("การเเจ้งให้ทํางาน", "แจ้ง", "ทำงาน") == ["เเจ้ง", "ทํางาน"]


def test_passage_is_around_the_first_place():
    parts = snippet("ก ข ค " * 200 + "สารบรรณ" + " ง จ ฉ" * 200, ("สารบรรณ",))
    assert parts[0] == ("…", False)
    assert parts[-1] == ("…", False)
    assert ("สารบรรณ", True) in parts
    assert sum(len(text) for text, _mark in parts) <= LENGTH + 4


def test_without_a_place_it_is_the_beginning():
    assert snippet("เรียน ผู้อำนวยการเขต", ("ไม่มี",)) == [("เรียน ผู้อำนวยการเขต", False)]
    assert snippet("", ("ก",)) == []


@given(st.text(max_size=600), st.lists(st.text(max_size=10), max_size=3))
def test_shows_nothing_that_is_not_in_the_text(text, needles):
    plain = " ".join(text.split())
    shown = "".join(part for part, _mark in snippet(text, tuple(needles)))
    assert shown.strip("…").strip() in plain or shown.removeprefix("…").removesuffix("…") in plain


MEETING = "ประชุมผ่าน Zoom Meeting ID: ๘๑๒ ๓๔๕๖ ๗๘๙๐ Passcode: 445566 เวลา ๑๐.๐๐ น. โทร. ๐ ๒๒๒๑ ๒๑๔๑"


@pytest.mark.parametrize("needle", ["zoom", "445566", "8123456789", "passcode", "โทร", "3456", "ไม่มี"])
@pytest.mark.parametrize("before", ["", "ความ " * 30])
def test_codes_are_hidden_wherever_the_passage_is_cut(needle, before):
    for length in (30, 60, LENGTH):
        shown = "".join(words for words, _marked in snippet(before + MEETING, (needle,), length))
        assert not any(code in shown for code in ("445", "๘๑๒", "๓๔๕๖", "๗๘๙๐", "566"))
    assert "๐ ๒๒๒๑ ๒๑๔๑" in "".join(words for words, _marked in snippet(MEETING, ("zoom",)))
