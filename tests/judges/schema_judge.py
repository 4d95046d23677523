"""ผู้ตรวจ API (schemathesis): calls everything that the served document describes, as each role, well and badly."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from saraban.core.ids import id_text
from saraban.people.service import posts_of
from tests.judges.office import PEOPLE, Judged
from tests.judges.verdicts import Verdict, run

SETTINGS = Path(__file__).parents[2] / "etc" / "judges" / "schemathesis.toml"
#: How often a thing of the office is named instead of one that is made up.
OFTEN = 0.8


def judge_api(office: Judged, role: str, venvs: Path, work: Path, examples: int) -> Verdict:
    """One role; red on anything that the document does not say."""
    settings = work / f"{role}.toml"
    settings.write_text(SETTINGS.read_text("utf-8") + _known(office, role), encoding="utf-8")
    said = _schemathesis(
        venvs,
        settings,
        office.address,
        "/api/v1/openapi.json",
        examples,
        "-H",
        f"Authorization: Bearer {office.tokens[role]}",
    )
    return _verdict(f"schemathesis as {role}", said)


def judge_planted(address: str, venvs: Path, work: Path) -> Verdict:
    """The application that is wrong on purpose."""
    return _verdict("schemathesis on planted faults", _schemathesis(venvs, SETTINGS, address, "/openapi.json", 5))


def _schemathesis(venvs: Path, settings: Path, address: str, document: str, examples: int, *more: str) -> Any:
    command = [
        str(venvs / "schemathesis" / "bin" / "schemathesis"), "--config-file", str(settings), "--no-color", "run",
        address + document, "--url", address + document.rpartition("/")[0], "--max-examples", str(examples),
        "--seed", "1", "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all", "--warnings", "off",
    ]  # fmt: skip
    return run([*command, *more], settings.parent if settings != SETTINGS else venvs)


def _verdict(who: str, said: Any) -> Verdict:
    """Exit status 1 means failures; anything else but 0 is a judge that did not work."""
    lines = said.stdout.splitlines()
    found = [line.strip() for line in lines if re.match(r"\s*-? ?(ST\d+|\w.*):? ", line) and "ST" in line]
    tested = next((line.strip(" =") for line in reversed(lines) if "passed" in line or "failure" in line), "")
    if said.returncode not in {0, 1} or "Operations:" not in said.stdout:
        return Verdict(who, broken=(said.stdout + said.stderr)[-2000:])
    return Verdict(who, findings=tuple(found) or ((tested or "failed",) if said.returncode else ()), report=said.stdout)


def _known(office: Judged, role: str) -> str:
    """Things of the office for the judge to name, as TOML."""
    with office.site.office.desk() as desk:
        root = desk.root
        posts = [held.key for held in posts_of(root, PEOPLE[role], desk.today)]
        papers = [p for p in root["letters"].papers.values() if p.unit.startswith("d54")]
        states = {p.state: p for p in papers}
        receipts = [p.key for p in [*states.values(), *papers[:12]]]
        letters = {letter.state: letter for letter in root["letters"].letters.values()}
        deliveries = [id_text(key) for key in root["exchange"].deliveries][:20]
    words = {
        "units": ["d54", "d54-admin", "d54-edu"],
        "posts": posts,
        "receipts": receipts,
        "letters": [letter.key for letter in letters.values()],
        "deliveries": deliveries,
    }
    lines = [f"\n[dictionaries.{name}]\nvalues = {json.dumps(values)}\n" for name, values in words.items() if values]
    bound = {"path.code": "units", "header.Saraban-Post": "posts", "query.post": "posts"}
    lines += ["\n[parameters]\n", *(_bound(*pair) for pair in bound.items())]
    for kind in ("receipts", "letters", "deliveries"):
        lines += [
            f'\n[[operations]]\ninclude-path-regex = "^/{kind}/"\n[operations.parameters]\n',
            _bound("path.id", kind),
        ]
    return "".join(lines)


def _bound(parameter: str, dictionary: str) -> str:
    return f'"{parameter}" = {{ dictionary = "{dictionary}", probability = {OFTEN} }}\n'
