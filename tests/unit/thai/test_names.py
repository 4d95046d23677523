"""ชื่อบุคคล: one name in many spellings; two persons' names never are one."""

import pytest

from saraban.thai.names import is_same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("นายสมมติ ตัวอย่าง", "สมมติ ตัวอย่าง"),
        ("นาย สมมติ  ตัวอย่าง", "นายสมมติ\u00a0ตัวอย่าง"),
        ("น.ส.สมมติ ตัวอย่าง", "นางสาวสมมติ ตัวอย่าง"),
        ("นางสมมติ ตัวอย่าง", "นางสาวสมมติ ตัวอย่าง"),
        ("พล.ต.อ. สมมติ ตัวอย่าง", "พลตำรวจเอกสมมติ ตัวอย่าง"),
        ("ว่าที่ ร.ต. สมมติ ตัวอย่าง", "ว่าที่ร้อยตรีสมมติ ตัวอย่าง"),
        ("ร้อยตรีหญิง สมมติ ตัวอย่าง", "นางสมมติ ตัวอย่าง"),
        ("ผศ.ดร.สมมติ ตัวอย่าง", "นายสมมติ ตัวอย่าง"),
        ("นายแพทย์สมมติ ตัวอย่าง", "นายสมมติ ตัวอย่าง"),
        ("นางแก้ว ตัวอย่าง", "แก้ว ตัวอย่าง"),
        ("นายสม\u200bมติ ตัวอย่าง", "สมมติ ตัวอย่าง"),
        ("สํานวน ตัวอย่าง", "สำนวน ตัวอย่าง"),
        ("Mr. Sommut TUAYANG", "sommut  tuayang"),
        ("MISS SOMMUT TUAYANG", "Sommut Tuayang"),
        ("Pol.Lt.Col. Sommut Tuayang", "Sommut Tuayang"),
        ("Acting Sub Lt. Sommut Tuayang", "Ms Sommut Tuayang"),
    ],
)
def test_the_same(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("นายสมมติ ตัวอย่าง", "นายสมมุติ ตัวอย่าง"),
        ("นายสมมติ ตัวอย่าง", "นายสมมติ อื่น"),
        ("นายสมมติ ตัวอย่าง", "ตัวอย่าง สมมติ"),
        ("นายา ตัวอย่าง", "า ตัวอย่าง"),
        ("นายสมมติ ตัวอย่าง", "นาย"),
        ("Sommut Tuayang", "S. Tuayang"),
        ("Ann Akorn", "Anna Korn"),
        ("Drew Tuayang", "ew Tuayang"),
        ("", ""),
        (" ", "\u200b"),
        ("นายสมมติ ตัวอย่าง", "Sommut Tuayang"),
    ],
)
def test_not_the_same(one, other):
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)
