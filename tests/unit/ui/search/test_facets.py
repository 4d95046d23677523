"""What a result can be narrowed to has words: no state, kind or book is shown by its key."""

from __future__ import annotations

import json

from saraban.kinds.service import shipped
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES
from saraban.registers.books import SERIES
from saraban.ui.search.facets import BOOKS, KINDS, STATES


def test_every_state_has_words():
    assert set(STATES) == {*LETTER_STATES, *PAPER_STATES}


def test_every_kind_has_words():
    assert {kind["key"] for kind in json.loads(shipped())["kinds"]} <= set(KINDS)


def test_every_book_has_words():
    assert set(BOOKS) == set(SERIES)
