"""การลงนามตามค่าตั้ง (signing as the office has set it): trust, key stores, and the check for everybody."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from saraban.core.clock import Clock
from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.core.signing_settings import SigningSettings
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.interfaces import PKCS11, PKCS12, REMOTE, KeyStore
from saraban.signatures.keys import KeyStores
from saraban.signatures.pool import PooledRoom, SigningPool
from saraban.signatures.remote_keys import RemoteKeys, RemoteService
from saraban.signatures.reports import FileReport, Known
from saraban.signatures.signing import SigningRoom
from saraban.signatures.tokens_of_keys import KeyToken
from saraban.signatures.trust import Trust, certificates_of
from saraban.signatures.validation import AT_ONCE, Checker, Keeper

MINUTE = 60
MOST_CALLERS = 10_000


class TooManyChecks(SarabanError):
    """ตรวจถี่เกินไป: more files from one address within a minute than are checked for the public."""

    status = 429
    slug = "too-many-checks"

    def __init__(self) -> None:
        super().__init__(_("Too many files were sent for checking. Wait a minute and try again."))


class CheckingIsBusy(SarabanError):
    """มีผู้ตรวจสอบอยู่มาก: as many files are being checked as may be at once, and the wait would be long."""

    status = 503
    slug = "checking-is-busy"

    def __init__(self) -> None:
        super().__init__(_("Many files are being checked just now. Try again in a minute."))


def trust_of(settings: SigningSettings) -> Trust:
    """ผู้ที่เชื่อถือตามค่าตั้ง. Raises ``ValueError`` or ``OSError`` for a file of certificates that cannot be read."""
    return Trust(
        certified=certificates_of(settings.certified),
        agency=certificates_of(settings.agency),
        stampers=certificates_of(settings.stampers_trusted),
        services=settings.services,
        below=certificates_of(settings.authorities),
        sunset=settings.sha256_until,
    )


def key_stores_of(settings: SigningSettings) -> KeyStores:
    """คลังกุญแจตามค่าตั้ง: those that are set."""
    stores: dict[str, KeyStore] = {}
    if settings.keys_directory:
        stores[PKCS12] = KeyFiles(settings.keys_directory, _secret(settings.keys_password_file))
    if settings.keys_module:
        stores[PKCS11] = KeyToken(settings.keys_module, settings.keys_token, _secret(settings.keys_pin_file))
    if settings.keys_service:
        token = _secret(settings.keys_service_token_file)
        stores[REMOTE] = RemoteKeys(RemoteService(settings.keys_service, settings.keys_service_version, token))
    return KeyStores(stores)


def signing_room(settings: SigningSettings, clock: Clock) -> SigningRoom:
    """ห้องลงนามของหน่วยงาน; it signs in processes of its own where the settings name a number of them."""
    room = _room(settings, clock)
    if not settings.processes:
        return room
    pool = SigningPool(partial(_room, settings, clock), settings.processes)
    return PooledRoom(room.stores, room.trust, room.stampers, clock, room.shelf, pool=pool)


def _room(settings: SigningSettings, clock: Clock) -> SigningRoom:
    return SigningRoom(key_stores_of(settings), trust_of(settings), settings.stampers, clock)


@dataclass
class PublicCheck:
    """การตรวจสอบสำหรับทุกคน: the office's check, with caps on size, on how often one address asks, and on how many wait.

    A thread that waits for slow files serves no page; so nobody waits longer than ``patience`` seconds.
    """

    checker: Checker
    a_minute: int
    now: Callable[[], float] = time.monotonic
    asked: dict[str, deque[float]] = field(default_factory=dict)
    turn: Any = field(default_factory=threading.Lock)
    patience: float = 5.0
    places: Any = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))

    def check(
        self,
        content: bytes,
        caller: str,
        known: Callable[[str], Known | None] | None = None,
        archive: Keeper | None = None,
    ) -> FileReport:
        """ตรวจไฟล์ที่ส่งมา; ``known`` tells of our own letters, ``archive`` what silent authorities had said.

        Raises ``TooManyChecks``, ``CheckingIsBusy``, ``TooLarge``, ``NotChecked``.
        """
        self._count(caller)
        if not self.places.acquire(timeout=self.patience):
            raise CheckingIsBusy
        try:
            return self.checker.check(content, archive, known)
        finally:
            self.places.release()

    def _count(self, caller: str) -> None:
        now = self.now()
        with self.turn:
            if len(self.asked) >= MOST_CALLERS:
                self.asked = {one: times for one, times in self.asked.items() if times and times[-1] > now - MINUTE}
            times = self.asked.setdefault(caller, deque())
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= self.a_minute:
                raise TooManyChecks
            times.append(now)


def public_check(settings: SigningSettings) -> PublicCheck:
    """The check that the public page and the API use."""
    checker = Checker(trust_of(settings), most_bytes=settings.verify_mb * 1024 * 1024)
    return PublicCheck(checker, settings.verify_a_minute)


def _secret(place: Path | None) -> str:
    return place.read_text(encoding="utf-8").strip() if place else ""
