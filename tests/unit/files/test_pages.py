"""Sheets as images: drawn with limits, kept, and never anything but pixels."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from saraban.core.errors import Missing
from saraban.files.pages import NotDrawn, PageImages
from saraban.files.service import keep
from tests.common import sample_files as sample


@pytest.fixture
def pages(tmp_path):
    return PageImages(tmp_path / "pages")


def stored(desk, data, name="a.pdf"):
    made = keep(desk, io.BytesIO(data), name)
    desk.tm.commit()
    desk.tm.begin()
    return made


def test_a_pdf_has_its_pages(desk, pages):
    found = stored(desk, sample.pdf(pages=3))
    assert pages.count(found) == 3
    picture = Image.open(io.BytesIO(pages.image(found, 3, 700)))
    assert (picture.format, picture.width) == ("PNG", 720)
    assert picture.convert("L").getextrema()[0] < 100


def test_a_page_is_drawn_once(desk, pages, monkeypatch):
    found = stored(desk, sample.pdf())
    first = pages.image(found, 1)
    monkeypatch.setattr(pages, "_draw", None)
    assert pages.image(found, 1) == first


@pytest.mark.parametrize("page", [0, 2, -1])
def test_no_such_page(desk, pages, page):
    with pytest.raises(Missing):
        pages.image(stored(desk, sample.pdf()), page)


@pytest.mark.parametrize(("kind", "frames"), [("PNG", 1), ("JPEG", 1), ("TIFF", 2), ("GIF", 1), ("WEBP", 1)])
def test_images_are_encoded_again(desk, pages, kind, frames):
    found = stored(desk, sample.image(kind, (300, 400), frames, "navy"))
    assert pages.count(found) == frames
    picture = Image.open(io.BytesIO(pages.image(found, frames, 180)))
    assert (picture.format, picture.width) == ("PNG", 180)
    assert picture.convert("RGB").getpixel((5, 5))[2] > 100


def test_office_and_text_have_none(desk, pages):
    assert pages.count(stored(desk, sample.ooxml())) == 0
    assert pages.count(stored(desk, b"text")) == 0


def test_what_cannot_be_drawn_is_said(desk, pages):
    broken = stored(desk, b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF\n")
    assert pages.count(broken) == 0
    with pytest.raises(Missing):
        pages.image(broken, 1)


def test_drawing_has_a_time_limit(desk, tmp_path):
    hurried = PageImages(tmp_path / "pages", seconds=0.001)
    found = stored(desk, sample.pdf())
    assert hurried.count(found) == 0
    with pytest.raises(NotDrawn):
        hurried._draw(found, "image", 1, 720)


def test_pruning_keeps_to_the_limit(desk, pages):
    found = stored(desk, sample.pdf(pages=2))
    pages.image(found, 1)
    pages.image(found, 2)
    assert pages.prune() == 0
    assert pages.prune(limit=0) == 3
    assert pages.count(found) == 2
