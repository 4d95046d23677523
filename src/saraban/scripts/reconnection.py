"""การเชื่อมต่อคลังข้อมูลใหม่ (reconnection): a process that does not find back to its store ends, to be started anew.

A client of the store server reconnects by itself. Where it has given up for good although the server answers (seen on
Python 3.13 after the server was killed), only a new process helps; ``saraban run`` and systemd start one at once.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from saraban.core.store import store_path
from saraban.scripts.zeo import answers

PATIENCE_SECONDS = 15.0
LOOK_SECONDS = 1.0
#: EX_TEMPFAIL: try again
STATUS = 75

log = logging.getLogger("saraban.store")


class Watch:
    """เฝ้าการเชื่อมต่อ: counts how long the client has been without a server that answers others."""

    def __init__(
        self, connected: Callable[[], bool], answering: Callable[[], bool], patience: float = PATIENCE_SECONDS
    ) -> None:
        self.connected = connected
        self.answering = answering
        self.patience = patience
        self.since: float | None = None

    def is_lost(self, now: float) -> bool:
        """Has the client been away for longer than the patience while the server answered all the time?"""
        if self.connected() or not self.answering():
            self.since = None
            return False
        if self.since is None:
            self.since = now
        return now - self.since >= self.patience


def watch_store(database: Any, uri: str, give_up: Callable[[int], Any] = os._exit) -> None:
    """Watch the connection of this process to its store server, in a thread; nothing to do for a store of its own."""
    if not uri.startswith("zeo:"):
        return
    watch = Watch(database.storage.is_connected, lambda: answers(store_path(uri)))

    def look() -> None:
        while not watch.is_lost(time.monotonic()):
            time.sleep(LOOK_SECONDS)
        log.critical("the store server answers but this process does not find back to it; ending to be started anew")
        give_up(STATUS)

    threading.Thread(target=look, name="store-watch", daemon=True).start()
