"""คำสั่ง saraban fonts: make the fonts of letters where they are not there yet, and say where they are."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from saraban.documents.fonts import fonts_directory


def add_parser(sub: Any) -> None:
    """The command and its options."""
    parser = sub.add_parser("fonts", help="make the fonts of letters (once); print where they are")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Make them, if need be, and print their directory."""
    sys.stdout.write(f"{fonts_directory()}\n")
    return 0
