"""What is written down of a failure."""

from __future__ import annotations

import logging

from saraban.core.failures import log_failure

log = logging.getLogger("saraban.test")


def test_the_place_is_written_and_the_message_is_not(caplog):
    caplog.set_level(logging.INFO)
    try:
        raise ValueError("นายสมมติ เรื่องสอบวินัย")  # noqa: TRY301 - what another library might say
    except ValueError as error:
        log_failure(log, "index failed", error)
    assert "index failed: ValueError at" in caplog.text
    assert "test_failures.py" in caplog.text
    assert "สอบวินัย" not in caplog.text
