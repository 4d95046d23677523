"""Comparing the index with the store: a part at a time, while things change."""

from datetime import UTC, datetime, timedelta

import pytest

from saraban.search import comparing, outbox, service
from saraban.search.comparing import Compared, Comparison, is_due, last_compared, put_down
from saraban.search.wellbeing import health
from tests.common.search_world import Thing

MIDNIGHT = datetime(2024, 3, 7, 17, tzinfo=UTC)


@pytest.fixture
def indexed(world):
    for number in range(1, 8):
        world.put(number)
    service.catch_up(world.desk, world.registry)
    return world


class TestComparison:
    def through(self, world, begun, between=lambda: None):
        while begun.go_on(world.desk, world.registry, 3):
            between()
        return begun.put_right(world.desk, world.registry)

    def test_what_agrees(self, indexed):
        assert self.through(indexed, Comparison.begun(indexed.desk, indexed.registry)) == []
        assert outbox.pending(indexed.desk.root) == {}

    def test_what_differs_is_put_right(self, indexed):
        del indexed.things[1]
        indexed.things[2] = Thing(title="อื่น")
        indexed.things[9] = Thing()
        indexed.things[10] = Thing(nonsense=1)
        indexed.commit()
        found = self.through(indexed, Comparison.begun(indexed.desk, indexed.registry))
        assert sorted(d.problem for d in found) == ["broken", "left-over", "missing", "out-of-date"]
        service.catch_up(indexed.desk, indexed.registry)
        problems = [d.problem for d in comparing.differences(indexed.desk, indexed.registry)]
        assert problems == []
        assert len(outbox.pending(indexed.desk.root)) == 1  # what is broken waits

    def test_what_changes_meanwhile_is_no_difference(self, indexed):
        """Saved and indexed, saved and waiting, or taken away, while the comparison goes on."""
        begun = Comparison.begun(indexed.desk, indexed.registry)
        numbers = iter(range(4, 8))

        def between():
            number = next(numbers, None)
            if number is not None:
                indexed.put(number, title="ใหม่")
                service.catch_up(indexed.desk, indexed.registry)
            indexed.put(20, title="ใหม่")
            if 1 in indexed.things:
                indexed.drop(1)

        assert self.through(indexed, begun, between) == []


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, MIDNIGHT, True),
        (timedelta(hours=25), MIDNIGHT + timedelta(hours=2), True),
        (timedelta(hours=25), MIDNIGHT + timedelta(hours=12), False),
        (timedelta(hours=3), MIDNIGHT + timedelta(hours=2), False),
        (timedelta(hours=49), MIDNIGHT + timedelta(hours=12), True),
    ],
)
def test_once_a_night_and_by_day_only_where_nights_were_missed(last, now, due):
    assert is_due(None if last is None else Compared(now - last, 1, 0), now) is due


def test_what_was_found_is_kept(tmp_path):
    path = tmp_path / "compared.json"
    assert last_compared(path) is None
    put_down(path, Compared(MIDNIGHT, 7, 2))
    assert last_compared(path) == Compared(MIDNIGHT, 7, 2)
    path.write_text("{}", encoding="utf-8")
    assert last_compared(path) is None


def test_the_health_page_tells_of_differences(world, tmp_path):
    world.registry.search_compared = tmp_path / "compared.json"
    put_down(world.registry.search_compared, Compared(MIDNIGHT, 7, 2))
    found = health(world.registry, world.desk.root)
    assert found.well
    assert "put right" in str(found.message)
    assert found.figures["differences"] == 2
