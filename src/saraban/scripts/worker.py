"""saraban worker (ผู้ทำงานเบื้องหลัง): keeps the index up to the store, seals the audit chains, tidies working files."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import ConflictError, StorageError

from saraban.audit.sealing import seal
from saraban.auth.service import forget_expired
from saraban.circulars.planning import release
from saraban.circulars.watching import count_staff, set_aside
from saraban.core.clock import SystemClock
from saraban.core.failures import log_failure
from saraban.files.service import forget_arrivals
from saraban.jobs.heartbeat import beat
from saraban.letters.file_texts import read_waiting
from saraban.letters.unsaved import forget_old_typed
from saraban.mail.service import forget_old, send_due
from saraban.news.digest import send_digests
from saraban.scripts.console import OK, Console, add_store_arguments, opened
from saraban.scripts.reconnection import watch_store
from saraban.scripts.seal_key import make_seal_key, read_seal_key
from saraban.search.comparing import Compared, Comparison, is_due, last_compared, put_down
from saraban.search.service import catch_up, engine_of
from saraban.signatures.list_archive import archive_of
from saraban.signatures.list_taking import Taker
from saraban.signatures.proofs import renew_next, renewer_of
from saraban.signatures.unfinished import bring_back_stuck
from saraban.vault import door as vault

PAUSE_SECONDS = 0.5
#: What waits is found by search all the same, so many letters are indexed at once rather than each by itself.
INDEX_SECONDS = 2.0
FILE_SECONDS = 5.0
SEAL_SECONDS = 60.0
CIRCULAR_SECONDS = 30.0
TIDY_SECONDS = 3600.0
#: The comparison looks at everything there is: not while people come back to a system that has just started.
COMPARE_SECONDS = 600.0
BEAT_SECONDS = 5.0
MAIL_SECONDS = 10.0
MAIL_AT_ONCE = 100
SIGNING_SECONDS = 60.0
DIGEST_SECONDS = 60.0
PROOF_SECONDS = 600.0
LIST_SECONDS = 300.0
DIGESTS_AT_ONCE = 50
INDEX_AT_ONCE = 1000
RELEASED_AT_ONCE = 50
#: People who wait for a page go before the work that nobody waits for.
NICE = 10

#: What a duty gives back that is not done yet: it is due again in the next turn.
MORE = object()

log = logging.getLogger("saraban.worker")


@dataclass
class Duty:
    """งานประจำ: something done now and then; a failure is logged and tried again next time."""

    name: str
    seconds: float
    work: Callable[[Console], Any]
    due: float = 0.0


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """The command ``saraban worker``."""
    parser: argparse.ArgumentParser = sub.add_parser("worker", help="do the background work")
    parser.add_argument("--once", action="store_true", help="do everything that waits, once, and end")
    add_store_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_ignored: stopped.set())
    if not args.once:
        os.nice(NICE)
    with opened(args) as console:
        watch_store(console.database, console.registry.saraban.store)
        make_seal_key(console.registry.saraban.var)
        duties = duties_of(console, 0.0 if args.once else time.monotonic() + COMPARE_SECONDS)
        while True:
            turn(console, duties)
            if args.once or stopped.wait(PAUSE_SECONDS):
                return OK


def duties_of(console: Console, compare_from: float = 0.0) -> list[Duty]:
    """Everything the worker does, in the order of one turn; the comparison not before a moment of the steady clock."""
    key = read_seal_key(console.registry.saraban.var)
    return [
        Duty("heartbeat", BEAT_SECONDS, lambda c: beat(c.registry.saraban.var)),
        Duty("index", INDEX_SECONDS, index),
        Duty("files", FILE_SECONDS, read_files),
        Duty("seal", SEAL_SECONDS, lambda c: seal_chains(c, key)),
        Duty("circulars", CIRCULAR_SECONDS, keep_board),
        Duty("signing", SIGNING_SECONDS, bring_back),
        Duty("lists", LIST_SECONDS, take_lists),
        Duty("proofs", PROOF_SECONDS, renew_proofs),
        Duty("digest", DIGEST_SECONDS, digest),
        Duty("mail", MAIL_SECONDS, send_mail),
        Duty("tidy", TIDY_SECONDS, tidy),
        Duty("compare", COMPARE_SECONDS, NightlyComparison().turn, due=compare_from),
    ]


def turn(console: Console, duties: list[Duty]) -> None:
    """Do what is due. A lost store server or a conflict is waited out; the next turn tries again."""
    for duty in duties:
        if time.monotonic() < duty.due:
            continue
        duty.due = time.monotonic() + duty.seconds
        try:
            if duty.work(console) is MORE:
                duty.due = 0.0
        except (ConflictError, ClientDisconnected, StorageError) as error:
            log.warning("%s: %s; it will be tried again", duty.name, type(error).__name__)
            duty.due = 0.0
        except Exception as error:  # noqa: BLE001 - the other work goes on
            log_failure(log, f"{duty.name} failed", error)


def index(console: Console) -> object:
    """ทำดัชนี: what waits in the outbox; tells when more is waiting than is done at once."""
    with console.desk() as desk:
        done = catch_up(desk, console.registry, INDEX_AT_ONCE).done
    return MORE if done >= INDEX_AT_ONCE else None


def read_files(console: Console) -> object:
    """อ่านข้อความในไฟล์ของหนังสือ, one letter a turn, so that the other work goes on between."""
    with console.desk() as desk:
        return MORE if read_waiting(desk) else None


def seal_chains(console: Console, key: Any) -> None:
    """ประทับรับรอง: one signature over the heads of all audit chains, when one has moved."""
    with console.desk() as desk:
        now = desk.clock.now()
        if [s for s in (seal(desk.root, key, now), vault.seal(desk.root, key, now)) if s is not None]:
            desk.tm.commit()


def keep_board(console: Console) -> object:
    """ดูแลกระดานหนังสือเวียน: put up what was planned, count the staff of it, set aside what has expired."""
    with console.desk() as desk:
        released = release(desk, RELEASED_AT_ONCE)
        if released + count_staff(desk.root) + set_aside(desk.root, desk.today):
            desk.tm.commit()
    return MORE if released >= RELEASED_AT_ONCE else None


def bring_back(console: Console) -> None:
    """คืนหนังสือที่ค้างลงนาม: letters whose signing was cut off are as they were before; the number stays held."""
    with console.desk() as desk:
        bring_back_stuck(desk, console.registry.saraban.signing.stuck_seconds)


def renew_proofs(console: Console) -> object:
    """ต่ออายุหลักฐานของหนังสือที่ออกแล้ว, one letter a turn: its authorities and a time stamping service are asked."""
    registry = console.registry
    with console.desk() as desk:
        renewer = renewer_of(registry.signing_room, registry.public_check.checker, archive_of(desk.root))
        return MORE if renew_next(desk, renewer, taker_of(registry).before_renewal) else None


def take_lists(console: Console) -> object:
    """รับบัญชีเพิกถอน of the authorities of the office into the archive, one a turn."""
    with console.desk() as desk:
        return MORE if taker_of(console.registry).take_next(desk) else None


def taker_of(registry: Any) -> Taker:
    """ผู้รับบัญชีเพิกถอนตามค่าตั้ง."""
    return Taker(registry.signing_room.trust, timedelta(hours=registry.saraban.signing.lists_hours))


class NightlyComparison:
    """เทียบดัชนีกับคลังทุกคืน: a part at a time, so that what people save is indexed meanwhile."""

    def __init__(self) -> None:
        self._begun: Comparison | None = None

    def turn(self, console: Console) -> object:
        """Begin when it is due, go on, and in the end put right what differs."""
        registry = console.registry
        with console.desk() as desk:
            if self._begun is None:
                ready = engine_of(registry).is_ready()
                if not ready or not is_due(last_compared(registry.search_compared), SystemClock().now()):
                    return None
                self._begun = Comparison.begun(desk, registry)
            if self._begun.go_on(desk, registry):
                return MORE
            compared, self._begun = self._begun, None
            found = compared.put_right(desk, registry)
            count = engine_of(registry).count()
            put_down(registry.search_compared, Compared(SystemClock().now(), count, len(found)))
            return None


def digest(console: Console) -> object:
    """สรุปประจำวัน for the next of those who want it; nothing while no e-mail can be sent."""
    settings = console.registry.saraban
    if not settings.mail.transport:
        return None
    with console.desk() as desk:
        done = send_digests(desk, console.registry, DIGESTS_AT_ONCE)
        if done:
            desk.tm.commit()
    return MORE if done >= DIGESTS_AT_ONCE else None


def send_mail(console: Console) -> object:
    """ส่งจดหมาย: what is due; tells when more is waiting than is sent at once."""
    with console.desk() as desk:
        done = send_due(desk, console.registry.saraban.mail, MAIL_AT_ONCE)
    return MORE if done.sent + done.failed >= MAIL_AT_ONCE else None


def tidy(console: Console) -> None:
    """เก็บกวาด: ended sessions, files that no letter took, what was typed and never saved, images not looked at."""
    forget_arrivals(console.registry.saraban.var / "arrivals")
    forget_old_typed(console.registry.saraban.var / "unsaved")
    console.registry.page_images.prune()
    with console.desk() as desk:
        if any((forget_expired(desk), forget_old(desk))):
            desk.tm.commit()
