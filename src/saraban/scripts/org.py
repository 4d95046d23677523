"""saraban org (ตารางหน่วยงานและบุคลากร): units, people, posts and roles in from tables and out as tables, and undone."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ZODB.POSException import ConflictError

from saraban.core.desk import Desk
from saraban.core.i18n import _
from saraban.rosters.exporting import export_csv, export_workbook
from saraban.rosters.hands import console
from saraban.rosters.importing import Imported, TableFile, Trial, recent_imports, take_in, try_out
from saraban.rosters.tables import TABLES
from saraban.rosters.undoing import UndoRefused, undo
from saraban.scripts.console import OK, PROBLEMS, CommandFailed, add_store_arguments, in_words, opened, report

#: Writers of the web server may be faster; the import is tried again as a whole.
TRIES = 5
T = TypeVar("T")


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban org``."""
    parser: argparse.ArgumentParser = sub.add_parser("org", help="units, people, posts and roles as tables")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    taking = what.add_parser("import", help="take tables in: all of it or nothing")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XLSX, CSV, or a directory of CSV files")
    taking.add_argument("--dry-run", action="store_true", help="say what would be, change nothing")
    taking.add_argument("--accounts", action="store_true", help="open accounts for new people, print first passwords")
    taking.set_defaults(run=run_import)
    giving = what.add_parser("export", help="write all tables, as they can be taken in again")
    giving.add_argument("path", type=Path, metavar="PATH", help="FILE.xlsx, or a directory for CSV files")
    giving.add_argument("--unit", default="", metavar="CODE", help="this unit and those below it only")
    giving.set_defaults(run=run_export)
    listing = what.add_parser("list", help="the imports so far, the latest first")
    listing.set_defaults(run=run_list)
    undoing = what.add_parser("undo", help="put back what an import changed")
    undoing.add_argument("number", type=int, metavar="N")
    undoing.set_defaults(run=run_undo)
    for command in (taking, giving, listing, undoing):
        add_store_arguments(command, figures=True)
    return parser


def run_import(args: argparse.Namespace) -> int:
    """Try the tables, then take them in; status 1 when a row is wrong."""
    files = [TableFile(path.name, path.read_bytes()) for path in _paths(args.files)]
    began = time.monotonic()
    with opened(args) as store, store.desk() as desk:
        trial = try_out(console(desk), files, accounts=args.accounts)
        desk.tm.abort()
        desk.tm.begin()
        done: Imported | None = None
        if trial.run.changes and not trial.run.bad and not args.dry_run:
            done = _tried_again(desk, lambda: take_in(console(desk), files, shown=trial.shown, accounts=args.accounts))
        number = done.record.n if done is not None else None
    figures = {**_figures(trial), "import": number, "dry_run": args.dry_run}
    figures["seconds"] = round(time.monotonic() - began, 2)
    if done is not None:
        figures["passwords"] = [{"person": p.person, "password": p.password} for p in done.passwords]
    for bad in trial.run.bad:
        place = f"{bad.sheet}: " if bad.sheet else ""
        print(f"{place}{_both(bad.place)}: {_both(bad.message)}", file=sys.stderr)
    report(figures, args, _lines(trial, number, done))
    return PROBLEMS if trial.run.bad else OK


def run_export(args: argparse.Namespace) -> int:
    """Write a workbook, or a directory of CSV files."""
    written = []
    with opened(args) as store, store.desk() as desk:
        hands = console(desk)
        if args.path.suffix == ".xlsx":
            args.path.write_bytes(export_workbook(hands, args.unit))
            written.append(str(args.path))
        else:
            args.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for table in TABLES:
                path = args.path / f"{table.name}.csv"
                path.write_bytes(export_csv(hands, table.name, args.unit))
                written.append(str(path))
    report({"written": written}, args, written)
    return OK


def run_list(args: argparse.Namespace) -> int:
    """The imports so far."""
    with opened(args) as store, store.desk() as desk:
        found = []
        lines = []
        for record in recent_imports(console(desk)):
            files = [name for name, _digest in record.files]
            undone = record.undone_at.isoformat() if record.undone_at else None
            at, tables = record.at.isoformat(), _counts(record.counts)
            found.append(
                {"import": record.n, "at": at, "by": record.by, "files": files, "tables": tables, "undone": undone}
            )
            lines.append(f"{record.n}  {at}  {record.by}  {', '.join(files)}{'  (undone)' if undone else ''}")
    report({"imports": found}, args, lines)
    return OK


def run_undo(args: argparse.Namespace) -> int:
    """Undo an import; status 1, and the reasons, where something was built on it."""
    with opened(args) as store, store.desk() as desk:
        try:
            _tried_again(desk, lambda: undo(console(desk), args.number))
        except UndoRefused as error:
            for obstacle in error.obstacles:
                print(_both(obstacle), file=sys.stderr)
            raise CommandFailed(error.message) from None
    report({"undone": args.number}, args, [f"undone: {args.number}"])
    return OK


def _paths(given: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += sorted(path.glob("*.csv"))
        elif path.is_file():
            found.append(path)
        else:
            raise CommandFailed(_("There is no file ${name}.", mapping={"name": str(path)}))
    return found


def _tried_again(desk: Desk, work: Callable[[], T]) -> T:
    for left in range(TRIES - 1, -1, -1):
        try:
            done = work()
            desk.tm.commit()
        except ConflictError:
            desk.tm.abort()
            desk.tm.begin()
            if not left:
                raise
        else:
            desk.tm.begin()
            return done
    raise AssertionError


def _figures(trial: Trial) -> dict[str, Any]:
    return {
        "tables": _counts(trial.run.counts()),
        "bad": [
            {
                "sheet": bad.sheet,
                "table": bad.table,
                "line": bad.line,
                "column": bad.letter,
                "head": bad.head,
                "message": {language: in_words(bad.message, language) for language in ("th", "en")},
            }
            for bad in trial.run.bad
        ],
        "effects": [
            {"what": e.what, "lost": e.lost, "persons": list(e.persons), "units": list(e.units)} for e in trial.effects
        ],
    }


def _counts(counts: dict[str, tuple[int, int, int]]) -> dict[str, dict[str, int]]:
    return {name: dict(zip(("added", "changed", "same"), numbers, strict=True)) for name, numbers in counts.items()}


def _lines(trial: Trial, number: int | None, done: Imported | None) -> list[str]:
    lines = [
        f"{name}: {added:,} added, {changed:,} changed, {same:,} left as they are"
        for name, (added, changed, same) in trial.run.counts().items()
    ]
    lines.append(f"wrong places: {len(trial.run.bad):,}")
    lines.append(f"import: {number}" if number is not None else "nothing was changed")
    if done is not None:
        lines += [f"  {p.person:<24} {p.password}" for p in done.passwords]
    return lines


def _both(message: Any) -> str:
    thai, english = in_words(message, "th"), in_words(message, "en")
    return english if thai == english else f"{thai} / {english}"
