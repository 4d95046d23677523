"""ซ่อมข้อความ: what machines spoil, one case a kind; repairing twice is repairing once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.repair import repair

THAI = st.text(alphabet="กขคงจนมยรลวสหอะาิีึืุูเแโใไ็่้๊๋์ํำๆฯ๐๑๒ -–.…/\n\f\t\u00a0\u200b", max_size=80)


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("ส ำนักงาน", "สำนักงาน"),
        ("นโยบ ายของกรม", "นโยบายของกรม"),
        ("สํานักงาน", "สำนักงาน"),
        ("สํ านักงาน", "สำนักงาน"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("ทีÉประชุมรับรูÊ", "ที่ประชุมรับรู้"),
        ("CAFÉ และ ÉCOLE", "CAFÉ และ ÉCOLE"),
        ("ที ่ประชุม", "ที่ประชุม"),
        ("สารบรรณ-\nอิเล็กทรอนิกส์", "สารบรรณอิเล็กทรอนิกส์"),
        ("มหาวิทยาลัย- นวมินทราธิราช", "มหาวิทยาลัยนวมินทราธิราช"),
        ("เรียน\u200bผู้อำนวยการ\r\nเขต", "เรียนผู้อำนวยการ\nเขต"),
        ("ข้อ ๑\n- ๒ -\nข้อ ๒", "ข้อ ๑\nข้อ ๒"),
        ("ข้อความ\n\n๑.๓ ระยะ...\n\f๑.๓ ระยะเวลาที่ ๓", "ข้อความ\n\n๑.๓ ระยะเวลาที่ ๓"),
        ("เห็นควรมอบให้.....\nพิจารณา", "เห็นควรมอบให้.....\nพิจารณา"),
        ("- เพื่อโปรดทราบ\n- เพื่อโปรดพิจารณา", "- เพื่อโปรดทราบ\n- เพื่อโปรดพิจารณา"),
    ],
)
def test_it_is_put_right(spoilt, meant):
    assert repair(spoilt) == meant


@given(THAI)
def test_twice_is_once(text):
    once = repair(text)
    assert repair(once) == once
