from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from saraban.documents.free_room import BAND, EDGE, STAMP, lay, spot_for_stamp

#: Two pixels a millimetre.
PAGE = (420, 594)
CORNER = (210 - EDGE - STAMP[0], EDGE)


def sheet(*boxes, size=PAGE, paper=255, ink=0):
    """A page with filled boxes (left, top, right, bottom in millimetres)."""
    image = Image.new("L", size, paper)
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        draw.rectangle((left * 2, top * 2, right * 2, bottom * 2), fill=ink)
    return image


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def under(spot, image):
    """What of the sheet lies under the stamp."""
    laid = spot.laid
    scale = image.width / laid.width
    left, top = (spot.x - laid.x) * scale, (spot.y - laid.y) * scale
    box = (left, top, left + STAMP[0] * scale, top + STAMP[1] * scale)
    inside = (
        max(0, round(box[0])),
        max(0, round(box[1])),
        min(image.width, round(box[2])),
        min(image.height, round(box[3])),
    )
    return image.crop(inside) if inside[0] < inside[2] and inside[1] < inside[3] else Image.new("L", (1, 1), 255)


boxes = st.lists(
    st.builds(
        lambda x, y, w, h: (x, y, min(x + w, 209), min(y + h, 296)),
        *(st.integers(0, 205), st.integers(0, 290), st.integers(1, 90), st.integers(1, 90)),
    ),
    max_size=6,
)


@given(boxes, st.sampled_from([255, 225, 170]))
@settings(max_examples=60, deadline=None)
def test_the_stamp_never_lies_on_ink(written, paper):
    image = sheet(*written, paper=paper, ink=40)
    spot = spot_for_stamp(png(image))
    assert under(spot, image).getextrema()[0] > 40
    assert EDGE <= spot.x <= spot.laid.across - EDGE - STAMP[0]
    assert EDGE <= spot.y <= spot.laid.down - EDGE - STAMP[1]


def test_a_free_corner_is_taken():
    spot = spot_for_stamp(png(sheet((30, 60, 190, 250))))
    assert (spot.x, spot.y) == CORNER


@pytest.mark.parametrize(
    ("box", "moved"), [((150, 2, 205, 20), "down"), ((180, 2, 208, 200), "left"), ((160, 3, 161, 4), "somewhere")]
)
def test_a_taken_one_is_left_for_the_nearest_free_place(box, moved):
    spot = spot_for_stamp(png(sheet(box)))
    assert (spot.x, spot.y) != CORNER
    assert {"down": spot.x == CORNER[0], "left": spot.y == CORNER[1], "somewhere": True}[moved]
    assert spot.laid == lay(png(sheet()))


def test_without_room_the_sheet_makes_way():
    full = png(sheet((2, 2, 207, 294)))
    spot = spot_for_stamp(full)
    assert (spot.x, spot.y) == CORNER
    assert spot.laid.y >= EDGE + STAMP[1]
    assert spot.laid.y + spot.laid.height <= 297.01
    assert spot.laid.height < lay(full).height


def test_a_photograph_is_no_bare_paper():
    assert spot_for_stamp(png(sheet(paper=60))).laid.y >= EDGE + STAMP[1]


def test_dust_of_the_scanner_is_no_ink():
    image = sheet()
    for n in range(300):
        image.putpixel((n * 7 % 420, n * 13 % 594), 200)
    assert (spot_for_stamp(png(image)).x, spot_for_stamp(png(image)).y) == CORNER


def test_a_sheet_across_lies_across():
    laid = lay(png(sheet(size=(594, 420))))
    assert (laid.across, laid.down) == (297, 210)
    assert spot_for_stamp(png(sheet(size=(594, 420)))).x == 297 - EDGE - STAMP[0]


@pytest.mark.parametrize("size", [(420, 594), (594, 420), (400, 400), (100, 2000), (2000, 100), (1, 1)])
def test_the_whole_sheet_is_on_the_page_below_the_words(size):
    laid = lay(png(sheet(size=size)))
    assert laid.x >= 0
    assert laid.y >= BAND
    assert laid.x + laid.width <= laid.across + 0.01
    assert laid.y + laid.height <= laid.down + 0.01
    assert laid.width / laid.height == pytest.approx(size[0] / size[1])
    spot_for_stamp(png(sheet(size=size)))


def test_colours_count_by_their_darkness():
    image = sheet().convert("RGB")
    ImageDraw.Draw(image).rectangle((300, 10, 415, 60), fill=(200, 0, 0))
    assert (spot_for_stamp(png(image)).x, spot_for_stamp(png(image)).y) != CORNER
