"""Millimetres from the upper left corner, points from the lower left one."""

from __future__ import annotations

import pytest

from saraban.signatures.boxes import Box, Sheet
from saraban.signatures.errors import BoxOutside

A4 = (0, 0, 595.28, 841.89)


def sheet(*ink, crop=A4):
    """A sheet of 420 by 594 squares, with ink in some (row, column)."""
    rows = [0] * 594
    for row, column in ink:
        rows[row] |= 1 << (423 - column)
    return Sheet(crop, tuple(rows), 424)


def test_a_box_in_points():
    assert sheet().rectangle(Box(1, 20, 30, 60, 40)) == (57, 643, 227, 757)


def test_a_page_that_does_not_begin_at_zero():
    assert sheet(crop=(100, 50, 695, 892)).rectangle(Box(1, 20, 30, 60, 40)) == (157, 694, 327, 807)


@pytest.mark.parametrize(
    "box", [Box(1, 170, 10, 60, 20), Box(1, 10, 290, 60, 20), Box(1, -1, 0, 9, 9), Box(1, 0, 0, 9, 2)]
)
def test_a_box_that_is_not_on_the_page(box):
    with pytest.raises(BoxOutside):
        sheet().rectangle(box)


@pytest.mark.parametrize("spot", [(60, 40), (139, 159), (100, 100)])
def test_ink_inside(spot):
    assert not sheet(spot).is_free(Box(1, 20, 30, 60, 40))


@pytest.mark.parametrize("spot", [(59, 100), (140, 100), (100, 39), (100, 160)])
def test_ink_right_beside(spot):
    assert sheet(spot).is_free(Box(1, 20, 30, 60, 40))


def test_ink_is_counted_under_a_rectangle_in_points():
    assert sheet((60, 40), (100, 100), (5, 5)).ink_under((56.6, 643.4, 226.8, 756.9)) == 2
