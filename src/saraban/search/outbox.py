"""กล่องรอทำดัชนี (the outbox): what changed is put down in the same transaction, and taken away when it is indexed."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saraban.search.content import ANCHOR, SHARDS, Outbox

SECTION = "outbox"
#: For how many transactions a thread keeps to one shard, before it takes another: two that meet do not stay together.
KEPT = 16


class _Own(threading.local):
    """The shard of one thread, and for how many more transactions it keeps to it."""

    shard = left = 0


_own = _Own()


@dataclass(frozen=True)
class Waiting:
    """One entry: where it stands and the mark of the change it stands for."""

    shard: int
    key: str
    mark: int


def outbox_of(root: Any) -> Outbox:
    """The outbox of this store."""
    box: Outbox = root[SECTION]
    return box


def enqueue(root: Any, key: str) -> None:
    """Put down that a letter (``L…``) or paper (``P…``) is to be indexed again; one small write (แจ้งทำดัชนี).

    Call it in the transaction that changes the thing, its access list included. Each thread has a shard of its own for
    a while, so that two writers who change things of one letter do not meet, and finds it at hand: of shards that the
    worker has emptied it would have to ask the store's server. Raises ``ValueError`` for an empty key.
    """
    if key == ANCHOR:
        msg = "a key is not empty"
        raise ValueError(msg)
    box = outbox_of(root)
    box.shards[_shard_of_transaction(box)][key] = secrets.randbits(62)


def _shard_of_transaction(box: Outbox) -> int:
    if box._p_jar is None:
        return _own_shard()
    current = box._p_jar.transaction_manager.get()
    try:
        return int(current.data(box))
    except KeyError:
        current.set_data(box, _own_shard())
        return int(current.data(box))


def _own_shard() -> int:
    if _own.left == 0:
        _own.shard, _own.left = secrets.randbelow(SHARDS), KEPT
    _own.left -= 1
    return _own.shard


def waiting(root: Any, limit: int | None = None) -> list[Waiting]:
    """The entries that wait, at most ``limit`` of them."""
    found: list[Waiting] = []
    for number, shard in enumerate(outbox_of(root).shards):
        for key, mark in shard.items():
            if key != ANCHOR:
                found.append(Waiting(number, key, mark))
                if limit is not None and len(found) >= limit:
                    return found
    return found


def pending(root: Any) -> dict[str, tuple[int, ...]]:
    """The keys that wait, each with the marks of its changes: other marks, another state (รอเข้าดัชนี)."""
    keys: dict[str, tuple[int, ...]] = {}
    for entry in waiting(root):
        keys[entry.key] = (*keys.get(entry.key, ()), entry.mark)
    return keys


def acknowledge(root: Any, done: Iterable[Waiting]) -> int:
    """Take away the entries that are indexed; one that was put down again meanwhile stays. Gives how many went."""
    shards = outbox_of(root).shards
    gone = 0
    for entry in done:
        if shards[entry.shard].get(entry.key) == entry.mark:
            del shards[entry.shard][entry.key]
            gone += 1
    return gone
