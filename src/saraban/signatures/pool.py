"""กลุ่มกระบวนการลงนาม (signing in processes of their own), so that the threads of a web process are not held up by it.

What the signer typed goes through the pipe to the process and nowhere else: it is neither kept nor logged. A process
that dies has signed nothing that counts; others take its place.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from saraban.signatures import errors
from saraban.signatures.errors import KeyStoreFailed, SigningRefused
from saraban.signatures.interfaces import KeyReference, Secret
from saraban.signatures.signing import Holder, Level, Signed, SigningRoom, Work

#: The room of a process of the pool.
_rooms: list[SigningRoom] = []


@dataclass
class SigningPool:
    """กลุ่มกระบวนการ: so many, each with a room of its own that ``make`` gives; begun when first needed."""

    make: Callable[[], SigningRoom]
    processes: int
    turn: threading.Lock = field(default_factory=threading.Lock)
    workers: ProcessPoolExecutor | None = None

    def sign(
        self, works: Sequence[Work], key: KeyReference, secret: Secret, holder: Holder, level: Level
    ) -> list[Signed]:
        """ลงนามในกระบวนการอื่น. Raises what ``SigningRoom.sign_together`` does, ``KeyStoreFailed`` for a dead process."""
        workers = self._open()
        try:
            done = workers.submit(_sign, list(works), key, secret, holder, level).result()
        except BrokenProcessPool:
            self._close(workers)
            raise KeyStoreFailed from None
        if isinstance(done, str):
            raise _refusal(done)
        return done

    def close(self) -> None:
        """End the processes."""
        if self.workers is not None:
            self._close(self.workers)

    def _open(self) -> ProcessPoolExecutor:
        with self.turn:
            if self.workers is None:
                start = multiprocessing.get_context("spawn")  # a copy of a process with threads may hang
                self.workers = ProcessPoolExecutor(self.processes, start, _begin, (self.make,))
            return self.workers

    def _close(self, workers: ProcessPoolExecutor) -> None:
        with self.turn:
            if self.workers is workers:
                self.workers = None
        workers.shutdown(wait=False, cancel_futures=True)


@dataclass
class PooledRoom(SigningRoom):
    """ห้องลงนามที่ใช้กลุ่มกระบวนการ: looks at certificates here, and signs there."""

    pool: SigningPool | None = None

    def sign_together(
        self, works: Sequence[Work], key: KeyReference, secret: Secret, holder: Holder, level: Level = Level.LTA
    ) -> list[Signed]:
        """ลงนามหลายฉบับในคราวเดียว in a process of the pool."""
        if self.pool is None:
            return super().sign_together(works, key, secret, holder, level)
        return self.pool.sign(works, key, secret, holder, level)


def _begin(make: Callable[[], SigningRoom]) -> None:
    """Make the room of this process; it ends with the process that began it, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
    _rooms[:] = [make()]


def _sign(works: list[Work], key: KeyReference, secret: Secret, holder: Holder, level: Level) -> list[Signed] | str:
    """What was signed, or the name of the refusal: nothing else of a failure leaves this process."""
    try:
        return _rooms[0].sign_together(works, key, secret, holder, level)
    except Exception as error:  # noqa: BLE001 - told by its name
        return type(error).__name__


def _refusal(name: str) -> SigningRefused:
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, SigningRefused) and found is not SigningRefused:
        return found()  # type: ignore[call-arg]
    return KeyStoreFailed()
