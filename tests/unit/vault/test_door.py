"""Nobody outside the vault knows more of it than its door."""

from __future__ import annotations

import ast
from pathlib import Path

import saraban

SOURCES = Path(saraban.__file__).parent


def imported(path: Path) -> set[str]:
    """What a module imports, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_only_the_door_is_asked():
    outside = [p for p in SOURCES.rglob("*.py") if SOURCES / "vault" not in p.parents]
    asked = {name for p in outside for name in imported(p) if name.startswith("saraban.vault")}
    assert asked == {"saraban.vault.door"}


def test_api_and_ordinary_pages_ask_nothing():
    for layer in ("api", "search", "letters", "registers", "tasks", "filing", "circulars", "exchange"):
        for path in (SOURCES / layer).rglob("*.py"):
            assert not any(name.startswith("saraban.vault") for name in imported(path)), path
