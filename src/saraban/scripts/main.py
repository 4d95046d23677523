"""คำสั่ง saraban (the console command): one module a command."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys

from ZEO.Exceptions import ClientDisconnected

from saraban.core.errors import SarabanError
from saraban.core.settings import BadSetting
from saraban.scripts.console import INTERRUPTED, PROBLEMS, USAGE, complain

COMMANDS = (
    "init",
    "demo",
    "load",
    "org",
    "token",
    "reindex",
    "check",
    "lists",
    "proofs",
    "fonts",
    "bench",
    "zeo",
    "worker",
    "serve",
    "run",
)


def parser(command: str = "") -> argparse.ArgumentParser:
    """The command line: of one command, whose module alone is imported so that it starts at once, else the whole."""
    made = argparse.ArgumentParser(prog="saraban", description="ระบบสารบรรณอิเล็กทรอนิกส์ (e-Saraban)")
    sub = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in (command,) if command in COMMANDS else COMMANDS:
        importlib.import_module(f"saraban.scripts.{name}").add_parser(sub)
    return made


def main(argv: list[str] | None = None) -> int:
    """Run a command; gives the exit status: 0 done, 1 problems found or refused, 2 wrong use, 130 interrupted."""
    os.umask(0o077)
    words = sys.argv[1:] if argv is None else argv
    args = parser(words[0] if words else "").parse_args(words)
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        status: int = args.run(args)
    except BadSetting as error:
        complain(error)
        return USAGE
    except (SarabanError, OSError, ClientDisconnected) as error:
        complain(error)
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


if __name__ == "__main__":
    sys.exit(main())
