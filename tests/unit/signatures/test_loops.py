"""Work that waits for others is done from plain code, also where the thread has a loop already."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from saraban.signatures.loops import finish


async def given(value):
    await asyncio.sleep(0)
    if isinstance(value, Exception):
        raise value
    return value


def test_it_gives_what_the_work_gives():
    assert finish(given(7)) == 7


def test_it_raises_what_the_work_raises():
    with pytest.raises(ValueError, match="broken"):
        finish(given(ValueError("broken")))


def test_a_thread_with_a_loop_may_ask_too():
    async def caller():
        return finish(given("done"))

    with ThreadPoolExecutor(max_workers=1) as thread:  # the browser's tests leave a loop in this one
        assert thread.submit(asyncio.run, caller()).result() == "done"
