"""การวัดว่าค้นพบครบหรือไม่ (recall): every question of the golden set to an engine, against what its author meant.

Two naive searches answer the same questions in the same run: all words as a common segmenter cuts them, and plain
substrings.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from saraban.scripts.bench.golden import LETTERS, SEED, golden
from saraban.scripts.bench.golden_parts import SCOPE, Asked, Golden
from saraban.scripts.bench.report import Report, at_least, at_most, quantile
from saraban.search.engines import ENGINES
from saraban.search.finding import find_near, with_near
from saraban.search.interfaces import Query, SearchDoc
from saraban.search.query import parse, plan_of
from saraban.thai.segment import segment

NAME = "recall"
HELP = "what a search finds of the golden set, and what it finds wrongly"
FIRST = 10
LEAST_RECALL, MOST_WRONG = 0.99, 0.02
LEAST_LETTERS, LEAST_ASKED = 2000, 300
MOST_LISTED = 25
HELD_OUT = "held_out"

#: Answers a question: the keys of what is found, in order.
Answer = Callable[[Asked], list[str]]


@dataclass
class Tally:
    """What came of the questions of one class."""

    asked: int = 0
    pairs: int = 0
    found: int = 0
    recall: float = 0.0
    shown: int = 0
    wrong: int = 0

    def add(self, meant: frozenset[str], answer: list[str]) -> None:
        hits = len(meant.intersection(answer))
        self.asked += 1
        self.pairs += len(meant)
        self.found += hits
        self.recall += hits / len(meant) if meant else 1.0
        self.shown += len(answer[:FIRST])
        self.wrong += sum(key not in meant for key in answer[:FIRST])

    def figures(self) -> dict[str, float]:
        """Recall a question and a pair of question and letter, and the share of the first ten that is not meant."""
        return {
            "questions": self.asked,
            "pairs": self.pairs,
            "recall": round(self.recall / max(1, self.asked), 4),
            "recall_of_pairs": round(self.found / self.pairs, 4) if self.pairs else 1.0,
            "wrong_in_first_ten": round(self.wrong / max(1, self.shown), 4),
        }


@dataclass
class Outcome:
    """What a search found: all together, by class, and the questions where something was amiss."""

    whole: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    amiss: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def add(self, asked: Asked, meant: frozenset[str], answer: list[str], wait: float) -> None:
        for tally in (self.whole, self.kinds[asked.kind]):
            tally.add(meant, answer)
        self.waits.append(wait * 1000)
        missed, wrong = len(meant.difference(answer)), sum(key not in meant for key in answer[:FIRST])
        if missed or wrong:
            self.amiss.append(f"{asked.kind} {asked.typed}: missed {missed} of {len(meant)}, wrong {wrong}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--engine", default="whoosh", choices=sorted(ENGINES), help="which engine answers")
    parser.add_argument("--letters", type=int, default=LETTERS, help="how many letters there are")
    parser.add_argument("--seed", type=int, default=SEED)


def run(args: argparse.Namespace) -> Report:
    """Make the letters, ask, and say what was found."""
    made = golden(args.letters, args.seed)
    docs = {letter.key: letter.doc() for letter in made.letters}
    with TemporaryDirectory(prefix="saraban-recall-") as place:
        engine = ENGINES[args.engine](Path(place) / "index")
        began = time.process_time()
        engine.rebuild([list(docs.values())], made.titles())
        built = time.process_time() - began
        outcome = judged(made, partial(answer, engine, docs))
    naive = {
        "words": judged(made, naive_words(docs.values())),
        "substring": judged(made, naive_substring(docs.values())),
    }
    return report(args, made, outcome, naive, built)


def judged(made: Golden, ask: Answer) -> Outcome:
    """Ask everything."""
    outcome = Outcome()
    for asked, meant in zip(made.asked, made.meant(), strict=True):
        began = time.perf_counter()
        found = ask(asked)
        outcome.add(asked, meant, found, time.perf_counter() - began)
    return outcome


def answer(engine: Any, docs: dict[str, SearchDoc], asked: Asked) -> list[str]:
    """What the engine finds, near spellings included, as a reader is shown it."""
    query = Query(asked.typed, frozenset([SCOPE]), limit=len(docs))
    plan = plan_of(query, parse(asked.typed, engine.analyser))
    found = engine.search(plan, ())
    near = find_near(lambda other: engine.search(other, ()), lambda row: docs[row.key], plan, found)
    return [row.key for row in with_near(found, near, plan.limit).rows]


def _text(doc: SearchDoc) -> str:
    return f"{doc.title}\n{doc.sender}\n{doc.receivers}\n{doc.text}".lower()


def naive_words(docs: Iterable[SearchDoc]) -> Answer:
    """All words of a question, as a common segmenter cuts them, nothing made alike."""
    words = {
        doc.key: frozenset(segment(_text(doc))) for doc in sorted(docs, key=lambda d: (d.day, d.seq), reverse=True)
    }

    def ask(asked: Asked) -> list[str]:
        wanted = {word for word in segment(asked.typed.lower()) if word.strip()}
        return [key for key, held in words.items() if wanted <= held]

    return ask


def naive_substring(docs: Iterable[SearchDoc]) -> Answer:
    """Letters in which the question stands as it was typed."""
    texts = {doc.key: _text(doc) for doc in sorted(docs, key=lambda d: (d.day, d.seq), reverse=True)}
    return lambda asked: [key for key, text in texts.items() if asked.typed.lower() in text]


def report(args: argparse.Namespace, made: Golden, outcome: Outcome, naive: dict[str, Outcome], built: float) -> Report:
    """The figures beside those of the naive searches."""
    whole = outcome.whole.figures()
    held_out = outcome.kinds[HELD_OUT].figures()
    return Report(
        NAME,
        {"engine": args.engine, "letters": args.letters, "seed": args.seed},
        figures={
            **whole,
            "classes": {kind: tally.figures() for kind, tally in outcome.kinds.items()},
            "p50_ms": quantile(outcome.waits, 0.5),
            "p95_ms": quantile(outcome.waits, 0.95),
            "build_cpu_s": round(built, 1),
            "amiss": outcome.amiss[:MOST_LISTED],
        },
        baseline={
            name: {**other.whole.figures(), "classes": {k: t.figures()["recall"] for k, t in other.kinds.items()}}
            for name, other in naive.items()
        },
        ratios={
            f"recall_to_{name}": round(whole["recall"] / other.whole.figures()["recall"], 2)
            for name, other in naive.items()
        },
        budget=[
            at_least("letters", LEAST_LETTERS, len(made.letters)),
            at_least("questions", LEAST_ASKED, len(made.asked)),
            at_least("recall", LEAST_RECALL, whole["recall"]),
            at_least("recall of question/letter pairs", LEAST_RECALL, whole["recall_of_pairs"]),
            at_most("wrong in the first ten", MOST_WRONG, whole["wrong_in_first_ten"]),
            at_least("recall, questions kept apart", LEAST_RECALL, held_out["recall"]),
            at_most("wrong in the first ten, questions kept apart", MOST_WRONG, held_out["wrong_in_first_ten"]),
        ],
    )
