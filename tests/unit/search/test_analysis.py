"""One way from a text to its terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.search.analysis import (
    PAIR,
    Analyser,
    digest_of,
    grams_of,
    number_terms,
)
from saraban.search.words import cut, freeze_dictionary, general_words
from saraban.thai.normalise import normalise
from tests.common.search_world import make_doc

thai_text = st.text(alphabet=[chr(c) for c in range(0x0E01, 0x0E5C)] + list("aZ09 \n-.()/@"), max_size=60)


def words(analyser, text):
    return [p.text for p in analyser.pieces(normalise(text))]


class TestPieces:
    def test_compounds_are_cut_alike_wherever_they_stand(self, analyser):
        alone, inside = words(analyser, "หนังสือเวียน"), words(analyser, "มีหนังสือเวียนแจ้งทุกหน่วยงาน")
        assert "/".join(alone) in "/".join(inside)

    def test_latin_compounds_have_parts_and_a_joined_form(self, analyser):
        pieces = analyser.pieces("ระบบลงลายมือชื่อดิจิทัล (e-signature) อีเมล @bangkok.go.th")
        assert {"e", "signature", "bangkok", "go", "th"} <= {p.text for p in pieces}
        assert {p.joined for p in pieces if p.joined} == {"esignature", "bangkokgoth"}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("สารบรรณ-อิเล็กทรอนิกส์", "สารบรรณอิเล็กทรอนิกส์"),
            ("สารบรรณ-\nอิเล็กทรอนิกส์", "สารบรรณอิเล็กทรอนิกส์"),
            ("มหาวิทยาลัย- นวมนิพนธ์ราช", "มหาวิทยาลัยนวมนิพนธ์ราช"),
            ("ก.ก.", "กก"),
            ("กทม.", "กทม"),
            ("1๗๙", "๑๗๙"),
            ("1,250 บาท", "1250 บาท"),
            ("เเจ้งเวียน", "แจ้งเวียน"),
            ("ทํา\u200bการ", "ทำการ"),
            ("BMA OTP", "bma otp"),
        ],
    )
    def test_spellings_give_the_same_pieces(self, analyser, one, other):
        assert words(analyser, one) == words(analyser, other)

    def test_latin_inside_a_thai_word_does_not_lose_the_rest(self, analyser):
        assert words(analyser, "รongผู้บริหาร")[-2:] == words(analyser, "ผู้บริหาร")[-2:]

    @given(thai_text)
    def test_takes_any_text(self, analyser, text):
        single, pairs = analyser.terms_of(text)
        assert all(term and len(term) <= 130 for term in single)
        assert all(PAIR in pair for pair in pairs)


class TestTerms:
    def test_dates_and_numbers_in_a_text_are_terms(self, analyser):
        single, _pairs = analyser.terms_of("ตามหนังสือ ที่ กท ๐๔๐๓/ว ๒๕ ลงวันที่ ๑๙ กุมภาพันธ์ ๒๕๖๗")
        assert {"#กท0403/ว25", "=2024-02-19"} <= single

    def test_numbers_and_their_running_numbers(self):
        assert number_terms(("กท ๐๔๐๓/ว ๓๒", "3398", "12/2567", "")) == {"กท0403/ว32", "ว32", "3398", "12/2567"}

    def test_grams_are_of_letters_within_words(self, analyser):
        assert grams_of("abcde 12345 ab กขค-\nง") == ["abc", "bcd", "cde", "กขค", "ขคง"]
        assert {"otp", "นัง", "ังส"} <= analyser.analyse(make_doc(text="ระบบ OTP", title="หนังสือ")).grams

    @given(thai_text, st.text(max_size=20), st.text(max_size=20))
    def test_no_term_has_a_space_in_it(self, analyser, text, title, value):
        doc = make_doc(text=text, title=title, unit=value, series=value, sender=title, numbers=(value,))
        terms = analyser.analyse(doc)
        found = terms.text | terms.pairs | terms.title | terms.numbers | terms.grams
        assert not [term for term in found if any(space in term for space in " \t\n\r\x0b\x0c")]

    def test_digest_is_of_everything(self):
        assert digest_of(make_doc()) == digest_of(make_doc())
        assert digest_of(make_doc()) != digest_of(make_doc(scopes=("u:d55",)))


class TestDictionary:
    def test_words_are_cut_down_to_those_that_are_not_made_of_others(self):
        listed = frozenset(["หนังสือ", "เวียน", "หนังสือเวียน", "คน", "หนังสือเวียนคน"])
        assert cut("หนังสือเวียน", listed) == ("หนังสือ", "เวียน")
        assert cut("หนังสือเวียนคน", listed) == ("หนังสือ", "เวียน", "คน")
        assert cut("หนังสือ", listed) == ("หนังสือ",)
        assert cut("คน", listed) == ("คน",)
        assert cut("คน", frozenset(["ค", "น", "คน"])) == ("คน",)
        assert cut("หนังสือ", frozenset(["หนัง", "สือ"]), 4) == ("หนังสือ",)

    @given(st.sampled_from(sorted(general_words())))
    def test_pieces_join_to_the_word(self, word):
        assert "".join(cut(word, general_words())) == word

    def test_another_dictionary_is_another_analyser(self, tmp_path, analyser):
        frozen = Analyser(freeze_dictionary(tmp_path / "words.txt"))
        assert frozen.identity == analyser.identity
        (tmp_path / "own.txt").write_text("หนังสือเวียน\n", encoding="utf-8")
        own = Analyser(tmp_path / "own.txt")
        assert own.identity != analyser.identity
        assert words(own, "หนังสือเวียน") == ["หนังสือเวียน"]
