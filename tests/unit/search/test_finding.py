"""Near spellings below what the words find, and of visible documents only."""

import pytest

from saraban.search.finding import FEW, MOST_READ, NEAR_TIER, find_near, with_near
from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from saraban.search.query import parse, plan_of
from tests.common.search_world import make_doc

MINE, OTHERS = ("u:a",), ("u:b",)


def look(engine, docs, text, scopes=MINE, limit=20, **narrowed):
    plan = plan_of(Query(text, frozenset(scopes), limit=limit, **narrowed), parse(text, engine.analyser))
    found = engine.search(plan, ())
    read = []

    def read_row(row):
        read.append(row.seq)
        return docs[row.seq]

    near = find_near(lambda other: engine.search(other, ()), read_row, plan, found)
    return with_near(found, near, limit), near, read


@pytest.fixture
def docs():
    texts = {1: "หลักธรรมาภืบาล", 2: "หลักธรรมาภิบาล", 3: "งบประมาณ", 4: "ธรรมาภิบาน"}
    return {n: make_doc(n, scopes=OTHERS if n == 4 else MINE, text=text, title="") for n, text in texts.items()}


@pytest.fixture
def engine(docs, analyser):
    made = MemoryEngine(analyser)
    made.write(docs.values(), ())
    return made


def test_near_ones_stand_below(engine, docs):
    found, near, _read = look(engine, docs, "ธรรมาภิบาล")
    assert [(row.seq, row.tier >= NEAR_TIER) for row in found.rows] == [(2, False), (1, True)]
    assert (found.total, found.facets["unit"]) == (2, {"d54": 2})
    assert near.spellings == ()  # the words found something: they are well spelled


def test_how_it_is_written_is_offered(engine, docs):
    found, near, _read = look(engine, docs, "ทำมาภิบาล")
    assert found.rows[0].seq == 2
    assert near.spellings == ("ธรรมาภิบาล",)
    assert near.needles


@pytest.mark.parametrize(
    ("text", "asked", "offered"),
    [
        ("Zoom Meeting\nPasscode: 81234567\nreference Kangaroo Wallaby", "Pascode", ("passcode",)),
        ("Zoom Meeting\nPasscode:81234567reference", "Pascode", ("passcode",)),
        ("Zoom Meeting\nPasscode:\n\nkangaroo", "kangarro", ()),
        ("Zoom Meeting\nPasscode: kangaroo", "kangarro", ()),
        ("reference kangaroo81", "kangarro", ()),
        ("reference Kangaroo Wallaby", "kangaro", ("kangaroo",)),
        ("reference Kangaroo Wallaby", "kangarowallaby", ("kangaroo wallaby",)),
        ("หลักธรรมาภิบาล ของ\n\nหน่วยงาน", "ทำมาภิบาล", ("ธรรมาภิบาล",)),
    ],
)
def test_only_whole_words_that_a_snippet_shows_are_offered(analyser, text, asked, offered):
    engine, docs = MemoryEngine(analyser), {1: make_doc(1, scopes=MINE, text=text)}
    engine.write(docs.values(), ())
    _found, near, _read = look(engine, docs, asked)
    assert near.rows
    assert near.spellings == offered


def test_what_may_not_be_read_is_never_looked_at(engine, docs):
    for scopes in (MINE, (), ("u:none",)):
        found, near, read = look(engine, docs, "ธรรมาภิบาน", scopes)
        assert 4 not in read
        assert "ธรรมาภิบาน" not in near.spellings
        assert 4 not in [row.seq for row in found.rows]
    assert look(engine, docs, "ธรรมาภิบาน", ())[0].total == 0


def test_a_document_that_has_to_be_withheld_is_no_near_one(engine, docs):
    docs[1] = None
    assert look(engine, docs, "ธรรมาภิบาล")[0].total == 1


def test_nothing_is_near_where_the_words_find_enough(analyser):
    docs = {n: make_doc(n, scopes=MINE, text="ธรรมาภิบาล" if n <= FEW else "ธรรมาภืบาล") for n in range(1, FEW + 3)}
    engine = MemoryEngine(analyser)
    engine.write(docs.values(), ())
    assert look(engine, docs, "ธรรมาภิบาล")[0].total == FEW


def test_narrowing_adds_nothing_near(analyser):
    docs = {n: make_doc(n, scopes=MINE, title="", text="ธรรมาภิบาล", unit="x") for n in range(1, FEW + 1)}
    docs[90] = make_doc(90, scopes=MINE, title="", text="ธรรมาภืบาล", unit="y")
    engine = MemoryEngine(analyser)
    engine.write(docs.values(), ())
    found, near, read = look(engine, docs, "ธรรมาภิบาล", unit="y")
    assert (found.total, near.rows, read) == (0, [], [])
    engine.write((), [docs[1].key])
    assert look(engine, docs, "ธรรมาภิบาล", unit="y")[0].total == 1


def test_the_nearest_are_read_however_old(analyser):
    docs = {1: make_doc(1, scopes=MINE, title="", text="หลักธรรมาภืบาล")}
    docs |= {n: make_doc(n, scopes=MINE, title="", text="ธรรมดา") for n in range(2, MOST_READ + 20)}
    engine = MemoryEngine(analyser)
    engine.write(docs.values(), ())
    found, near, read = look(engine, docs, "ธรรมาภิบาล")
    assert [row.seq for row in found.rows] == [1]
    assert len(read) == len(set(read)) == MOST_READ
    assert near.facets["unit"] == {"d54": 1}


def test_a_small_page_does_not_count_twice(engine, docs):
    found, _near, _read = look(engine, docs, "ธรรมาภิบาล", limit=0)
    assert (found.total, found.rows) == (2, [])
