"""รายการที่ยังไม่เข้าดัชนี (the overlay): documents changed and not in the index yet, found by the same query.

A search is the index without these keys, and these documents as they stand now; so a new letter is found and a
reclassified one gone from the moment it is saved, in hits, counts and facets alike. Only the words of long
files wait for the indexer: to cut those of one letter takes longer than a search may.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from threading import RLock
from typing import Any

from ZODB.POSException import ConflictError, StorageError

from saraban.core.failures import log_failure
from saraban.search.analysis import Analyser
from saraban.search.memory import Analysed, MemoryShelf
from saraban.search.searchables import Searchables

#: More changed documents than this are left out until the index has caught up, and a banner says so.
MOST_PENDING = 1_000
#: Files of a changed document with more characters than this are found when they are in the index.
LONGEST_FILES = 5_000

log = logging.getLogger(__name__)


class Overlay:
    """Keeps the analysed documents of changes between searches; a change has a mark, so none is mistaken."""

    def __init__(self, most: int = MOST_PENDING) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[str, str, tuple[int, ...]], Analysed | None] = OrderedDict()
        self._lock = RLock()

    def shelf(
        self, root: Any, pending: dict[str, tuple[int, ...]], analyser: Analyser, kinds: Searchables
    ) -> MemoryShelf:
        """The changed documents, at most ``most`` of them."""
        found = (self._analysed(root, key, marks, analyser, kinds) for key, marks in list(pending.items())[: self.most])
        return MemoryShelf(documents=[analysed for analysed in found if analysed is not None])

    def _analysed(
        self, root: Any, key: str, marks: tuple[int, ...], analyser: Analyser, kinds: Searchables
    ) -> Analysed | None:
        of = (analyser.identity, key, marks)
        with self._lock:
            if of in self._kept:
                self._kept.move_to_end(of)
                return self._kept[of]
        made = _make(root, key, analyser, kinds)
        with self._lock:
            self._kept[of] = made
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made


def _make(root: Any, key: str, analyser: Analyser, kinds: Searchables) -> Analysed | None:
    try:
        doc = kinds.resolve(root, key)
    except (ConflictError, StorageError):  # the store is away for a moment: that says nothing about the record
        raise
    except Exception as error:  # noqa: BLE001 - one damaged record must not make every search fail; the log says why
        log_failure(log, f"no search document can be made of {key}", error)
        return None
    if doc is None:
        return None
    return Analysed(doc, analyser.analyse(doc, files=len(doc.words_in_files) <= LONGEST_FILES))
