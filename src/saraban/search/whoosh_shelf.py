"""ชั้นเอกสารของ Whoosh: a segment of a Whoosh index, read as sets of documents.

A segment never changes once it is written; only documents in it are struck out. So the sets are kept, and what is
struck out is masked for each generation.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from threading import RLock
from typing import Any

from whoosh.matching.wrappers import WrappingMatcher
from whoosh.reading import TermNotFound

from saraban.search.plan import Shelf

#: So few documents are put into a set one by one.
FEW = 16
#: The most terms that one ``begin*`` stands for.
MOST_EXPANSIONS = 5_000


class SetCache:
    """Sets by what they are of, the ones unused longest dropped first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._bytes = 0
        self._sets: OrderedDict[tuple[Any, ...], int] = OrderedDict()
        self._lock = RLock()

    def get(self, of: tuple[Any, ...], make: Callable[[], int]) -> int:
        """The set of this, made if it is not kept."""
        with self._lock:
            if of in self._sets:
                self._sets.move_to_end(of)
                return self._sets[of]
            made = make()
            self._sets[of] = made
            self._bytes += _weight(made)
            while self._bytes > self.most_bytes and len(self._sets) > 1:
                self._bytes -= _weight(self._sets.popitem(last=False)[1])
            return made


def _weight(made: int) -> int:
    return made.bit_length() // 8 + 200


class WhooshShelf(Shelf):
    """One segment; ``ranks`` says for each of its document numbers where the document stands in order."""

    def __init__(self, reader: Any, cache: SetCache) -> None:
        self._reader = reader
        self._cache = cache
        self._segment = reader.segment().segment_id()
        self._lock = RLock()
        self._values: dict[str, tuple[str, ...]] = {}
        count = reader.doc_count_all()
        columns = {name: reader.column_reader(name) for name in ("key_", "chain_", "day_", "seq_")}
        keys = [columns["key_"][n].decode() for n in range(count)]
        orders = [(columns["day_"][n], columns["seq_"][n]) for n in range(count)]
        chains = [columns["chain_"][n].decode() for n in range(count)]
        by_age = sorted(range(count), key=lambda n: (orders[n], keys[n]))
        super().__init__([keys[n] for n in by_age], [chains[n] for n in by_age], [orders[n] for n in by_age])
        self._ranks = [0] * count
        for rank, number in enumerate(by_age):
            self._ranks[number] = rank
        self._highest_first = [count - 1 - rank for rank in self._ranks]

    def live(self, reader: Any) -> int:
        """The documents that this generation's reader of the segment does not have struck out."""
        struck = 0
        for number in reader.deleted_docs_set:
            struck |= 1 << self._ranks[number]
        return self.everything & ~struck

    def having(self, name: str, term: str) -> int:
        return self._cache.get((self._segment, name, term), lambda: self._read(name, term))

    def starting(self, name: str, prefix: str) -> int:
        def gather() -> int:
            found = 0
            with self._lock:
                for count, term in enumerate(self._reader.expand_prefix(name, prefix)):
                    if count >= MOST_EXPANSIONS:
                        break
                    found |= self._read(name, term)
            return found

        return self._cache.get((self._segment, name, prefix, "*"), gather)

    def values(self, name: str) -> Collection[str]:
        if name not in self._values:
            with self._lock:
                self._values[name] = tuple(value.decode() for value in self._reader.lexicon(name))
        return self._values[name]

    def readable(self, scopes: frozenset[str]) -> int:
        of = (self._segment, scopes)
        return self._cache.get(of, lambda: super(WhooshShelf, self).readable(scopes)) if scopes else 0

    def _read(self, name: str, term: str | bytes) -> int:
        with self._lock:
            try:
                matcher = self._reader.postings(name, term)
                while isinstance(matcher, WrappingMatcher):  # leaves out what is struck out, a document at a time
                    matcher = matcher.child
                numbers = list(matcher.all_ids())
            except TermNotFound:
                return 0
        if len(numbers) <= FEW:
            return sum(1 << self._ranks[number] for number in numbers)
        digits = bytearray(b"0") * len(self.keys)
        places, one = self._highest_first, ord("1")
        for number in numbers:
            digits[places[number]] = one
        return int(digits, 2)

    def close(self) -> None:
        """Let the files go."""
        self._reader.close()
