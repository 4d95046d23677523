"""อ่านเอกสาร Word: paragraphs and tables are read; what is locked, hostile, with macros or no document is refused."""

import io
import zipfile

import pytest

from saraban.core.errors import Invalid
from saraban.documents import word_reading
from saraban.documents.blocks import Paragraph, Table
from saraban.documents.word_reading import DOCUMENT, read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(*runs):
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def word(body, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            DOCUMENT, body if body.startswith("<?") else f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in more.items():
            package.writestr(name, content)
    return out.getvalue()


def test_paragraphs_runs_breaks_and_tables():
    table = "<w:tbl>" + "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in (("ก", "ข"), ("๑",))
    ) + "</w:tbl>"  # fmt: skip
    body = (
        p("ขอ", "เชิญ") + p("") + "<w:p><w:r><w:t>๑.</w:t><w:tab/><w:t>ข้อ</w:t><w:br/><w:t>ต่อ</w:t></w:r></w:p>" + table
    )
    assert read_word(word(body)) == [
        Paragraph("ขอเชิญ"), Paragraph("๑. ข้อ"), Paragraph("ต่อ"), Table((("ก", "ข"), ("๑", ""))),
    ]  # fmt: skip


def test_what_was_struck_out_is_left_out():
    body = "<w:p><w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del><w:ins><w:r><w:t>ใหม่</w:t></w:r></w:ins></w:p>"
    assert read_word(word(body)) == [Paragraph("ใหม่")]


def test_what_was_moved_stands_where_it_went_alone():
    moved = "<w:p><w:move{0}><w:r><w:t>ก</w:t></w:r></w:move{0}></w:p>"
    assert read_word(word(moved.format("From") + moved.format("To"))) == [Paragraph("ก")]


def test_what_stands_in_content_controls_is_read():
    held = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = p("ต้น") + held.format(p("ข้อความ") + held.format(p("ลึก"))) + p("ท้าย")
    assert read_word(word(body)) == [Paragraph(x) for x in ("ต้น", "ข้อความ", "ลึก", "ท้าย")]


def test_a_box_is_read_once():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:{0}><w:txbxContent>" + p("กล่อง") + "</w:txbxContent></w:{0}>"
    told = f"<mc:Choice>{box.format('drawing')}</mc:Choice><mc:Fallback>{box.format('pict')}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent {mc}>{told}</mc:AlternateContent></w:r><w:r><w:t>ย่อหน้า</w:t></w:r></w:p>"
    assert "".join(x.text for x in read_word(word(body))) == "กล่องย่อหน้า"


def numbered(text, number="1", level=None, style=""):
    place = f'<w:pStyle w:val="{style}"/>' if style else ""
    depth = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    place += f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lists(*levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'):
    """Word's own table of how lists count: each level with its form and what it writes."""
    told = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{told}</w:abstractNum>{nums}</w:numbering>'


def read(body, numbering, **more):
    found = read_word(word(body, **{"word/numbering.xml": numbering}, **more))
    return [" | ".join(x.rows[0]) if isinstance(x, Table) else x.text for x in found]


def test_numbers_that_word_counts_are_written_out():
    body = numbered("ก") + numbered("ข", level=1) + numbered("ค", level=1) + numbered("ง") + numbered("จ", level=1)
    told = lists(("thaiNumbers", "%1."), ("thaiNumbers", "%1.%2"))
    assert read(body, told) == ["๑. ก", "๑.๑ ข", "๑.๒ ค", "๒. ง", "๒.๑ จ"]


@pytest.mark.parametrize(
    ("form", "text", "marks"),
    [
        ("decimal", "(%1)", ["(1)", "(2)"]), ("thaiLetters", "%1.", ["ก.", "ข."]), ("bullet", "\uf0b7", ["-", "-"]),
        ("upperRoman", "%1", ["I", "II"]), ("lowerLetter", "%1)", ["a)", "b)"]),
        ("thaiNumbers", "ข้อ %1", ["ข้อ ๑", "ข้อ ๒"]), ("decimal", "%1." + "x" * 99, ["1." + "x" * 37, "2." + "x" * 37]),
        ("none", "", ["", ""]), ("chicago", "%1.", ["1.", "2."]),
    ],
)  # fmt: skip
def test_each_way_of_counting(form, text, marks):
    assert read(numbered("ก") + numbered("ข"), lists((form, text))) == [
        f"{mark} {words}".strip() for mark, words in zip(marks, "กข", strict=True)
    ]


def test_a_list_that_begins_anew_counts_from_its_start():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = (
        numbered("ก")
        + numbered("ข")
        + numbered("ค", "2")
        + numbered("ง", "2")
        + numbered("จ", "0")
        + numbered("ฉ", "99")
    )
    assert read(body, lists(("decimal", "%1."), nums=nums)) == ["1. ก", "2. ข", "5. ค", "6. ง", "จ", "ฉ"]


def test_a_style_numbers_its_paragraphs():
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/><w:pPr>{}</w:pPr></w:style>'
    told = style.format("a", "b", "") + style.format("b", "a", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles = f"<w:styles {W}>{told}{style.format('c', 'd', '')}{style.format('d', 'c', '')}</w:styles>"
    body = (
        numbered("ก", "", style="a")
        + numbered("ข", "", style="b")
        + numbered("ค", "", style="c")
        + numbered("ง", "0", style="a")
    )
    assert read(body, lists(("decimal", "%1.")), **{"word/styles.xml": styles}) == ["1. ก", "2. ข", "ค", "ง"]


def test_rows_of_a_table_are_numbered():
    rows = "".join(f"<w:tr><w:tc>{numbered('')}</w:tc><w:tc>{p(x)}</w:tc></w:tr>" for x in ("โต๊ะ", "เก้าอี้"))
    (table,) = read_word(word(f"<w:tbl>{rows}</w:tbl>", **{"word/numbering.xml": lists(("thaiNumbers", "%1"))}))
    assert table.rows == (("๑", "โต๊ะ"), ("๒", "เก้าอี้"))


def test_a_deep_level_without_those_above_and_numbers_that_are_none():
    assert read(numbered("ก", level=1), lists(("decimal", "%1."), ("decimal", "%1.%2"))) == ["1.1 ก"]
    assert read(numbered("ก", level="x") + numbered("ข", level=8), lists(("decimal", "%1."))) == ["1. ก", "ข"]


def test_damaged_numbers_are_told():
    with pytest.raises(Invalid, match="damaged"):
        read(p("ก"), "<broken")


ENTITIES = (
    f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {W}><w:body>{p("&a;")}</w:body></w:document>'
)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04broken", word(p("ก"), **{"word/vbaProject.bin": b"x"}),
        word(ENTITIES), word("<?xml version='1.0'?><other/>"), word("<?xml version='1.0'?><broken"),
    ],
    ids=["empty", "pdf", "old", "damaged", "macros", "entities", "other", "broken"],
)  # fmt: skip
def test_refused(data):
    with pytest.raises(Invalid) as refused:
        read_word(data)
    assert refused.value.field == "word"


@pytest.mark.parametrize(("name", "limit"), [("MAX_SIZE", 10), ("MAX_XML", 10), ("MAX_ENTRIES", 0), ("MAX_BLOCKS", 1)])
def test_caps(monkeypatch, name, limit):
    data = word(p("ก") + p("ข"))
    monkeypatch.setattr(word_reading, name, limit)
    with pytest.raises(Invalid):
        read_word(data)


def test_an_archive_without_a_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "x")
    with pytest.raises(Invalid):
        read_word(out.getvalue())
