"""การวัดการอ่านหนังสือเข้า (reading letters): fields read right, wrong days that were called certain, time.

Beside it stand a naive reader on the same letters, and letters that the rules were never fitted to.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from saraban.intake import stack
from saraban.intake.reading import Proposal
from saraban.scripts.bench import naive
from saraban.scripts.bench.letters import (
    DAYS,
    HELD_OUT,
    JUDGED,
    SECOND,
    TUNED,
    Example,
    Judgement,
    judge,
    load,
    office_of,
)
from saraban.scripts.bench.report import Report, at_least, at_most, quantile

NAME = "intake"
HELP = "letters of all kinds: the score of the reader, field by field"
RIGHT = 0.97


@dataclass(frozen=True)
class Score:
    """คะแนน: what a reader got right of some letters."""

    judgements: Sequence[Judgement]
    milliseconds: Sequence[float] = ()

    @property
    def share(self) -> float:
        """Fields right, of all that were judged."""
        return round(sum(one.right for one in self.judgements) / len(self.judgements), 4)

    @property
    def share_of_written(self) -> float:
        """The same of those fields alone that the letter does carry."""
        written = [one for one in self.judgements if one.written]
        return round(sum(one.right for one in written) / len(written), 4)

    @property
    def by_field(self) -> dict[str, str]:
        """Right and all, of each field."""
        right = Counter(one.field for one in self.judgements if one.right)
        every = Counter(one.field for one in self.judgements)
        return {name: f"{right[name]}/{every[name]}" for name in JUDGED}

    @property
    def wrong(self) -> list[Judgement]:
        """Fields that were read wrong."""
        return [one for one in self.judgements if not one.right]

    @property
    def certain_wrong(self) -> int:
        """Fields of any kind that are wrong and were called certain."""
        return sum(one.sure for one in self.wrong)

    @property
    def certain_wrong_days(self) -> int:
        """Days (of the letter, and in it) that are wrong and were called certain."""
        return sum(one.sure and one.field in DAYS for one in self.wrong)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--repeat", type=int, default=5, help="times each letter is read for the milliseconds")
    parser.add_argument(
        "--wrong", action="store_true", help="list what was read wrong (not of the letters that are held out)"
    )


def run(args: argparse.Namespace) -> Report:
    """Read all letters with both readers."""
    score = measure(reader, load(TUNED), args.repeat)
    second, held_out = measure(reader, load(SECOND)), measure(reader, load(HELD_OUT))
    simple = measure(lambda one: naive.read(one.text), load(TUNED))
    figures: dict[str, Any] = {
        "letters": len(load(TUNED)),
        "share": score.share,
        "share_of_written": score.share_of_written,
        "by_field": score.by_field,
        "certain_wrong": score.certain_wrong,
        "certain_wrong_days": score.certain_wrong_days,
        "ms_median": quantile(score.milliseconds, 0.5),
        "ms_p95": quantile(score.milliseconds, 0.95),
        "second": {"letters": len(load(SECOND)), **_short(second)},
        "held_out": {"letters": len(load(HELD_OUT)), **_short(held_out)},
    }
    if args.wrong:
        figures["wrong"] = [f"{w.letter} {w.field}: {w.found} (not {w.expected})" for w in score.wrong]
    return Report(
        NAME,
        {"repeat": args.repeat},
        figures,
        {"naive": {**_short(simple), "by_field": simple.by_field}},
        {"errors_to_naive": round(len(score.wrong) / max(1, len(simple.wrong)), 3)},
        [
            at_least("fields right", RIGHT, score.share),
            at_most("wrong fields called certain", 0, sum(one.certain_wrong for one in (score, second, held_out))),
            at_most("wrong days called certain", 0, sum(one.certain_wrong_days for one in (score, second, held_out))),
        ],
    )


def _short(score: Score) -> dict[str, Any]:
    return {
        "share": score.share,
        "share_of_written": score.share_of_written,
        "certain_wrong": score.certain_wrong,
        "certain_wrong_days": score.certain_wrong_days,
    }


def reader(example: Example) -> Proposal:
    """A letter as the counter reads it."""
    return stack.read_stack(example.text, today=example.today, receiver=example.receiver, office_of=office_of)


def measure(read: Callable[[Example], Proposal], examples: Sequence[Example], repeat: int = 1) -> Score:
    """Judge one reader on some letters, each read ``repeat`` times."""
    judgements: list[Judgement] = []
    milliseconds = []
    for example in examples:
        for _ in range(max(1, repeat)):
            begin = time.perf_counter()
            reading = read(example)
            milliseconds.append((time.perf_counter() - begin) * 1000)
        judgements.extend(judge(example, reading))
    return Score(judgements, milliseconds)
