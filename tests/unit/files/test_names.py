"""File names made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.files.names import LONGEST_STEM_BYTES, clean_name

PDF = (".pdf",)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("หนังสือที่ กท ๐๔๐๓.pdf", "หนังสือที่ กท ๐๔๐๓.pdf"),
        ("C:\\Users\\a\\scan.PDF", "scan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("scan.pdf.exe", "scan.pdf"),
        ("scan.jpg", "scan.pdf"),
        ("a\x00b\u202egpj.pdf", "abgpj.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("ที่ กท 5401.๕๑๑", "ที่ กท 5401.๕๑๑.pdf"),
        ("...", "เอกสาร.pdf"),
        ("", "เอกสาร.pdf"),
        ("con.pdf", "_con.pdf"),
        ("น้ำท่วม.pdf", "น้ำท่วม.pdf"),
    ],
)
def test_clean_name(given_name, kept):
    assert clean_name(given_name, PDF) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_harmless(name):
    kept = clean_name(name, PDF)
    assert kept.endswith(".pdf")
    assert not set(kept) & set('/\\<>:"|?*\x00\r\n')
    assert len(kept.encode()) <= LONGEST_STEM_BYTES + 5
    assert clean_name(kept, PDF) == kept
