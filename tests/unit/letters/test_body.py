"""ข้อความเป็นส่วน: numbered paragraphs and tables are read from what is typed, and written so that they are read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.documents.blocks import Paragraph, Table
from saraban.letters.body import blocks_of, paragraphs_of, renumber, text_of

TYPED = """ตามที่กรุงเทพมหานคร นั้น
๑. ให้หน่วยงานดำเนินการ
๑.๑ ภายในเดือนมีนาคม
(๑) ส่วนกลาง
(๒) เขต
๒. รายงานผล

| ลำดับ | รายการ |
|---|---|
| ๑ | หนังสือ\\|บันทึก |

จึงเรียนมาเพื่อโปรดทราบ"""


def test_what_is_typed_becomes_blocks():
    assert blocks_of(TYPED) == [
        Paragraph("ตามที่กรุงเทพมหานคร นั้น"),
        Paragraph("ให้หน่วยงานดำเนินการ", "๑.", 1),
        Paragraph("ภายในเดือนมีนาคม", "๑.๑", 2),
        Paragraph("ส่วนกลาง", "(๑)", 3),
        Paragraph("เขต", "(๒)", 3),
        Paragraph("รายงานผล", "๒.", 1),
        Table((("ลำดับ", "รายการ"), ("๑", "หนังสือ|บันทึก")), head=True),
        Paragraph("จึงเรียนมาเพื่อโปรดทราบ"),
    ]


def test_written_and_read_again():
    assert blocks_of(text_of(blocks_of(TYPED))) == blocks_of(TYPED)


@pytest.mark.parametrize(
    ("line", "number", "level"),
    [
        ("ข้อ ๑ ระเบียบนี้เรียกว่า", "ข้อ ๑", 1),
        ("1.2.3 three", "1.2.3", 3),
        ("ก. ทางเลือก", "ก.", 1),
        ("๑) ข้อเสนอ", "๑)", 1),
        ("๒๕๖๗ เป็นปี", "", 0),
        ("๑.", "", 0),
        ("(ร่าง)", "", 0),
    ],
)
def test_numbers_as_offices_write_them(line, number, level):
    [found] = blocks_of(line)
    assert (found.number, found.level) == (number, level)
    assert text_of([found]).split() == line.split()


def test_a_number_in_a_line_is_no_numbered_paragraph():
    assert blocks_of("ประชุมครั้งที่ ๑. วันนี้") == [Paragraph("ประชุมครั้งที่ ๑. วันนี้")]


def test_short_rows_are_filled_up_and_none_loses_words():
    assert blocks_of("| ก | ข |\n| ค |") == [Table((("ก", "ข"), ("ค", "")))]
    wide = "|" + "|".join(str(n) for n in range(20)) + "|"
    [table] = blocks_of(wide)
    assert " ".join(table.rows[0]).split() == [str(n) for n in range(20)]


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (("๑,๒๐๐.๐๐", "๓๕๐"), "right"),
        (("1,200 บาท", "-", ""), "right"),
        (("-5", "๐.๗๕"), "right"),
        (("๓๗ แห่ง", "๑๒ แห่ง"), "right"),
        (("๑,๒๐๐", "ไม่มี"), "left"),
        (("", "-"), "left"),
        (("๐๙.๐๐", "๑๐.๓๐"), "left"),
        (("0812345678",), "left"),
        (("๘ มีนาคม ๒๕๖๗",), "left"),
    ],
)
def test_amounts_stand_at_the_right(cells, align):
    rows = "".join(f"| ๑ | {cell} |\n" for cell in cells)
    [table] = blocks_of(f"| ที่ | จำนวนเงิน |\n|---|---|\n{rows}")
    assert table.columns == ("center", align)


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (("๑", "๑๐"), "center"),
        (("๑.", "๑.๑"), "center"),
        (("(๑)", ""), "center"),
        (("๑", "รวม"), "left"),
        (("", ""), "left"),
    ],
)
def test_running_numbers_stand_in_the_middle(cells, align):
    [table] = blocks_of("| ที่ | รายการ |\n|---|---|\n" + "".join(f"| {cell} | ดินสอ |\n" for cell in cells))
    assert table.columns == (align, "left")


def test_the_line_below_the_head_says_where_a_column_stands():
    typed = "| ก | ข | ค | ง |\n|---:|:---:|:---|---|\n| ๑ | ๒ | ๓ | ๔ |"
    [table] = blocks_of(typed)
    assert table.columns == ("right", "center", "left", "right")
    assert text_of([table]).strip() == typed
    assert blocks_of("| ก | ข |")[0].columns == ("left", "left")


def test_counted_again_when_one_was_put_between():
    typed = "๑. ก\n๑.๑ ข\n๑. ค\n๓.๗ ง\n(๔) จ\nฉ\nข้อ ๙ ช"
    assert text_of(renumber(blocks_of(typed))) == "๑. ก\n๑.๑ ข\n๒. ค\n๒.๑ ง\n(๑) จ\nฉ\nข้อ ๓ ช"


def test_paragraphs_alone():
    assert [p.text for p in paragraphs_of("ก\n| x |\nข")] == ["ก", "ข"]


@given(st.text(alphabet="กข๑๒1.()| \\-\nข้อ", max_size=80))
def test_any_text_is_read_and_read_again_the_same(text):
    found = blocks_of(text)
    assert blocks_of(text_of(found)) == found
    typed = [c for c in text if c not in " \n|\\-"]
    read = [c for c in text_of(found) if c not in " \n|\\-"]
    assert read == typed
