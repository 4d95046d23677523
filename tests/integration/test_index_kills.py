"""kill -9 of indexer, rebuild, searchers and store server while letters change: nothing lost, nothing leaked."""

from __future__ import annotations

import pytest

from saraban.scripts.bench import index, index_parts
from saraban.search import service


def test_nothing_is_lost_and_nothing_leaks(tmp_path):
    found = index.press(tmp_path, index.Params(kills=8, pause=0.7, rebuilds=0.2, seed=5))
    assert (found.wrong, found.differences, found.left_over) == ([], [], [])
    assert set(found.killed) == set(index.LOTS)
    assert found.killed.total() == 8
    assert min(found.asked, found.changes, found.documents) > 0


@pytest.fixture
def place(tmp_path):
    processes = index._Processes(tmp_path, index.Params())
    processes.start(index.SERVER)
    index._lay_out(tmp_path)
    yield tmp_path
    processes.end()


def test_what_is_wrong_is_seen(place, monkeypatch):
    """The comparison itself: an index that lost a letter, and one that shows what may not be read."""
    chance = index.random.Random(3)
    with index_parts.opened(place) as (registry, desk):
        for _turn in range(60):
            index_parts.change(desk, chance)
        service.catch_up(desk, registry)
        engine = service.engine_of(registry)
        asked = range(20)
        assert not [w for n in asked for w in index_parts.search_once(registry, desk, index.random.Random(n))]
        engine.write((), [key for key, _digest in engine.digests()])
        wrong = [w for n in asked for w in index_parts.search_once(registry, desk, index.random.Random(n))]
        assert {w.partition(":")[0] for w in wrong} == {"missed"}
        found = index.Outcome()
        monkeypatch.setattr(index.service, "catch_up", lambda *_given: None)
        index._compare(place, found)
        assert any("missing" in line for line in found.differences)
