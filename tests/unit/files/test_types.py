"""What is taken and what is refused, by content."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from saraban.files import containers
from saraban.files.types import FileRefused, recognise
from tests.common import sample_files as sample


def seen(data: bytes) -> str:
    return recognise(io.BytesIO(data), len(data)).media_type


def slug_of(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        recognise(io.BytesIO(data), len(data))
    assert refused.value.field == "files"
    return refused.value.slug


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (sample.pdf(), "application/pdf"),
        (b"\n" + sample.pdf(), None),
        (sample.image("PNG"), "image/png"),
        (sample.image("JPEG"), "image/jpeg"),
        (sample.image("TIFF", frames=3), "image/tiff"),
        (sample.image("GIF"), "image/gif"),
        (sample.image("WEBP"), "image/webp"),
        (sample.ooxml(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (sample.ooxml("spreadsheetml.sheet"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            sample.ooxml("presentationml.presentation"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (sample.odf("text"), "application/vnd.oasis.opendocument.text"),
        (sample.odf("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        (sample.ole("WordDocument"), "application/msword"),
        (sample.ole("Workbook"), "application/vnd.ms-excel"),
        (sample.ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ("เรียน ผู้อำนวยการเขต\n".encode(), "text/plain"),
        ("\ufeffหนังสือเวียน".encode(), "text/plain"),
        ("เรียน".encode("tis-620"), "text/plain"),
    ],
)
def test_content_decides(data, media_type):
    if media_type is None:
        assert slug_of(data) == "file-damaged"
    else:
        assert seen(data) == media_type


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "file-empty"),
        (sample.pdf()[:-40], "file-damaged"),
        (b"MZ" + b"\0" * 100, "file-program"),
        (b"\x7fELF" + b"\0" * 100, "file-program"),
        (b"#!/bin/sh\nrm -rf /\n", "file-program"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-markup"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "file-markup"),
        (b"<?xml version='1.0'?><a/>", "file-markup"),
        (sample.package({"a.txt": b"x"}), "file-archive"),
        (sample.ooxml(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "file-macros"),
        (sample.odf(Basic__Standard=b"x"), "file-macros"),
        (sample.ole("WordDocument", "Macros"), "file-macros"),
        (sample.ole("EncryptedPackage"), "file-locked"),
        (sample.ole("Something"), "file-archive"),
        (sample.ooxml()[:200], "file-damaged"),
        (sample.image("PNG")[:20], "file-damaged"),
        (b"\x00\x01\x02\x03" * 50, "file-type"),
        (b"\xff\xfb\x90\x44" + b"\x00" * 200, "file-type"),
    ],
)
def test_refused_with_a_reason(data, slug):
    assert slug_of(data) == slug


class TestArchiveLimits:
    def test_a_bomb_is_refused_without_unpacking(self):
        bomb = sample.package({"[Content_Types].xml": b"x", "word/document.xml": b"\0" * 30_000_000})
        assert len(bomb) < 100_000
        assert slug_of(bomb) == "file-unsafe-archive"

    def test_too_many_entries(self, monkeypatch):
        monkeypatch.setattr(containers, "MAX_ENTRIES", 3)
        assert slug_of(sample.package({f"{n}": b"x" for n in range(4)})) == "file-unsafe-archive"

    def test_names_that_climb_out(self):
        assert slug_of(sample.package({"../../etc/passwd": b"x"})) == "file-unsafe-archive"

    def test_entries_that_overlap(self):
        data = bytearray(sample.ooxml())
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
            start = package.start_dir
        data[start + 20 : start + 24] = (10_000_000).to_bytes(4, "little")
        assert slug_of(bytes(data)) == "file-unsafe-archive"

    def test_locked_package(self):
        data = bytearray(sample.ooxml())
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
            start = package.start_dir
        data[start + 8] |= 1
        assert slug_of(bytes(data)) == "file-locked"


def test_an_image_with_too_many_pixels_is_refused():
    data = bytearray(sample.image("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert slug_of(bytes(data)) == "file-too-many-pixels"


class TestLockedPdf:
    def test_one_that_asks_for_a_password_is_refused(self):
        assert slug_of(sample.locked_pdf("กุญแจ")) == "file-locked"

    def test_one_that_only_forbids_changes_is_taken(self):
        assert seen(sample.locked_pdf("")) == "application/pdf"

    def test_the_word_in_a_text_locks_nothing(self):
        assert seen(sample.pdf(words="/Encrypt")) == "application/pdf"
