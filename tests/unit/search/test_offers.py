"""Offers are made of what the actor may read, and of nothing else."""

import pytest

from saraban.search import service
from saraban.search.memory import MemoryEngine
from saraban.search.offers import like, suggest
from tests.common.search_world import make_actor, make_world

MINE, OTHERS = ("u:d54",), ("u:d99",)
TITLES = {
    1: ("การขุดลอกคลองแสนแสบ", MINE),
    2: ("การขุดลอกคลองแสนแสบ ระยะที่ ๒", MINE),
    3: ("การขุดลอกคลองบางกอกน้อย", OTHERS),
    4: ("ขอเชิญประชุมงบประมาณ", MINE),
    5: ("การขุดลอกคูน้ำ", MINE),
}


@pytest.fixture
def office(tmp_path):
    with make_world(tmp_path, MemoryEngine()) as world:
        for number, (title, scopes) in TITLES.items():
            world.put(number, title=title, scopes=scopes)
        yield world


@pytest.fixture(params=["waiting", "indexed"])
def world(office, request):
    if request.param == "indexed":
        service.reindex(office.desk, office.registry)
    return office


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "titles"),
        [
            ("ขุดลอกคล", [2, 1]),
            ("ขุดลอก ระยะ", [2]),
            ("งบประ", [4]),
            ("ก", []),
            ("", []),
            ("...", []),
            ("บางกอก", []),
            ("ไม่มี", []),
        ],
    )
    def test_subjects_that_may_be_read(self, world, typed, titles):
        offered = suggest(world.desk, world.registry, make_actor(*MINE), typed)
        assert offered == [TITLES[n][0] for n in titles]

    def test_nobody_is_offered_nothing(self, world):
        assert suggest(world.desk, world.registry, make_actor(), "ขุดลอก") == []


class TestLike:
    def titles(self, world, number, *scopes):
        return [hit.title for hit in like(world.desk, world.registry, make_actor(*scopes), f"L{number:013}")]

    def test_the_likest_first_and_only_what_may_be_read(self, world):
        assert self.titles(world, 1, *MINE)[0] == TITLES[2][0]
        assert TITLES[3][0] not in self.titles(world, 1, *MINE)
        assert TITLES[3][0] in self.titles(world, 1, *MINE, *OTHERS)
        assert TITLES[4][0] not in self.titles(world, 1, *MINE)

    def test_of_a_hidden_letter_as_of_none_there_is_nothing(self, world):
        assert self.titles(world, 3, *MINE) == self.titles(world, 77, *MINE) == self.titles(world, 1) == []

    def test_its_own_chain_is_left_out(self, office):
        office.put(6, title=TITLES[1][0], scopes=MINE, chain="0000000000001")
        keys = [hit.key for hit in like(office.desk, office.registry, make_actor(*MINE), f"L{1:013}")]
        assert keys[0] == f"L{2:013}"
        assert f"L{6:013}" not in keys

    def test_a_letter_hidden_since_is_no_longer_like(self, world):
        world.put(2, title=TITLES[2][0], scopes=OTHERS)
        assert TITLES[2][0] not in self.titles(world, 1, *MINE)
