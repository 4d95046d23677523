"""การวัดสมรรถนะ (benches): ``saraban bench NAME --json``. Each makes a store of its own and prints one object."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from saraban.scripts.bench import (
    access,
    circulars,
    index,
    intake,
    kills,
    numbers,
    pages,
    recall,
    register,
    render,
    search,
    sign,
)

#: Every bench: a module with ``NAME``, ``HELP``, ``add_arguments(parser)`` and ``run(args) -> Report``.
BENCHES: tuple[Any, ...] = (
    access,
    circulars,
    index,
    intake,
    kills,
    numbers,
    pages,
    recall,
    register,
    render,
    search,
    sign,
)


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban bench`` with one sub-command for each bench."""
    parser: argparse.ArgumentParser = sub.add_parser(
        "bench", help="measure; each bench makes a temporary store of its own"
    )
    benches = parser.add_subparsers(dest="bench", required=True, metavar="NAME")
    for module in BENCHES:
        bench = benches.add_parser(module.NAME, help=module.HELP)
        bench.add_argument("--json", action="store_true", help="print one JSON object")
        bench.add_argument("--strict", action="store_true", help="status 1 when something does not hold")
        module.add_arguments(bench)
        bench.set_defaults(run=run, measure=module.run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Measure and print; the exit status says nothing about the figures unless it is asked to."""
    report = args.measure(args)
    report.write(sys.stdout, as_json=args.json)
    return 1 if args.strict and not all(b.holds for b in report.budget) else 0
