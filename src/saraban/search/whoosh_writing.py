"""การเขียนดัชนี Whoosh (writing): Whoosh's own files, written a term at a time where Whoosh writes a posting at a time.

A document has more than a thousand terms; gathered by term in memory, put down sorted when that is full and joined at
the end, they take a third of the time and stay below a set size however many documents there are.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter, W3TermInfo
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

#: What a term and a posting take up in memory, about, and how much there may be before it is put down.
TERM_BYTES, POSTING_BYTES = 300, 5
MOST_BYTES = 256 * 1024 * 1024
#: The numbers of so few documents stand beside their term.
INLINED = 16

#: The documents of a term, by field and term; a field at a time, in order.
Listed = tuple[str, bytes, "array[int]"]


class Codec(W3Codec):
    """Whoosh's files without the lengths of fields: they score nothing here and cost a look at the disk a posting."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=1024, compression=1)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:  # noqa: FBT001, FBT002 - Whoosh's
        """What writes the documents of a term."""
        return PostingsWriter(dbfile, blocklimit=self._blocklimit, byteids=byteids, compression=self._compression)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """What reads the documents of a term."""
        if terminfo.is_inlined():
            return super().postings_reader(dbfile, terminfo, format_, term, scorer)
        return LeafMatcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """What writes the terms of a field."""
        return FieldWriter(self, storage, segment)


class LeafMatcher(W3LeafMatcher):
    """Gives the documents of a term a block at a time, where Whoosh asks for each."""

    def all_ids(self) -> Iterator[int]:
        """The documents, of a matcher that nothing was read from."""
        while self.is_active():
            self._read_ids()
            yield from self._ids
            self._next_block()


class PostingsWriter(W3PostingsWriter):
    """Writes all documents of a term in one go; of a term it is only kept whether a document has it."""

    def whole(self, form: Any, numbers: array[int]) -> W3TermInfo:
        """Write the documents of a term; gives what the table of terms holds of it."""
        self.start_postings(form, W3TermInfo())
        for start in range(0, len(numbers), self._blocklimit):
            self._take(numbers[start : start + self._blocklimit])
            self._write_block(last=start + self._blocklimit >= len(numbers))
        return self.finish_postings()

    def _take(self, numbers: array[int]) -> None:
        self._ids, self._weights, self._maxweight = numbers, array("f", [1.0]) * len(numbers), 1.0

    def _mini_weights(self) -> None:
        return None


class FieldWriter(W3FieldWriter):
    """Writes whole terms."""

    def add_term(self, term: bytes, numbers: array[int]) -> None:
        """Write a term with its documents."""
        count = len(numbers)
        if count > INLINED:
            held = self._postwriter.whole(self._format, numbers).to_bytes()
        else:
            held = W3TermInfo._struct.pack(1, count, count, 0, 0, 1.0, numbers[0], numbers[-1])  # noqa: SLF001 - Whoosh's form
            held += pickle.dumps((tuple(numbers), (), ()), 2)
        self._tindex.add(pack_ushort(self._fieldid) + term, held)


class _Terms(dict[str, "array[int]"]):
    def __missing__(self, term: str) -> array[int]:
        made = self[term] = array("I")
        return made


class Postings:
    """The documents of all terms, gathered: in memory, and in sorted runs on the disk when there are too many."""

    def __init__(self, storage: Any, most_bytes: int) -> None:
        self._storage = storage
        self._most_bytes = most_bytes
        self._fields: dict[str, _Terms] = {}
        self._count = 0
        self._runs: list[str] = []

    def put(self, name: str, terms: Iterable[str], number: int) -> None:
        """A document with these terms, each given once; the numbers of documents go up."""
        known = self._fields.setdefault(name, _Terms())
        count = 0
        for count, term in enumerate(terms, 1):  # noqa: B007 - their count is wanted
            known[term].append(number)
        self._count += count

    def settle(self) -> None:
        """Put down what is in memory if that is too much; call it between documents."""
        terms = sum(len(known) for known in self._fields.values())
        if terms * TERM_BYTES + self._count * POSTING_BYTES > self._most_bytes:
            self._put_down()

    def add(self, item: tuple[str, bytes, int, float, Any]) -> None:
        """A posting, as Whoosh hands them over when it joins segments."""
        name, term, number, _weight, _value = item
        self.put(name, (term.decode("utf-8", "surrogatepass"),), number)

    def __iter__(self) -> Iterator[Listed]:
        """The terms in order, each with all its documents."""
        if not self._runs:
            yield from self._sorted()
            return
        self._put_down()
        runs = merge(*(self._read(name) for name in self._runs), key=itemgetter(0, 1))
        for (name, term), parts in groupby(runs, key=itemgetter(0, 1)):
            numbers = array("I")
            for _name, _term, part in parts:
                numbers += part
            yield name, term, numbers

    def _sorted(self) -> Iterator[Listed]:
        for name in sorted(self._fields):
            known = self._fields[name]
            for term in sorted(known):  # as text and as bytes alike
                yield name, term.encode("utf-8", "surrogatepass"), known[term]

    def _put_down(self) -> None:
        name = f"{len(self._runs)}.run"
        with self._storage.create_file(name).raw_file() as out:
            for field, term, numbers in self._sorted():
                pickle.dump((field, term, numbers.tobytes()), out, pickle.HIGHEST_PROTOCOL)
        self._runs.append(name)
        self._fields, self._count = {}, 0

    def _read(self, name: str) -> Iterator[Listed]:
        with self._storage.open_file(name).raw_file() as run:
            while True:
                try:
                    field, term, packed = pickle.load(run)  # noqa: S301 - written a moment ago, in a private directory
                except EOFError:
                    return
                yield field, term, array("I", packed)

    def cleanup(self) -> None:
        """Let everything go."""
        self._fields, self._runs = {}, []


class Writer(SegmentWriter):
    """Whoosh's writer of a segment, fed with the finished terms and columns of documents."""

    def __init__(self, opened: Any, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(opened, codec=Codec())
        self.pool = Postings(self._tempstorage, most_bytes)

    def put(self, terms: dict[str, Iterable[str]], columns: dict[str, Any]) -> None:
        """Add a document: its terms by field, each once, and the value of each column."""
        writer = self.perdocwriter
        writer.start_doc(self.docnum)
        for name, value in columns.items():
            writer.add_column_value(name, self.schema[name].column_type, value)
        writer.finish_doc()
        for name, held in terms.items():
            self.pool.put(name, held, self.docnum)
        self.pool.settle()
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name, listed in groupby(self.pool, key=itemgetter(0)):
            self.fieldwriter.start_field(name, self.schema[name])
            for _name, term, numbers in listed:
                self.fieldwriter.add_term(term, numbers)
            self.fieldwriter.finish_field()
        self.fieldwriter.close()
