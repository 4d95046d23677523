"""Creating letters here and in Plone by turns within the same minutes: what a machine is worth changes with the hour.

Each round gives Plone a batch and then saraban one, while the other has nothing to do; the figure is the median of the
rounds' ratios.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

ROUNDS = 6
#: So many letters a round; Plone's take as long as some hundred here.
PLONE_BATCH, OUR_BATCH = 25, 100
#: What a batch leaves to be done (words to be indexed, files to be closed) is done before the next begins.
REST = 6.0
TAG = "in turn"


@dataclass(frozen=True)
class InTurn:
    """What the rounds came to: letters a second, and how many times Plone's."""

    ours: float
    plone: float
    times: float
    lowest: float
    whole: bool
    load: float


def measure_in_turn(ours, plone, rounds=ROUNDS):
    """Let the client create letters in both; ``ours`` and ``plone`` run it with the words given."""
    for _round in range(rounds):
        for client, batch in ((plone, PLONE_BATCH), (ours, OUR_BATCH)):
            time.sleep(REST)
            client("create", "--n", str(batch), "--tag", TAG)


def rounds_of(found):
    """The client's lines of both, round by round; none where Plone was not measured."""
    lines = [line for line in found if line["op"] == "http_create" and line.get("tag") == TAG]
    theirs = [line for line in lines if line["target"] == "plone"]
    return list(zip([line for line in lines if line["target"] != "plone"], theirs, strict=True))


def in_turn(found):
    """What the rounds came to, or None."""
    rounds = rounds_of(found)
    if not rounds:
        return None
    times = [ours["ok_per_s"] / plone["ok_per_s"] for ours, plone in rounds]
    return InTurn(
        median(ours["ok_per_s"] for ours, _plone in rounds),
        median(plone["ok_per_s"] for _ours, plone in rounds),
        median(times),
        min(times),
        all(line["ok"] == line["n"] for pair in rounds for line in pair),
        max(line["load"] for pair in rounds for line in pair),
    )
