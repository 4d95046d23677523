"""ช่องว่างในแบบหนังสือ: found wherever a text stands, filled in, and left where there is no value."""

import pytest

from saraban.letters.blanks import blanks_in, blanks_of, fill_blanks
from saraban.letters.filling import Draft


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("เรียน {{ชื่อ}} และ {{ ชื่อ  สกุล }}", ["ชื่อ", "ชื่อ สกุล"]), ("{{}} {{ }} {ชื่อ} {{ก", []),
        ("{{" + "ก" * 61 + "}}", []), ("{{ก\nข}}", []), ("{{ก}}{{ก}}", ["ก", "ก"]),
    ],
)  # fmt: skip
def test_what_is_a_blank(text, names):
    assert blanks_in(text) == names


def test_each_name_with_the_first_field_in_which_it_stands():
    form = Draft(
        subject="เชิญ {{ชื่อ}}", body="{{ชื่อ}} {{วัน}}", enclosures=("กำหนดการ {{ครั้ง}}",), filled=(("place", "{{ห้อง}}"),)
    )
    assert blanks_of(form) == {"ชื่อ": "subject", "วัน": "body", "ครั้ง": "enclosures", "ห้อง": "own-place"}


def test_filled_everywhere_and_only_where_there_is_a_value():
    form = Draft(subject="{{ก}} {{ข}}", copies=("{{ก}}",), filled=(("place", "{{ก}}"),))
    filled = fill_blanks(form, {"ก": "{{ข}}"})
    assert (filled.subject, filled.copies, filled.filled) == ("{{ข}} {{ข}}", ("{{ข}}",), (("place", "{{ข}}"),))
