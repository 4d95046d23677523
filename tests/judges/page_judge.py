"""ผู้ตรวจหน้าจอ (wapiti): walks the pages as each role, tries attacks on all it finds; the roles' letters are its prey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from saraban.auth.doors import COOKIE
from tests.judges.office import Judged
from tests.judges.verdicts import Verdict, run

#: Everything that needs no other host. Methods are tried by the tests of the API and of every door.
MODULES = "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,permanentxss,redirect,sql,xss"
#: What ends the walk of a role, or is no page.
LEFT_OUT = ("/sign-out", "/me/sign-out-everywhere", "/me/post", "/me/password", "/assets/.*", "/language.*")


def judge_pages(
    office: Judged, role: str, venvs: Path, work: Path, *, seconds: int, attack: int, files: int
) -> Verdict:
    """One role, signed in; red on any finding."""
    cookie = f"Cookie: {COOKIE}={office.sessions[role]}"
    limits = ["--max-scan-time", str(seconds), "--max-attack-time", str(attack), "--max-files-per-dir", str(files)]
    excluded = [part for path in LEFT_OUT for part in ("-x", office.address + path)]
    return _wapiti(
        f"wapiti as {role}", office.address, venvs, work / f"wapiti-{role}", "-H", cookie, *limits, *excluded
    )


def judge_planted(address: str, venvs: Path, work: Path) -> Verdict:
    """The application that is wrong on purpose."""
    return _wapiti("wapiti on planted faults", address, venvs, work / "wapiti-planted")


def _wapiti(who: str, address: str, venvs: Path, work: Path, *more: str) -> Verdict:
    work.mkdir()
    report = work / "report.json"
    command = [
        str(venvs / "wapiti" / "bin" / "wapiti"), "-u", f"{address}/", "--scope", "domain", "-m", MODULES, "-f", "json",
        "-o", str(report), "--flush-session", "--no-bugreport", "--dns-endpoint", "localhost", "-d", "4", "-t", "20",
        "--store-session", str(work / "session"), "--store-config", str(work / "config"),
    ]  # fmt: skip
    said = run([*command, *more], work)
    if not report.exists():
        return Verdict(who, broken=(said.stdout + said.stderr)[-2000:])
    return _verdict(who, json.loads(report.read_text("utf-8")), said.stdout)


def _verdict(who: str, report: dict[str, Any], said: str) -> Verdict:
    pages = report["infos"]["crawled_pages_nbr"]
    found = [
        f"{name}: {one['method']} {one['path']} {one.get('parameter') or ''} {one['info']}"
        for kind in ("vulnerabilities", "anomalies")
        for name, rows in report[kind].items()
        for one in rows
    ]
    if not pages:
        return Verdict(who, broken=said[-2000:])
    return Verdict(who, findings=tuple(found), report=f"{pages} pages")
