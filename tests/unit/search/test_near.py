"""Words that are spelled nearly so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.search.near import LOOSE, STRICT, Passage, _fewest, allowed, candidates, find, letters_of, passages_in
from saraban.search.plan import Close, Either, Every, Number, Phrase, Without
from saraban.search.query import parse


def fewest(word, text):
    """The table of errors, written out; a passage may begin and end anywhere."""
    before = [0] * (len(text) + 1)
    for nth, asked in enumerate(word, 1):
        now = [nth]
        for at, char in enumerate(text, 1):
            now.append(min(before[at - 1] + (asked != char), before[at] + 1, now[-1] + 1))
        before = now
    return min(before)


@given(st.text(alphabet="กขค", min_size=1, max_size=12), st.text(alphabet="กขคง", max_size=30))
def test_errors_are_counted_as_in_the_table(word, text):
    errors, end = _fewest(word, text)
    assert errors == fewest(word, text)
    assert errors == len(word) or fewest(word, text[:end]) == errors


@given(st.text(alphabet="กขคงจฉ่า", min_size=4, max_size=20), st.text(alphabet="กขคงจฉ่า", max_size=40))
def test_a_word_that_stands_in_a_text_is_found_without_error(word, text):
    found = find(word, f"{text}{word}{text}", allowed(word))
    assert found is not None
    assert (found.weight, found.written) == (0.0, word)


class TestAllowed:
    @pytest.mark.parametrize(
        ("word", "errors"), [("กขค", 0), ("กขคง", 1), ("zx9100", 0), ("ก" * 12, 3), ("ก" * 90, 6), ("", 0)]
    )
    def test_goes_by_the_letters(self, word, errors):
        assert allowed(word) == errors


class TestFind:
    @pytest.mark.parametrize(
        ("asked", "text"),
        [
            ("กลั่นกรองอัตรากำลัง", "คณะกลับกรองอัตรากำลังนัดหมาย"),
            ("ชำนาญการพิเศษ", "เจ้าพนักงานชำนานการพิเศด"),
            ("รองผู้บริหาร", "ให้รongผู้บริหารทราบ"),
            ("มหาวิทยาลัยนวมินทราธิราช", "ณมหาวิทยาลัย- นวมนิพนธ์ราช"),
            ("พิษสุนัขบ้า", "โรคพิษสุนักบ้า"),
        ],
    )
    def test_what_a_machine_or_a_person_mistook(self, asked, text):
        word = letters_of(asked)
        found = find(word, letters_of(text), allowed(word))
        assert found is not None
        assert 0 < found.weight <= STRICT * len(word)

    @pytest.mark.parametrize(
        ("asked", "text"), [("ผู้ประสบอุทกภัย", "ผู้ประสบอัคคีภัย"), ("เครื่องเติมอากาศ", "เครื่องปรับอากาศ"), ("กฟน.", "กปน.")]
    )
    def test_other_words_are_not_near(self, asked, text):
        word = letters_of(asked)
        found = find(word, letters_of(text), allowed(word))
        assert found is None or found.weight > STRICT * len(word)


class TestNodes:
    def test_words_become_stretches_and_the_rest_stays(self, analyser):
        node = parse("ธรรมาภิบาล 3398 -งบประมาณ", analyser).node
        loose = candidates(node, 3)
        assert isinstance(loose, Every)
        assert isinstance(loose.nodes[0], Close)
        assert loose.nodes[1:] == node.nodes[1:]
        assert isinstance(loose.nodes[2], Without)

    def test_quoted_words_and_beginnings_are_meant_as_they_stand(self, analyser):
        for text in ('"ธรรมาภิบาล"', "ธรรมาภิ*", "ปี:2567", "จาก:ธรรมาภิบาล"):
            node = parse(text, analyser).node
            assert candidates(node, 9) == node

    def test_all_words_have_to_be_near(self, analyser):
        node = parse("ธรรมาภิบาล งบประมาณ", analyser).node
        assert passages_in(node, letters_of("หลักธรรมาภืบาลและงบประมาน"), LOOSE) is not None
        assert passages_in(node, letters_of("หลักธรรมาภืบาล"), LOOSE) is None

    def test_either_is_the_nearest(self):
        node = Either((Phrase((), written="ธรรมาภิบาล"), Phrase((), written="งบประมาณ"), Number("1")))
        assert passages_in(node, "งบประมาน", LOOSE) == [Passage(0.5, "งบประมาน")]
        assert passages_in(Either((Number("1"),)), "", LOOSE) == []
