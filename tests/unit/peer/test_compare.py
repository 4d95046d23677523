"""The row of letters registered: by turns with a Plone in the same run, or against what it showed another day."""

from tests.peer.beside import TAG, in_turn
from tests.peer.compare import _creating


def created(target, rate, *, ok=20, tag=TAG, n=20):
    """One line of the client."""
    line = {"op": "http_create", "target": target, "ok_per_s": rate, "ok": ok, "n": n, "load": 1.0}
    return line | ({"tag": tag} if tag else {})


def lines(*rounds, alone=50.0, ok=20):
    """What the client wrote: Plone and saraban by turns, then the letters alone."""
    turns = [
        created(name, rate, ok=ok) for pair in rounds for name, rate in zip(("plone", "saraban"), pair, strict=True)
    ]
    return [
        *turns,
        {"op": "calib", "cpu_s": 0.1},
        created("saraban", alone, tag=""),
        {"op": "http_writers", "ok": 20, "n": 20, "ok_per_s": 60.0, "load": 1.0},
    ]


def row(found):
    return next(_creating(found))


def test_the_median_of_the_rounds_counts():
    found = in_turn(lines((8, 88), (5, 60), (4, 36)))
    assert (found.times, found.lowest, found.ours, found.plone) == (11, 9, 60, 5)
    assert row(lines((8, 88), (5, 60), (4, 36))).holds


def test_a_slow_hour_that_slows_both_does_not_count():
    assert row(lines((3, 36), alone=36.0)).holds
    assert not row(lines((9, 88), alone=88.0)).holds


def test_a_letter_that_was_refused_fails_the_row():
    assert not row(lines((5, 60), ok=19)).holds


def test_without_plone_what_it_showed_another_day_counts():
    assert in_turn(lines()) is None
    assert row(lines(alone=82.0)).holds
    assert not row(lines(alone=81.0)).holds
    assert "another day" in row(lines()).plone
