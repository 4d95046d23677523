"""คำสั่ง saraban in tests: in this process, or as a program that can be killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from saraban.scripts.main import main
from tests.common.office import ASSETS


def ini(directory: Path) -> Path:
    """Settings for a store in ``directory``, with the styles that all tests share."""
    path = directory.parent / f"{directory.name}.ini"
    if not path.exists():
        path.write_text(f"[app:main]\nuse = egg:saraban\nsaraban.assets = {ASSETS}\n", encoding="utf-8")
    return path


def saraban(var: Path, *arguments: str) -> int:
    """Run a command on the store in ``var``; gives its exit status."""
    command, *rest = arguments
    more = rest[:1] if command in {"token", "org"} else []
    return main([command, *more, "--var", str(var), "--ini", str(ini(var)), *rest[len(more) :]])


def saraban_json(capsys: Any, var: Path, *arguments: str) -> dict[str, Any]:
    """Run a command with ``--json``; gives what it printed."""
    capsys.readouterr()
    saraban(var, *arguments, "--json")
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def start(var: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command as a program of its own."""
    command, *rest = arguments
    return subprocess.Popen(
        [sys.executable, "-m", "saraban.scripts.main", command, "--var", str(var), "--ini", str(ini(var)), *rest],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
