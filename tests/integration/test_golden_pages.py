"""Letters of every kind as issued: drawn and read as they were when somebody looked at them; judged as PDF/A-1b."""

from __future__ import annotations

import re
import subprocess

import pypdfium2
import pytest

from saraban.documents import read_back
from saraban.documents.breaking import pieces
from saraban.documents.sheet_data import data_of, printed
from saraban.documents.sheets import set_letter
from saraban.documents.typesetting import set_document
from tests.common.golden_pages import PLACE, SHARE, difference, text_of
from tests.common.preflight import verdicts
from tests.common.sheets import SHEETS


@pytest.fixture(scope="module")
def issued():
    return {name: set_letter(make()) for name, make in SHEETS.items()}


@pytest.mark.parametrize("name", SHEETS)
class TestEveryKind:
    def test_it_is_drawn_as_before(self, issued, name):
        assert difference(issued[name].pdf, PLACE / f"{name}.png") <= SHARE

    def test_it_is_read_as_before(self, issued, name):
        assert text_of(issued[name].pdf) == (PLACE / f"{name}.txt").read_text(encoding="utf-8")

    def test_every_paragraph_is_read_back_by_mutool(self, issued, name, tmp_path):
        assert left_out(SHEETS[name](), mutool(issued[name].pdf, tmp_path)) == []

    def test_no_line_ends_inside_a_word(self, issued, name):
        sheet = SHEETS[name]()
        assert torn(sheet, issued[name].pdf) == []

    def test_there_is_room_for_every_signature(self, issued, name):
        sheet = SHEETS[name]()
        for one in sheet.signatures:
            page, box = issued[name].place(one.key)
            assert issued[name].is_free(page, box)
            assert box.height > 40

    def test_no_character_of_private_use_and_none_that_is_not_seen(self, issued, name, tmp_path):
        for text in (text_of(issued[name].pdf), mutool(issued[name].pdf, tmp_path)):
            assert re.findall("[\ue000-\uf8ff\u2060\ufffd]", text) == []

    def test_the_same_sheet_gives_the_same_file(self, issued, name):
        assert set_letter(SHEETS[name]()).pdf == issued[name].pdf


class TestTheMemoOfTheRequirement:
    def test_it_takes_three_pages_that_break_where_the_paper_did(self, issued):
        assert issued["seed_memo"].pages == 3
        assert issued["seed_memo"].marks[0].startswith("/๑.๓ ระยะ")
        assert issued["seed_memo"].marks[1].startswith("/๔. รองผู้ว่า")

    def test_each_mark_is_how_the_next_page_begins(self, issued):
        pages = read_back.read_pages(issued["seed_memo"].pdf)
        for mark, page in zip(issued["seed_memo"].marks, pages[1:], strict=True):
            assert page.text.startswith(read_back.bare(mark).strip("/."))

    def test_pages_are_numbered_in_thai_from_the_second_on(self, issued):
        first, *rest = text_of(issued["seed_memo"].pdf).split("\f")
        assert "- ๑ -" not in first
        assert [f"- {n} -" in page for n, page in zip("๒๓", rest, strict=True)] == [True, True]


@pytest.fixture(scope="module")
def judged(issued, tmp_path_factory):
    files = {name: one.pdf for name, one in issued.items()}
    good = issued["news"].pdf
    files["without_font"] = without_font(good)
    files["without_metadata"] = good.replace(b"/Metadata", b"/Metabolt")
    files["no_standard"] = set_document("news.typ", data_of(SHEETS["news"]())).pdf
    return verdicts(files, tmp_path_factory.mktemp("preflight"))


class TestPdfA:
    @pytest.mark.parametrize("name", SHEETS)
    def test_every_kind_is_valid(self, judged, name):
        assert judged[name] == ""

    @pytest.mark.parametrize("name", ["without_font", "without_metadata", "no_standard"])
    def test_the_judge_sees_what_is_wrong(self, judged, name):
        assert judged[name] != ""


def without_font(pdf: bytes) -> bytes:
    """The same with the names of the embedded font files gone."""
    return re.sub(rb"/FontFile([23])", rb"/FontFyle\1", pdf)


def mutool(pdf: bytes, place) -> str:
    """The text as mutool reads it."""
    (place / "letter.pdf").write_bytes(pdf)
    return subprocess.run(
        ["mutool", "draw", "-q", "-F", "txt", place / "letter.pdf"], capture_output=True, check=True
    ).stdout.decode()


def left_out(sheet, text: str) -> list[str]:
    """Paragraphs that are not in a text; one that runs over a page has what stands around pages in it."""
    bare = read_back.bare(text)
    found = []
    for block in sheet.body:
        for part in read_back._texts(block):
            words = read_back.bare(printed(part))
            if words not in bare and not (words[:20] in bare and words[-20:] in bare):
                found.append(part)
    return found


def torn(sheet, pdf: bytes) -> list[str]:
    """Ends of lines that lie inside a piece of the text."""
    stream = "".join(read_back.bare(printed(t)) for block in sheet.body for t in read_back._texts(block))
    ends, at = set(), 0
    for block in sheet.body:
        for text in read_back._texts(block):
            for piece in pieces(printed(text), 56):
                at += len(read_back.bare(piece))
                ends.add(at)
    found, at = [], 0
    for line in lines_of(pdf):
        if stream.startswith(line, at):  # else it stands around the text
            at += len(line)
            if at not in ends:
                found.append(line)
    return found if at == len(stream) else [*found, stream[at:]]


def lines_of(pdf: bytes) -> list[str]:
    """The lines of all pages as pdfium tells them apart."""
    document = pypdfium2.PdfDocument(pdf)
    lines = [read_back.bare(line) for page in document for line in page.get_textpage().get_text_range().split("\r\n")]
    document.close()
    return [line for line in lines if line]
