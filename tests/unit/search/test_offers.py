"""Offers are made of what the actor keeps and may read, and of nothing else."""

import pytest

from saraban.search import keeping, offers, service
from saraban.search.memory import MemoryEngine
from saraban.search.offers import suggest
from tests.common.search_world import Units, make_actor, make_world

MINE, OTHERS = ("u:d54",), ("u:d99",)
TITLES = {
    1: ("การขุดลอกคลองแสนแสบ", MINE),
    2: ("การขุดลอกคลองแสนแสบ ระยะที่ ๒", MINE),
    3: ("การขุดลอกคลองบางกอกน้อย", OTHERS),
    4: ("ขอเชิญประชุมงบประมาณ", MINE),
    5: ("การขุดลอกคูน้ำ", MINE),
}
#: Number of a thing -> (letter number, whose).
NUMBERS = {11: ("กท 5407/771", MINE), 12: ("กท 5407/772", OTHERS), 13: ("กท 5407/ว 77", MINE), 14: ("กท 9/771", MINE)}
PASSCODE = "887766"


@pytest.fixture
def office(tmp_path):
    with make_world(tmp_path, MemoryEngine()) as world:
        world.desk.root["agencies"] = Units(d54="สำนักงานเขตตัวอย่าง", d99="สำนักงานเขตอื่น", none="สำนักงานเขตว่าง")
        for number, (title, scopes) in TITLES.items():
            world.put(number, title=title, scopes=scopes, unit=scopes[0][2:], text="")
        yield world


@pytest.fixture(params=["waiting", "indexed"])
def world(office, request):
    if request.param == "indexed":
        service.reindex(office.desk, office.registry)
    return office


def offered(world, typed, *scopes, kind="letter"):
    found = suggest(world.desk, world.registry, make_actor(*scopes), typed)
    return [offer.words for offer in found if offer.kind == kind]


class TestSubjects:
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
    def test_those_that_may_be_read(self, world, typed, titles):
        assert offered(world, typed, *MINE) == [TITLES[n][0] for n in titles]

    def test_nobody_is_offered_nothing(self, world):
        keeping.save_search(world.desk, make_actor(), name="ขุดลอก", asked={"q": "ขุดลอก"})
        assert suggest(world.desk, world.registry, make_actor(), "ขุดลอก") == []

    def test_a_letter_hidden_since_is_not_offered(self, world):
        world.put(2, title=TITLES[2][0], scopes=OTHERS)
        assert offered(world, "ขุดลอกคล", *MINE) == [TITLES[1][0]]

    def test_one_subject_of_many_letters_stands_once(self, office):
        office.put(6, title=TITLES[4][0], scopes=MINE)
        assert offered(office, "งบประ", *MINE) == [TITLES[4][0]]

    def test_passcodes_are_hidden(self, office):
        office.put(7, title=f"ประชุมทางไกล รหัสผ่าน: {PASSCODE}", scopes=MINE)
        [words] = offered(office, "ประชุมทางไกล", *MINE)
        assert PASSCODE not in words
        assert "•" in words
        assert not any(PASSCODE in words for words in offered(office, "8877", *MINE))

    def test_no_more_than_fit_a_glance(self, office):
        for number in range(20, 50):
            office.put(number, title=f"ขุดลอกครั้งที่ {number}", scopes=MINE)
        assert len(suggest(office.desk, office.registry, make_actor(*MINE), "ขุดลอก")) <= offers.MOST_OFFERED


class TestNumbers:
    @pytest.fixture
    def world(self, world):
        for n, (number, scopes) in NUMBERS.items():
            key = "".join(number.split())
            world.put(n, title=f"เรื่องที่ {n}", text=f"{number}\nอ้างถึง กท 5407/779", numbers=(key,), scopes=scopes)
        return world

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("กท 5407/77", [11]),
            ("กท ๕๔๐๗/๗", [11]),
            ("กท5407", [13, 11]),
            ("กท 5407/ว", [13]),
            ("กท 5407/772", []),
            ("กท 5407/779", []),
        ],
    )
    def test_those_that_begin_so(self, world, typed, found):
        words = [f"{NUMBERS[n][0]} เรื่องที่ {n}" for n in found]
        assert offered(world, typed, *MINE, kind="number") == words


class TestUnits:
    def test_those_with_something_to_read(self, world):
        assert offered(world, "สำนักงานเขต", *MINE, kind="unit") == ["สำนักงานเขตตัวอย่าง"]
        assert offered(world, "เขตอื่น", *MINE, kind="unit") == []
        assert offered(world, "เขตอื่น", *OTHERS, kind="unit") == ["สำนักงานเขตอื่น"]


class TestOwn:
    @pytest.fixture
    def world(self, world):
        actor = make_actor(*MINE)
        keeping.save_search(world.desk, actor, name="งานคลองทั้งหมด", asked={"q": "ขุดลอก"})
        keeping.remember_search(world.desk, actor, asked={"q": "ขุดลอก"})
        keeping.remember_search(world.desk, actor, asked={"q": "ขุดลอกคูน้ำ", "year": "2567"})
        keeping.remember_search(world.desk, actor, asked={"unit": "d54"})
        keeping.remember_search(world.desk, actor, asked={"q": f"zoom รหัสผ่าน: {PASSCODE}"})
        return world

    def test_saved_by_name_or_words_then_recent(self, world):
        found = suggest(world.desk, world.registry, make_actor(*MINE), "ขุดล")
        assert [(o.kind, o.words) for o in found[:2]] == [("saved", "งานคลองทั้งหมด"), ("recent", "ขุดลอกคูน้ำ")]
        assert found[1].asked == (("q", "ขุดลอกคูน้ำ"), ("year", "2567"))
        assert offered(world, "งานคลอง", *MINE, kind="saved") == ["งานคลองทั้งหมด"]

    def test_what_stands_there_already_is_not_offered(self, world):
        assert offered(world, "ขุดลอกคูน้ำ", *MINE, kind="recent") == []

    def test_passcodes_are_hidden(self, world):
        [words] = offered(world, "zoom", *MINE, kind="recent")
        assert PASSCODE not in words

    def test_nobody_elses(self, world):
        other = make_actor(*MINE, person="p2")
        found = suggest(world.desk, world.registry, other, "ขุดล")
        assert {offer.kind for offer in found} == {"letter"}
