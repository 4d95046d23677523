"""แก้ไขรายการทะเบียนรับ (correcting): what was mistyped at registering is put right in the book and on the letter alike.

The entry keeps what stood there, with who, when and why; the letter is found by what stands there now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saraban.core.desk import Desk
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor
from saraban.registers.content import Entry, EntryRef
from saraban.registers.service import amend, find_book
from saraban.thai.numbers import number_key

#: column of the register -> what it is called on the letter
ON_THE_LETTER = {"number": "number", "dated": "dated", "from_": "from_text", "to": "to_text", "subject": "subject"}


def amend_entry(desk: Desk, actor: Actor, ref: EntryRef, changes: Mapping[str, Any], why: str) -> Entry:
    """แก้ไขรายการ as ``registers.amend`` does (the caller holds the lock); a letter from outside follows its entry.

    A letter written in the system stays as it was signed, and so does one that another unit registered first.
    """
    entry = _entry(desk, ref)
    before = {} if entry is None else {name: getattr(entry, name) for name in ON_THE_LETTER}
    amended = amend(desk, actor, ref, changes, why)
    letter = _own_letter(desk, amended)
    if letter is not None:
        _follow(desk, letter, {n: getattr(amended, n) for n in before if getattr(amended, n) != before[n]})
    return amended


def _entry(desk: Desk, ref: EntryRef) -> Entry | None:
    book = find_book(desk.root, ref.unit, ref.series, ref.year)
    return None if book is None else book.entries.get(ref.n)


def _own_letter(desk: Desk, entry: Entry) -> Letter | None:
    """The letter that came from outside and was registered first by this entry."""
    paper = records.letters_of(desk.root).papers.get(entry.paper)
    if entry.series != "receive" or paper is None or paper.delivery:
        return None
    letter = records.letter_by_id(desk.root, paper.letter)
    return None if letter.from_unit else letter


def _renumber(desk: Desk, letter: Letter) -> None:
    """The letter is found by its corrected number, and by the mistyped one no more."""
    known = records.letters_of(desk.root).by_number
    if letter.number_key:
        known.remove(records.number_mark(letter.number_key, letter.id))
    letter.number_key = number_key(letter.number) if letter.number else ""
    if letter.number_key:
        known.insert(records.number_mark(letter.number_key, letter.id))


def _follow(desk: Desk, letter: Letter, changed: Mapping[str, Any]) -> None:
    if not changed:
        return
    for column, value in changed.items():
        setattr(letter, ON_THE_LETTER[column], value)
    if "number" in changed:
        _renumber(desk, letter)
    records.changed(desk.root, letter)
    for paper in records.papers_of(desk.root, letter.id):
        records.changed(desk.root, paper)
