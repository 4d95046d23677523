"""Words of a text: always the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai import segment as module
from saraban.thai.segment import TokensDifferError, dictionary, segment, segment_thai, word_list

text = st.text(alphabet=[chr(c) for c in range(0x0E01, 0x0E5C)] + list("aZ09 \n-.()/"), max_size=80)


def test_words():
    assert segment("ฝ่ายการศึกษา เลขรับที่ 556") == ["ฝ่าย", "การศึกษา", " ", "เลข", "รับ", "ที่", " ", "556"]


@given(text)
def test_words_join_to_the_text(written):
    assert "".join(segment(written)) == written


@given(st.text(max_size=40))
def test_any_text_joins(written):
    assert "".join(segment(written)) == written


def test_long_text_without_spaces():
    written = "ตากลมนอน" * 1000
    assert "".join(segment(written)) == written


def test_altered_text_is_refused(monkeypatch):
    monkeypatch.setattr(module.nlpo3, "segment", lambda *_a, **_k: ["อื่น"])
    with pytest.raises(TokensDifferError):
        segment_thai("สารบรรณ", dictionary(word_list()))
    with pytest.raises(TokensDifferError):
        segment("สารบรรณ")


@pytest.mark.parametrize("digest", ["", "of-nothing"])
def test_dictionary_that_is_not_there(tmp_path, digest):
    with pytest.raises(FileNotFoundError):
        dictionary(tmp_path / "none.txt", digest)
