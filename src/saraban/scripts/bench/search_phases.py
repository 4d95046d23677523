"""ขั้นของการวัดการค้น (phases): fill a store, make its index, ask; or feed an engine directly and ask that.

Each phase runs in a process of its own, so that what it takes up is its own.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from saraban.app import main as make_application
from saraban.core.access import principals_for
from saraban.core.desk import Desk
from saraban.core.store import desk_on
from saraban.letters import records
from saraban.letters.content import Letter, Text
from saraban.people.actor import Actor, Signing
from saraban.scripts.bench.report import quantile
from saraban.scripts.bench.search_asking import MILLISECONDS, measure, memory, questions, raw_asking
from saraban.scripts.bench.search_corpus import Corpus, Made, RememberingAnalyser
from saraban.search.analysis import Analyser
from saraban.search.engines import ENGINES
from saraban.search.generations import DiskEngine
from saraban.search.interfaces import Query
from saraban.search.query import parse, plan_of
from saraban.search.service import catch_up, engine_of, find, reindex
from saraban.thai.numbers import number_key

BATCH = 500
ROUNDS = 3


def in_own_process(phase: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """Run a phase by itself, which may start processes of its own; gives its figures."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(phase, *given).result()


def peak_mb() -> float:
    """The most that this process took up."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


@contextmanager
def opened(var: Path) -> Iterator[tuple[Any, Desk]]:
    """The store of the bench with its application."""
    settings = {"saraban.store": f"file://{var}/Data.fs", "saraban.var": str(var)}
    registry = make_application({}, **settings).registry
    try:
        with desk_on(registry.database, settings["saraban.store"], registry.notify, var) as desk:
            yield registry, desk
    finally:
        registry.database.close()


def fill(var: Path, letters: int) -> dict[str, Any]:
    """Put letters into the store."""
    began = time.perf_counter()
    corpus = Corpus()
    with opened(var) as (_registry, desk):
        for number, made in enumerate(corpus.letters(1, letters), 1):
            records.add_letter(desk.root, _letter(made))
            if number % BATCH == 0:
                desk.tm.commit()
                desk.tm.begin()
                desk.root._p_jar.cacheGC()
        desk.tm.commit()
    return {"seconds": round(time.perf_counter() - began, 1)}


def _letter(made: Made) -> Letter:
    letter = Letter(made.number)
    letter.kind, letter.number, letter.number_key = made.kind, made.written, number_key(made.written)
    letter.dated, letter.created_at, letter.from_unit = made.day, made.at, made.unit
    letter.subject, letter.text = made.title, Text("\n".join(made.paragraphs))
    letter.circular, letter.scopes, letter.state, letter.chain = made.circular, made.scopes, made.state, made.number
    return letter


def make_index(var: Path, engine: str) -> dict[str, Any]:
    """Make the index from the store, as ``saraban reindex`` does."""
    with opened(var) as (registry, desk):
        began, busy = time.perf_counter(), time.process_time()
        count = reindex(desk, registry, engine_name=engine)
        return _made(began, busy, count, engine_of(registry).directory)


def _made(began: float, busy: float, count: int, directory: Path) -> dict[str, Any]:
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return {
        "documents": count,
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - busy, 1),
        "helpers_cpu_seconds": round(helpers.ru_utime + helpers.ru_stime, 1),
        "peak_mb": peak_mb(),
        "helper_peak_mb": round(helpers.ru_maxrss / 1024, 1),
        "megabytes": round(size / 1024**2, 1),
    }


def reader_of(scopes: frozenset[str]) -> Actor:
    """An ordinary user with these scopes."""
    return Actor(
        "bench", "ผู้ค้น", "bench-post", "b0", Signing("bench", "ผู้ค้น", "bench-post", "เจ้าหน้าที่"), scopes,
        principals=principals_for("bench", scopes, ()),
    )  # fmt: skip


def ask_store(var: Path, engine: str, letters: int, scopes: int, count: int, added: int) -> dict[str, Any]:
    """Ask as a page does: rows checked against their objects, snippets, counts; then add letters and find each."""
    corpus = Corpus()
    mine = corpus.scopes(scopes)
    actor = reader_of(mine)
    asked = questions(corpus, count, [s.removeprefix("u:") for s in sorted(mine) if s.startswith("u:")])
    with opened(var) as (registry, desk):
        visible = find(desk, registry, actor, Query("")).total
        times = measure(lambda query: find(desk, registry, actor, query).total, asked, ROUNDS)
        raw = _raw(engine_of(registry), engine, asked)
        used = memory()
        found, lost = _added(desk, registry, corpus, letters, added)
        return {
            "visible": round(visible / letters, 3), "times": times, "raw": raw, **asdict(used),
            "add_to_findable_ms": found, "not_found": lost,
        }  # fmt: skip


def _raw(engine: Any, name: str, asked: dict[str, list[Query]]) -> dict[str, dict[str, float]]:
    put = raw_asking(name, engine.directory)
    analyser = engine.analyser
    plans = {q: plan_of(q, parse(q.text, analyser)) for kind in ("term", "and", "phrase") for q in asked[kind]}
    return measure(lambda query: put(plans[query]), {kind: asked[kind] for kind in ("term", "and", "phrase")}, 2)


def _added(desk: Desk, registry: Any, corpus: Corpus, letters: int, added: int) -> tuple[dict[str, float], int]:
    """From the moment a letter is saved until a search has found it, before and after the worker took it in."""
    waits: list[float] = []
    taken: list[float] = []
    lost = 0
    for made in corpus.letters(letters + 1, added):
        letter, actor = _letter(made), reader_of(frozenset(made.scopes))
        records.add_letter(desk.root, letter)
        records.changed(desk.root, letter)
        desk.tm.commit()
        began = time.perf_counter()
        desk.tm.begin()
        lost += not _is_found(desk, registry, actor, made)
        waits.append((time.perf_counter() - began) * MILLISECONDS)
        began = time.perf_counter()
        catch_up(desk, registry)
        taken.append((time.perf_counter() - began) * MILLISECONDS)
        lost += not _is_found(desk, registry, actor, made)
    times = {"p50": quantile(waits, 0.5), "p95": quantile(waits, 0.95)}
    return {**times, "indexed_p50": quantile(taken, 0.5), "indexed_p95": quantile(taken, 0.95)}, lost


def _is_found(desk: Desk, registry: Any, actor: Actor, made: Made) -> bool:
    hits = find(desk, registry, actor, Query(made.written)).hits
    return any(hit.key == made.document.key for hit in hits)


def _engine_with_memory(engine: str, directory: Path, corpus: Corpus) -> DiskEngine:
    """An engine whose analyser knows the paragraphs of the corpus again."""
    kind = ENGINES[engine]

    class Fed(kind):  # type: ignore[misc,valid-type]
        helpers = 0  # nobody else has such an analyser

        def _analyser_of(self, path: Path) -> Analyser:
            name = str(path)
            if name not in self._analysers:
                self._analysers[name] = RememberingAnalyser(path, (*corpus.paragraphs, *corpus.titles))
            return self._analysers[name]

    made: DiskEngine = Fed(directory)
    return made


def feed(directory: Path, engine: str, letters: int) -> dict[str, Any]:
    """Make an index of letters that are in no store."""
    corpus = Corpus()
    made: Any = _engine_with_memory(engine, directory, corpus)
    began, busy = time.perf_counter(), time.process_time()
    made.rebuild(
        [letter.document for letter in corpus.letters(first, min(BATCH, letters + 1 - first))]
        for first in range(1, letters + 1, BATCH)
    )
    return _made(began, busy, letters, directory)


def ask_engine(directory: Path, engine: str, letters: int, scopes: int, count: int, added: int) -> dict[str, Any]:
    """Ask the engine itself, as the search service does: hits in order, counts and facets of what is readable."""
    corpus = Corpus()
    mine = corpus.scopes(scopes)
    asked = questions(corpus, count, [s.removeprefix("u:") for s in sorted(mine) if s.startswith("u:")])
    made: Any = ENGINES[engine](directory)

    def put(query: Query) -> int:
        return int(made.search(plan_of(query, parse(query.text, made.analyser)), ()).total)

    asked = {kind: [replace(query, scopes=mine) for query in queries] for kind, queries in asked.items()}
    visible = put(Query("", mine))
    times = measure(put, asked, ROUNDS)
    raw = _raw(made, engine, asked)
    used = memory()
    waits: list[float] = []
    lost = 0
    for letter in corpus.letters(letters + 1, added):
        made.write([letter.document], ())
        began = time.perf_counter()
        lost += put(Query(letter.written, frozenset(letter.scopes))) < 1
        waits.append((time.perf_counter() - began) * MILLISECONDS)
    return {
        "visible": round(visible / letters, 3), "times": times, "raw": raw, **asdict(used),
        "add_to_findable_ms": {"p50": quantile(waits, 0.5), "p95": quantile(waits, 0.95)}, "not_found": lost,
    }  # fmt: skip
