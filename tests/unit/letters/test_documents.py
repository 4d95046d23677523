"""What search is told of a letter: the book that its number stands in, and nothing of one that there is not."""

import pytest

from saraban.core.ids import id_text
from saraban.letters.content import Letter, Letters
from saraban.letters.documents import letter_document
from tests.common.office import at


@pytest.fixture
def root():
    letters = Letters()
    letter = letters.letters[7] = Letter(7)
    letter.created_at = at(4)
    return {"letters": letters}


def test_the_book_of_its_number(root):
    assert letter_document(root, 7).series == ""
    root["letters"].letters[7].entry = ("d54", "send", 2567, 12)
    found = letter_document(root, 7)
    assert (found.series, found.key, found.year) == ("send", "L" + id_text(7), 2567)


def test_of_none(root):
    assert letter_document(root, 8) is None
