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
