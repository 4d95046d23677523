"""The same journey with a clock that goes on: each stage is a process of its own under libfaketime (``make proof``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from saraban.signatures.reports import State
from tests.common.time_travel import year

STAGE = "tests.common.travel_stage"


def stage(directory, day, *what):
    """Run one stage on a day; gives what it prints."""
    env = {**os.environ, "TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    command = ["faketime", "-f", f"@{day:%Y-%m-%d %H:%M:%S}", sys.executable, "-W", "ignore", "-m", STAGE]
    done = subprocess.run(
        [*command, str(directory), *what], env=env, capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.proof
class TestTicking:
    def test_two_timely_renewals_hold_in_2046(self, tmp_path):
        stage(tmp_path, year(2026), "sign", "a.pdf")
        assert stage(tmp_path, year(2026, 11, 23), "judge", "a.pdf")["state"] == State.VALID
        stage(tmp_path, year(2034), "renew", "a.pdf", "b.pdf", "tsa2")
        stage(tmp_path, year(2042), "renew", "b.pdf", "c.pdf", "tsa3")
        told = stage(tmp_path, year(2046), "judge", "c.pdf")
        assert (told["state"], told["at"][:10]) == (State.VALID, "2026-11-22")
        assert stage(tmp_path, year(2046), "judge", "c.pdf", "director=2027")["state"] == State.VALID
        assert stage(tmp_path, year(2046), "judge", "c.pdf", "director=2025")["state"] != State.VALID
        assert stage(tmp_path, year(2046), "judge", "a.pdf")["state"] != State.VALID
        assert stage(tmp_path, year(2037), "renew", "a.pdf", "d.pdf", "tsa2") == {"refused": "not-renewed"}

    def test_another_root_from_2034_on_and_the_first_gone_in_2040(self, tmp_path):
        moved = "another-root"
        stage(tmp_path, year(2026), "sign", "a.pdf", moved)
        stage(tmp_path, year(2034), "renew", "a.pdf", "b.pdf", "tsa1", moved)
        assert stage(tmp_path, year(2038), "judge", "b.pdf", moved)["state"] == State.VALID
        told = stage(tmp_path, year(2041), "judge", "b.pdf", moved)
        assert (told["state"], told["at"][:10]) == (State.VALID, "2026-11-22")
        assert stage(tmp_path, year(2041), "judge", "a.pdf", moved)["state"] != State.VALID
        assert stage(tmp_path, year(2041), "judge", "b.pdf", "director=2025", moved)["state"] != State.VALID
        assert stage(tmp_path, year(2037), "renew", "a.pdf", "d.pdf", "tsa1", moved) == {"refused": "not-renewed"}
