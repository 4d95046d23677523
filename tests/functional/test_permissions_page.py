"""หน้าตารางสิทธิเป็นปัจจุบัน: docs/permissions.md says what the tables of the program say."""

from __future__ import annotations

from pathlib import Path

from tests.matrix.doors import VERBS
from tests.matrix.page import permissions_page
from tests.matrix.words import KINDS, VERB_WORDS

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == permissions_page(), "run: python tools/permissions.py"


def test_every_verb_is_on_it():
    assert {verb.name for verb in VERBS} == set(VERB_WORDS)
    assert {verb.kind for verb in VERBS} == set(KINDS)
