"""Finding, with the store: what is saved is found at once, and only by those who may."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ZEO.Exceptions import ClientDisconnected

from saraban.core.ids import id_text
from saraban.search import comparing, indexer, outbox, service
from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from saraban.search.overlay import Overlay
from tests.common.search_world import Thing, make_actor, make_doc, make_world

READER = make_actor("u:d54", "circular")


def found(world, text="", actor=READER, **narrow):
    return service.find(world.desk, world.registry, actor, Query(text, **narrow))


class TestFind:
    def test_a_saved_thing_is_found_on_the_next_search(self, world):
        key = world.put(1, text="ดาวน์โหลดแอปพลิเคชัน BMA OTP", title="เรื่อง")
        result = found(world, "BMA OTP")
        assert [hit.key for hit in result.hits] == [key]
        assert (result.total, result.pending) == (1, 1)
        assert ("OTP", True) in result.hits[0].snippet
        assert result.facets["unit"] == {"d54": 1}

    def test_the_same_after_indexing(self, world):
        key = world.put(1, text="ดาวน์โหลดแอปพลิเคชัน BMA OTP")
        before = found(world, "BMA OTP")
        assert service.catch_up(world.desk, world.registry) == indexer.Drained(1, ())
        after = found(world, "BMA OTP")
        assert after.hits == before.hits
        assert (after.total, after.facets, after.pending) == (before.total, before.facets, 0)
        assert after.hits[0].key == key

    def test_a_reclassified_thing_is_gone_at_once(self, world):
        world.put(1)
        service.catch_up(world.desk, world.registry)
        world.put(1, scopes=("u:secret",))
        result = found(world)
        assert (result.total, result.hits, result.facets) == (0, [], {})
        assert found(world, actor=make_actor("u:secret")).total == 1

    def test_a_dropped_thing_is_gone_at_once(self, world):
        world.put(1)
        service.catch_up(world.desk, world.registry)
        world.drop(1)
        assert found(world).total == 0
        service.catch_up(world.desk, world.registry)
        assert (found(world).total, world.engine.count()) == (0, 0)

    def test_unsaved_changes_are_found_by_who_makes_them_and_nobody_after_an_abort(self, world):
        world.things[1] = Thing(text="ร่าง")
        outbox.enqueue(world.desk.root, "L" + id_text(1))
        assert found(world, "ร่าง").total == 1
        world.desk.tm.abort()
        world.desk.tm.begin()
        assert found(world, "ร่าง").total == 0

    def test_nobody_without_scopes_finds_anything(self, world):
        world.put(1)
        service.catch_up(world.desk, world.registry)
        world.put(2)
        for text in ("", "หนังสือเวียน", "-ไม่มี", "หนัง*", "1"):
            result = found(world, text, actor=make_actor())
            assert (result.total, result.hits, result.facets) == (0, [], {})

    def test_scopes_of_the_query_are_not_believed(self, world):
        world.put(1, scopes=("u:secret",))
        assert found(world, scopes=frozenset(["u:secret"])).total == 0

    def test_every_hit_is_checked_against_the_object(self, world):
        world.put(1)
        world.put(2)
        service.catch_up(world.desk, world.registry)
        world.things[1] = Thing(scopes=("u:secret",))  # changed behind the back of the index
        world.commit()
        result = found(world)
        assert [hit.key for hit in result.hits] == ["L" + id_text(2)]
        assert (result.total, result.facets) == (1, {})

    def test_newest_first_and_pages(self, world):
        for number in range(1, 8):
            world.put(number, day=date(2024, 3, 1 + number % 3))
            if number == 4:
                service.catch_up(world.desk, world.registry)
        everything = [hit.key for hit in found(world).hits]
        assert everything == [make_doc(n).key for n in sorted(range(1, 8), key=lambda n: (n % 3, n), reverse=True)]
        assert [hit.key for hit in found(world, offset=2, limit=3).hits] == everything[2:5]
        assert found(world, offset=2, limit=3).total == 7

    def test_counts_of_index_and_pending_add_up(self, world):
        world.put(1, kind="memo")
        world.put(2, kind="circular")
        service.catch_up(world.desk, world.registry)
        world.put(2, kind="memo")
        world.put(3, kind="memo", unit="d55")
        result = found(world)
        assert result.total == 3
        assert result.facets["kind"] == {"memo": 3}
        assert result.facets["unit"] == {"d54": 2, "d55": 1}

    def test_too_many_pending_are_said_and_never_leak(self, world):
        world.registry.search_overlay = Overlay(most=2)
        for number in range(1, 6):
            world.put(number)
        service.catch_up(world.desk, world.registry)
        for number in range(1, 6):
            world.put(number, scopes=("u:secret",))
        assert found(world).total == 0

    def test_a_banner_when_there_is_no_index(self, world, monkeypatch):
        monkeypatch.setattr(world.engine, "is_ready", lambda: False)
        world.put(1)
        result = found(world)
        assert (result.total, result.catching_up) == (1, True)

    def test_a_damaged_record_does_not_stop_the_others(self, world):
        world.put(1)
        broken = world.put(2, nonsense="field")
        assert found(world).total == 1
        assert service.catch_up(world.desk, world.registry) == indexer.Drained(1, (broken,))
        assert (found(world).total, found(world).pending) == (1, 1)

    def test_a_letter_is_found_again_when_the_store_is_back(self, world, monkeypatch):
        """A search while the store's server is away fails; what it could not read is not taken for damaged after it."""
        world.put(1)

        def away(_root, _key):
            raise ClientDisconnected

        with monkeypatch.context() as patched:
            patched.setattr(world.kinds, "resolve", away)
            with pytest.raises(ClientDisconnected):
                found(world)
        assert found(world).total == 1

    def test_hint(self, world):
        assert "quotation" in str(found(world, '"a').hint)


class TestCheck:
    def test_an_index_that_agrees(self, world):
        world.put(1)
        service.catch_up(world.desk, world.registry)
        world.put(2)
        assert comparing.check(world.desk, world.registry) == []

    def test_every_difference_is_named(self, world):
        for number in (1, 2, 3):
            world.put(number)
        service.catch_up(world.desk, world.registry)
        del world.things[1]
        world.things[2] = Thing(title="อื่น")
        world.things[4] = Thing()
        world.things[5] = Thing(nonsense=1)
        world.commit()
        problems = {d.key: d.problem for d in comparing.differences(world.desk, world.registry)}
        keys = {n: "L" + id_text(n) for n in range(1, 6)}
        assert problems == {keys[1]: "left-over", keys[2]: "out-of-date", keys[4]: "missing", keys[5]: "broken"}

    def test_no_index(self, world, monkeypatch):
        monkeypatch.setattr(world.engine, "is_ready", lambda: False)
        assert len(comparing.check(world.desk, world.registry)) == 1

    def test_reindex_puts_it_right(self, world):
        world.put(1)
        service.catch_up(world.desk, world.registry)
        world.things[1] = Thing(title="อื่น")
        world.things[2] = Thing()
        world.commit()
        told = []
        assert service.reindex(world.desk, world.registry, lambda done, of: told.append((done, of))) == 2
        assert told == [(2, 2)]
        assert comparing.check(world.desk, world.registry) == []


SCOPES = ["u:a", "u:b", "f:1", "p:x", "circular"]
WORDS = ["หนังสือเวียน", "งบประมาณ", "ระบายน้ำ", "BMA OTP", "3398"]
things = st.fixed_dictionaries(
    {
        "scopes": st.lists(st.sampled_from(SCOPES), max_size=3, unique=True).map(tuple),
        "text": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        "unit": st.sampled_from(["a", "b"]),
        "day": st.dates(date(2024, 1, 1), date(2024, 1, 9)),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 8), st.one_of(st.none(), things)), max_size=14),
    st.sets(st.sampled_from(SCOPES)),
    st.sampled_from(["", *WORDS]),
    st.sampled_from([None, "a"]),
    st.integers(0, 14),
)
def test_finds_exactly_what_may_be_read(tmp_path_factory, steps, scopes, text, unit, indexed_after):
    """Results, counts and facets equal going through everything by hand, whatever is indexed and whatever waits."""
    with make_world(tmp_path_factory.mktemp("w"), MemoryEngine()) as world:
        for at, (number, fields) in enumerate(steps):
            if fields is not None:
                world.put(number, **fields, title="เรื่อง")
            elif number in world.things:
                world.drop(number)
            if at == indexed_after:
                service.catch_up(world.desk, world.registry)
        wanted = [
            (thing.fields["day"], number)
            for number, thing in world.things.items()
            if scopes & set(thing.fields["scopes"])
            and all(word in thing.fields["text"] for word in text.split())
            and (unit is None or thing.fields["unit"] == unit)
        ]
        result = found(world, text, actor=make_actor(*scopes), unit=unit)
        assert [hit.key for hit in result.hits] == ["L" + id_text(n) for _day, n in sorted(wanted, reverse=True)]
        assert result.total == len(wanted)
        assert sum(result.facets.get("unit", {}).values()) == len(wanted)


@pytest.mark.parametrize("prefix", ["X", "", "L"])
def test_keys_of_no_kind_are_nothing(world, prefix):
    assert world.kinds.resolve(world.desk.root, prefix + "not-an-id") is None
    assert world.kinds.thing(world.desk.root, prefix + "not-an-id") is None
