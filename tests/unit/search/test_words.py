"""The dictionary that is frozen with an index."""

import pytest

from saraban.search import service
from saraban.search.analysis import Analyser
from saraban.search.engines import ENGINES, ChosenEngine
from saraban.search.interfaces import Query
from saraban.search.titles import office_titles
from saraban.search.words import freeze_dictionary, frozen_words, names_in
from tests.common.office import open_office
from tests.common.search_world import make_actor, make_world

TITLE = "โรงเรียนวัดศรีสมมติวนาราม"


def pieces(analyser, text):
    return [piece.text for piece in analyser.pieces(text)]


def test_names_keep_their_borders(tmp_path):
    plain, named = (
        Analyser(freeze_dictionary(tmp_path / name, titles))
        for name, titles in (("plain.txt", ()), ("named.txt", ["สำนักงานเขตหนองจอก"]))
    )
    text = "สำนักงานเขตหนองจอกรับไปพิจารณา"
    assert "กรับ" in pieces(plain, text)
    assert pieces(named, text)[: len(pieces(named, "สำนักงานเขตหนองจอก"))] == pieces(named, "สำนักงานเขตหนองจอก")
    assert plain.identity != named.identity


def test_the_shortest_piece_is_kept_in_it(tmp_path):
    path = freeze_dictionary(tmp_path / "words.txt", ["ฝ่ายโยธา"], 4)
    words, shortest = frozen_words(path)
    assert shortest == 4
    assert "หนังสือเวียน" in words
    assert pieces(Analyser(path), "การอบรม") == ["การอบรม"]
    assert pieces(Analyser(freeze_dictionary(path)), "การอบรม") == ["การ", "อบ", "รม"]


def test_one_that_says_nothing_is_cut_as_usual(tmp_path):
    (tmp_path / "words.txt").write_text("หนังสือ\nเวียน\n", encoding="utf-8")
    assert frozen_words(tmp_path / "words.txt") == (frozenset(["หนังสือ", "เวียน"]), 2)


def test_names_are_found_with_and_without_what_stands_before_them(tmp_path):
    known = freeze_dictionary(tmp_path / "words.txt")
    names = names_in([TITLE, "ก"], known)
    assert TITLE in names
    assert any(TITLE.endswith(name) and len(name) < len(TITLE) for name in names)
    assert "ก" not in names


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_new_names_join_when_the_index_is_made_anew(tmp_path, name):
    engine = ChosenEngine(tmp_path / "index", shortest=3)
    with make_world(tmp_path, engine) as world:
        world.put(1, title=f"เรื่องของ{TITLE}รับไว้", scopes=("u:d54",))
        service.reindex(world.desk, world.registry, engine_name=name)
        before = engine.analyser.identity
        world.kinds.titles = lambda _root: [TITLE]
        assert engine.analyser.identity == before
        service.reindex(world.desk, world.registry)
        assert engine.analyser.identity != before
        assert frozen_words(engine.analyser.path)[1] == 3
        assert service.find(world.desk, world.registry, make_actor("u:d54"), Query(TITLE)).total == 1


def test_an_office_gives_the_titles_of_its_units_and_posts(tmp_path):
    office = open_office(tmp_path)
    with office.desk() as desk:
        titles = set(office_titles(desk.root))
    office.close()
    assert "สำนักงานเขตหนองจอก" in titles
    assert any("ผู้อำนวยการ" in title for title in titles)
