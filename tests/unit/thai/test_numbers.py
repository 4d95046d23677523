"""Letter numbers: one key for every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.digits import to_thai
from saraban.thai.normalise import normalise
from saraban.thai.numbers import (
    LetterNumber,
    find_numbers,
    format_number,
    format_order_number,
    is_number,
    number_key,
    parse_number,
    stored_form,
)

SPELLINGS = [
    "กท ๐๔๐๓/ว ๓๒",
    "กท0403/ว32",
    "กท 0403/ว 32",
    "กท ๐๔๐๓ / ว๓๒",
    "ที่ กท ๐๔๐๓/ว ๓๒",
    "กท. 0403/ว ๓๒",
    "กท\u200b ๐๔๐๓\uff0fว ๓๒",
    "  กท  0403/ว\u00a032 ",
]

prefixes = st.one_of(
    st.none(),
    st.builds(
        lambda letters, code, subs: f"{letters} {code:04d}" + "".join(f".{s}" for s in subs),
        st.text(alphabet="กทมศธน", min_size=2, max_size=2),
        st.integers(0, 9999),
        st.lists(st.integers(1, 99), max_size=2),
    ),
)


class TestNumberKey:
    @pytest.mark.parametrize("written", SPELLINGS)
    def test_spellings_have_one_key(self, written):
        assert number_key(written) == "กท0403/ว32"

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("ทม 0501.1.13/ว 136", "ทม0501.1.13/ว136"),
            ("ที่ กท ๕๔๐๑/๕๑๑", "กท5401/511"),
            ("๑๒/๒๕๖๗", "12/2567"),
            ("คำสั่งที่ ๑๒/๒๕๖๗", "12/2567"),
            ("๓๓๙๘", "3398"),
            ("ว ๓๒", "ว32"),
            ("กท 0403/ว 0032", "กท0403/ว32"),
            ("ไม่มีเลข ที่", "ไม่มีเลขที่"),
            ("", ""),
        ],
    )
    def test_other_forms(self, written, key):
        assert number_key(written) == key

    @given(prefixes, st.integers(1, 99999), st.booleans(), st.sampled_from(["thai", "arabic"]))
    def test_printed_number_is_read_back(self, prefix, n, circular, digits):
        printed = format_number(prefix, n, circular=circular, digits=digits)
        read = parse_number(printed)
        assert read is not None
        assert (read.circular, read.n) == (circular, n)
        assert read.key == number_key(printed) == number_key(printed.replace(" ", ""))
        assert read.key == number_key(f"ที่ {to_thai(printed).replace('/', ' / ')}")

    @given(st.text(max_size=40))
    def test_never_refuses_and_is_stable(self, text):
        key = number_key(text)
        assert " " not in key


class TestParseNumber:
    def test_circular(self):
        assert parse_number("กท ๐๔๐๓/ว ๓๒") == LetterNumber("กท0403", True, 32)

    def test_order_has_a_year(self):
        assert parse_number("๑๒/๒๕๖๗") == LetterNumber(None, False, 12, 2567)

    def test_bare_number(self):
        assert parse_number("3398") == LetterNumber(None, False, 3398)

    @pytest.mark.parametrize("text", ["", "หนังสือเวียน", "กท 0403/", "กท 0403/ล 5", "-/5"])
    def test_not_a_number(self, text):
        assert parse_number(text) is None


class TestFormat:
    def test_as_on_paper(self):
        assert format_number("กท ๐๔๐๓", 32, circular=True) == "กท ๐๔๐๓/ว ๓๒"
        assert format_number("กท 5401", 511) == "กท ๕๔๐๑/๕๑๑"
        assert format_number(None, 32) == "๓๒"
        assert format_number(None, 32, circular=True) == "ว ๓๒"
        assert format_number("กท ๕๔๐๑", 511, digits="arabic") == "กท 5401/511"

    @given(st.integers(1, 99999), st.integers(2400, 2700), st.sampled_from(["thai", "arabic"]))
    def test_orders_round_trip(self, n, year, digits):
        read = parse_number(format_order_number(n, year, digits))
        assert read == LetterNumber(None, False, n, year)
        assert read.key == f"{n}/{year}"

    def test_stored_form_keeps_the_spelling(self):
        assert stored_form("กท  ๐๔๐๓/ว ๓๒ ") == "กท 0403/ว 32"


@pytest.mark.parametrize("text", ["กท ๐๔๐๓/ว ๓๒", "1"])
def test_what_names_a_letter(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "-", "–", "ไม่มี", "ด่วนที่สุด"])
def test_what_says_that_there_is_no_number(text):
    assert not is_number(text)


def test_numbers_in_a_text():
    text = normalise("ด่วนที่สุด ที่ กท ๐๔๐๓/ว ๒๕ ลงวันที่ ๑๙ กุมภาพันธ์ ๒๕๖๗ และที่ กท ๐๔๐๓/ว ๒๘ กับ กท๕๔๐๑/๕๑๑")
    assert [key for _written, key in find_numbers(text)] == ["กท0403/ว25", "กท0403/ว28", "กท5401/511"]
