"""What a person keeps: saved searches, last searches, marked letters; news of a saved search. Nobody else's."""

import pytest

from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.ids import id_text
from saraban.search import keeping, news, service
from saraban.search.alike import find_alike
from tests.common.search_world import make_actor

MINE, OTHER = make_actor("u:d54"), make_actor("u:d54", person="p2")
ASKED = {"q": "ต้นไม้", "year": "2567"}


def save(world, name="ของฉัน", actor=MINE, **asked):
    return keeping.save_search(world.desk, actor, name=name, asked=asked or ASKED)


class TestSaved:
    def test_kept_by_name_and_deleted(self, world):
        second, first = save(world, "ข"), save(world, " ก  ก ")
        assert [(s.name, dict(s.asked)) for s in keeping.saved_searches(world.desk.root, MINE)] == [
            ("ก ก", ASKED),
            ("ข", ASKED),
        ]
        keeping.delete_search(world.desk, MINE, key=second.key)
        assert keeping.saved_searches(world.desk.root, MINE) == [first]

    def test_nobody_else_s(self, world):
        saved = save(world)
        assert keeping.saved_searches(world.desk.root, OTHER) == []
        for verb in (
            lambda: keeping.saved_search(world.desk.root, OTHER, saved.key),
            lambda: keeping.delete_search(world.desk, OTHER, key=saved.key),
            lambda: news.tell(world.desk, world.registry, OTHER, key=saved.key),
            lambda: news.set_notice(world.desk, world.registry, OTHER, key=saved.key, with_notice=True),
        ):
            with pytest.raises(Missing):
                verb()

    @pytest.mark.parametrize("name", ["", "  ", "ก" * 101, "ก\x07"])
    def test_wants_a_name(self, world, name):
        with pytest.raises(Invalid):
            save(world, name)

    def test_wants_something_to_ask(self, world):
        with pytest.raises(Invalid):
            save(world, q=" ", sort="relevance", password="x")

    def test_one_of_a_name_and_not_too_many(self, world):
        save(world)
        with pytest.raises(Conflict):
            save(world)
        for n in range(keeping.MOST_SAVED - 1):
            save(world, f"{n}")
        with pytest.raises(Conflict):
            save(world, "อีกหนึ่ง")


class TestNews:
    def test_what_was_found_when_the_notice_began_is_no_news(self, world):
        world.put(1, title="ต้นไม้", chain=id_text(1))
        saved = save(world)
        assert len(news.news_of(world.desk, world.registry, MINE, saved)) == 1
        news.set_notice(world.desk, world.registry, MINE, key=saved.key, with_notice=True)
        assert news.news_of(world.desk, world.registry, MINE, saved) == []
        key = world.put(2, title="ต้นไม้", chain=id_text(2))
        assert [hit.key for hit in news.news_of(world.desk, world.registry, MINE, saved)] == [key]
        assert [hit.key for hit in news.tell(world.desk, world.registry, MINE, key=saved.key)] == [key]
        assert news.tell(world.desk, world.registry, MINE, key=saved.key) == []

    def test_an_old_letter_that_comes_to_the_reader_is_news(self, world):
        world.put(1, title="ต้นไม้", scopes=("u:else",))
        saved = save(world)
        news.tell(world.desk, world.registry, MINE, key=saved.key)
        key = world.put(1, title="ต้นไม้", scopes=("u:else", "u:d54"))
        assert [hit.key for hit in news.news_of(world.desk, world.registry, MINE, saved)] == [key]

    def test_nothing_is_told_while_the_index_is_made(self, world, monkeypatch):
        """What is not found yet would be news again when it is."""
        world.put(1, title="ต้นไม้", chain=id_text(1))
        saved = save(world)
        news.set_notice(world.desk, world.registry, MINE, key=saved.key, with_notice=True)
        key, before = world.put(2, title="ต้นไม้", chain=id_text(2)), (saved.told, saved.told_at)
        with monkeypatch.context() as patch:
            patch.setattr(world.engine, "is_ready", lambda: False)
            assert news.tell(world.desk, world.registry, MINE, key=saved.key) == []
            assert (saved.told, saved.told_at) == before
        assert [hit.key for hit in news.tell(world.desk, world.registry, MINE, key=saved.key)] == [key]

    def test_a_notice_that_begins_while_the_index_is_made_tells_nothing_old(self, world, monkeypatch):
        world.put(1, title="ต้นไม้", chain=id_text(1))
        saved = save(world)
        with monkeypatch.context() as patch:
            patch.setattr(world.engine, "is_ready", lambda: False)
            news.set_notice(world.desk, world.registry, MINE, key=saved.key, with_notice=True)
        assert news.tell(world.desk, world.registry, MINE, key=saved.key) == []
        key = world.put(2, title="ต้นไม้", chain=id_text(2))
        assert [hit.key for hit in news.tell(world.desk, world.registry, MINE, key=saved.key)] == [key]

    def test_of_visible_letters_only(self, world):
        saved = save(world)
        world.put(1, title="ต้นไม้", scopes=("u:else",))
        assert news.news_of(world.desk, world.registry, MINE, saved) == []


class TestRecent:
    def test_the_last_first_each_once_and_at_most_twenty(self, world):
        for n in (*range(25), 7):
            keeping.remember_search(world.desk, MINE, asked={"q": str(n)})
        found = keeping.recent_searches(world.desk.root, MINE)
        assert len(found) == len(set(found)) == keeping.MOST_RECENT
        assert found[:2] == ((("q", "7"),), (("q", "24"),))
        assert keeping.recent_searches(world.desk.root, OTHER) == ()
        keeping.forget_searches(world.desk, OTHER)
        keeping.forget_searches(world.desk, MINE)
        assert keeping.recent_searches(world.desk.root, MINE) == ()


class TestFavourites:
    def test_marked_listed_and_taken_off(self, world):
        world.put(1, named=id_text(1))
        thing = world.things[1]
        for _twice in range(2):
            keeping.set_favourite(world.desk, MINE, letter=thing, is_marked=True)
        assert list(keeping.favourites(world.desk.root, MINE, world.registry)) == [thing]
        assert keeping.is_favourite(world.desk.root, MINE, thing)
        assert not keeping.is_favourite(world.desk.root, OTHER, thing)
        keeping.set_favourite(world.desk, MINE, letter=thing, is_marked=False)
        assert list(keeping.favourites(world.desk.root, MINE, world.registry)) == []

    def test_one_that_may_no_longer_be_read_is_gone(self, world):
        world.put(1, named=id_text(1))
        keeping.set_favourite(world.desk, MINE, letter=world.things[1], is_marked=True)
        world.put(1, named=id_text(1), scopes=("u:else",))
        assert list(keeping.favourites(world.desk.root, MINE, world.registry)) == []
        with pytest.raises(Missing):
            keeping.set_favourite(world.desk, MINE, letter=world.things[1], is_marked=True)
        world.drop(1)
        assert list(keeping.favourites(world.desk.root, MINE, world.registry)) == []

    def test_its_mark_is_deleted_by_an_id_of_its_own(self, world):
        world.put(1, named=id_text(1))
        keeping.set_favourite(world.desk, MINE, letter=world.things[1], is_marked=True)
        assert keeping.lost_marks(world.desk.root, MINE, world.registry) == []
        world.put(1, named=id_text(1), scopes=("u:else",))
        [mark] = keeping.lost_marks(world.desk.root, MINE, world.registry)
        for actor, key in ((MINE, id_text(1)), (MINE, "x"), (OTHER, mark.key)):
            with pytest.raises(Missing):
                keeping.drop_mark(world.desk, world.registry, actor, key=key)
        keeping.drop_mark(world.desk, world.registry, MINE, key=mark.key)
        assert keeping.lost_marks(world.desk.root, MINE, world.registry) == []
        world.put(1, named=id_text(1))
        assert list(keeping.favourites(world.desk.root, MINE, world.registry)) == []

    def test_a_mark_of_a_letter_that_can_be_read_is_not_deleted_so(self, world):
        world.put(1, named=id_text(1))
        keeping.set_favourite(world.desk, MINE, letter=world.things[1], is_marked=True)
        world.put(1, named=id_text(1), scopes=("u:else",))
        [mark] = keeping.lost_marks(world.desk.root, MINE, world.registry)
        world.put(1, named=id_text(1))
        with pytest.raises(Missing):
            keeping.drop_mark(world.desk, world.registry, MINE, key=mark.key)

    def test_not_too_many(self, world, monkeypatch):
        monkeypatch.setattr(keeping, "MOST_FAVOURITES", 1)
        for n in (1, 2):
            world.put(n, named=id_text(n))
        keeping.set_favourite(world.desk, MINE, letter=world.things[1], is_marked=True)
        with pytest.raises(Conflict):
            keeping.set_favourite(world.desk, MINE, letter=world.things[2], is_marked=True)


class TestAlike:
    @pytest.mark.parametrize("indexed", [False, True])
    def test_visible_letters_of_other_chains_the_most_alike_first(self, world, indexed):
        subjects = {
            1: "โครงการปลูกต้นไม้ริมคลองแสนแสบ",
            2: "โครงการปลูกต้นไม้ริมคลองแสนแสบ ระยะที่สอง",
            3: "โครงการปลูกต้นไม้ในสวนสาธารณะ",
            4: "การประชุมคณะกรรมการสถานศึกษา",
        }
        keys = {n: world.put(n, title=title, chain=id_text(n)) for n, title in subjects.items()}
        world.put(5, title=subjects[1], chain=id_text(5), scopes=("u:else",))
        world.put(6, title=subjects[1], chain=id_text(1))
        if indexed:
            service.catch_up(world.desk, world.registry)
        hits = find_alike(world.desk, world.registry, MINE, key=keys[1])
        assert [hit.key for hit in hits] == [keys[2], keys[3]]

    def test_of_a_hidden_or_missing_letter(self, world):
        world.put(1, scopes=("u:else",))
        for number in (1, 2):
            with pytest.raises(Missing):
                find_alike(world.desk, world.registry, MINE, key="L" + id_text(number))
