"""So many requests a minute from one address; others are not held up."""

from datetime import UTC, datetime, timedelta

import pytest

from saraban.core import pace
from saraban.core.clock import FixedClock
from saraban.core.pace import Pace, TooFast


@pytest.fixture
def clock():
    return FixedClock(datetime(2024, 3, 8, 2, 1, tzinfo=UTC))


def test_over_the_measure_until_the_minute_is_over(clock):
    own = Pace(most=2)
    for _n in range(2):
        own.step("192.0.2.1", clock)
    with pytest.raises(TooFast):
        own.step("192.0.2.1", clock)
    own.step("192.0.2.2", clock)
    clock.real += timedelta(minutes=1)
    own.step("192.0.2.1", clock)


def test_it_does_not_grow_without_end(clock, monkeypatch):
    monkeypatch.setattr(pace, "MOST_KNOWN", 3)
    own = Pace(most=1)
    for n in range(10):
        own.step(f"192.0.2.{n}", clock)
    assert len(own._counts) == 3
