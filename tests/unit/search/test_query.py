"""The query language, on a handful of documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.search import query as module
from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from saraban.search.query import parse, plan_of
from tests.common.search_world import make_doc

TEXTS = {
    1: "ให้สมัครใบรับรองอิเล็กทรอนิกส์ (CA) ในระบบลงลายมือชื่อดิจิทัล (e-Signature)",
    2: "ดาวน์โหลดแอปพลิเคชัน BMA OTP และ BMA Single Sign-On:SSO",
    3: "สมัครอีเมลส่วนบุคคล @bangkok.go.th ภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
    4: "งานปรับปรุงระบบระบายน้ำ งบประมาณ 1,250 บาท ตามหนังสือ กท ๐๔๐๓/ว ๒๕",
    5: "OTP ของ BMA",
}
NUMBERS = {1: ("กท0403/ว32",), 2: ("3398", "กท0403/ว32"), 3: ("กท5407/800",), 4: ("กท5401/511",), 5: ("12/2567",)}


@pytest.fixture(scope="module")
def engine():
    made = MemoryEngine()
    made.write([make_doc(n, text=text, title=f"เรื่องที่ {n}", numbers=NUMBERS[n]) for n, text in TEXTS.items()], ())
    return made


def found(engine, text, **narrow):
    query = Query(text, frozenset(["u:d54"]), **narrow)
    result = engine.search(plan_of(query, parse(text, engine.analyser)), ())
    return [row.seq for row in result.rows]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("สมัคร", [3, 1]),
        ("สมัคร อีเมล", [3]),
        ("BMA OTP", [5, 2]),
        ('"BMA OTP"', [2]),
        ("“BMA OTP”", [2]),
        ("OTP -download -แอปพลิเคชัน", [5]),
        ("สมัคร OR งบประมาณ", [4, 3, 1]),
        ("สมัคร | งบประมาณ", [4, 3, 1]),
        ("-BMA", [4, 3, 1]),
        ("sign*", [2, 1]),
        ("ประมาณ*", [4]),
        ("งบประ*", [4]),
        ("@bangkok.go.th", [3]),
        ("bangkok", [3]),
        ("e-signature", [1]),
        ("esignature", [1]),
        ("sign-on", [2]),
        ("single sign-on", [2]),
        ("1250", [4]),
        ("๑๕ มี.ค. ๖๗", [3]),
        ("15 มีนาคม 2567", [3]),
        ("อีเมล ๑๕ มี.ค. ๒๕๖๗", [3]),
        ("!!!", []),
        ("ไม่มีคำนี้เลย", []),
    ],
)
def test_words(engine, text, numbers):
    assert found(engine, text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("กท ๐๔๐๓/ว ๓๒", [2, 1]),
        ("กท0403/ว32", [2, 1]),
        ("กท 0403/ว 32", [2, 1]),
        ("ที่ กท ๐๔๐๓ / ว๓๒", [2, 1]),
        ("3398", [2]),
        ("๓๓๙๘", [2]),
        ("กท ๕๔๐๑/๕๑๑", [4]),
        ("511", [4]),
        ("ว 32", [2, 1]),
        ("12/2567", [5]),
        ("๑๒/๒๕๖๗", [5]),
        ("กท 0403/ว 25", [4]),
        ("กท ๐๔๐๓/ว ๓๒ สมัคร", [1]),
        ("สมัคร กท ๕๔๐๗/๘๐๐", [3]),
    ],
)
def test_numbers(engine, text, numbers):
    assert found(engine, text) == numbers


def test_the_number_itself_comes_before_its_mention(analyser):
    engine = MemoryEngine(analyser)
    engine.write([make_doc(1, numbers=("กท0403/ว32",)), make_doc(2, text="ตามหนังสือ ที่ กท ๐๔๐๓/ว ๓๒")], ())
    assert found(engine, "กท0403/ว32") == [1, 2]


def test_relevance_puts_titles_first(analyser):
    engine = MemoryEngine(analyser)
    engine.write([make_doc(1, title="การระบายน้ำ"), make_doc(2, text="เรื่องการระบายน้ำ")], ())
    assert found(engine, "ระบายน้ำ") == [2, 1]
    assert found(engine, "ระบายน้ำ", sort="relevance") == [1, 2]


class TestHints:
    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("ก" * 500, module.TOO_LONG),
            (" ".join("กขคงจฉชซฌญฎฏฐฑฒณดตถทธ"), module.TOO_MANY),
            ('"BMA OTP', module.OPEN_QUOTE),
            ("OR BMA", module.LONE_OR),
            ("BMA OR", module.LONE_OR),
            ("BMA OR OR OTP", module.LONE_OR),
            ("...", module.NO_WORDS),
            ("b*", module.SHORT_PREFIX),
            ("BMA", ""),
            ("", ""),
        ],
    )
    def test_say_what_was_done(self, analyser, text, hint):
        assert parse(text, analyser).hint == hint

    def test_open_quote_finds_the_words(self, engine):
        assert found(engine, '"OTP BMA') == [5, 2]


class TestNarrowing:
    def test_values_and_days(self, analyser):
        engine = MemoryEngine(analyser)
        engine.write(
            [
                make_doc(1, unit="d54", kind="memo", year=2566, day=date(2023, 12, 31)),
                make_doc(2, unit="d54", kind="circular", day=date(2024, 3, 8)),
                make_doc(3, unit="d55", kind="memo", day=date(2024, 3, 9)),
            ],
            (),
        )
        assert found(engine, "", unit="d54") == [2, 1]
        assert found(engine, "", kind="memo") == [3, 1]
        assert found(engine, "", year=2567) == [3, 2]
        assert found(engine, "", day_from=date(2024, 3, 8)) == [3, 2]
        assert found(engine, "", day_to=date(2024, 3, 8)) == [2, 1]
        assert found(engine, "", day_from=date(2024, 3, 8), day_to=date(2024, 3, 8)) == [2]
        assert found(engine, "", day_from=date(2024, 3, 9), day_to=date(2024, 3, 8)) == []
        assert found(engine, "", unit="nowhere") == []

    def test_limit_covers_the_page_asked_for(self, analyser):
        plan = plan_of(Query("", frozenset(), offset=40, limit=20), parse("", analyser))
        assert plan.limit == 60
        assert plan_of(Query("", frozenset(), offset=0, limit=10**9), parse("", analyser)).limit == module.MOST_ROWS


@given(st.text(alphabet='กขทว๐1aO R"-*|/()\\.', max_size=40))
def test_any_text_is_a_query(engine, text):
    numbers = found(engine, text)
    assert len(set(numbers)) == len(numbers)
