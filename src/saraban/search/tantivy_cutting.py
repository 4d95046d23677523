"""ตัดคำพร้อมกันหลายโปรเซส (cutting): the words of many documents are cut by processes beside the one that writes.

Cutting is most of the work of making an index, and one interpreter cuts on one processor only. The documents come back
in their order. Few documents are cut without help, as starting the helpers takes longer than that.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from saraban.search.analysis import Analyser
from saraban.search.interfaces import SearchDoc
from saraban.search.tantivy_fields import Fields, fields_of

#: So many documents are cut before anybody is asked to help.
ALONE = 2_000
#: A helper is given so many documents at a time, or so many letters and signs; so many times as many are on their way.
AT_ONCE, CHARACTERS, ON_THE_WAY = 50, 1_000_000, 2

_analysers: list[Analyser] = []


def all_fields(batches: Iterable[list[SearchDoc]], analyser: Analyser, helpers: int) -> Generator[Fields, None, None]:
    """The fields of all documents, in their order; with so many helpers where there are many documents.

    Raises ``BrokenProcessPool`` when a helper was killed.
    """
    docs = chain.from_iterable(batches)
    for doc in docs if helpers < 1 else islice(docs, ALONE):
        yield fields_of(doc, analyser)
    more = next(docs, None)
    if more is not None:
        yield from _with_help(chain([more], docs), analyser.path, helpers)


def _with_help(docs: Iterator[SearchDoc], path: Path, helpers: int) -> Iterator[Fields]:
    pool = ProcessPoolExecutor(helpers, get_context("spawn"), _begin, (path,))
    coming: deque[Future[list[Fields]]] = deque()
    try:
        for part in _parts(docs):
            coming.append(pool.submit(_cut, part))
            if len(coming) > helpers * ON_THE_WAY:
                yield from coming.popleft().result()
        while coming:
            yield from coming.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _parts(docs: Iterator[SearchDoc]) -> Iterator[list[SearchDoc]]:
    """The documents as they can be sent: with the words of their files, which the store gives to this process only."""
    part: list[SearchDoc] = []
    characters = 0
    for doc in docs:
        files = doc.read_files()
        part.append(replace(doc, read_files=partial(tuple, files)))
        characters += len(doc.text) + sum(len(page) for file in files for page in file.pages)
        if len(part) >= AT_ONCE or characters >= CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _begin(path: Path) -> None:
    """Make a helper ready; it ends with the process that it helps, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _analysers[:] = [Analyser(path)]


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _cut(docs: list[SearchDoc]) -> list[Fields]:
    return [fields_of(doc, _analysers[0]) for doc in docs]
