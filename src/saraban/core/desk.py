"""โต๊ะทำงาน (the desk): what every service needs around it - the tree, its transaction, the clock, the register locks.

A service is a plain function ``verb(desk, actor, …)``. Web requests, console commands and the worker each lay a desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from saraban.core.clock import Clock, bangkok_date, office_today
from saraban.core.locks import Locks


def _silent(_event: object) -> None:
    return None


@dataclass
class Desk:
    """``root`` the tree, ``tm`` its transaction manager, ``notify`` where events go (upward, never deciding).

    ``var`` is the directory of the working files (key, index, page images).
    """

    root: Any
    tm: Any
    clock: Clock
    locks: Locks
    notify: Callable[[object], None] = _silent
    var: Path | None = None

    def hold(self, keys: Iterable[str]) -> None:
        """Take register locks and begin a fresh transaction: the first thing a verb that numbers does."""
        self.locks.hold(self.tm, keys)

    @property
    def today(self) -> date:
        """The office's date (Asia/Bangkok)."""
        return office_today(self.clock)

    @property
    def now(self) -> datetime:
        """The office's instant (aware UTC)."""
        return self.clock.office_now().astimezone(UTC)

    def office_date(self, instant: datetime) -> date:
        """The Bangkok date of an instant."""
        return bangkok_date(instant)
