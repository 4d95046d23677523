"""saraban init (เริ่มคลังข้อมูล): makes the working directory, the key files and an empty store."""

from __future__ import annotations

import argparse
from typing import Any

from saraban.auth.service import make_key
from saraban.core.i18n import _
from saraban.scripts.console import OK, CommandFailed, add_store_arguments, exists, opened, settings_of
from saraban.scripts.seal_key import make_seal_key
from saraban.search.service import catch_up


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban init``."""
    parser: argparse.ArgumentParser = sub.add_parser("init", help="make an empty store, its working files and keys")
    add_store_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the store; refuses where there is one."""
    uri = settings_of(args)["saraban.store"]
    if exists(uri):
        raise CommandFailed(_("There is a store at ${uri} already. Nothing was changed.", mapping={"uri": uri}))
    make_store(args)
    print(f"สร้างคลังข้อมูลแล้ว / The store is made: {uri}")
    return OK


def make_store(args: argparse.Namespace) -> None:
    """Store, keys and search index, as far as they are not there."""
    with opened(args, create=True) as console:
        make_key(console.registry.saraban.var)
        make_seal_key(console.registry.saraban.var)
        with console.desk() as desk:
            catch_up(desk, console.registry)
