"""saraban check (ตรวจสอบคลัง): books, chains and seals, files, references, and the index against the store."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from typing import Any

from saraban.audit import sealing
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.problems import Problem
from saraban.files import fixity
from saraban.files.service import files_of
from saraban.registers import checking
from saraban.scripts.check_references import check_references
from saraban.scripts.check_trays import check_trays
from saraban.scripts.console import OK, PROBLEMS, Console, add_store_arguments, opened, report
from saraban.scripts.progress import Progress
from saraban.search.comparing import check as check_index
from saraban.signatures.list_archive import check_lists
from saraban.vault import door as vault

PARTS: dict[str, Callable[[Console, Desk], list[Problem]]] = {
    "registers": lambda _console, desk: list(checking.check(desk.root)),
    "audit": lambda _console, desk: audit.verify(desk.root),
    "vault": lambda console, desk: [
        *vault.check(desk.root),
        *vault.astray(desk, console.registry.saraban.secret_delivery_days),
    ],
    "seals": lambda _console, desk: sealing.verify_seals(desk.root),
    "references": lambda _console, desk: list(check_references(desk.root)),
    "trays": lambda _console, desk: list(check_trays(desk.root)),
    "lists": lambda _console, desk: list(check_lists(desk.root)),
    "files": lambda _console, desk: list(_files(desk)),
    "index": lambda console, desk: [
        Problem("index", "index", text.removeprefix("index: ")) for text in check_index(desk, console.registry)
    ],
}


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban check``."""
    parser: argparse.ArgumentParser = sub.add_parser("check", help="check the store; status 1 when something is wrong")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="check this part only (may be repeated)")
    add_store_arguments(parser, figures=True)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Check part by part; prints every problem found."""
    found: dict[str, list[Problem]] = {}
    began = time.monotonic()
    with opened(args) as console:
        for name in args.only or PARTS:
            with console.desk() as desk:
                found[name] = PARTS[name](console, desk)
    problems = [p for part in found.values() for p in part]
    figures = {
        "clean": not problems,
        "checked": {name: len(part) for name, part in found.items()},
        "problems": [{"where": p.where, "slug": p.slug, "text": p.text} for p in problems],
        "seconds": round(time.monotonic() - began, 2),
    }
    lines = [str(p) for p in problems]
    lines.append(
        f"พบข้อบกพร่อง {len(problems)} รายการ / Problems found: {len(problems)}"
        if problems
        else "ตรวจสอบแล้ว ไม่พบข้อบกพร่อง / Checked, nothing is wrong"
    )
    report(figures, args, lines)
    return PROBLEMS if problems else OK


def _files(desk: Desk) -> Iterator[Problem]:
    total = len(files_of(desk.root).stored)
    bar = Progress("ไฟล์ / files", total)
    for done, problems in enumerate(fixity.verify_each(desk.root), 1):
        yield from problems
        bar.to(done, f"{done:,} / {total:,}")
