"""What the health page says of the index."""

import pytest

from saraban.search.overlay import MOST_PENDING
from saraban.search.wellbeing import health


def test_an_index_that_is_up_to_date(world):
    world.put(1)
    found = health(world.registry, world.desk.root)
    assert found.well
    assert found.figures == {"ready": True, "pending": 1, "engine": "memory", "advice": "none"}


@pytest.mark.parametrize(
    ("engine", "letters", "advice", "words"),
    [
        ("whoosh", 19_999, "none", "up to date"),
        ("whoosh", 20_000, "proposed", "more quickly"),
        ("whoosh", 99_999, "proposed", "more quickly"),
        ("whoosh", 100_000, "overdue", "too many letters"),
        ("tantivy", 1_000_000, "none", "up to date"),
    ],
)
def test_the_larger_engine_is_proposed_and_then_urged(world, monkeypatch, engine, letters, advice, words):
    """Advice is no failure: the machines that watch take nobody out of service for it."""
    monkeypatch.setattr(world.engine, "name", engine, raising=False)
    monkeypatch.setattr(world.engine, "count", lambda what: letters if what == "L" else 10 * letters)
    found = health(world.registry, world.desk.root)
    assert (found.well, found.figures["advice"]) == (True, advice)
    assert words in str(found.message)
    assert str(letters) not in str(found.figures)


def test_too_much_waits(world, monkeypatch):
    monkeypatch.setattr("saraban.search.outbox.pending", lambda _root: dict.fromkeys(range(MOST_PENDING + 1)))
    found = health(world.registry, world.desk.root)
    assert not found.well
    assert "catching up" in str(found.message)


def test_no_index(world, monkeypatch):
    monkeypatch.setattr(world.engine, "is_ready", lambda: False)
    assert not health(world.registry, world.desk.root).well
