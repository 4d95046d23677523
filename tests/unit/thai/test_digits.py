"""Digits of both scripts."""

from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.digits import in_digits, to_arabic, to_thai


def test_mixed_digits_become_one_script():
    assert to_arabic("1๗๙") == "179"
    assert to_thai("1๗๙") == "๑๗๙"


def test_in_digits_chooses():
    assert in_digits("ว 32", "thai") == "ว ๓๒"
    assert in_digits("ว ๓๒", "arabic") == "ว 32"


@given(st.text(alphabet="0123456789กทว/. "))
def test_round_trip(text):
    assert to_arabic(to_thai(text)) == text
