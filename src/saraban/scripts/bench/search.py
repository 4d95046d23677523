"""การวัดการค้น (search): how long an ordinary user waits for an answer, among how many letters, with which engine.

The letters are put into a store, the index is made from it and asked as a page asks. With ``--direct`` the engine is
fed without a store and asked itself, for as many letters as no store is filled with in a bench.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from saraban.scripts.bench import search_phases as phases
from saraban.scripts.bench.report import Budget, Report, at_most
from saraban.scripts.bench.search_asking import JUDGED
from saraban.search.engines import ENGINES

NAME = "search"
HELP = "search as an ordinary user: p50 and p95 by class of question, add to findable, rebuild, memory"
ASK_ENGINE: Any = phases.ask_engine
ASK_STORE: Any = phases.ask_store
MINUTE = 60.0
#: The limits of the design by engine and number of letters: (p95 in ms of these times, minutes to rebuild, MB).
LIMITS: dict[tuple[str, int], tuple[float, str, float, float]] = {
    ("whoosh", 20_000): (100.0, "cold_p95", 5.0, 0.0),
    ("whoosh", 100_000): (200.0, "warm_p95", 0.0, 0.0),
    ("tantivy", 100_000): (20.0, "cold_p95", 5.0, 0.0),
    ("tantivy", 1_000_000): (50.0, "cold_p95", 30.0, 1024.0),
}
#: A reader of the whole city, and the limit of what he waits for.
MANY_SCOPES, MANY_SCOPES_MS = 1_200, 100.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--engine", choices=list(ENGINES), default="whoosh")
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--scopes", type=int, action="append", help="scopes of the reader (20; may be repeated)")
    parser.add_argument("--questions", type=int, default=60, help="questions of each class, each asked three times")
    parser.add_argument("--added", type=int, default=20, help="letters added one by one and looked for at once")
    parser.add_argument("--direct", action="store_true", help="feed the engine directly, without a store")


def run(args: argparse.Namespace) -> Report:
    """Make the letters and the index, ask, compare with the limits."""
    params = {
        "engine": args.engine, "letters": args.letters, "scopes": args.scopes or [20], "questions": args.questions,
        "added": args.added, "direct": args.direct,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        figures = _measure(Path(name) / "var", params)
    raw = figures["asked"][str(params["scopes"][0])].pop("raw")
    times = figures["asked"][str(params["scopes"][0])]["times"]
    return Report(
        NAME,
        params,
        figures=figures,
        baseline={f"raw {params['engine']}, no access": raw},
        ratios={
            f"{kind}: raw to asked": round(times[kind]["cold_p50"] / max(raw[kind]["cold_p50"], 0.001), 2)
            for kind in raw
        },
        budget=budget(params, figures),
    )


def _measure(var: Path, params: dict[str, Any]) -> dict[str, Any]:
    engine, letters = params["engine"], params["letters"]
    asked: dict[str, Any] = {}
    if params["direct"]:
        figures = {"rebuild": phases.in_own_process(phases.feed, var / "index", engine, letters)}
        ask, place = ASK_ENGINE, var / "index"
    else:
        filled = phases.in_own_process(phases.fill, var, letters)
        figures = {"fill": filled, "rebuild": phases.in_own_process(phases.make_index, var, engine)}
        ask, place = ASK_STORE, var
    for turn, scopes in enumerate(params["scopes"]):
        first = letters + turn * params["added"]
        asked[str(scopes)] = phases.in_own_process(
            ask, place, engine, first, scopes, params["questions"], params["added"]
        )
    return {**figures, "asked": asked}


def budget(params: dict[str, Any], figures: dict[str, Any]) -> list[Budget]:
    """The limits of the nearest row of the design that this is a run of; of none, that everything was found."""
    asked = figures["asked"]
    held = [at_most("added and not found by the next request", 0, sum(a["not_found"] for a in asked.values()))]
    row = LIMITS.get((params["engine"], params["letters"]))
    if row is None:
        return held
    limit, of, minutes, megabytes = row
    for scopes, figure in asked.items():
        most = MANY_SCOPES_MS if int(scopes) >= MANY_SCOPES else limit
        held += [
            at_most(f"{kind}, {scopes} scopes: {of.replace('_', ' ')} ms", most, figure["times"][kind][of])
            for kind in JUDGED
        ]
        if megabytes:
            held.append(at_most(f"resident memory, {scopes} scopes, MB", megabytes, figure["rss_mb"]))
    if minutes:
        held.append(at_most("rebuild, minutes", minutes, round(figures["rebuild"]["seconds"] / MINUTE, 1)))
    return held
