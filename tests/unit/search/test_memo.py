"""The circular of the records office, as a machine read it from paper: found by clean words, numbers and dates."""

from datetime import date
from pathlib import Path

import pytest

from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from saraban.search.query import parse, plan_of
from saraban.search.snippets import snippet
from saraban.thai.dates import find_weekday_conflicts
from saraban.thai.numbers import number_key
from tests.common.search_world import make_actor, make_doc

MEMO = (Path(__file__).parents[2] / "common" / "memo.txt").read_text(encoding="utf-8")
NUMBERS = ("กท ๐๔๐๓/ว ๓๒", "3398", "556", "กท ๕๔๐๑/๕๑๑", "กท ๕๔๐๗/๘๐๐")


@pytest.fixture(scope="module")
def engine():
    made = MemoryEngine()
    keys = tuple(number_key(n) for n in NUMBERS)
    made.write([make_doc(1, text=MEMO, title="การติดตามความคืบหน้า", numbers=keys, scopes=("circular",))], ())
    made.write([make_doc(2, text="ขอเชิญประชุมเรื่องอื่น", title="เรื่องอื่น", scopes=("circular",))], ())
    return made


def found(engine, text):
    plan = plan_of(Query(text, make_actor("circular").scopes), parse(text, engine.analyser))
    return [row.seq for row in engine.search(plan, ()).rows]


@pytest.mark.parametrize(
    "text",
    [
        "หนังสือเวียน",
        "หนังสือเวียนอิเล็กทรอนิกส์",
        "BMA OTP",
        "bma otp",
        '"BMA OTP"',
        "@bangkok.go.th",
        "bangkok.go.th",
        "Single Sign-On",
        "e-Signature",
        "ใบรับรองอิเล็กทรอนิกส์ (CA)",
        "ลายมือชื่อ",
        "เกษียนหนังสือ",
        "ทะเบียนหนังสือส่ง",
        "บันทึกข้อความ",
        "จัดซื้อจัดจ้าง",
        "Business Continuity Plan",
        "มาตรา ๒๖",
        "มาตรา 26",
        "๔ มีนาคม ๒๕๖๗",
        "4 มี.ค. 67",
        "วันศุกร์ที่ ๑๕ มี.ค. ๖๗",
        "สำนักงาน ก.ก.",
        "หนองจอก",
        "ฝ่ายการศึกษา สำนักงานเขตหนองจอก",
    ],
)
def test_found_by_its_words(engine, text):
    assert found(engine, text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "กท ๐๔๐๓/ว ๓๒",
        "กท 0403/ว 32",
        "กท0403/ว32",
        "กท๐๔๐๓/ว๓๒",
        "ที่ กท ๐๔๐๓ / ว ๓๒",
        "3398",
        "๓๓๙๘",
        "556",
        "กท ๕๔๐๑/๕๑๑",
        "กท 5401/511",
        "กท ๕๔๐๗/๘๐๐",
        "กท5407/800",
    ],
)
def test_found_by_any_of_its_numbers(engine, text):
    assert found(engine, text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "รองผู้บริหารสถานศึกษา",  # read once as รongผู้บริหาร
        "ผู้บริหารสถานศึกษา",
        "179",  # read as 1๗๙
        "๑๗๙",
        "นักวิชาการศึกษาชำนาญการพิเศษ",  # read once as นาฏการพิเศษ
        "มหาวิทยาลัย",  # its name is broken by a hyphen at the end of a line
        "สารบรรณอิเล็กทรอนิกส์",  # once สารบรรณ-อิเล็กทรอนิกส์
        "ระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร",
        "เพื่อโปรดพิจารณา",
        "ระยะที่ ๓",
        "ระยะเวลาที่ ๓",
    ],
)
def test_misread_places_do_not_hide_it(engine, text):
    assert found(engine, text) == [1]


def test_broken_lines_are_joined():
    engine = MemoryEngine()
    text = "ติดตามระบบสารบรรณ-\nอิเล็กทรอนิกส์ของมหาวิทยาลัย- นวมนิพนธ์ราช"
    engine.write([make_doc(1, text=text, scopes=("circular",))], ())
    assert found(engine, "สารบรรณอิเล็กทรอนิกส์") == [1]
    assert found(engine, "มหาวิทยาลัยนวมนิพนธ์ราช") == [1]


def test_snippet_marks_the_words_in_the_text_itself():
    parts = snippet(MEMO, ("bma otp",))
    assert ("BMA OTP", True) in parts


def test_the_weekday_that_is_wrong_is_found():
    assert [(c.written, c.day) for c in find_weekday_conflicts(MEMO)] == [("วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗", date(2024, 3, 12))]
