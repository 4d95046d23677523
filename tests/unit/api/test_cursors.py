"""ตัวชี้หน้า: what is written is read again; what was not written by us is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.api import cursors
from saraban.core.errors import Invalid


@given(st.dates(), st.integers(0, 9), st.integers(0, 1 << 63))
def test_a_place_comes_back(day, rank, number):
    text = cursors.write(day, rank, number)
    assert text.isascii()
    assert cursors.read(text, date.fromisoformat, int, int) == [day, rank, number]


@given(st.text(max_size=40))
def test_anything_else_is_refused(text):
    with suppress(Invalid):
        found = cursors.read(text, date.fromisoformat, int, int)
        assert found is None or len(found) == 3


@pytest.mark.parametrize("text", ["WyItMSJd", "Wy0xXQ", "WzFlOTldXQ", "x", "W10"])
def test_bad_offsets(text):
    with pytest.raises(Invalid):
        cursors.offset(text)


def test_no_cursor_is_the_beginning():
    assert cursors.read(None, int) is None
    assert cursors.offset("") == 0
