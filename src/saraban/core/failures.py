"""บันทึกความขัดข้อง (failures in the log): what broke and where, never its message: that may quote a letter or a person."""

from __future__ import annotations

import logging
import traceback

FRAMES = 8


def places(error: BaseException) -> list[str]:
    """The last places that an error came through, as file, line and function."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{f.filename.rpartition('/src/')[2]}:{f.lineno}:{f.name}" for f in frames]


def log_failure(log: logging.Logger, words: str, error: BaseException) -> None:
    """Write down a failure that work goes on after; with its message only where ``DEBUG`` is asked for."""
    log.error("%s: %s at %s", words, type(error).__name__, " < ".join(reversed(places(error))))
    log.debug("the same with its message", exc_info=error)
