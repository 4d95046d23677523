"""saraban reindex (สร้างดัชนีใหม่): makes the search index anew from the store, while it is in use."""

from __future__ import annotations

import argparse
import time
from typing import Any

from saraban.scripts.console import OK, add_store_arguments, opened, report
from saraban.scripts.progress import Progress
from saraban.search.engines import ENGINES
from saraban.search.service import engine_of, reindex

#: How long a worker is waited for that is just indexing.
PATIENCE = 30.0


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban reindex``."""
    parser: argparse.ArgumentParser = sub.add_parser("reindex", help="make the search index anew from the store")
    parser.add_argument("--engine", choices=list(ENGINES), help="let this engine make it, and answer from then on")
    add_store_arguments(parser, figures=True)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Rebuild, showing how far it is."""
    bar = Progress("ดัชนี / index", 1)

    def shown(done: int, total: int) -> None:
        bar.total = max(1, total)
        bar.to(done, f"{done:,} / {total:,}")

    began = time.monotonic()
    with opened(args) as console, console.desk() as desk:
        count = reindex(desk, console.registry, shown, args.engine or "", PATIENCE)
        engine = engine_of(console.registry).name
    seconds = round(time.monotonic() - began, 2)
    bar.end(f"{count:,}")
    report(
        {"documents": count, "engine": engine, "seconds": seconds},
        args,
        [f"ทำดัชนีแล้ว / Indexed: {count:,} ({engine}, {seconds} s)"],
    )
    return OK
