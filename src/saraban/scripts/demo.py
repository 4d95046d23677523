"""saraban demo (สำนักงานตัวอย่าง): furnishes an empty store with the demonstration office, its letters and accounts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.auth.service import create_account
from saraban.core.clock import SystemClock
from saraban.core.desk import Desk
from saraban.core.i18n import _
from saraban.scripts.console import OK, CommandFailed, Console, add_store_arguments, exists, opened, settings_of
from saraban.scripts.init import make_store
from saraban.scripts.office import Account, accounts, build_office, start_business_clock
from saraban.scripts.office_answers import ask, asking
from saraban.scripts.office_circular import send_circular
from saraban.scripts.office_issued import issue_pages
from saraban.scripts.office_secrets import furnish_secrets
from saraban.scripts.office_stories import plan, room_before, tell
from saraban.scripts.progress import Progress
from saraban.search.service import catch_up


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban demo``."""
    parser: argparse.ArgumentParser = sub.add_parser("demo", help="furnish a new store with the demonstration office")
    parser.add_argument("--no-letters", action="store_true", help="units, people and books only")
    add_store_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the store where there is none and furnish it; refuses a store that is in real use."""
    if not exists(settings_of(args)["saraban.store"]):
        make_store(args)
    furnish_when_empty(args, letters=not args.no_letters, strict=True)
    return OK


def furnish_when_empty(
    args: argparse.Namespace,
    *,
    letters: bool = True,
    strict: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Furnish an empty store, or go on with a demonstration office that was cut off; others are left alone.

    ``strict`` raises ``CommandFailed`` for a store that holds something else.
    """
    with opened(args) as console, console.desk() as desk:
        if not agencies_of(desk.root).by_code:
            show_passwords(furnish(desk))
        elif not desk.root.info.demo:
            if strict:
                raise CommandFailed(_("This store is not empty and no demonstration office. Nothing was changed."))
            return
        if letters:
            play_letters(console, desk, stop)


def furnish(desk: Desk) -> list[tuple[Account, str]]:
    """Units, people, books, accounts and the business clock; gives the first passwords, to be shown once."""
    start_business_clock(desk)
    desk.tm.commit()
    desk.tm.begin()
    desk.clock = SystemClock(desk.root.info.office_offset)
    build_office(desk, room=room_before())
    handed_out = [
        (a, create_account(desk, a.person, may_put_off_otp=True, hint=(a.hint_th, a.hint_en))) for a in accounts()
    ]
    desk.tm.commit()
    desk.tm.begin()
    return handed_out


def play_letters(console: Console, desk: Desk, stop: Callable[[], bool] = lambda: False) -> None:
    """The circular, the stories and the letters that ask, as far as they are not there yet; each on its own."""
    stories = plan()
    bar = Progress("หนังสือตัวอย่าง / letters", len(stories))
    told = int(send_circular(desk))
    furnish_secrets(desk)
    for done, story in enumerate(stories, 1):
        if stop():
            return
        told += tell(desk, story)
        bar.to(done, f"{done} / {len(stories)}")
    told += sum(ask(desk, row) for row in asking())
    told += issue_pages(desk, console.registry.saraban.address)
    if told:
        bar.end(f"{told}")
        catch_up(desk, console.registry)


def show_passwords(handed_out: list[tuple[Account, str]]) -> None:
    """Print the first passwords: they are nowhere to be read again."""
    print("รหัสผ่านแรกเข้า แสดงครั้งเดียว / First passwords, shown this once:", flush=True)
    for account, password in handed_out:
        print(f"  {account.person:<18} {password}   {account.hint_th}", flush=True)
