"""การตรวจการอ้างถึงกัน (references): letters, papers, register entries and deliveries name each other truly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from saraban.central.giving import copies_of
from saraban.core.ids import id_text
from saraban.core.problems import Problem
from saraban.files.service import files_of
from saraban.letters.awaiting import answers_of, place_of
from saraban.letters.records import COVERED_BY, ID_BYTES, PAPER_OF, REMINDED_BY, letters_of, link_mark, number_mark
from saraban.registers.books import find_book, registers_of


def check_references(root: Any) -> Iterator[Problem]:
    """ตรวจการอ้างถึงกัน of the whole store."""
    yield from _papers(root)
    yield from _letters(root)
    yield from _marks(root)
    yield from _entries(root)
    yield from _deliveries(root)
    yield from _awaited(root)
    yield from _copies(root)


def _papers(root: Any) -> Iterator[Problem]:
    store, stored = letters_of(root), files_of(root).stored
    for key, paper in store.papers.items():
        where = f"paper/{paper.key}"
        if paper.id != key or paper.letter not in store.letters:
            yield Problem(where, "paper-letter", "its letter is not there")
        if link_mark(PAPER_OF, paper.letter, key) not in store.links:
            yield Problem(where, "paper-link", "its letter does not know it")
        entry = _entry(root, paper.unit, "receive", paper.year, paper.n)
        if entry is None or (entry.paper, entry.letter) != (key, paper.letter):
            yield Problem(where, "paper-entry", f"receive number {paper.n} of {paper.year} is not its entry")
        if any(note.scan is not None and note.scan.id not in stored for note in paper.endorsements):
            yield Problem(where, "paper-scan", "the scan of one of its notes is not among the files kept")
        if any(mark.file.id not in stored for mark in paper.marks):
            yield Problem(where, "paper-sheet", "one of its signed sheets is not among the files kept")
        paper._p_deactivate()


def _letters(root: Any) -> Iterator[Problem]:
    store, stored = letters_of(root), files_of(root).stored
    for key, letter in store.letters.items():
        where = f"letter/{letter.key}"
        if letter.number_key and number_mark(letter.number_key, key) not in store.by_number:
            yield Problem(where, "letter-number", "it is not found by its number")
        if letter.entry is not None:
            entry = _entry(root, *letter.entry)
            if entry is None or entry.letter != key:
                yield Problem(where, "letter-entry", "the entry of its number is not its own")
        if letter.parent_paper and letter.parent_paper not in store.papers:
            yield Problem(where, "letter-parent", "the paper on whose strength it was written is not there")
        if any(f.id not in stored for f in letter.files):
            yield Problem(where, "letter-file", "one of its files is not among those kept")
        yield from _signers(root, letter, where)
        letter._p_deactivate()
    for (unit, source), key in store.by_source.items():
        if key not in store.letters:
            yield Problem(f"source/{unit}/{source}", "source-letter", "its letter is not there")


def _signers(root: Any, letter: Any, where: str) -> Iterator[Problem]:
    """A letter that several sign: as many signatures as its state says, its file and its number kept for it."""
    waiting, stored = letter.cosigning, files_of(root).stored
    if (letter.state == "cosigning") and waiting is None:
        yield Problem(where, "cosigning-lost", "it waits for further signatures, and nothing is signed")
    if waiting is not None and letter.state not in {"cosigning", "signing"}:
        yield Problem(where, "cosigning-left-over", "it waits for nobody, and some had signed it")
    if waiting is not None and not 0 < len(waiting.signatures) <= len(letter.cosigners):
        yield Problem(where, "cosigning-count", "it waits for further signatures, and nobody is left to sign")
    if letter.signature is not None and len(letter.cosignatures) != len(letter.cosigners):
        yield Problem(where, "cosigning-signatures", "not all who were to sign it have")
    kept = [*letter.dropped, *([waiting.file] if waiting is not None and waiting.file is not None else [])]
    if any(file.id not in stored for file in kept):
        yield Problem(where, "cosigning-file", "what some signed of it is not among the files kept")


def _marks(root: Any) -> Iterator[Problem]:
    """Left-overs: what the indexes of numbers and links name has to be there, and to be as they say."""
    store = letters_of(root)
    for mark in store.by_number:
        letter = store.letters.get(int.from_bytes(mark[-ID_BYTES:], "big"))
        if letter is None or number_mark(letter.number_key, letter.id) != mark:
            number = mark[: -ID_BYTES - 1].decode()
            yield Problem(f"number/{number}", "number-left-over", "the number leads to no letter that has it")
    kinds = {
        PAPER_OF: (store.letters, store.papers),
        COVERED_BY: (store.papers, store.letters),
        REMINDED_BY: (store.letters, store.letters),
    }
    for mark in store.links:
        one, other = (int.from_bytes(part, "big") for part in (mark[1 : 1 + ID_BYTES], mark[-ID_BYTES:]))
        here, there = kinds[mark[:1]]
        if one not in here or other not in there:
            yield Problem(f"link/{id_text(one)}", "link-dangling", f"it leads to {id_text(other)}; one of them is gone")


def _entries(root: Any) -> Iterator[Problem]:
    store = letters_of(root)
    for name, book in registers_of(root).books.items():
        for n, entry in book.entries.items():
            where = f"register/{name}"
            if entry.letter and entry.letter not in store.letters:
                yield Problem(where, "entry-letter", f"the letter of number {n} is not there")
            if entry.paper and entry.paper not in store.papers:
                yield Problem(where, "entry-paper", f"the paper of number {n} is not there")
            entry._p_deactivate()


def _deliveries(root: Any) -> Iterator[Problem]:
    store = letters_of(root)
    for delivery in root["exchange"].deliveries.values():
        where = f"delivery/{delivery.key}"
        if delivery.letter not in store.letters:
            yield Problem(where, "delivery-letter", "its letter is not there")
        paper = store.papers.get(delivery.paper) if delivery.paper else None
        if delivery.state == "registered" and (paper is None or paper.n != delivery.receive_n):
            yield Problem(where, "delivery-paper", "it is registered and the receiver's paper does not agree")
        delivery._p_deactivate()


def _awaited(root: Any) -> Iterator[Problem]:
    """Answers that are waited for: each belongs to a letter, and the list of the open ones is true."""
    store, answers = letters_of(root), answers_of(root)
    for awaited in answers.awaited.values():
        where = f"awaited/{awaited.key}"
        if awaited.letter not in store.letters:
            yield Problem(where, "awaited-letter", "its letter is not there")
        if (place_of(awaited) in answers.open) is not awaited.is_open:
            yield Problem(where, "awaited-open", "the list of open answers does not agree")
    for _unit, _day, _letter, key in answers.open:
        if key not in answers.awaited:
            yield Problem(f"awaited/{id_text(key)}", "awaited-left-over", "the list of open answers leads to nothing")


def _copies(root: Any) -> Iterator[Problem]:
    """Copies of central saraban: each is of a letter, and stands in its list once for its unit and once for all."""
    store, copies = letters_of(root), copies_of(root)
    listed = Counter((central, letter) for central, _unit, _at, letter in copies.given)
    for key, central in copies.of_letter.items():
        where = f"copy/{id_text(key)}"
        if key not in store.letters:
            yield Problem(where, "copy-letter", "its letter is not there")
        if listed.pop((central, key), 0) != 2:
            yield Problem(where, "copy-listed", "the list of its central saraban does not agree")
    for _central, key in listed:
        yield Problem(f"copy/{id_text(key)}", "copy-left-over", "the list leads to no copy")


def _entry(root: Any, unit: str, series: str, year: int, n: int) -> Any:
    book = find_book(root, unit, series, year)
    return None if book is None else book.entries.get(n)
