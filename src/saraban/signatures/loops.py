"""งานที่รอกัน (work that waits for others): run from plain code, whatever loop the caller's thread may have already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


def finish(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Do ``work`` to its end in a thread and a loop of its own; gives what it gives, raises what it raises."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="signatures") as one:
        return one.submit(asyncio.run, work).result()
