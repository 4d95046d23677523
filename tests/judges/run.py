"""ผู้ตรวจภายนอก (the judges): schemathesis and wapiti over the served office as each role, then over planted faults.

``python -m tests.judges.run [--short] [--venvs DIR] [--only schemathesis|wapiti]``; `make judges` sets their places up.
All traffic stays on 127.0.0.1. Exit status 0 only if every judge finds nothing in the office and something in the
planted application.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.judges import page_judge, schema_judge
from tests.judges.office import PEOPLE, Judged, open_judged
from tests.judges.planted import serve_planted
from tests.judges.verdicts import Verdict

SHOWN = 40
Work = Callable[[], Verdict]


def main() -> int:
    """Run them one after the other, and say what each found."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="saraban-judges-") as name:
        work, failed = Path(name), 0
        for judged in _on_the_office(asked, work):
            failed += not _said(judged, wanted_red=False)
        for planted in _on_planted_faults(asked, work):
            failed += not _said(planted, wanted_red=True)
    _tell("all judges agree" if not failed else f"{failed} verdicts are not as they should be")
    return int(bool(failed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venvs", type=Path, default=Path(".venv-judges"))
    parser.add_argument("--short", action="store_true", help="fewer examples, two roles on the pages")
    parser.add_argument("--only", choices=["schemathesis", "wapiti"])
    parser.add_argument("--roles", nargs="*", choices=list(PEOPLE))
    asked = parser.parse_args()
    asked.venvs = asked.venvs.resolve()
    return asked


def _on_the_office(asked: argparse.Namespace, work: Path) -> Iterator[Verdict]:
    office = open_judged(work / "office")
    try:
        for judge in _judges(asked, office, work):
            yield _timed(judge)
    finally:
        office.site.close()


def _judges(asked: argparse.Namespace, office: Judged, work: Path) -> Iterator[Work]:
    examples = 3 if asked.short else 25
    page_roles = ("registrar", "administrator", "secret registrar") if asked.short else tuple(PEOPLE)
    limits = {"seconds": 15, "attack": 8, "files": 6} if asked.short else {"seconds": 60, "attack": 45, "files": 20}
    for role in asked.roles or PEOPLE:
        if asked.only in {None, "schemathesis"}:
            yield lambda role=role: schema_judge.judge_api(office, role, asked.venvs, work, examples)  # type: ignore[misc]
    for role in asked.roles or page_roles:
        if asked.only in {None, "wapiti"}:
            yield lambda role=role: page_judge.judge_pages(office, role, asked.venvs, work, **limits)  # type: ignore[misc]


def _on_planted_faults(asked: argparse.Namespace, work: Path) -> Iterator[Verdict]:
    server, address = serve_planted()
    try:
        for name, judge in (("schemathesis", schema_judge), ("wapiti", page_judge)):
            if asked.only in {None, name}:
                yield _timed(lambda judge=judge: judge.judge_planted(address, asked.venvs, work))  # type: ignore[misc]
    finally:
        server.close()


def _timed(judge: Work) -> Verdict:
    began = time.monotonic()
    return replace(judge(), seconds=time.monotonic() - began)


def _said(verdict: Verdict, *, wanted_red: bool) -> bool:
    """Tell a verdict; is it as it should be?"""
    right = not verdict.broken and verdict.is_clean is not wanted_red
    count = f"{len(verdict.findings)} findings" if not verdict.broken else "did not work"
    _tell(f"{'ok  ' if right else 'FAIL'} {verdict.who}: {count} ({verdict.seconds:.0f} s)")
    for finding in verdict.findings[:SHOWN] if wanted_red or not right else ():
        _tell(f"       {finding[:300]}")
    if not right:
        _tell(verdict.broken or verdict.report[-6000:])
    return right


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
