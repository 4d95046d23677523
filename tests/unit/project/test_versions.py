"""pip and buildout give the same versions, and everything that setup.py asks for has one."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires

from tests.unit.project.sources import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)\s*==?\s*(\S+)$")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    found = (PIN.match(line.strip()) for line in text.splitlines() if not line.startswith(("#", "[")))
    return {canonical(match[1]): match[2] for match in found if match}


def versions() -> dict[str, str]:
    return pins((ROOT / "etc" / "versions.cfg").read_text(encoding="utf-8"))


def test_constraints_are_the_versions() -> None:
    assert pins((ROOT / "constraints.txt").read_text(encoding="utf-8")) == versions()


def test_every_requirement_is_pinned() -> None:
    asked = {canonical(re.split(r"[ <>=;!\[]", text, maxsplit=1)[0]) for text in requires("saraban") or []}
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    asked |= {canonical(re.split(r"[<>=]", text, maxsplit=1)[0]) for text in build}
    assert asked - versions().keys() == set()


def test_the_generator_finds_nothing_to_write() -> None:
    before = (ROOT / "constraints.txt").read_bytes()
    ran = subprocess.run(
        [sys.executable, ROOT / "tools" / "constraints.py"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""
    assert (ROOT / "constraints.txt").read_bytes() == before
