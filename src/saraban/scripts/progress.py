"""ความคืบหน้า (progress): a bar on a terminal, a plain line now and then elsewhere; always on stderr."""

from __future__ import annotations

import sys
import time
from typing import IO

WIDTH = 30
EVERY_SECONDS = 10.0
REDRAW_SECONDS = 0.1


class Progress:
    """Shows how far a long work has come. ``total`` is in whatever ``to`` is told (records, bytes)."""

    def __init__(self, label: str, total: int, stream: IO[str] | None = None) -> None:
        self.label = label
        self.total = max(1, total)
        self.stream = sys.stderr if stream is None else stream
        self.began = time.monotonic()
        self._on_terminal = self.stream.isatty()
        self._next = self.began + (0.0 if self._on_terminal else EVERY_SECONDS)

    def to(self, done: int, note: str = "") -> None:
        """So much is done; draws when it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (REDRAW_SECONDS if self._on_terminal else EVERY_SECONDS)
        self._write(min(1.0, done / self.total), note)

    def end(self, note: str = "") -> None:
        """Finished: the last line stays."""
        self._write(1.0, note)
        if self._on_terminal:
            self.stream.write("\n")
            self.stream.flush()

    def _write(self, share: float, note: str) -> None:
        seconds = time.monotonic() - self.began
        if self._on_terminal:
            full = round(WIDTH * share)
            text = f"\r{self.label} [{'█' * full}{'·' * (WIDTH - full)}] {share:4.0%} {note}"
            self.stream.write(f"{text:<78}")
        else:
            self.stream.write(f"{self.label}: {share:.0%} {note} ({seconds:.0f} s)\n")
        self.stream.flush()
