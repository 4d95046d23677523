"""ข้อความที่รับเข้าคลังลับ: the same is text here as in the ordinary forms, and a refusal repeats nothing of it."""

import pytest

from saraban.core.errors import Invalid
from saraban.letters.words import check_words
from saraban.vault.words import line, text

UNSEEN = ["", "  \n", "\u200b", " \ufeff ", "\u3164", "\u2800\u00ad", "\u0e48\u0e31"]
NO_TEXT = ["ก\x00", "ก\u202eข", "ก\x1b", "ก\ufffe", "ก\ud800"]


@pytest.mark.parametrize("words", UNSEEN)
@pytest.mark.parametrize("check", [line, text])
def test_what_nobody_sees_is_nothing(check, words):
    assert check(words, "subject") == "" == check_words(words, "subject", 5)
    with pytest.raises(Invalid) as refused:
        check(words, "subject", needed=True)
    assert refused.value.field == "subject"


@pytest.mark.parametrize("words", [*NO_TEXT, "ก" * 301])
def test_what_no_book_takes_is_refused(words):
    with pytest.raises(Invalid) as refused:
        line(words, "remark")
    assert refused.value.field == "remark"
    assert words not in str(refused.value.message)


def test_what_is_seen_stays_as_it_was_typed():
    assert line("  ก\t ข\n ", "subject") == "ก ข"
    assert text(" ก\r\nข\u200bค ", "body") == "ก\nข\u200bค"
