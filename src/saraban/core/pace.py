"""จังหวะของคำขอ (pace): so many requests a minute from one address or person, counted in the memory of this process.

For doors that anybody may knock at, and for dear ones. It guards the machine; secrets are long enough for themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from saraban.core.callers import caller_of
from saraban.core.clock import Clock
from saraban.core.errors import SarabanError
from saraban.core.i18n import _

MINUTE, MOST_KNOWN = 60, 10_000


class TooFast(SarabanError):
    """ถี่เกินไป: too many requests from one address, or of one person, within a minute."""

    status = 429
    slug = "too-fast"


class Pace:
    """จังหวะ: counts by address or person within one minute; knows so many of them and forgets the oldest."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._lock = Lock()

    def step(self, whose: str, clock: Clock) -> None:
        """Count one request. Raises ``TooFast`` for those over the measure, until the minute is over."""
        minute = int(clock.now().timestamp()) // MINUTE
        with self._lock:
            count = self._counts[whose, minute] = self._counts.pop((whose, minute), 0) + 1
            while len(self._counts) > MOST_KNOWN:
                self._counts.popitem(last=False)
        if count > self.most:
            raise TooFast(_("Too many requests came within a minute. Wait a minute, then try again."))


def keep_pace(pace: Pace, request: Any, person: str = "") -> None:
    """Count a request by the person who asks, at doors for everybody by where it comes from."""
    try:
        pace.step(person or caller_of(request), request.desk.clock)
    except TooFast:
        request.add_response_callback(lambda _request, answer: answer.headers.setdefault("Retry-After", str(MINUTE)))
        raise
