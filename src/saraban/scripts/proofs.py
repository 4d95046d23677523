"""saraban proofs (การต่ออายุหลักฐาน): when letters are due for new time stamps; have them renewed sooner."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from typing import Any

from saraban.scripts.console import OK, PROBLEMS, add_store_arguments, opened, report
from saraban.signatures.proofs import bring_forward, proofs_of


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban proofs``."""
    parser: argparse.ArgumentParser = sub.add_parser("proofs", help="when letters are due for new time stamps")
    parser.add_argument(
        "--renew-until",
        type=date.fromisoformat,
        metavar="DAY",
        help="have those renewed from now on that are due up to DAY, such as before an authority goes",
    )
    add_store_arguments(parser, figures=True)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Bring forward, tell; status 1 where some could not be renewed."""
    with opened(args) as console, console.desk() as desk:
        moved = bring_forward(desk, args.renew_until) if args.renew_until else 0
        proofs = proofs_of(desk.root)
        due = Counter(day[:4] for day, _number in proofs.due)
        failed = Counter(why for _tried, why in proofs.failed.values())
        desk.tm.commit()
    figures = {"due": dict(sorted(due.items())), "moved": moved, "failed": dict(sorted(failed.items()))}
    lines = [f"{count:8}  {year}" for year, count in sorted(due.items())]
    lines += [f"{count:8}  {why}" for why, count in sorted(failed.items())]
    report(figures, args, lines or ["ไม่มีหลักฐานที่ต้องต่ออายุ / No proofs wait to be renewed"])
    return PROBLEMS if failed else OK
