"""What the drawer says about a file, and what only about the machine."""

import sys

import pytest

from saraban.files import drawer
from saraban.files.drawer import DrawerEnded, NotDrawn, run_drawer


@pytest.fixture
def program(tmp_path, monkeypatch):
    def write(text):
        place = tmp_path / "program.py"
        place.write_text(text, encoding="utf-8")
        monkeypatch.setattr(drawer, "DRAWER", place)

    return write


def run(seconds=10):
    with open("/dev/null", "rb") as stream:
        return run_drawer(stream, seconds, "application/pdf", "text")


def test_what_it_says_is_given(program):
    program("print('words')")
    assert run() == b"words\n"


def test_a_file_that_it_refuses_is_not_drawn(program):
    program("raise SystemExit(1)")
    with pytest.raises(NotDrawn) as refused:
        run()
    assert not isinstance(refused.value, DrawerEnded)


def test_being_killed_says_nothing_about_the_file(program):
    program("import os; os.kill(os.getpid(), 9)")
    with pytest.raises(DrawerEnded):
        run()


def test_taking_too_long_says_nothing_about_the_file(program):
    program("import time; time.sleep(20)")
    with pytest.raises(DrawerEnded):
        run(0.2)


def test_not_being_started_says_nothing_about_the_file(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(DrawerEnded):
        run()
