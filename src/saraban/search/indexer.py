"""ผู้ทำดัชนี (the indexer): brings the index up to the store, one process at a time.

What is indexed is the present state of a thing, whatever its entry in the outbox was put down for; the index is
committed first and the entry taken away after. Dying anywhere in between only means doing it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from transaction.interfaces import NoTransaction
from ZODB.POSException import ConflictError, StorageError

from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.failures import log_failure
from saraban.core.i18n import _
from saraban.search import outbox
from saraban.search.interfaces import Progress, SearchDoc
from saraban.search.searchables import Searchables

BATCH = 500
MANY = 2_000
TRIES = 8

log = logging.getLogger(__name__)

Resolve = Callable[[Any, str], SearchDoc | None]


class IndexerBusy(Conflict):
    """มีผู้ทำดัชนีอยู่แล้ว: another process writes this index."""

    slug = "indexer-busy"


@dataclass(frozen=True)
class Drained:
    """What one run did: entries indexed, and keys whose document could not be made (they stay in the outbox)."""

    done: int = 0
    failed: tuple[str, ...] = ()


def drain(desk: Desk, engine: Any, resolve: Resolve, batch: int = BATCH, most: int | None = None) -> Drained:
    """Index what waits in the outbox, in batches, and take it away (ทำดัชนีรายการที่รอ).

    Does nothing while another process writes the index, or while there is no index that fits the analyser (see
    ``work``). Begins and ends transactions of the desk: call it with nothing unsaved.
    """
    with engine.writing() as mine:
        if not mine or not engine.is_ready():
            return Drained()
        return _drain(desk, engine, resolve, batch, most)


def _drain(desk: Desk, engine: Any, resolve: Resolve, batch: int, most: int | None) -> Drained:
    done = 0
    failed: dict[str, None] = {}
    while most is None or done < most:
        _fresh(desk)
        entries = [e for e in outbox.waiting(desk.root, batch + len(failed)) if e.key not in failed][:batch]
        if not entries:
            break
        docs, gone, broken = _resolved(desk.root, {e.key: None for e in entries}, resolve)
        failed |= dict.fromkeys(broken)
        if docs or gone:
            engine.write(docs, gone)
        done += _acknowledge(desk, [e for e in entries if e.key not in failed])
    _fresh(desk)
    return Drained(done, tuple(failed))


def _fresh(desk: Desk) -> None:
    with suppress(NoTransaction):  # the caller may have just committed
        desk.tm.abort()
    desk.tm.begin()


def _resolved(root: Any, keys: dict[str, None], resolve: Resolve) -> tuple[list[SearchDoc], list[str], list[str]]:
    docs: list[SearchDoc] = []
    gone: list[str] = []
    broken: list[str] = []
    for key in keys:
        try:
            doc = resolve(root, key)
        except (ConflictError, StorageError):  # the store is away for a moment: that says nothing about the record
            raise
        except Exception as error:  # noqa: BLE001 - one damaged record must not keep the others out of the index
            log_failure(log, f"no search document can be made of {key}", error)
            broken.append(key)
            continue
        if doc is None:
            gone.append(key)
        else:
            docs.append(doc)
    return docs, gone, broken


def _acknowledge(desk: Desk, entries: list[outbox.Waiting]) -> int:
    for attempt in range(TRIES):
        _fresh(desk)
        try:
            gone = outbox.acknowledge(desk.root, entries)
            desk.tm.commit()
        except ConflictError:
            if attempt == TRIES - 1:
                raise
        else:
            return gone
    return 0


def rebuild(desk: Desk, engine: Any, searchables: Searchables, progress: Progress | None = None) -> int:
    """Make the index anew from the store while it is in use, then take its place (สร้างดัชนีใหม่); gives the count.

    What changes meanwhile waits in the outbox and is indexed next. Raises ``IndexerBusy`` while another process writes
    the index. Begins and ends transactions of the desk.
    """
    with engine.writing() as mine:
        if not mine:
            raise IndexerBusy(
                _("The index is being written by another process. Wait until it is done, or stop it first.")
            )
        count = 0
        broken: set[str] = set()

        def counted() -> Iterator[list[SearchDoc]]:
            nonlocal count
            for docs, failed in _batches(desk, searchables, progress):
                count += len(docs)
                broken.update(failed)
                yield docs

        _fresh(desk)
        before = outbox.waiting(desk.root)
        engine.rebuild(counted(), tuple(searchables.titles(desk.root)))
        _acknowledge_all(desk, [entry for entry in before if entry.key not in broken])
        return count


def _acknowledge_all(desk: Desk, entries: list[outbox.Waiting]) -> None:
    """What waited before the index was made anew is in it; what was put down again meanwhile has another mark."""
    for start in range(0, len(entries), BATCH):
        _acknowledge(desk, entries[start : start + BATCH])
    _fresh(desk)


def _batches(
    desk: Desk, searchables: Searchables, progress: Progress | None
) -> Iterator[tuple[list[SearchDoc], list[str]]]:
    _fresh(desk)
    keys = list(searchables.keys_in(desk.root))
    for start in range(0, len(keys), BATCH):
        _fresh(desk)
        part = dict.fromkeys(keys[start : start + BATCH])
        docs, _gone, broken = _resolved(desk.root, part, searchables.resolve)
        yield docs, broken
        desk.root._p_jar.cacheGC()
        if progress is not None:
            progress(min(start + BATCH, len(keys)), len(keys))


def work(desk: Desk, engine: Any, searchables: Searchables, most: int | None = None) -> Drained:
    """One turn of the worker: index what waits (งานของผู้ทำดัชนี).

    Makes the index anew if there is none that fits, or if more waits than is in it: that is quicker.
    """
    made = 0
    _fresh(desk)
    if not engine.is_ready() or len(outbox.pending(desk.root)) > max(MANY, engine.count()):
        try:
            made = rebuild(desk, engine, searchables)
        except IndexerBusy:
            return Drained()
    drained = drain(desk, engine, searchables.resolve, most=most)
    return Drained(made + drained.done, drained.failed)
