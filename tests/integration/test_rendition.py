"""The rendition is a new document: a copy with stamp and notes; the original's bytes stay as they came."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import pypdfium2
import pytest

from saraban.files.service import keep, open_file
from saraban.letters.endorsing import propose
from saraban.letters.receiving import Incoming, register_incoming
from saraban.letters.rendition import rendition_of
from tests.common.office import at, open_office
from tests.common.sample_files import pdf


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("office"))
    office.clock.office = at(8, 9, 1)
    yield office
    office.close()


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        yield desk


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
