"""The cluster font: every cluster is one glyph, is drawn as Sarabun draws it, and is read back whole."""

from __future__ import annotations

import subprocess
from io import BytesIO

import pypdfium2
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from saraban.documents import cluster_font, fonts
from saraban.documents.fonts import FontsMissing, fonts_directory, letters_of_font, source_directory
from saraban.documents.typesetting import typeset

TORTURE = [
    "ป้ำ", "ฝ้ำ", "ฟ้ำ", "น้ำ", "ค่ำ", "ซ้ำ", "ทำ", "จำ", "สิทธิ์", "พันธุ์", "ศักดิ์", "บริสุทธิ์", "ญู่",
    "ญาติ", "กตัญญู", "ฐู", "ฐาน", "ฎุ", "ฏุ", "ปิ์", "ที่", "ปี่", "ปู่", "ฝี่", "ฟื้น", "เก็บ", "ก็",
    "พิธีการณ์", "ฤทธิ์", "ฤๅษี", "ฦๅ", "ป๊ะ", "จ๋า", "จี๊ด", "ฮื้อ", "ใบ้", "ไม่", "แก้", "โป๊ะ", "เงื่อน",
    "เมื่อ", "หนึ่ง", "ผึ้ง", "รัฐ", "บั้น", "ปั๊ม", "ปั่น", "ฬุ", "ชัฏ", "กฺ", "พฺรหฺม", "อํ", "ก๎", "สฺวา",
    "์", "ๆ", "ฯลฯ", "฿๑๒๓", "ครั้งที่", "สิ่งที่ส่งมาด้วย",
]  # fmt: skip


@pytest.fixture(scope="module")
def pdf():
    return typeset("proof.typ", {"made": "2024-03-08T02:01:00+00:00", "lines": TORTURE})


@pytest.mark.parametrize("style", cluster_font.STYLES)
class TestGlyphs:
    def test_every_cluster_is_one_glyph_as_wide_as_before(self, style):
        ours = shaper((fonts_directory() / f"SarabanOne-{style}.ttf").read_bytes())
        theirs = shaper((source_directory() / f"Sarabun-{style}.ttf").read_bytes())
        for cluster in cluster_font.clusters():
            drawn = shaped(ours, cluster)
            assert len(drawn) == 1, cluster
            assert drawn[0][1] == sum(advance for _glyph, advance in shaped(theirs, cluster)), cluster

    def test_it_says_what_it_is_and_where_it_comes_from(self, style):
        names = TTFont(fonts_directory() / f"SarabanOne-{style}.ttf")["name"]
        assert names.getDebugName(1) == "SarabanOne"
        assert "Sarabun Project Authors" in names.getDebugName(0)
        assert "Open Font License" in names.getDebugName(13)
        assert "Sarabun" not in " ".join(filter(None, (names.getDebugName(n) for n in (3, 4, 6, 16))))


def shaper(content: bytes) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(content))


def shaped(font: uharfbuzz.Font, text: str) -> list[tuple[int, int]]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    places = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.codepoint, place.x_advance) for info, place in places]


def test_pdfium_reads_every_word_back(pdf):
    document = pypdfium2.PdfDocument(pdf)
    lines = document[0].get_textpage().get_text_range().split("\r\n")
    document.close()
    assert [line.strip() for line in lines if line.strip()] == TORTURE


def test_mutool_reads_every_word_back(pdf, tmp_path):
    (tmp_path / "proof.pdf").write_bytes(pdf)
    read = subprocess.run(["mutool", "draw", "-F", "txt", tmp_path / "proof.pdf"], capture_output=True, check=True)
    text = read.stdout.decode()
    assert text.split() == TORTURE
    assert not [char for char in text if "\ue000" <= char <= "\uf8ff"]


def test_the_same_source_gives_the_same_font():
    source = source_directory() / "Sarabun-Regular.ttf"
    assert cluster_font.build(source, "Regular") == (fonts_directory() / "SarabanOne-Regular.ttf").read_bytes()


def test_letters_of_the_font_are_known():
    assert {"ก", "๙", "“", "A", "ำ", "\u00a0"} <= letters_of_font()
    assert "☃" not in letters_of_font()


class TestPlace:
    def test_they_are_made_once_in_the_cache(self, tmp_path, monkeypatch, made_quickly):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        first = fonts_directory.__wrapped__()
        assert first.parent == tmp_path / "saraban"
        assert (first / "made-1").exists()
        assert fonts_directory.__wrapped__() == first
        assert made_quickly == [1]

    def test_those_of_the_package_are_taken_where_they_fit(self, tmp_path, monkeypatch, made_quickly):
        monkeypatch.setattr(fonts, "_BUILT", tmp_path / "built")
        fonts.make_fonts(tmp_path / "built")
        assert fonts_directory.__wrapped__() == tmp_path / "built"

    def test_old_ones_are_not(self, tmp_path, monkeypatch, made_quickly):
        monkeypatch.setattr(fonts, "_BUILT", tmp_path / "built")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        fonts.make_fonts(tmp_path / "built")
        (tmp_path / "built" / "digest").write_text("of before")
        assert fonts_directory.__wrapped__().parent == tmp_path / "saraban"

    def test_broken_ones_are_made_again(self, tmp_path, made_quickly):
        (tmp_path / "here").mkdir()
        fonts.make_fonts(tmp_path / "here")
        assert (tmp_path / "here" / "digest").exists()

    def test_without_a_place_it_says_what_to_do(self, tmp_path, made_quickly):
        (tmp_path / "file").write_text("")
        with pytest.raises(FontsMissing, match="saraban fonts"):
            fonts.make_fonts(tmp_path / "file" / "fonts")

    @pytest.fixture
    def made_quickly(self, monkeypatch):
        times: list[int] = []

        def build_all(sources, target):
            times.append(len(times) + 1)
            target.mkdir(parents=True)
            (target / f"made-{times[-1]}").write_bytes(BytesIO(b"font").read())
            (target / "digest").write_text(cluster_font.digest(sources))

        monkeypatch.setattr(cluster_font, "build_all", build_all)
        monkeypatch.setattr(fonts, "_BUILT", fonts.Path("/nowhere"))
        return times
