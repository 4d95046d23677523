"""The renderer: the same words at the same time give the same bytes; it reads its directory and no more."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pypdfium2
import pytest
import typst

from saraban.documents.fonts import fonts_directory
from saraban.documents.typeset_worker import HEAD, LENGTH, SECONDS, Setter, serve

MADE = "2024-03-08T02:01:00+00:00"
TEMPLATE = '#set text(font: "SarabanOne")\n#let data = json("data.json")\n#data.words'
CONFINED = """
import pathlib, socket, sys
from saraban.documents.confinement import confine
sure = confine(1 << 30)
def refused(what):
    try:
        what()
    except OSError:
        return True
    return False
print(sure, refused(lambda: socket.socket()), refused(lambda: pathlib.Path(sys.argv[1]).write_text("x")))
"""


@pytest.fixture
def typeset(tmp_path):
    setter = Setter(tmp_path, str(fonts_directory()))

    def run(template: str = TEMPLATE, made: str = MADE, ask: str = "", **data: str) -> tuple[bytes, str]:
        (tmp_path / "main.typ").write_text(template, encoding="utf-8")
        (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
        return setter.set({"template": "main.typ", "made": made, "ask": ask})

    return run


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = document[0].get_textpage().get_text_range()
    document.close()
    return words


def test_the_words_are_on_the_sheet(typeset):
    assert words_of(typeset(words="สำนักงานเขต ป้ำ")[0]).strip() == "สำนักงานเขต ป้ำ"


def test_new_words_are_set_by_the_same_process(typeset):
    typeset(words="หนึ่ง")
    assert words_of(typeset(words="สอง")[0]).strip() == "สอง"


def test_the_same_at_the_same_time_is_the_same_file(typeset):
    assert typeset(words="บันทึก") == typeset(words="บันทึก")


def test_the_time_stands_in_the_file(typeset):
    assert b"20240308" in typeset(words="บันทึก")[0].replace(b"-", b"")


def test_without_a_time_it_is_now(typeset):
    assert typeset(made="", words="บันทึก")[0].startswith(b"%PDF-")


def test_it_tells_what_is_asked(typeset):
    template = TEMPLATE + '#metadata("ที่ลงนาม")<place>'
    assert json.loads(typeset(template, ask="query(<place>).map(x => x.value)", words="ก")[1]) == ["ที่ลงนาม"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('#read("../{outside}/secret.txt")', "project root"),
        ('#read("/etc/passwd")', "not found"),
        ('#import "@preview/cetz:0.3.0"', "package"),
        ('#image("http://example.org/x.png")', "not found"),
    ],
)
def test_a_template_reads_nothing_outside_its_directory(typeset, tmp_path_factory, code, said):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    with pytest.raises(typst.TypstError, match=said):
        typeset(code.replace("{outside}", outside.parent.name), words="")


def test_words_are_never_code(typeset):
    assert words_of(typeset(words='#read("/etc/passwd") *b*')[0]).strip() == '#read("/etc/passwd") *b*'


def test_it_answers_until_the_other_side_closes(tmp_path):
    (tmp_path / "good.typ").write_text("#set page(width: 5cm, height: 5cm)\n", encoding="utf-8")
    (tmp_path / "bad.typ").write_text("#panic()", encoding="utf-8")
    reading, writing = os.pipe()
    for name in ("good.typ", "bad.typ", "good.typ"):
        order = json.dumps({"template": name, "made": MADE}).encode()
        os.write(writing, LENGTH.pack(len(order)) + order)
    os.close(writing)
    answers, allowed = io.BytesIO(), []
    with os.fdopen(reading, "rb", buffering=0) as requests:
        serve(
            Setter(tmp_path, str(fonts_directory())), requests, answers, allowed.append
        )  # the limit is not for this process
    answers.seek(0)
    found = []
    while head := answers.read(HEAD.size):
        length, words = HEAD.unpack(head)
        found.append((answers.read(length)[:5], answers.read(words)[:9]))
    assert found == [(b"%PDF-", b""), (b"", b"TypstErro"), (b"%PDF-", b"")]
    assert allowed == [SECONDS] * 3


def test_a_confined_process_opens_no_socket_and_writes_no_file(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CONFINED, str(tmp_path / "x")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "True True True", done.stderr
