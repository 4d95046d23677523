"""One book, 32 writers in 4 processes over the store's server, some give up, some are killed: 1..n, nothing lost."""

from __future__ import annotations

from saraban.scripts.bench.numbers import Params, press
from saraban.scripts.bench.store import temporary_store


def test_numbers_stay_whole_while_writers_and_server_are_killed():
    params = Params(seconds=9, writers=32, processes=4, aborts=0.03, kills=4, server_kills=1, seed=20260308)
    with temporary_store() as directory:
        outcome = press(directory, params)
    assert outcome.problems == []
    assert (outcome.gaps, outcome.duplicates, outcome.lost) == (0, 0, 0)
    assert outcome.acked > 100
    assert outcome.numbers >= outcome.acked
    assert outcome.lines["aborted"] > 0
