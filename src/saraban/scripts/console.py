"""หน้าคอนโซล (the console): what every command needs: where the store is, opening it, one-line errors, progress."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paste.deploy import appconfig
from pyramid.i18n import make_localizer
from pyramid.threadlocal import manager

from saraban.app import configure, lay_out_tree
from saraban.core.desk import Desk
from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.core.settings import BadSetting
from saraban.core.store import desk_on, open_database, store_path
from saraban.scripts.zeo import answers

OK, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130
DATA_FS, SOCKET = "Data.fs", "zeo.sock"
LOCALES = Path(__file__).parent.parent / "locales"


class CommandFailed(SarabanError):
    """คำสั่งไม่สำเร็จ: the command cannot go on; nothing was changed."""


@dataclass
class Console:
    """An opened store with its registry."""

    registry: Any
    database: Any

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk in a transaction of its own; the caller commits."""
        settings = self.registry.saraban
        with desk_on(self.database, settings.store, self.registry.notify, settings.var) as desk:
            yield desk


def add_store_arguments(parser: argparse.ArgumentParser, *, figures: bool = False) -> None:
    """``--var``, ``--store``, ``--ini`` (and ``--json`` where figures are printed)."""
    parser.add_argument("--var", type=Path, default=Path("var"), metavar="DIR", help="working files (default: ./var)")
    parser.add_argument(
        "--store", metavar="URI", help="the store, file:///… or zeo:///… (default: in the working files)"
    )
    parser.add_argument("--ini", type=Path, metavar="FILE", help="settings of the application, [app:main]")
    if figures:
        parser.add_argument("--json", action="store_true", help="print one JSON object")


def settings_of(args: argparse.Namespace) -> dict[str, Any]:
    """The settings of the command line over those of the ini file; a running store server is used by itself."""
    settings: dict[str, Any] = {}
    if args.ini is not None:
        if not args.ini.is_file():
            raise BadSetting(f"there is no file {args.ini}")
        settings.update(appconfig(f"config:{args.ini.resolve()}", name="main"))
    var = args.var.resolve()
    if args.ini is None or not settings.get("saraban.var"):
        settings["saraban.var"] = str(var)
    if args.store:
        settings["saraban.store"] = args.store
    elif not settings.get("saraban.store"):
        settings["saraban.store"] = store_in(Path(settings["saraban.var"]))
    return settings


def store_in(var: Path) -> str:
    """The address of the store that stands in a directory: its server where one answers, else the file."""
    return f"zeo://{var / SOCKET}" if answers(var / SOCKET) else f"file://{var / DATA_FS}"


def exists(uri: str) -> bool:
    """Is there a store at this address? Raises ``BadSetting`` for an address that is none."""
    try:
        path = store_path(uri)
    except ValueError as error:
        raise BadSetting(str(error)) from None
    return answers(path) if uri.startswith("zeo:") else path.exists()


@contextmanager
def opened(args: argparse.Namespace, *, create: bool = False) -> Iterator[Console]:
    """Open the store of a command. Raises ``CommandFailed`` where there is none, unless it is to be created."""
    settings = settings_of(args)
    if not create and not exists(settings["saraban.store"]):
        raise CommandFailed(
            _("There is no store at ${uri}. Make one first: saraban init", mapping={"uri": settings["saraban.store"]})
        )
    config = configure(settings)
    registry = config.registry
    registry.saraban.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(registry.saraban.store)
    manager.push({"registry": registry, "request": None})
    try:
        lay_out_tree(database, registry.sections)
        yield Console(registry, database)
    finally:
        manager.pop()
        database.close()


def report(figures: dict[str, Any], args: argparse.Namespace, lines: list[str]) -> None:
    """Print figures: one JSON object, or lines for people."""
    print(json.dumps(figures, ensure_ascii=False) if args.json else "\n".join(lines))


def complain(error: Exception) -> None:
    """One line on stderr: in Thai where there is a translation, and in English."""
    message = getattr(error, "message", None)
    thai, english = (in_words(message, "th"), in_words(message, "en")) if message is not None else ("", str(error))
    text = english if thai in {"", english} else f"{thai} / {english}"
    print(f"saraban: {' '.join(text.split())}", file=sys.stderr)


def in_words(message: Any, language: str) -> str:
    """A message in a language; in English where it is not translated."""
    if hasattr(message, "domain"):
        return str(make_localizer(language, [str(LOCALES)]).translate(message))
    return str(message)
