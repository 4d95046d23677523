"""การวัดการค้น (search): how long an ordinary user waits for an answer, among how many letters, with which engine.

The letters are put into a store, the index is made from it and asked as a page asks. With ``--direct`` the engine is
fed without a store and asked itself, for as many letters as no store is filled with in a bench.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.scripts.bench import search_phases as phases
from saraban.scripts.bench.report import Budget, Report, at_most
from saraban.scripts.bench.search_asking import JUDGED
from saraban.search.engines import ENGINES

NAME = "search"
HELP = "search as an ordinary user: p50 and p95 by class of question, add to findable, rebuild, memory"
ASK_ENGINE: Any = phases.ask_engine
ASK_STORE: Any = phases.ask_store
MINUTE = 60.0
#: What a kept directory was made for, what that took, and the number of its last letter.
NOTE = "bench.json"
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
    parser.add_argument("--keep", metavar="DIR", help="keep store and index in this directory, and ask them again")


def run(args: argparse.Namespace) -> Report:
    """Make the letters and the index, ask, compare with the limits."""
    params = {
        "engine": args.engine, "letters": args.letters, "scopes": args.scopes or [20], "questions": args.questions,
        "added": args.added, "direct": args.direct,
    }  # fmt: skip
    with _place(args.keep) as place:
        figures = _measure(place, params)
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


@contextmanager
def _place(kept: str | None) -> Iterator[Path]:
    """A directory for the store and the index: one that goes again, or the one that is kept."""
    if kept is not None:
        place = Path(kept)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (place / NOTE).exists() and any(place.iterdir()):
            raise Invalid(_("This directory holds something else. Name an empty one, or one that a bench has kept."))
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        yield Path(name)


def _made(place: Path, params: dict[str, Any]) -> dict[str, Any]:
    """What was made in the directory: made now, or kept from a run with the same letters and engine."""
    note, made_for = place / NOTE, [params[name] for name in ("engine", "letters", "direct")]
    if note.exists():
        kept: dict[str, Any] = json.loads(note.read_text(encoding="ascii"))
        if kept["made_for"] != made_for:
            raise Invalid(_("This directory was kept for other letters or another engine. Name another one."))
        return kept
    note.write_text(json.dumps({"made_for": [], "figures": {}, "last": 0}), encoding="ascii")  # a half one is nothing
    var, engine, letters = place / "var", params["engine"], params["letters"]
    if params["direct"]:
        figures = {"rebuild": phases.in_own_process(phases.feed, var / "index", engine, letters)}
    else:
        filled = phases.in_own_process(phases.fill, var, letters)
        figures = {"fill": filled, "rebuild": phases.in_own_process(phases.make_index, var, engine)}
    return {"made_for": made_for, "figures": figures, "last": letters}


def _measure(place: Path, params: dict[str, Any]) -> dict[str, Any]:
    made, asked = _made(place, params), {}
    ask, var = (ASK_ENGINE, place / "var" / "index") if params["direct"] else (ASK_STORE, place / "var")
    for scopes in params["scopes"]:
        (place / NOTE).write_text(json.dumps({**made, "last": made["last"] + params["added"]}), encoding="ascii")
        asked[str(scopes)] = phases.in_own_process(
            ask, var, params["engine"], made["last"], scopes, params["questions"], params["added"]
        )
        made["last"] += params["added"]
    return {**made["figures"], "asked": asked}


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
