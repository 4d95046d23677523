"""Whatever is typed: an answer, and never of more than the reader may see."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saraban.search import service
from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from saraban.search.offers import suggest
from tests.common.search_world import make_actor, make_world

MINE, OTHERS, SECRET = "u:d54", "u:d99", "ธรรมาภิบาลกัมมันตรังสี"
WORDS = [
    "ธรรมาภิบาล", "ธรรมาภิบาน", "กัมมันตรังสี", "กัมมนัตรังสี", "งบประมาณ", "OTP", "e-Signature", "3398",
    "๓๓๙๘", "กท ๐๔๐๓/ว ๓๒", "8 มี.ค. 67", "2024-03-08", "OR", "|", "-", '"',
    "*", ":", "เลขที่:", "จาก:", "ถึง:", "เรื่อง:", "ปี:", "ปี:2500-2600",
    "ประเภท:", "หน่วยงาน:", "วันที่:", "วันที่:2566..", "ตั้งแต่:", "ก่อน:", "year:", "kind:",
    "-ปี:2567", "-งบ", "งบ*", " ", "  ", "\u200b", "๐", "..",
    "ถึง",
]  # fmt: skip
queries = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=8).map("".join)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with make_world(tmp_path_factory.mktemp("any"), MemoryEngine()) as made:
        texts = ["หลักธรรมาภืบาล e-Signature", "งบประมาณ OTP ๘ มี.ค. ๖๗", "กท ๐๔๐๓/ว ๓๒ กัมมันตรังสื"]
        for number, text in enumerate(texts, 1):
            made.put(number, text=text, scopes=(MINE,), numbers=("3398",))
            made.put(
                number + 10, text=f"{text} {SECRET}", title=SECRET, scopes=(OTHERS,), unit="d99", numbers=("3398",)
            )
        service.reindex(made.desk, made.registry)
        made.put(20, text=f"{SECRET} รอเข้าดัชนี", title=SECRET, scopes=(OTHERS,))
        yield made


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=queries, sort=st.sampled_from(["newest", "relevance"]))
def test_no_query_fails_or_finds_more_than_may_be_read(world, text, sort):
    nobody = service.find(world.desk, world.registry, make_actor(), Query(text, sort=sort))
    assert (nobody.total, nobody.hits, nobody.facets, nobody.near, nobody.spellings) == (0, [], {}, 0, ())
    mine = service.find(world.desk, world.registry, make_actor(MINE), Query(text, sort=sort))
    everybody = service.find(world.desk, world.registry, make_actor(MINE, OTHERS), Query(text, sort=sort))
    assert mine.total == len(mine.hits) <= 3
    assert {hit.key for hit in mine.hits} <= {f"L{n:013}" for n in (1, 2, 3)}
    assert mine.facets.get("unit", {}).keys() <= {"d54"}
    assert not any(SECRET[:10] in words for words in mine.spellings)
    assert everybody.total == len(everybody.hits) <= 7


@settings(max_examples=60, deadline=None)
@given(text=queries)
def test_no_offer_tells_more_than_may_be_read(world, text):
    assert suggest(world.desk, world.registry, make_actor(), text) == []
    offered = suggest(world.desk, world.registry, make_actor(MINE), text)
    assert not any(SECRET[:10] in offer.words for offer in offered)
    assert {offer.letter for offer in offered} <= {f"{n:013}" for n in (1, 2, 3)}
