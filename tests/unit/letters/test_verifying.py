"""The code of a letter: told before it is signed, the same afterwards, of no use to who does not have the letter."""

from types import SimpleNamespace

import pytest

from saraban.core.errors import Missing
from saraban.letters.content import Letter
from saraban.letters.verifying import address_of, code_of, letter_of_code

DIGEST = "0123456789abcdef" * 4


def signed(**members):
    letter = Letter(1 << 62)
    letter.signature, letter.issued, letter.state = SimpleNamespace(digest=DIGEST), object(), "signed"
    for name, value in members.items():
        setattr(letter, name, value)
    return letter


def root_of(letter):
    return {"letters": SimpleNamespace(letters={letter.id: letter})}


def test_it_is_known_while_the_letter_is_being_signed_and_stays():
    begun = signed(signature=None, signing=SimpleNamespace(digest=DIGEST))
    assert code_of(begun) == code_of(signed()) == f"{begun.key}-0123456789abcdef"


def test_a_draft_has_none():
    assert code_of(Letter(1)) == ""
    assert address_of(Letter(1), "https://saraban.example.go.th") == ""


def test_the_address_is_short():
    address = address_of(signed(), "https://saraban.example.go.th")
    assert address == f"https://saraban.example.go.th/verify/{code_of(signed())}"
    assert address_of(signed(), "") == ""


def test_the_letter_is_found_by_it():
    letter = signed()
    assert letter_of_code(root_of(letter), code_of(letter)) is letter


@pytest.mark.parametrize("code", ["", "x", "0000000000000-0123456789abcdef", "wrong", "{key}", "{key}-", "{key}-0123"])
def test_no_other_code_finds_anything(code):
    letter = signed()
    with pytest.raises(Missing):
        letter_of_code(root_of(letter), code.format(key=letter.key))


@pytest.mark.parametrize("members", [{"issued": None}, {"handling": "personal"}])
def test_what_was_not_issued_and_what_few_read_is_not_told_of(members):
    letter = signed(**members)
    with pytest.raises(Missing):
        letter_of_code(root_of(letter), code_of(letter))
