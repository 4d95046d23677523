"""ลำดับคิวภายในโปรเซส (turns): who waits for a register in this process is served in the order of coming.

Between processes the file lock decides; without turns inside, the thread that just let go would mostly be the one
that has it again, and the others would wait for seconds.
"""

from __future__ import annotations

import os
import threading
from collections import deque


class Turns:
    """Queues by name; the first who comes has the turn until it is given back."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: dict[str, deque[threading.Event]] = {}
        os.register_at_fork(after_in_child=self._forget)

    def take(self, name: str, seconds: float) -> bool:
        """Wait for the turn; False when it did not come in time."""
        with self._guard:
            queue = self._waiting.get(name)
            if queue is None:
                self._waiting[name] = deque()
                return True
            called = threading.Event()
            queue.append(called)
        if called.wait(max(0.0, seconds)):
            return True
        with self._guard:
            if called.is_set():  # it came at the last moment
                return True
            queue.remove(called)
            return False

    def give_back(self, name: str) -> None:
        """Call the next one, if anybody waits."""
        with self._guard:
            queue = self._waiting[name]
            if queue:
                queue.popleft().set()
            else:
                del self._waiting[name]

    def _forget(self) -> None:
        """A forked process has none of its parent's threads."""
        self._guard = threading.Lock()
        self._waiting = {}
