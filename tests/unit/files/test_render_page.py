"""What the page drawer makes of bytes; that it is confined is tried with the real program in test_pages."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, UnidentifiedImageError

from saraban.files.render_page import draw
from tests.common import sample_files as sample

PDF = "application/pdf"


def drawn(media_type: str, data: bytes, page: int = 1, width: int = 360) -> Image.Image:
    return Image.open(io.BytesIO(draw(media_type, data, "image", page, width)))


def encoded(picture: Image.Image, kind: str = "PNG", **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


class TestCount:
    @pytest.mark.parametrize(
        ("media_type", "data", "sheets"),
        [
            (PDF, sample.pdf(pages=3), b"3"),
            ("image/tiff", sample.image("TIFF", frames=2), b"2"),
            ("image/gif", sample.image("GIF", frames=1), b"1"),
        ],
    )
    def test_in_decimal_digits(self, media_type, data, sheets):
        assert draw(media_type, data, "count", 1, 1) == sheets


class TestSheets:
    def test_a_pdf_is_as_wide_as_asked(self):
        picture = drawn(PDF, sample.pdf(), width=720)
        assert (picture.format, picture.width) == ("PNG", 720)
        assert picture.convert("L").getextrema()[0] < 100

    def test_a_very_long_sheet_stays_within_the_limit(self):
        long = sample.pdf().replace(b"[0 0 595 842]", b"[0 0 200 14000]")
        picture = drawn(PDF, long, width=1440)
        assert picture.width * picture.height < 25_000_000

    def test_grey_sheets_come_in_few_steps(self):
        picture = drawn("image/png", encoded(Image.linear_gradient("L")))
        assert len(picture.convert("RGB").getcolors()) <= 16

    def test_colour_stays(self):
        picture = drawn("image/png", sample.image("PNG", (300, 400), colour="navy"))
        assert picture.convert("RGB").getpixel((5, 5)) == (0, 0, 128)

    def test_what_is_clear_lies_on_white_paper(self):
        picture = drawn("image/png", encoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0))))
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)

    def test_a_photograph_stands_upright(self):
        turned = Image.Exif()
        turned[0x0112] = 6  # the camera was held sideways
        picture = drawn("image/jpeg", encoded(Image.new("RGB", (200, 100), "navy"), "JPEG", exif=turned))
        assert picture.height > picture.width

    def test_nothing_but_pixels_is_handed_on(self):
        secret = Image.Exif()
        secret[0x010E] = "where it was taken"
        made = draw("image/jpeg", encoded(Image.new("RGB", (20, 20), "navy"), "JPEG", exif=secret), "image", 1, 360)
        assert b"where it was taken" not in made
        assert Image.open(io.BytesIO(made)).info == {}


class TestRefusals:
    def test_what_is_no_pdf(self):
        with pytest.raises(pypdfium2.PdfiumError):
            draw(PDF, b"%PDF-1.4 and no more", "count", 1, 1)

    def test_what_is_no_image(self):
        with pytest.raises(UnidentifiedImageError):
            draw("image/png", b"\x89PNG and no more", "count", 1, 1)

    def test_a_sheet_beyond_the_last(self):
        with pytest.raises(EOFError):
            draw("image/tiff", sample.image("TIFF", frames=2), "image", 3, 360)
