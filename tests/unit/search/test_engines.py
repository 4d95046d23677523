"""What every engine does: the same documents, the same answers."""

import json
import stat
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zope.interface.verify import verifyClass, verifyObject

from saraban.search import analysis, whoosh_engine
from saraban.search.analysis import digest_of, grams_of
from saraban.search.interfaces import ISearchEngine, Query
from saraban.search.memory import MemoryEngine
from saraban.search.plan import Close, Plan
from saraban.search.query import parse, plan_of
from saraban.search.whoosh_engine import WhooshEngine
from saraban.search.whoosh_shelf import SetCache
from tests.common.search_world import make_doc

SCOPES = ["u:a", "u:b", "f:1", "circular"]
ALL = frozenset(SCOPES)
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


def ask(engine, text="", scopes=ALL, without=(), **narrow):
    return engine.search(plan_of(Query(text, scopes, **narrow), parse(text, engine.analyser)), without)


@pytest.fixture(params=["memory", "whoosh"])
def engine(request, tmp_path):
    if request.param == "memory":
        return MemoryEngine()
    made = WhooshEngine(tmp_path / "index")
    made.rebuild(iter(()))
    return made


def test_interfaces(engine):
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
            engine.write([make_doc(number, scopes=("u:a",), text=words, title="", numbers=keys.get(number, ()))], ())
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

        def close(least, scopes=ALL):
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
        assert [r.seq for r in ask(engine, year=2566).rows] == [1]
        assert [r.seq for r in ask(engine, day_from=date(2024, 1, 1)).rows] == [3, 2]
        assert ask(engine, what="P").total == 0
        assert ask(engine, what="L").total == 3
        assert ask(engine, scopes=frozenset(["u:b"])).facets["unit"] == {"b": 1}


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.lists(docs, max_size=5), st.lists(st.integers(1, 9).map(lambda n: make_doc(n).key), max_size=2)),
        max_size=4,
    ),
    st.sets(st.sampled_from(SCOPES)).map(frozenset),
    st.sampled_from(QUERIES),
    st.sampled_from(["newest", "relevance"]),
)
def test_whoosh_answers_as_memory_does(tmp_path_factory, batches, scopes, text, sort):
    whoosh, memory = WhooshEngine(tmp_path_factory.mktemp("i")), MemoryEngine()
    whoosh.rebuild(iter(()))
    for batch, gone in batches:
        unique = {doc.key: doc for doc in batch}
        for engine in (whoosh, memory):
            engine.write(unique.values(), [key for key in gone if key not in unique])
        assert ask(whoosh, text, scopes, sort=sort) == ask(memory, text, scopes, sort=sort)
    assert dict(whoosh.digests()) == dict(memory.digests())


class TestWhoosh:
    @pytest.fixture
    def place(self, tmp_path):
        return tmp_path / "index"

    @pytest.fixture
    def engine(self, place):
        made = WhooshEngine(place)
        made.rebuild([[make_doc(1, scopes=("u:a",))]])
        return made

    def test_directory_is_private(self, engine, place):
        place.chmod(0o755)
        WhooshEngine(place)
        for path in (place, *place.glob("g-*")):
            assert stat.S_IMODE(path.stat().st_mode) == 0o700

    def test_before_there_is_an_index(self, place):
        fresh = WhooshEngine(place)
        assert not fresh.is_ready()
        assert (fresh.count(), list(fresh.digests()), ask(fresh).total) == (0, [], 0)

    def test_another_process_sees_what_is_written(self, engine, place):
        other = WhooshEngine(place)
        assert ask(other).total == 1
        engine.write([make_doc(2, scopes=("u:a",))], ())
        assert ask(other).total == 2
        engine.rebuild([[make_doc(3, scopes=("u:a",))]])
        assert [r.seq for r in ask(other).rows] == [3]
        assert len(list(place.glob("g-*"))) == 1

    def test_another_version_of_the_analyser_is_another_index(self, engine, place, monkeypatch):
        monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
        newer = WhooshEngine(place)
        assert not newer.is_ready()
        assert ask(newer).total == 0
        newer.rebuild([[make_doc(1, scopes=("u:a",))]])
        assert newer.is_ready()
        assert ask(newer).total == 1

    def test_another_layout_is_another_index(self, engine, place, monkeypatch):
        monkeypatch.setattr(whoosh_engine, "LAYOUT", whoosh_engine.LAYOUT + 1)
        assert not WhooshEngine(place).is_ready()

    def test_an_altered_dictionary_is_noticed(self, engine, place):
        words = next(place.glob("g-*/words.txt"))
        words.write_text(words.read_text(encoding="utf-8") + "คำใหม่\n", encoding="utf-8")
        assert not WhooshEngine(place).is_ready()

    @pytest.mark.parametrize("content", ["../../etc", "", "g-none", "g-../x"])
    def test_a_damaged_pointer_is_no_index(self, engine, place, content):
        (place / "current").write_text(content, encoding="ascii")
        assert not WhooshEngine(place).is_ready()

    def test_a_damaged_note_is_no_index(self, engine, place):
        next(place.glob("g-*/made.json")).write_text("{", encoding="utf-8")
        assert not WhooshEngine(place).is_ready()

    def test_the_dictionary_of_the_index_is_used(self, engine, place):
        assert engine.analyser.path == next(place.glob("g-*/words.txt"))
        made = json.loads(next(place.glob("g-*/made.json")).read_text(encoding="utf-8"))
        assert made["analyser"] == engine.analyser.identity

    def test_one_writer(self, engine, place):
        with engine.writing() as first, WhooshEngine(place).writing() as second:
            assert (first, second) == (True, False)
        with WhooshEngine(place).writing() as third:
            assert third

    def test_a_broken_write_leaves_what_was(self, engine):
        with pytest.raises(AttributeError):
            engine.write([make_doc(2, scopes=("u:a",)), make_doc(3, day="no day")], ())
        assert [r.seq for r in ask(engine).rows] == [1]
        engine.write([make_doc(2, scopes=("u:a",))], ())
        assert ask(engine).total == 2

    def test_a_broken_rebuild_leaves_what_was(self, engine, place):
        def broken():
            yield [make_doc(2, scopes=("u:a",))]
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine.rebuild(broken())
        assert [r.seq for r in ask(engine).rows] == [1]
        assert len(list(place.glob("g-*"))) == 1

    def test_readers_and_a_writer_at_once(self, engine):
        wrong = []

        def read():
            for _turn in range(40):
                totals = ask(engine, "หนังสือเวียน").total
                if not 1 <= totals <= 12:
                    wrong.append(totals)

        readers = [threading.Thread(target=read) for _reader in range(3)]
        for reader in readers:
            reader.start()
        for number in range(2, 13):
            engine.write([make_doc(number, scopes=("u:a",))], ())
        for reader in readers:
            reader.join()
        assert wrong == []
        assert ask(engine, "หนังสือเวียน").total == 12

    def test_what_cannot_be_opened_is_no_index(self, engine, place):
        for toc in place.glob("g-*/*.toc"):
            toc.unlink()
        assert not WhooshEngine(place).is_ready()

    def test_the_log_does_not_quote_what_is_wrong_with_it(self, engine, place, monkeypatch, caplog):
        def broken(*_args):
            msg = "ลับมาก"
            raise ValueError(msg)

        engine.rebuild(iter([]))
        fresh = WhooshEngine(place)
        monkeypatch.setattr(fresh, "_open", broken)
        with caplog.at_level("INFO"):
            assert not fresh.is_ready()
        assert "ValueError" in caplog.text
        assert "ลับมาก" not in caplog.text

    def test_a_rebuild_between_two_looks_is_looked_at_again(self, engine, place, monkeypatch):
        other = WhooshEngine(place)
        first = other._refreshed_now
        tries = []

        def once_gone():
            tries.append(1)
            if len(tries) == 1:
                raise FileNotFoundError
            return first()

        monkeypatch.setattr(other, "_refreshed_now", once_gone)
        assert ask(other).total == 1
        monkeypatch.setattr(other, "_refreshed_now", lambda: Path("/nowhere").stat())
        with pytest.raises(FileNotFoundError):
            ask(other)

    def test_many_segments_are_one_order(self, engine):
        for number in range(2, 12):
            engine.write([make_doc(number, scopes=("u:a",), day=date(2024, 1, 1 + number * 7 % 11))], ())
        rows = ask(engine).rows
        assert len(rows) == 11
        assert rows == sorted(rows, key=lambda r: (r.day, r.seq), reverse=True)


def test_cache_drops_what_was_unused_longest():
    cache = SetCache(450)
    made = []
    for name in ("a", "b", "a", "c", "a", "b"):
        cache.get((name,), lambda name=name: made.append(name) or 1)
    assert made == ["a", "b", "c", "b"]
