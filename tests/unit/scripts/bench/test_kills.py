"""The rounds of the kills: all kills are shared out, and what the rounds found is added up."""

from __future__ import annotations

import pytest

from saraban.scripts.bench.kills import Outcome, Params, shared_out
from saraban.scripts.bench.stories import ALONE, SECTIONS, TOGETHER


@pytest.mark.parametrize("rounds", [1, 2, 7, 200])
def test_all_kills_are_shared_out(rounds):
    parts = shared_out(Params(kills=70, part_kills=126, load_kills=4, rounds=rounds))
    assert len(parts) == rounds
    assert sum(p.kills for p in parts) == 70
    assert sum(p.part_kills for p in parts) == 126
    assert sum(p.load_kills for p in parts) == 4
    assert max(p.kills for p in parts) - min(p.kills for p in parts) <= 1
    assert len({p.seed for p in parts}) == rounds


def test_what_the_rounds_found_is_added_up():
    one = Outcome(lost=["a"], acked={"sent": 2, "signed": 1}, kills=3, starts=[1.0], waits=[4.0], changed=1)
    other = Outcome(problems=["p"], acked={"sent": 5}, answers={"200": 1}, kills=4, starts=[2.0])
    both = one.with_round(other)
    assert both.acked == {"sent": 7, "signed": 1}
    assert (both.kills, both.changed, both.lost, both.problems) == (7, 1, ["a"], ["p"])
    assert (both.starts, both.waits, both.answers) == ([1.0, 2.0], [4.0], {"200": 1})


def test_nobody_signs_in_two_programs():
    """A code is good once, and each program waits for the next one of its own signers."""
    assert sorted([*ALONE, *(section for group in TOGETHER for section in group)]) == sorted(SECTIONS)
    assert {len(group) - 1 for group in TOGETHER} == {1, 2}
    assert len(ALONE) >= Params().outgoing
