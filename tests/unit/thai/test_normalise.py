"""One spelling for what looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.normalise import clean, is_piled_up, is_seen, normalise, without_unseen

thai = st.text(alphabet=[chr(c) for c in range(0x0E01, 0x0E5C)] + ["\u200b", " ", "a", "B", "-"], max_size=30)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("เเจ้ง", "แจ้ง"),
        ("ทํา", "ทำ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("สาร\u200bบรรณ", "สารบรรณ"),
        ("ที่่", "ที่"),
        ("ก่ี", "กี่"),
        ("๑๒ BMA", "12 bma"),
        ("\ufeffกท\u00ad", "กท"),
        ("ﬁle", "file"),
        ("ก่ี้", "กี่้"),
        ("ํา", "ำ"),
        ("ก\ud800ข", "กข"),
    ],
)
def test_look_alikes(written, same):
    assert normalise(written) == same


def test_clean_keeps_digits_and_case():
    assert clean("ทํา ๑๒ BMA") == "ทำ ๑๒ BMA"


@given(thai)
def test_stable(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=30))
def test_takes_any_text(text):
    assert clean(clean(text)) == clean(text)


def test_a_long_run_of_marks_takes_no_long_time():
    assert len(clean("ก" + "\u0e48\u0e34\u0e33" * 50_000)) == 4


marks = st.text(
    alphabet=["\u0e48", "\u0e49", "\u0e34", "\u0e4d", "\u0e32", "\u0e33", "\u0e40", "\u0e01", "\u0e4c"], max_size=12
)


@given(marks)
def test_any_order_of_marks_is_stable(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u2060\ufeff", "\u3164\u115f", "\u2800", "\u0e48\u0e49", "\x00"])
def test_nothing_is_seen(text):
    assert not is_seen(text)


@pytest.mark.parametrize("text", ["ก", "๑", "-", "\u200bx", "ก็", "😀", "$"])
def test_something_is_seen(text):
    assert is_seen(text)


def test_what_is_not_seen_goes_and_all_else_stays_as_typed():
    assert without_unseen("\ufeffทํา\u200f เเจ้ง\u00ad ๑๒\u200b\u200d") == "ทํา เเจ้ง ๑๒"
    assert without_unseen("\ufeffสาร\u200bบรรณ\u200e", joiners=True) == "สาร\u200bบรรณ"


@pytest.mark.parametrize(
    "text", ["ก" + "\u0e48" * 200, "a" + "\u0301" * 5, "ก" + "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", "\u0e34" * 5]
)
def test_marks_piled_on_a_letter(text):
    assert is_piled_up(f"เรื่อง {text} ข")


@pytest.mark.parametrize("text", ["", "กี่่้", "พุทฺธํ", "ที่ทำน้ำปั่น", "ngữ", "é" * 200, "........"])
def test_marks_of_a_language_are_no_pile(text):
    assert not is_piled_up(text)
