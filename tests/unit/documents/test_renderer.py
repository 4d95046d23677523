"""Warm renderers: kept, replaced when they fail, end or are worn out, ended when they take too long."""

from __future__ import annotations

import os
import threading

import pytest

from saraban.documents import renderer, typesetting
from saraban.documents.renderer import Renderer, RendererFailed, RendererLate, Renderers
from saraban.documents.typesetting import TypesettingFailed, set_document, typeset

ORDER = {"template": "proof.typ", "made": "2024-03-08T02:01:00+00:00"}
GOOD = {"lines": ["ก"]}


@pytest.fixture
def pool():
    made = Renderers(1)
    yield made
    made.stop()


def test_one_process_sets_one_document_after_the_other(pool):
    assert pool.set(ORDER, GOOD).pdf == pool.set(ORDER, GOOD).pdf
    assert [one.done for one in pool.idle] == [2]


def test_one_that_failed_is_not_used_again(pool):
    pool.set(ORDER, GOOD)
    first = pool.idle[0]
    with pytest.raises(RendererFailed, match="lines"):
        pool.set(ORDER, {})
    assert not pool.idle
    assert first.process.poll() is not None
    assert not first.root.exists()
    assert pool.set(ORDER, GOOD).pdf.startswith(b"%PDF-")


def test_one_that_ended_is_replaced(pool):
    pool.set(ORDER, GOOD)
    pool.idle[0].process.kill()
    pool.idle[0].process.wait()
    assert pool.set(ORDER, GOOD).pdf.startswith(b"%PDF-")


def test_one_that_ends_while_it_works_is_told(pool):
    made = Renderer()
    made.process.kill()
    made.process.wait()
    with pytest.raises(RendererFailed):
        made.set(ORDER, GOOD, {})
    made.stop()


def test_a_worn_out_one_is_replaced(pool, monkeypatch):
    monkeypatch.setattr(renderer, "WORN_OUT", 2)
    for _time in range(3):
        pool.set(ORDER, GOOD)
    assert [one.done for one in pool.idle] == [1]


def test_one_that_takes_too_long_is_ended(pool, monkeypatch):
    monkeypatch.setattr(renderer, "SECONDS", 0)
    with pytest.raises(RendererLate):
        pool.set(ORDER, GOOD)
    assert not pool.idle


def test_a_forked_process_does_not_use_those_of_its_parent(pool, monkeypatch):
    pool.set(ORDER, GOOD)
    first = pool.idle[0]
    with monkeypatch.context() as forked:
        forked.setattr(os, "getpid", lambda: first.owner + 1)
        assert not first.is_ready
        first.stop()
        assert first.process.poll() is None
    assert first.is_ready


def test_each_process_has_its_own(monkeypatch):
    monkeypatch.setattr(renderer, "_BY_PROCESS", {})
    mine = renderer.renderers()
    assert renderer.renderers() is mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert renderer.renderers() is not mine


def test_several_at_once_wait_for_each_other(pool):
    made = []
    threads = [threading.Thread(target=lambda: made.append(pool.set(ORDER, GOOD).pdf)) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(pool.idle) == 1


def test_nothing_stays_behind_in_the_directory(pool):
    pool.set(ORDER, GOOD, {"../sheet.png": b"png"})
    assert {path.suffix for path in pool.idle[0].root.iterdir()} == {".typ"}


def test_the_templates_lie_there_as_plain_files(pool):
    pool.set(ORDER, GOOD)
    assert not [path for path in pool.idle[0].root.rglob("*") if path.is_symlink()]


class TestTypeset:
    def test_a_failure_is_said_in_words_for_people(self):
        with pytest.raises(TypesettingFailed, match="could not be made"):
            typeset("proof.typ", {})

    def test_so_is_a_document_that_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(typesetting, "renderers", Late)
        with pytest.raises(TypesettingFailed, match="too long"):
            typeset("proof.typ", GOOD)

    def test_a_standard_can_be_asked_for(self):
        assert b"pdfaid" in set_document("proof.typ", {**GOOD, **ORDER}, standard="a-1b").pdf


class Late:
    def set(self, *_args):
        raise RendererLate("late")
