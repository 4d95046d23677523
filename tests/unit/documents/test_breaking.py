from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.documents.breaking import LONGEST, pieces

MARKS = tuple("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")


@given(st.text(st.sampled_from("กขหนองจอกที่ปฏิบัติ ่้ัา๑๒09/.()-“”\u00a0aB\n"), max_size=80))
def test_the_pieces_join_to_the_text(text):
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ผู้อำนวยการเขตหนองจอก", ["ผู้อำนวยการเขต", "หนองจอก"]),
        ("กท ๐๔๐๓/ว ๓๒", ["กท ๐๔๐๓/ว ๓๒"]),
        ("๘\u00a0มี.ค.\u00a0๒๕๖๗", ["๘\u00a0มี.ค.\u00a0๒๕๖๗"]),
        ("ครั้งที่ ๑/๒๕๖๗", ["ครั้งที่ ๑/๒๕๖๗"]),
        ("ห้องสมุด (ฉบับที่ ๒) พ.ศ. ๒๕๖๗", ["ห้องสมุด", " ", "(ฉบับที่ ๒) พ.ศ. ๒๕๖๗"]),
        ("วันพุธที่ ๑๕ มีนาคม ๒๕๖๗", ["วันพุธที่ ๑๕ มีนาคม ๒๕๖๗"]),
        ("หมวด ๓ บทที่ ๔ และ", ["หมวด ๓", " ", "บทที่ ๔", " ", "และ"]),
        ("หนัก ๒๕ กิโลกรัม", ["หนัก ๒๕ กิโลกรัม"]),
        ("พื้นที่ ๑,๖๐๐ ตารางเมตร", ["พื้นที่ ๑,๖๐๐ ตารางเมตร"]),
        ("วงเงิน ๙๘.๑๐ ล้านบาท", ["วงเงิน ๙๘.๑๐ ล้านบาท"]),
        ("ตามมาตรา ๒๘ ได้ ๓) หน่วยงาน", ["ตามมาตรา ๒๘", " ", "ได้", " ", "๓) หน่วยงาน"]),
        ("ถึงสำนักการแพทย์", ["ถึง", "สำนักการแพทย์"]),
        ("(สำเนา) ถูกต้อง", ["(สำเนา)", " ", "ถูกต้อง"]),
    ],
)
def test_words_names_and_numbers_stay_whole(text, expected):
    assert pieces(text) == expected


def test_what_fits_no_column_is_cut_between_letters():
    found = pieces("https://example.go.th/" + "ก้" * 60)
    assert max(map(len, found)) <= LONGEST
    assert not [piece for piece in found if piece.startswith(MARKS)]


def test_what_fits_no_cell_is_cut_between_words():
    assert pieces("วันพฤหัสบดีที่ ๑๕ กุมภาพันธ์ ๒๕๖๗", 20) == ["วันพฤหัสบดีที่ ๑๕", " ", "กุมภาพันธ์ ๒๕๖๗"]


def test_a_long_address_is_cut_after_its_strokes():
    address = "https://saraban.example.go.th/district/nongchok/education/circulars/2567/03/index.html?lang=th&view=full"
    *found, last = pieces(address, 56)
    assert found
    assert all(piece.endswith(tuple("/?&")) for piece in found)
    assert last.endswith("full")


@pytest.mark.parametrize(
    "agency",
    [
        "สำนักการศึกษา",
        "สำนักการระบายน้ำ",
        "สำนักการโยธา",
        "สำนักการวางผังและพัฒนาเมือง",
        "สำนักสิ่งแวดล้อม",
        "สำนักกฎหมาย",
        "สำนักวิชาการ",
    ],
)
def test_the_names_of_agencies_are_not_read_as_people(agency):
    found = pieces(f"การประสานจาก{agency} กรุงเทพมหานคร")
    assert [piece for piece in found if piece.startswith("สำนัก")]
    assert not [piece for piece in found if piece.startswith("นัก")]
