"""ผู้ออกเลขของการวัด (the writers of the bench): a process of threads that take numbers of one book until the time is up.

A number counts as acknowledged when its line is in the file of acknowledgements: written after the commit returned.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import ConflictError, StorageError

from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.locks import RegisterBusy
from saraban.core.store import desk_on, open_database
from saraban.people.actor import Actor
from saraban.registers.service import book_key, issue, issuing
from saraban.scripts.bench.store import UNIT, registrar

SERIES = "send"


class GivenUpError(Exception):
    """ยกเลิกระหว่างทาง: the writer changed its mind after the number was taken; the transaction is rolled back."""


class Writers:
    """``threads`` writers on connections of their own, on one database."""

    def __init__(self, uri: str, acks: Path, *, seconds: float, aborts: float, seed: int) -> None:
        self.uri = uri
        self.database = open_database(uri, pool_size=100)
        self.acks = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.until = time.monotonic() + seconds
        self.aborts = aborts
        self.seed = seed
        self.name = f"{os.getpid()}-{secrets.token_hex(3)}"

    def run(self, threads: int) -> None:
        """Write until the time is up."""
        at_work = [threading.Thread(target=self._write, args=(i,)) for i in range(threads)]
        for thread in at_work:
            thread.start()
        for thread in at_work:
            thread.join()
        self.database.close()

    def _write(self, index: int) -> None:
        chance = random.Random(self.seed * 1000 + index)  # noqa: S311 - chance, not secrecy
        actor = registrar()
        done = 0
        while time.monotonic() < self.until:
            with desk_on(self.database, self.uri) as desk:
                done = self._until_disturbed(desk, actor, chance, index, done)

    def _until_disturbed(self, desk: Desk, actor: Actor, chance: random.Random, index: int, done: int) -> int:
        key = book_key(UNIT, SERIES, buddhist_year(desk.today))
        while time.monotonic() < self.until:
            done += 1
            token = f"{self.name}-{index}-{done}"
            began = time.monotonic()
            try:
                with issuing(desk, [key]):
                    entry = issue(desk, actor, unit=UNIT, series=SERIES, subject=token, to="ผู้รับ" * 40)
                    n = entry.n
                    self._perhaps_give_up(chance)
            except GivenUpError:
                self._line("aborted", 0, token, began)
            except (ConflictError, RegisterBusy):
                self._line("retried", 0, token, began)
            except (ClientDisconnected, StorageError, OSError):
                self._line("disconnected", 0, token, began)
                time.sleep(0.1)
                return done
            else:
                self._line("acked", n, token, began)
        return done

    def _perhaps_give_up(self, chance: random.Random) -> None:
        if chance.random() < self.aborts:
            raise GivenUpError

    def _line(self, what: str, n: int, token: str, began: float) -> None:
        os.write(self.acks, f"{what} {n} {token} {(time.monotonic() - began) * 1000:.2f}\n".encode())


def main(argv: Sequence[str] | None = None) -> int:
    """``python -m saraban.scripts.bench.writer URI ACKS``: started by the bench, many at a time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("uri")
    parser.add_argument("acks", type=Path)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--aborts", type=float, default=0.03)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    Writers(args.uri, args.acks, seconds=args.seconds, aborts=args.aborts, seed=args.seed).run(args.threads)
    return 0


if __name__ == "__main__":
    sys.exit(main())
