"""What every engine does: the same documents, the same answers."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zope.interface.verify import verifyClass, verifyObject

from saraban.search.analysis import digest_of, grams_of
from saraban.search.interfaces import Found, ISearchEngine
from saraban.search.memory import MemoryEngine
from saraban.search.plan import Close, Every, Plan
from tests.common.engines import ALL_ENGINES, EVERYTHING, ON_DISK, SCOPES, ask, make_engine
from tests.common.search_world import make_doc

QUERIES = [
    "",
    "หนังสือเวียน",
    '"BMA OTP"',
    "BMA OTP",
    "งบ*",
    "-งบประมาณ",
    "ระบายน้ำ OR งบประมาณ",
    "3398",
    "กท 0403/ว 32",
    "ไม่มีเลย",
]


@pytest.fixture(params=ALL_ENGINES)
def engine(request, tmp_path):
    return make_engine(request.param, tmp_path / "index")


def test_interfaces(engine):
    assert engine.name in ALL_ENGINES
    assert verifyObject(ISearchEngine, engine)
    assert verifyClass(ISearchEngine, type(engine))


class TestAnEngine:
    def test_writes_replace_and_drop(self, engine):
        one, two = make_doc(1, scopes=("u:a",)), make_doc(2, scopes=("u:a",))
        engine.write([one, two], ())
        engine.write([make_doc(1, scopes=("u:a",), text="งบประมาณ")], ())
        assert [r.seq for r in ask(engine, "งบประมาณ").rows] == [1]
        assert [r.seq for r in ask(engine, "หนังสือเวียน").rows] == [2]
        assert engine.count() == 2
        engine.write([], [two.key, "Lnothing"])
        assert [r.seq for r in ask(engine).rows] == [1]
        assert dict(engine.digests()) == {one.key: digest_of(make_doc(1, scopes=("u:a",), text="งบประมาณ"))}

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("", [4, 3, 2, 1]),
            ("งบ*", [3]),
            ("sign*", [2]),
            ("หนังสือเว*", [4, 1]),
            ('"BMA OTP"', [2]),
            ("-งบประมาณ", [4, 2, 1]),
            ("งบประมาณ OR OTP", [3, 2]),
            ("e-signature", [2]),
            ("esignature", [2]),
            ("8 มี.ค. 67", [3]),
            ("กท 0403/ว 32", [1, 4]),
            ("3398", [2]),
            ("ไม่มีเลย", []),
        ],
    )
    def test_the_query_language(self, engine, text, numbers):
        texts = {
            1: "หนังสือเวียน",
            2: "BMA OTP e-Signature",
            3: "งบประมาณ ภายในวันที่ ๘ มีนาคม ๒๕๖๗",
            4: "ตามหนังสือเวียน ที่ กท ๐๔๐๓/ว ๓๒",
        }
        keys = {1: ("กท0403/ว32",), 2: ("3398",)}
        for number, words in texts.items():  # a segment each
            fields = {"text": words, "title": "", "numbers": keys.get(number, ()), "day": date(2024, 5, 1)}
            engine.write([make_doc(number, scopes=("u:a",), **fields)], ())
        assert [r.seq for r in ask(engine, text).rows] == numbers
        assert ask(engine, text).total == len(numbers)

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("ระบายน้ำ", [1, 2]),
            ("ระบายน้ำ OR งบประมาณ", [1, 2]),
            ("8 มี.ค. 67", [1, 2]),
            ("ระบายน้ำ -ประชุม", [1, 2]),
            ("ระบาย*", [1, 2]),
        ],
    )
    def test_relevance_is_the_title_first(self, engine, text, numbers):
        words = "การระบายน้ำ ๘ มีนาคม ๒๕๖๗"
        engine.write([make_doc(1, scopes=("u:a",), title=words, text=""), make_doc(2, scopes=("u:a",), text=words)], ())
        assert [r.seq for r in ask(engine, text, sort="relevance").rows] == numbers
        assert [r.seq for r in ask(engine, text).rows] == [2, 1]

    def test_what_is_spelled_nearly_so(self, engine):
        texts = ["ระบายน้ำ", "ระบานน้ำ", "งบประมาณ"]
        engine.write([make_doc(n, scopes=("u:a",), text=text, title="") for n, text in enumerate(texts, 1)], ())
        grams = tuple(grams_of("ระบายน้ำ"))

        def close(least, scopes=EVERYTHING):
            return [r.seq for r in engine.search(Plan(Close(grams, least), scopes), ()).rows]

        assert [close(len(grams)), close(3), close(0)] == [[1], [2, 1], [3, 2, 1]]
        assert close(0, frozenset()) == []

    def test_finds_nothing_for_nobody(self, engine):
        """No scopes, unknown scopes: no hit, no count, no facet (an empty filter means everything in some engines)."""
        engine.write([make_doc(n, scopes=("u:a", "circular")) for n in range(1, 6)], ())
        for scopes in (frozenset(), frozenset(["u:none"]), frozenset([""])):
            for text in QUERIES:
                result = ask(engine, text, scopes)
                assert (result.total, result.rows, result.facets) == (0, [], {})
        assert ask(engine).total == 5

    def test_leaves_out_what_waits(self, engine):
        docs = [make_doc(n, scopes=("u:a",)) for n in range(1, 4)]
        engine.write(docs, ())
        result = ask(engine, without=[docs[1].key, "Lunknown"])
        assert [r.seq for r in result.rows] == [3, 1]
        assert (result.total, result.facets["unit"]) == (2, {"d54": 2})

    def test_a_document_without_scopes_is_never_found(self, engine):
        engine.write([make_doc(1, scopes=())], ())
        assert ask(engine).total == 0

    def test_rebuild_replaces_everything(self, engine):
        engine.write([make_doc(1, scopes=("u:a",))], ())
        engine.rebuild([[make_doc(2, scopes=("u:a",))], [make_doc(3, scopes=("u:a",))]])
        assert [r.seq for r in ask(engine).rows] == [3, 2]

    def test_rows_carry_chain_and_day(self, engine):
        engine.write([make_doc(1, scopes=("u:a",), chain="c1", day=date(2023, 1, 2), seq=2**61)], ())
        row = ask(engine).rows[0]
        assert (row.chain, row.day, row.seq) == ("c1", date(2023, 1, 2), 2**61)

    def test_one_order_where_day_and_number_say_the_same(self, engine):
        """Newest first by day, number and key, whatever page is asked for and however large or small the numbers."""
        numbers = [2**61, 2**50, 2**50 + 1, 5, 5, 0, -3, -4]
        docs = [make_doc(at, scopes=("u:a",), seq=seq) for at, seq in enumerate(numbers, 1)]
        engine.write(docs[:5], ())
        engine.write(docs[5:], ())
        wanted = [d.key for d in sorted(docs, key=lambda d: (d.seq, d.key), reverse=True)]
        for limit in range(1, 9):
            assert [r.key for r in ask(engine, limit=limit).rows] == wanted[:limit]

    @pytest.mark.parametrize(
        "text", ["\ud800 งบประมาณ \udfff", "งบประมาณ \x00 \x1f", "ก" * 5000 + " งบประมาณ", "งบประมาณ 😀"]
    )
    def test_text_that_is_no_text_harms_nothing(self, engine, text):
        """Halves of characters, signs for nothing, endless words: kept, found by the rest, asked for in vain."""
        engine.write([make_doc(1, scopes=("u:a",), title=text, text=text, numbers=(text,))], ())
        assert [r.seq for r in ask(engine, "งบประมาณ").rows] == [1]
        for asked in (text, f'"{text}"', f"{text[:300]}*", "\ud800", "\x1f*"):
            assert ask(engine, asked, frozenset()).total == 0
            assert ask(engine, asked).total <= 1

    def test_counts_by_kind(self, engine):
        letters = [make_doc(n, scopes=("u:a",)) for n in (1, 2)]
        engine.write([*letters, make_doc(3, key="P" + letters[0].key[1:])], ())
        assert (engine.count(), engine.count("L"), engine.count("P"), engine.count("X")) == (3, 2, 1, 0)

    def test_narrowing_and_facets(self, engine):
        engine.write(
            [
                make_doc(1, scopes=("u:a",), unit="a", kind="memo", year=2566, day=date(2023, 5, 1), series="send"),
                make_doc(2, scopes=("u:b",), unit="b", kind="circular", state="closed"),
                make_doc(3, scopes=("u:a",), unit="a", kind="circular", state=""),
            ],
            (),
        )
        result = ask(engine)
        assert result.facets == {
            "unit": {"a": 2, "b": 1},
            "kind": {"memo": 1, "circular": 2},
            "year": {"2566": 1, "2567": 2},
            "series": {"send": 1},
            "state": {"open": 1, "closed": 1},
            "what": {"L": 3},
        }
        assert [r.seq for r in ask(engine, unit="a", kind="circular").rows] == [3]
        assert [r.seq for r in ask(engine, "unit:a kind:circular").rows] == [3]
        assert [r.seq for r in ask(engine, year=2566).rows] == [1]
        assert [r.seq for r in ask(engine, day_from=date(2024, 1, 1)).rows] == [3, 2]
        assert ask(engine, what="P").total == 0
        assert ask(engine, what="L").total == 3
        assert ask(engine, scopes=frozenset(["u:b"])).facets["unit"] == {"b": 1}

    def test_a_name_of_several_words_is_one_value(self, engine):
        engine.write([make_doc(1, scopes=("u:a",), unit="ฝ่าย ก"), make_doc(2, scopes=("u:a",), unit="ฝ่าย ข")], ())
        assert [r.seq for r in ask(engine, 'หน่วยงาน:"ฝ่าย ก"').rows] == [1]
        assert [r.seq for r in ask(engine, unit="ฝ่าย ก").rows] == [1]

    def test_facets_are_counted_where_they_are_wanted(self, engine):
        engine.write([make_doc(1, scopes=("u:a",))], ())
        plan = Plan(Every(), frozenset({"u:a"}), faceted=False, limit=0)
        assert engine.search(plan, ()) == Found(1, [], {})


docs = st.builds(
    make_doc,
    st.integers(1, 9),
    scopes=st.lists(st.sampled_from(SCOPES), max_size=2, unique=True).map(tuple),
    text=st.lists(
        st.sampled_from(["หนังสือเวียน", "BMA OTP", "OTP", "งบประมาณ", "ระบายน้ำ", "ที่ กท ๐๔๐๓/ว ๓๒"]), max_size=3
    ).map("\n".join),
    title=st.sampled_from(["ระบายน้ำ", "เรื่อง"]),
    day=st.dates(date(2024, 1, 1), date(2024, 1, 4)),
    numbers=st.sampled_from([(), ("3398",), ("กท0403/ว32",)]),
)


@pytest.mark.parametrize("name", ON_DISK)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.lists(docs, max_size=5), st.lists(st.integers(1, 9).map(lambda n: make_doc(n).key), max_size=2)),
        max_size=4,
    ),
    st.sets(st.sampled_from(SCOPES)).map(frozenset),
    st.sampled_from(QUERIES),
    st.sampled_from(["newest", "relevance"]),
    st.sampled_from([1, 2, 20]),
)
def test_every_engine_answers_as_memory_does(name, tmp_path_factory, batches, scopes, text, sort, limit):
    engine, memory = make_engine(name, tmp_path_factory.mktemp("i")), MemoryEngine()
    for batch, gone in batches:
        unique = {doc.key: doc for doc in batch}
        for each in (engine, memory):
            each.write(unique.values(), [key for key in gone if key not in unique])
        asked = {"sort": sort, "limit": limit}
        assert ask(engine, text, scopes, **asked) == ask(memory, text, scopes, **asked)
    assert dict(engine.digests()) == dict(memory.digests())
