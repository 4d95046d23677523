"""การตรวจคลังลับ (checking the vault): books 1..n, rows as its chains saw them, links, files. Names no subject."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from saraban.core.ids import id_text
from saraban.core.problems import Problem
from saraban.files.service import CHUNK, open_file
from saraban.vault import ledger
from saraban.vault.books import SERIES, book_key, digest
from saraban.vault.content import SecretBook
from saraban.vault.ledger import vault_of

Rows = dict[tuple[str, int, int], str]


def check(root: Any) -> list[Problem]:
    """ตรวจคลังลับ: everything that can be checked without reading a letter."""
    return [*_books(root), *_links(root), *_files(root), *ledger.verify(root)]


def _books(root: Any) -> Iterator[Problem]:
    vault = vault_of(root)
    units = {b.unit for b in vault.books.values()} | {u for u in vault.trail.chains if not u.endswith(ledger.READS)}
    for unit in sorted(units):
        seen: Rows = {
            (str(r.about["series"]), int(r.about["year"]), int(r.about["n"])): str(r.about["row"])
            for r in ledger.records(root, unit)
            if "row" in r.about
        }
        for key, book in vault.books.items():
            if book.unit == unit:
                yield from _book(key, book, seen)
        for series, year, n in sorted(seen):
            where = f"vault/{book_key(unit, series, year)}"
            yield Problem(where, "row-lost", f"number {n} was entered and is not there")


def _book(key: str, book: SecretBook, seen: Rows) -> Iterator[Problem]:
    where = f"vault/{key}"
    if key != book_key(book.unit, book.series, book.year) or book.series not in SERIES:
        yield Problem(where, "book-misplaced", "the book is not what its key says")
    expected = 1
    for n, entry in book.entries.items():
        if n != expected or entry.n != n:
            yield Problem(where, "number-gap", f"number {expected} is missing; the next one is {n}")
        if seen.pop((book.series, book.year, n), None) != digest(entry):
            yield Problem(where, "row-changed", f"number {n}: the row is not the one in the vault's chain")
        expected = n + 1


def _links(root: Any) -> Iterator[Problem]:
    vault = vault_of(root)
    for paper in vault.papers.values():
        where = f"vault/{paper.key}"
        letter = vault.letters.get(paper.letter)
        if letter is None or paper.id not in letter.papers:
            yield Problem(where, "letter-lost", "the paper and its letter do not know each other")
        if any(paper.id not in vault.named.get(n.person, ()) for n in paper.named):
            yield Problem(where, "named-lost", "somebody named on it does not find it")
    for delivery in vault.deliveries.values():
        letter = vault.letters.get(delivery.letter)
        if letter is None or delivery.id not in letter.deliveries:
            yield Problem(
                f"vault/{delivery.key}", "delivery-lost", "the delivery and its letter do not know each other"
            )
    for person, papers in vault.named.items():
        for key in papers:
            if key not in vault.papers or person not in {n.person for n in vault.papers[key].named}:
                yield Problem(f"vault/{id_text(key)}", "named-astray", "somebody finds it who is not named on it")


def _files(root: Any) -> Iterator[Problem]:
    for stored in vault_of(root).files.values():
        sha = hashlib.sha256()
        try:
            with open_file(stored) as stream:
                while chunk := stream.read(CHUNK):
                    sha.update(chunk)
        except OSError:
            yield Problem(f"vault/{stored.key}", "file-lost", "the bytes of a file are not there")
            continue
        if sha.hexdigest() != stored.sha256:
            yield Problem(f"vault/{stored.key}", "file-changed", "the bytes of a file are not those that came")
