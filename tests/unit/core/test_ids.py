"""Ids: never the same twice, near each other for one thread, nobody else's neighbours."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from saraban.core.ids import LOW_BITS, TOGETHER, id_text, id_value, new_id, next_id


def begin(value: int) -> int:
    return value >> LOW_BITS


def fresh(count: int = TOGETHER) -> list[int]:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: [next_id() for _n in range(count)]).result()


def test_none_is_given_twice():
    with ThreadPoolExecutor(4) as pool:
        parts = pool.map(lambda _n: [next_id() for _m in range(3_000)], range(4))
        found = [value for part in parts for value in part]
    assert len({*found}) == 12_000
    assert all(0 < value < 1 << 63 for value in found)


def test_one_thread_stays_in_its_neighbourhood_for_a_while():
    first, second = fresh(), fresh()
    assert len({*map(begin, first)}) == 1
    assert len({*map(begin, second)}) == 1
    assert begin(first[0]) != begin(second[0])
    longer = fresh(TOGETHER + 1)
    assert begin(longer[0]) == begin(longer[TOGETHER - 1]) != begin(longer[TOGETHER])


def test_the_next_one_cannot_be_told_from_the_last():
    steps = {abs(b - a) for a, b in pairwise(fresh())}
    assert len(steps) == TOGETHER - 1
    assert min(steps) > 10


def test_a_child_process_has_a_neighbourhood_of_its_own():
    mine = next_id()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, next_id().to_bytes(8, "big"))
        os._exit(0)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as told:
        theirs = int.from_bytes(told.read(8), "big")
    os.close(write)
    assert begin(theirs) != begin(mine)


def test_they_are_written_as_all_others():
    value = next_id()
    assert id_value(id_text(value)) == value
    assert len(id_text(value)) == len(id_text(new_id()))
