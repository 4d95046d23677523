"""Words that helpers cut are those that the writer itself would cut, in the same order; a killed helper is told."""

import os
import signal
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from saraban.search import tantivy_cutting
from saraban.search.interfaces import FileWords
from saraban.search.plan import GRAMS, PAIRS, TEXT, TITLE
from saraban.search.tantivy_cutting import all_fields
from saraban.search.tantivy_fields import fields_of
from tests.common.search_world import make_doc


@pytest.fixture
def docs(monkeypatch):
    monkeypatch.setattr(tantivy_cutting, "ALONE", 1)
    monkeypatch.setattr(tantivy_cutting, "AT_ONCE", 2)
    files = (FileWords("ก.pdf", ("ผลสำรวจม้าน้ำ",), 1),)
    return [make_doc(key=f"L{n:013}", read_files=lambda: files) for n in range(12)]


def test_the_same_in_their_order(docs, analyser):
    batches = [docs[:5], [], docs[5:]]
    assert terms(all_fields(batches, analyser, 2)) == terms(all_fields(batches, analyser, 0))
    assert [doc["key"] for doc in all_fields(batches, analyser, 0)] == [[doc.key] for doc in docs]


def terms(found):
    """Their terms, which have no order."""
    return [
        {name: sorted(str(value).split() if name in (TEXT, PAIRS, TITLE, GRAMS) else [str(value)])}
        for fields in found
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def test_a_few_are_cut_without_help(docs, analyser, monkeypatch):
    monkeypatch.setattr(tantivy_cutting, "ProcessPoolExecutor", None)
    assert list(all_fields([docs[:1]], analyser, 2)) == [fields_of(docs[0], analyser)]


def test_what_is_sent_is_not_more_than_so_many_letters(docs, monkeypatch):
    monkeypatch.setattr(tantivy_cutting, "CHARACTERS", 1)
    parts = list(tantivy_cutting._parts(iter(docs[:3])))
    assert [len(part) for part in parts] == [1, 1, 1]
    assert parts[0][0].files == docs[0].files


def test_a_killed_helper_ends_the_work(docs, analyser, monkeypatch):
    monkeypatch.setattr(tantivy_cutting, "_cut", partial(_killed))
    with pytest.raises(BrokenProcessPool):
        list(all_fields([docs], analyser, 1))


def _killed(_docs):
    os.kill(os.getpid(), signal.SIGKILL)
