"""การถามในการวัดการค้น (asking): the classes of questions, their times, and the same questions put to the engine raw."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from tantivy import Index
from tantivy import Query as Raw
from whoosh import index as whoosh
from whoosh.query import And, Term

from saraban.scripts.bench.report import quantile
from saraban.scripts.bench.search_corpus import NEWEST, OFFICE, YEARS, Corpus
from saraban.search.analysis import PAIR
from saraban.search.generations import Generations
from saraban.search.interfaces import Query
from saraban.search.plan import PAIRS, TEXT, Phrase, Plan
from saraban.search.tantivy_words import every, having

#: The classes that the budget is of.
JUDGED = ("term", "and", "phrase", "unit and date", "facets")
SPAN = timedelta(days=365)
MILLISECONDS = 1000.0


@dataclass(frozen=True)
class Memory:
    """หน่วยความจำ of this process in megabytes: all of it, and what is not files of the index."""

    rss_mb: float
    own_mb: float


def memory() -> Memory:
    """What this process takes up now."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    rss, own = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))
    return Memory(round(rss, 1), round(own, 1))


def questions(corpus: Corpus, count: int, units: list[str], seed: int = 7) -> dict[str, list[Query]]:
    """What is asked, by class: frequent words and rare ones, of a reader of these units."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    rare = [line.split()[0][:8] for line in corpus.paragraphs[:count]]

    def day_in() -> dict[str, Any]:
        first = NEWEST - timedelta(days=chance.randrange((YEARS - 1) * 365))
        return {"day_from": first, "day_to": first + SPAN}

    return {
        "term": [Query(chance.choice(OFFICE) if n % 2 else rare[n]) for n in range(count)],
        "and": [Query(" ".join(chance.sample(OFFICE, 3))) for _n in range(count)],
        "phrase": [Query(f'"{phrase}"') for phrase in corpus.phrases[:count]],
        "unit and date": [Query(chance.choice(OFFICE), unit=chance.choice(units), **day_in()) for _n in range(count)],
        "facets": [Query("" if n % 4 == 0 else OFFICE[n % 10]) for n in range(count)],
        "prefix": [Query(f"{chance.choice(OFFICE)[:3]}*") for _n in range(count)],
        "relevance": [Query(chance.choice(OFFICE), sort="relevance") for _n in range(count)],
        "misspelled": [Query(_misspelled(corpus.paragraphs[n])) for n in range(count)],
    }


def _misspelled(line: str) -> str:
    """A word as somebody types it who is in a hurry: one letter is left out."""
    word = line.rsplit(maxsplit=1)[-1][:14]
    return word[:5] + word[6:]


def measure(ask: Callable[[Query], int], asked: dict[str, list[Query]], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds by class, asked the first time (cold) and again (warm): on the clock, and of the processor."""
    return {name: _measured(ask, queries, rounds) for name, queries in asked.items()}


def _measured(ask: Callable[[Query], int], queries: list[Query], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {"cold": [], "warm": [], "cold_cpu": [], "warm_cpu": []}
    hits: list[float] = []
    for turn in range(rounds):
        of = "warm" if turn else "cold"
        for query in queries:
            began, busy = time.perf_counter(), time.process_time()
            hits.append(ask(query))
            times[f"{of}_cpu"].append((time.process_time() - busy) * MILLISECONDS)
            times[of].append((time.perf_counter() - began) * MILLISECONDS)
    shares = {"p50": 0.5, "p95": 0.95}
    found = {f"{of}_{name}": quantile(taken, share) for of, taken in times.items() for name, share in shares.items()}
    return {**found, "hits_p50": quantile(hits, 0.5)}


def raw_asking(engine: str, directory: Path) -> Callable[[Plan], int]:
    """The same words put to the engine itself: no access, no counts by facet, no snippet, its own order."""
    place = directory / Generations(directory).current()
    if engine == "tantivy":
        searcher = Index.open(str(place)).searcher()

        def of_tantivy(plan: Plan) -> int:
            words = [having(name, term) for name, term in _terms(plan)]
            found: Any = searcher.search(every(*words) if words else Raw.all_query(), 20)
            return int(found.count)

        return of_tantivy
    reader = whoosh.open_dir(str(place)).searcher()

    def of_whoosh(plan: Plan) -> int:
        return len(reader.search(And([Term(name, term.encode()) for name, term in _terms(plan)]), limit=20))

    return of_whoosh


def _terms(plan: Plan) -> list[tuple[str, str]]:
    """The terms of the phrases of a plan."""
    found: list[tuple[str, str]] = []
    waiting: list[Any] = [plan.node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Phrase):
            pieces = [piece.text for piece in node.pieces]
            pairs = [f"{a}{PAIR}{b}" for a, b in pairwise(pieces)]
            found += [(PAIRS, pair) for pair in pairs] or [(TEXT, pieces[0])]
        else:
            waiting += getattr(node, "nodes", ())
    return found
