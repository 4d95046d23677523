"""Where a further signature fits: never on ink or fields, near where it belongs, in print that can be read."""

from __future__ import annotations

import pytest

from saraban.signatures import free_places
from saraban.signatures.boxes import Sheet
from saraban.signatures.errors import NoRoom, NotSignable
from saraban.signatures.free_places import HEAD, place_for_note, place_for_stamp

A4 = (0, 0, 595.28, 841.89)
FULL = (1 << 424) - 1
NOTE = ("ทราบ", "(นายสมมติ)", "ผู้อำนวยการ", "วันที่")


def sheet(*taken):
    """A sheet on which these boxes (x, y, width, height in millimetres) are taken."""
    rows = [0] * 594
    for x, y, width, height in taken:
        for row in range(y * 2, (y + height) * 2):
            rows[row] |= ((1 << width * 2) - 1) << (424 - (x + width) * 2)
    return Sheet(A4, tuple(rows), 424)


@pytest.fixture
def pages(monkeypatch):
    """The pages of the file that is looked at."""
    found = []
    monkeypatch.setattr(free_places, "_pages", lambda _content, most=10: iter(found[:most]))
    return found


class TestStamp:
    def test_at_the_upper_right(self, pages):
        pages.append((1, sheet()))
        box = place_for_stamp(b"")
        assert (box.page, box.width, box.height) == (1, 50, 25)
        assert box.x == pytest.approx(152, abs=1)
        assert box.y == pytest.approx(8, abs=1)

    def test_beside_what_stands_there(self, pages):
        taken = sheet((150, 5, 50, 30))
        pages.append((1, taken))
        box = place_for_stamp(b"")
        assert taken.is_free(box)
        assert box.y < 40

    def test_on_no_other_page(self, pages):
        pages += [(1, Sheet(A4, (FULL,) * 594, 424)), (2, sheet())]
        with pytest.raises(NoRoom):
            place_for_stamp(b"")


class TestNote:
    def test_below_the_head_of_the_first_page(self, pages):
        pages += [(1, sheet()), (2, sheet())]
        box = place_for_note(b"", NOTE, image=False)
        assert (box.page, box.x) == (1, 10)
        assert box.y >= HEAD

    def test_not_on_what_is_written(self, pages):
        taken = sheet((20, 55, 170, 100), (110, 155, 80, 40))
        pages.append((1, taken))
        box = place_for_note(b"", NOTE, image=False)
        assert taken.is_free(box)
        assert (box.x, box.y > 150) == (10, True)

    def test_in_smaller_print_where_it_is_narrow(self, pages):
        pages.append((1, sheet((0, 0, 130, 297))))
        box = place_for_note(b"", NOTE, image=False)
        assert box.width == 60

    def test_a_long_one_is_higher_and_a_picture_needs_room(self, pages):
        pages.append((1, sheet()))
        short = place_for_note(b"", NOTE, image=False)
        assert place_for_note(b"", ("ก" * 400, *NOTE), image=False).height > short.height
        assert place_for_note(b"", NOTE, image=True).height > short.height

    def test_marks_above_letters_take_no_room(self, pages):
        pages.append((1, sheet()))
        plain, marked = ("ก" * 200,), ("กี่" * 200,)
        assert place_for_note(b"", plain, image=False) == place_for_note(b"", marked, image=False)

    def test_on_the_next_page_or_nowhere(self, pages):
        full = Sheet(A4, (FULL,) * 594, 424)
        pages += [(1, full), (3, sheet())]
        assert place_for_note(b"", NOTE, image=False).page == 3
        pages[1] = (3, full)
        with pytest.raises(NoRoom):
            place_for_note(b"", NOTE, image=False)

    def test_longer_than_a_page(self, pages):
        pages.append((1, sheet()))
        with pytest.raises(NoRoom):
            place_for_note(b"", ("ก" * 6000,), image=False)


def test_a_file_that_is_no_pdf():
    with pytest.raises(NotSignable):
        place_for_note(b"x", NOTE, image=False)


def test_fields_are_taken_as_ink_is():
    page = sheet().with_taken([(57, 643, 227, 757)])
    assert page.ink_under((60, 650, 220, 750)) > 1000
    assert page.ink_under((300, 300, 400, 400)) == 0
