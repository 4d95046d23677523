"""saraban load (นำเข้าข้อมูล): an organisation, or letters one JSON object a line; can be stopped and started again."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from saraban.core.i18n import _
from saraban.scripts.console import OK, PROBLEMS, CommandFailed, Console, add_store_arguments, in_words, opened, report
from saraban.scripts.load_letters import Loader
from saraban.scripts.load_org import OrgFailed, load_org
from saraban.scripts.progress import Progress
from saraban.search.service import catch_up

BATCH = 200


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban load``."""
    parser: argparse.ArgumentParser = sub.add_parser("load", help="take in an organisation or letters")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--org", type=Path, metavar="ORG.json", help="units, posts and accounts")
    what.add_argument("letters", nargs="?", type=Path, metavar="LETTERS.jsonl", help="letters, one JSON object a line")
    parser.add_argument("--batch", type=int, default=BATCH, help="letters a transaction")
    parser.add_argument("--no-index", action="store_true", help="leave the indexing to the worker")
    add_store_arguments(parser, figures=True)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Take in the file; status 1 when a record was bad."""
    path = args.org or args.letters
    if not path.is_file():
        raise CommandFailed(_("There is no file ${name}.", mapping={"name": str(path)}))
    with opened(args) as console:
        return _org(console, args) if args.org else _letters(console, args)


def _org(console: Console, args: argparse.Namespace) -> int:
    try:
        data = json.loads(args.org.read_text(encoding="utf-8"))
    except ValueError:
        raise CommandFailed(_("${name} is not a JSON document.", mapping={"name": args.org.name})) from None
    began = time.monotonic()
    bar = Progress("หน่วยงาน / organisation", 1)
    with console.desk() as desk:
        try:
            made = load_org(desk, data, bar)
        except OrgFailed as error:
            raise CommandFailed(error.message) from None
    bar.end()
    figures = {**asdict(made), "seconds": round(time.monotonic() - began, 2)}
    report(figures, args, [f"{name}: {value:,}" for name, value in figures.items()])
    return OK


def _letters(console: Console, args: argparse.Namespace) -> int:
    size = args.letters.stat().st_size
    bar = Progress("หนังสือ / letters", size)
    began = time.monotonic()
    with console.desk() as desk, args.letters.open("rb") as stream:
        loader = Loader(desk, batch=max(1, args.batch), complain=_complain)
        for at in loader.load(stream):
            bar.to(at, f"{loader.tally.loaded:,}")
        bar.end(f"{loader.tally.loaded:,}")
        seconds = time.monotonic() - began
        if not args.no_index:
            _index(console, desk)
    tally = loader.tally
    figures = {**asdict(tally), "seconds": round(seconds, 2), "per_second": round(tally.loaded / max(seconds, 1e-9), 1)}
    report(figures, args, [f"{name}: {value:,}" for name, value in figures.items()])
    return PROBLEMS if tally.bad else OK


def _index(console: Console, desk: Any) -> None:
    """Bring the index up to what was loaded, unless the worker is at it."""
    bar, done = Progress("ดัชนี / index", 1), 0
    while (drained := catch_up(desk, console.registry, BATCH * 5)).done:
        done += drained.done
        bar.to(0, f"{done:,}")
    bar.end(f"{done:,}")


def _complain(line: int, reason: Any) -> None:
    print(f"line {line}: {in_words(reason, 'en')}", file=sys.stderr)
