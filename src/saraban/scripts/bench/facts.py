"""สิ่งที่อยู่ในคลัง (the facts of a store): what its letters, notes, deliveries and books say happened, and how often.

Read from the things themselves, not from what the programs were told; the two are compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from saraban.core.ids import id_text
from saraban.letters.records import letters_of
from saraban.registers.books import registers_of
from saraban.scripts.bench.clients import Fact


@dataclass
class Compared:
    """What does not agree: acknowledged and not there, and there more than once."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def read(root: Any) -> dict[Fact, list[Any]]:
    """Every fact of the store with all that stands for it; more than one is one too many."""
    found: dict[Fact, list[Any]] = {}
    for source in (_entries, _notes, _letters, _deliveries):
        for fact, value in source(root):
            found.setdefault(fact, []).append(value)
    return found


def compare(found: Mapping[Fact, list[Any]], told: Mapping[Fact, Any], asked: Collection[Fact]) -> Compared:
    """The store against what the programs were told and what they asked for."""
    wrong = Compared()
    for fact, value in told.items():
        if value not in found.get(fact, ()):
            wrong.lost.append(f"{' '.join(fact)}: told {value!r}, there is {found.get(fact)!r}")
    for fact in asked:
        if len(found.get(fact, ())) > 1:
            wrong.twice.append(f"{' '.join(fact)}: {found[fact]!r}")
    return wrong


def _entries(root: Any) -> Iterator[tuple[Fact, Any]]:
    """Numbers: by subject where a letter comes from outside or there is none, by delivery where one was sent."""
    papers = letters_of(root).papers
    for book in registers_of(root).books.values():
        for entry in book.entries.values():
            paper = papers[entry.paper] if entry.paper else None
            if paper is not None and paper.delivery:
                yield ("taken in", id_text(paper.delivery)), entry.n
            elif paper is not None:
                yield ("received", entry.subject), entry.n
            elif entry.letter:
                yield ("signed", id_text(entry.letter)), entry.number
            else:
                yield ("numbered", entry.subject), entry.n
            entry._p_deactivate()


def _notes(root: Any) -> Iterator[tuple[Fact, Any]]:
    for paper in letters_of(root).papers.values():
        for note in paper.endorsements:
            yield ("endorsed", note.text), id_text(note.id)


def _letters(root: Any) -> Iterator[tuple[Fact, Any]]:
    for letter in letters_of(root).letters.values():
        if letter.from_unit:
            yield ("drafted", letter.subject), letter.key
        for turn, made in enumerate(letter.signatures if letter.cosigners else ()):
            yield ("signed in turn", f"{letter.key} {turn}"), made.block.person


def _deliveries(root: Any) -> Iterator[tuple[Fact, Any]]:
    for delivery in root["exchange"].deliveries.values():
        if delivery.from_paper:
            yield ("sent on", f"{id_text(delivery.from_paper)} {delivery.to_unit}"), delivery.key
        else:
            yield ("sent", f"{id_text(delivery.letter)} {delivery.to_unit}"), delivery.key
