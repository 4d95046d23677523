"""ตัวหนังสือในคลัง (finding letters and papers): by id, number or an importer's own id; telling search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value
from saraban.core.permissions import Permission
from saraban.core.trees import Marks
from saraban.letters.content import Letter, Letters, Paper
from saraban.people.actor import Actor
from saraban.search import outbox
from saraban.tasks.service import unit_tray
from saraban.thai.numbers import is_number, number_key

PAPER_OF, COVERED_BY, REMINDED_BY = b"P", b"C", b"R"
ID_BYTES = 8


def number_mark(key: str, letter: int) -> bytes:
    """How a letter stands in the index of numbers."""
    return key.encode() + b"\0" + letter.to_bytes(ID_BYTES, "big")


def link_mark(kind: bytes, one: int, other: int | None = None) -> bytes:
    """How a link from one thing to the other is kept; without the other, how all links of the one begin."""
    return kind + one.to_bytes(ID_BYTES, "big") + (b"" if other is None else other.to_bytes(ID_BYTES, "big"))


def letters_of(root: Any) -> Letters:
    """คลังหนังสือ of this store."""
    return root["letters"]


def letter_by_id(root: Any, letter: int) -> Letter:
    """Give a letter; raises ``Missing``."""
    found = letters_of(root).letters.get(letter)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def paper_by_id(root: Any, paper: int) -> Paper:
    """Give a unit's paper; raises ``Missing``."""
    found = letters_of(root).papers.get(paper)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def read_letter(root: Any, actor: Actor, key: str) -> Letter:
    """Give the letter at an address if the actor may read it; a hidden letter answers as a missing one."""
    letter = letter_by_id(root, id_value(key))
    actor.require(Permission.LETTER_READ, letter)
    return letter


def read_paper(root: Any, actor: Actor, key: str) -> Paper:
    """Give the paper at an address if the actor may read it; a hidden one answers as a missing one."""
    paper = paper_by_id(root, id_value(key))
    actor.require(Permission.LETTER_READ, paper)
    return paper


def by_number(root: Any, text: str) -> list[Letter]:
    """The letters with this number, in whatever way it is spelled, oldest id first; ``-`` or ไม่มี is no number."""
    if not is_number(text):
        return []
    key = number_key(text)
    store = letters_of(root)
    return [store.letters[i] for i in _ids(store.by_number, key.encode() + b"\0")]


def by_source(root: Any, unit: str, source_id: str) -> Letter | None:
    """The letter that an importer knows by its own id in a unit, or None."""
    store = letters_of(root)
    found = store.by_source.get((unit, source_id))
    return None if found is None else store.letters[found]


def papers_of(root: Any, letter: int) -> list[Paper]:
    """All units' papers of a letter (the caller asks the gate for each)."""
    store = letters_of(root)
    return [store.papers[p] for p in _ids(store.links, link_mark(PAPER_OF, letter))]


def paper_of_unit(root: Any, letter: int, unit: str) -> Paper | None:
    """The newest paper that a unit has of a letter, or None."""
    found = [p for p in papers_of(root, letter) if p.unit == unit and p.state not in {"returned", "void"}]
    return max(found, key=lambda p: p.received_at.timestamp() if p.received_at else 0.0) if found else None


def registry_tray(paper: Paper) -> str:
    """Where the registry's work on a paper lies: with the unit's registry, of a letter for few with one of those."""
    return paper.registry or unit_tray(paper.unit)


def covering_letters(root: Any, paper: int) -> Iterator[Letter]:
    """The letters that a unit wrote on the strength of a paper (หนังสือนำ)."""
    store = letters_of(root)
    for letter in _ids(store.links, link_mark(COVERED_BY, paper)):
        yield store.letters[letter]


def reminder_letters(root: Any, letter: int) -> Iterator[Letter]:
    """The letters that remind the addressees of a letter of their answers (หนังสือเตือน)."""
    store = letters_of(root)
    for reminder in _ids(store.links, link_mark(REMINDED_BY, letter)):
        yield store.letters[reminder]


def add_letter(root: Any, letter: Letter) -> None:
    """Put a new letter into the store and its number into the index."""
    store = letters_of(root)
    store.letters[letter.id] = letter
    if letter.number_key:
        store.by_number.insert(number_mark(letter.number_key, letter.id))
    if letter.parent_paper:
        store.links.insert(link_mark(COVERED_BY, letter.parent_paper, letter.id))


def add_paper(root: Any, paper: Paper) -> None:
    """Put a new paper into the store."""
    store = letters_of(root)
    store.papers[paper.id] = paper
    store.links.insert(link_mark(PAPER_OF, paper.letter, paper.id))


def add_scopes(root: Any, letter: Letter, *scopes: str) -> None:
    """Let the holders of further scopes read a letter."""
    letter.scopes = tuple(dict.fromkeys((*letter.scopes, *scopes)))
    changed(root, letter)


def changed(root: Any, thing: Letter | Paper) -> None:
    """Tell search, in the same transaction, that a letter or paper is to be indexed again."""
    outbox.enqueue(root, ("L" if isinstance(thing, Letter) else "P") + id_text(thing.id))


def _ids(marks: Marks, begin: bytes) -> list[int]:
    """The ids that follow a beginning, in order."""
    found = marks.keys(min=begin, max=begin + b"\xff" * ID_BYTES)
    return [int.from_bytes(mark[-ID_BYTES:], "big") for mark in found]
