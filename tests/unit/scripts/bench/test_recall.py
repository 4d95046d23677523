"""The golden set, and what each engine finds of it."""

import argparse

import pytest

from saraban.scripts.bench import recall
from saraban.scripts.bench.golden import golden
from saraban.scripts.bench.golden_parts import words_of
from saraban.search.engines import ENGINES

LETTERS = 160


def test_the_set_is_large_and_varied():
    made = golden()
    assert len(made.letters) >= recall.LEAST_LETTERS
    assert len({letter.doc().text for letter in made.letters}) == len(made.letters)
    assert len(made.asked) >= recall.LEAST_ASKED
    assert len({asked.typed for asked in made.asked}) > 450
    for asked, meant in zip(made.asked, made.meant(), strict=True):
        assert (asked.kind == "nothing") == (not meant) or asked.kind == recall.HELD_OUT, asked


def test_what_is_meant_goes_by_the_words_of_the_author():
    made = golden(LETTERS)
    letter = made.letters[0]
    letter.lines[0].words = words_of("ตาก|ลม ก.ก. 12")
    assert "\x1fตาก\x1fลม\x1f" in letter.says
    assert "\x1fกลม\x1f" not in letter.says


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_every_engine_finds_it(engine):
    args = argparse.Namespace(engine=engine, letters=LETTERS, seed=7)
    report = recall.run(args).as_json()
    budget = {b["name"]: b for b in report["budget"] if b["name"] != "letters"}
    assert all(b["holds"] for b in budget.values()), (budget, report["figures"]["amiss"])
    assert report["figures"]["recall"] > report["baseline"]["words"]["recall"] + 0.2
