"""The renderer's own process, called here: the same words at the same time give the same bytes."""

from __future__ import annotations

import json
from importlib.resources import files

import pypdfium2
import pytest
import typst

from saraban.documents.typeset_worker import main

MADE = "2024-03-08T02:01:00+00:00"
TEMPLATE = '#set text(font: "Sarabun")\n#let data = json("data.json")\n#data.words'


@pytest.fixture
def typeset(tmp_path):
    def run(template: str = TEMPLATE, **data: str) -> bytes:
        (tmp_path / "main.typ").write_text(template, encoding="utf-8")
        (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
        main(str(tmp_path), str(files("fontpkg_sarabun") / "files"))
        return (tmp_path / "out.pdf").read_bytes()

    return run


def test_the_words_are_on_the_sheet(typeset):
    document = pypdfium2.PdfDocument(typeset(words="สำนักงานเขต", made=MADE))
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "เขต" in words


def test_the_same_at_the_same_time_is_the_same_file(typeset):
    assert typeset(words="บันทึก", made=MADE) == typeset(words="บันทึก", made=MADE)


def test_the_time_stands_in_the_file(typeset):
    assert b"20240308" in typeset(words="บันทึก", made=MADE).replace(b"-", b"")


def test_without_a_time_it_is_now(typeset):
    assert typeset(words="บันทึก").startswith(b"%PDF-")


def test_a_template_reads_nothing_outside_its_directory(typeset, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    with pytest.raises(typst.TypstError, match="project root"):
        typeset(f'#read("../{outside.parent.name}/secret.txt")', words="", made=MADE)
