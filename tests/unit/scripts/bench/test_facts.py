"""What the programs were told is compared with what the store holds; each kind of fault is found."""

from __future__ import annotations

import pytest

from saraban.scripts.bench.facts import compare

TOLD = {("received", "ก"): 7, ("sent", "x d54"): "k"}


@pytest.mark.parametrize(
    ("found", "lost", "twice"),
    [
        ({("received", "ก"): [7], ("sent", "x d54"): ["k"]}, 0, 0),
        ({("received", "ก"): [7], ("sent", "x d54"): ["k"], ("received", "ข"): [8]}, 0, 0),
        ({("received", "ก"): [7]}, 1, 0),
        ({("received", "ก"): [8], ("sent", "x d54"): ["k"]}, 1, 0),
        ({("received", "ก"): [7, 8], ("sent", "x d54"): ["k"]}, 0, 1),
        ({}, 2, 0),
    ],
)
def test_each_fault_is_found(found, lost, twice):
    wrong = compare(found, TOLD, TOLD)
    assert (len(wrong.lost), len(wrong.twice)) == (lost, twice)


def test_what_was_asked_for_and_not_answered_may_be_there_once():
    asked = {("received", "ค")}
    assert compare({("received", "ค"): [9]}, {}, asked).twice == []
    assert compare({("received", "ค"): [9, 9]}, {}, asked).twice != []
    assert compare({}, {}, asked).lost == []
