"""Compiles all templates into the directory that ``CHAMELEON_CACHE`` names, so that no test waits for it."""

from __future__ import annotations

import os
from pathlib import Path

from chameleon.config import CACHE_DIRECTORY
from pyramid_chameleon.zpt import PyramidPageTemplateFile

SOURCE = Path(__file__).resolve().parents[1] / "src" / "saraban"


def main() -> None:
    """Compile what is not there yet; what was compiled of an earlier text stays and is not used."""
    if not CACHE_DIRECTORY:
        raise SystemExit("CHAMELEON_CACHE names no directory")
    for path in sorted(SOURCE.rglob("*.pt")):
        PyramidPageTemplateFile(os.fspath(path), macro=None).cook_check()


if __name__ == "__main__":
    main()
