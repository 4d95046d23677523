"""จังหวะของคำขอ (pace): so many requests a minute from one address, counted in the memory of this process.

For doors that anybody may knock at. It guards the machine; secrets are long enough to guard themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from saraban.core.clock import Clock
from saraban.core.errors import SarabanError
from saraban.core.i18n import _

MINUTE, MOST_KNOWN = 60, 10_000


class TooFast(SarabanError):
    """ถี่เกินไป: too many requests from one address within a minute."""

    status = 429
    slug = "too-fast"


class Pace:
    """จังหวะ: counts by address within one minute; knows so many addresses and forgets the oldest."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._lock = Lock()

    def step(self, address: str, clock: Clock) -> None:
        """Count one request. Raises ``TooFast`` for those over the measure, until the minute is over."""
        minute = int(clock.now().timestamp()) // MINUTE
        with self._lock:
            count = self._counts[address, minute] = self._counts.pop((address, minute), 0) + 1
            while len(self._counts) > MOST_KNOWN:
                self._counts.popitem(last=False)
        if count > self.most:
            raise TooFast(_("Too many requests came from your address. Wait a minute, then try again."))


def keep_pace(pace: Pace, request: Any) -> None:
    """Count a request by where it comes from."""
    try:
        pace.step(request.remote_addr or "", request.desk.clock)
    except TooFast:
        request.add_response_callback(lambda _request, answer: answer.headers.setdefault("Retry-After", str(MINUTE)))
        raise
