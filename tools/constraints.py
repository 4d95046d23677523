"""Writes constraints.txt from etc/versions.cfg, so that pip and buildout give the same set."""

from __future__ import annotations

import configparser
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ROOT / "etc" / "versions.cfg"
CONSTRAINTS = ROOT / "constraints.txt"
HEADER = "# Generated from etc/versions.cfg by `make constraints`: change that file, not this one.\n"


def pins(text: str) -> dict[str, str]:
    """The pinned versions by project name, as ``etc/versions.cfg`` spells them."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return dict(parser["versions"])


def rendered(text: str) -> str:
    """The content of constraints.txt that belongs to this content of ``etc/versions.cfg``."""
    return HEADER + "".join(f"{name}=={version}\n" for name, version in sorted(pins(text).items(), key=str_key))


def str_key(pin: tuple[str, str]) -> str:
    """Order by name, whatever its case."""
    return pin[0].lower()


def main() -> int:
    """Write the file; say nothing when it was right already."""
    text = rendered(VERSIONS.read_text(encoding="utf-8"))
    if not CONSTRAINTS.exists() or CONSTRAINTS.read_text(encoding="utf-8") != text:
        CONSTRAINTS.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{CONSTRAINTS.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
