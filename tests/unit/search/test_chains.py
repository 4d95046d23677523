"""Results by chain: every chain once, on one page; neighbours and counts of what is visible alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saraban.core.ids import id_text
from saraban.search import service
from saraban.search.chains import find_beside, find_chains
from saraban.search.interfaces import Query
from saraban.search.memory import MemoryEngine
from tests.common.search_world import make_actor, make_world

READER = make_actor("u:d54")


def page(world, offset=0, limit=3, actor=READER, text=""):
    return find_chains(world.desk, world.registry, actor, Query(text, offset=offset, limit=limit))


def beside(world, key, place=0, actor=READER, text=""):
    return find_beside(world.desk, world.registry, actor, Query(text), keys={key}, place=place)


def put(world, number, chain, **fields):
    return world.put(number, chain=id_text(chain), seq=number, **fields)


def test_a_chain_is_one_row(world):
    keys = [put(world, n, 1) for n in range(1, 5)]
    found = page(world)
    assert [[hit.key for hit in hits] for hits in found.chains] == [keys[::-1]]
    assert (found.results.total, found.is_more) == (4, False)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=24), st.integers(1, 4))
def test_pages_show_every_visible_chain_once(tmp_path, things, limit):
    with make_world(tmp_path, MemoryEngine()) as world:
        for number, (chain, mine) in enumerate(things, 1):
            put(world, number, chain, scopes=("u:d54",) if mine else ("u:else",))
        service.catch_up(world.desk, world.registry)
        seen, offset = [], 0
        while True:
            found = page(world, offset, limit)
            seen += [hits[0].chain for hits in found.chains]
            offset += limit
            if not found.is_more:
                break
        assert len(seen) == len(set(seen))
        assert set(seen) == {id_text(chain) for chain, mine in things if mine}


def test_neighbours_of_a_row(world):
    first, second, third = (put(world, n, n) for n in (3, 2, 1))
    for place in (0, 2, 3, 150, 9_999):
        found = beside(world, second, place)
        assert (found.place, found.before, found.after) == (2, first, third)
    assert (beside(world, first).before, beside(world, third).after) == ("", "")


def test_what_may_not_be_read_is_nobody_s_neighbour(world):
    upper, hidden, lower = put(world, 3, 3), put(world, 2, 2, scopes=("u:else",)), put(world, 1, 1)
    assert beside(world, upper, 1).after == lower
    assert beside(world, hidden, 2) is None
    assert beside(world, upper, actor=make_actor()) is None


def test_what_the_index_has_and_the_store_hides(world):
    upper, _taken, lower = (put(world, n, n) for n in (3, 2, 1))
    service.catch_up(world.desk, world.registry)
    world.things[2].fields["scopes"] = ("u:else",)
    world.commit()  # taken away, and the index was not told
    found = page(world, limit=2)
    assert [hits[0].key for hits in found.chains] == [upper, lower]
    assert (found.results.total, found.results.facets, found.is_more) == (2, {}, False)
    assert beside(world, upper, 1).after == lower


def test_narrowed_by_register_and_state(world):
    put(world, 1, 1, series="receive", state="closed")
    put(world, 2, 2, series="send", state="sent")
    for narrow in ({"series": "send"}, {"state": "sent"}):
        result = service.find(world.desk, world.registry, READER, Query("", **narrow))
        assert [hit.key for hit in result.hits] == ["L" + id_text(2)]
