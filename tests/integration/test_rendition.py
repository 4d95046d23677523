"""The rendition is a new document: a copy with stamp and notes; the original's bytes stay as they came."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from saraban.files.service import keep, open_file
from saraban.letters.endorsing import propose
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.rendition import rendition_of
from tests.common.sample_files import image, pdf


def registered(desk, office, **form):
    actor = office.actor(desk, "u-d54-clerk")
    done = register_incoming(desk, actor, unit="d54", form=Incoming(subject="เรื่องทดลองทำสำเนา", **form))
    propose(
        desk,
        office.actor(desk, "u-d54-adm-head"),
        paper=done.paper,
        to="ผู้อำนวยการเขต",
        text="เพื่อโปรดพิจารณา",
        due=date(2024, 3, 12),
    )
    return done


def words_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_the_original_keeps_its_bytes_and_the_copy_says_that_it_is_one(desk, office):
    source = pdf(pages=2)
    done = registered(desk, office)
    done.letter.files = (keep(desk, io.BytesIO(source), "หนังสือ.pdf"),)
    desk.tm.commit()
    desk.tm.begin()
    (stored,) = done.letter.files
    copy = rendition_of(desk.root, done.letter, done.paper, office.registry.page_images)
    with open_file(stored) as opened:
        assert opened.read() == source
    assert stored.sha256 == hashlib.sha256(source).hexdigest()
    pages = words_of(copy)
    assert len(pages) == 3
    assert all("สำเนา" in words for words in pages)
    assert f"เลขรับ{'๓๓๙๘'}" in pages[0]
    assert "เกษียนหนังสือ" in pages[2]


def stamped(desk, office, source, name):
    """The copy of a letter that came as this file; the stored bytes are compared with what came."""
    done = registered(desk, office)
    done.letter.files = (keep(desk, io.BytesIO(source), name),)
    desk.tm.commit()
    desk.tm.begin()
    (stored,) = done.letter.files
    copy = rendition_of(desk.root, done.letter, done.paper, office.registry.page_images)
    with open_file(stored) as opened:
        assert opened.read() == source
    assert (stored.sha256, stored.sha512) == (hashlib.sha256(source).hexdigest(), hashlib.sha512(source).hexdigest())
    return copy


def words_in(copy: bytes, left: float, top: float, right: float, bottom: float) -> str:
    """The words on a part of the first page, in millimetres from its upper left corner."""
    document = pypdfium2.PdfDocument(copy)
    try:
        page, point = document[0], 72 / 25.4
        height = page.get_height()
        return "".join(
            page.get_textpage()
            .get_text_bounded(left * point, height - bottom * point, right * point, height - top * point)
            .split()
        )
    finally:
        document.close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_scan_is_stamped_at_the_top_right_and_keeps_its_bytes(desk, office, kind):
    copy = stamped(desk, office, image(kind, size=(840, 1188)), f"สแกน.{kind.lower()}")
    corner = words_in(copy, 150, 6, 204, 35)
    assert corner.startswith("สำนักงานเขตหนองจอก")
    assert "๘มี.ค.๒๕๖๗" in corner
    assert "๐๙.๐๑น." in corner
    assert words_of(copy)[0].count("เลขรับ") == 1


def test_what_stands_in_the_corner_is_not_stamped_upon(desk, office):
    copy = stamped(desk, office, written_upon((500, 0, 839, 180)), "เต็มมุม.png")
    assert words_in(copy, 120, 6, 204, 40) == ""
    assert "เลขรับ" in words_of(copy)[0]


def test_a_full_sheet_makes_way_for_the_stamp(desk, office):
    copy = stamped(desk, office, written_upon((0, 0, 839, 1187)), "เต็มแผ่น.png")
    assert "๐๙.๐๑น." in words_in(copy, 150, 6, 204, 35)


def written_upon(box) -> bytes:
    sheet = Image.new("RGB", (840, 1188), "white")
    ImageDraw.Draw(sheet).rectangle(box, fill="black")
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def test_without_a_file_the_text_is_set(desk, office):
    done = registered(desk, office, body='ย่อหน้าแรก #read("/etc/passwd")\nย่อหน้าสอง')
    words = "".join(words_of(rendition_of(desk.root, done.letter, done.paper, office.registry.page_images)))
    assert '#read("/etc/passwd")' in words
    assert "root:" not in words


def test_the_letter_alone_shows_no_notes(desk, office):
    done = registered(desk, office, body="ข้อความ")
    words = "".join(words_of(rendition_of(desk.root, done.letter, None, office.registry.page_images)))
    assert "เลขรับ" not in words
    assert "เกษียนหนังสือ" not in words.replace("สำเนา–แสดงตรารับและเกษียนหนังสือไม่ใช่ต้นฉบับ", "")
