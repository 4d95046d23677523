"""หนังสือสำหรับการค้นหา (search documents): what search is told of a letter, and of a unit's paper of it.

A paper's notes and receive number are found only inside its unit: they are in the paper's document, under its scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from saraban.core.clock import bangkok_date, buddhist_year
from saraban.core.ids import id_text
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.letters.file_texts import texts_of
from saraban.search.interfaces import SearchDoc
from saraban.thai.numbers import number_key


def letter_document(root: Any, key: int) -> SearchDoc | None:
    """The document of a letter, or None when there is none (any more)."""
    letter = records.letters_of(root).letters.get(key)
    if letter is None:
        return None
    day = letter.dated or bangkok_date(letter.created_at)
    numbers = [letter.number_key, *(number_key(r.number) for r in letter.references)]
    return SearchDoc(
        key="L" + id_text(key),
        chain=id_text(letter.chain),
        scopes=letter.scopes,
        unit=letter.from_unit,
        kind="circular" if letter.circular else letter.kind,
        series=letter.entry[1] if letter.entry is not None else "",
        year=buddhist_year(day),
        day=day,
        seq=int(letter.created_at.timestamp() * 1000),
        urgency=letter.urgency,
        title=letter.subject,
        text=letter_text(letter),
        numbers=tuple(n for n in numbers if n),
        state=letter.state,
        sender=letter.from_text,
        receivers=letter.to_text,
        source_id=letter.source_id,
        read_files=partial(texts_of, letter),
    )


def paper_document(root: Any, key: int) -> SearchDoc | None:
    """The document of a unit's paper, or None when there is none (any more)."""
    paper = records.letters_of(root).papers.get(key)
    if paper is None:
        return None
    letter = records.letter_by_id(root, paper.letter)
    day = bangkok_date(paper.received_at)
    return SearchDoc(
        key="P" + id_text(key),
        chain=id_text(letter.chain),
        scopes=paper.scopes,
        unit=paper.unit,
        kind=letter.kind,
        series="receive",
        year=paper.year,
        day=day,
        seq=int(paper.received_at.timestamp() * 1000),
        urgency=letter.urgency,
        title=letter.subject,
        text=paper_text(paper),
        numbers=(str(paper.n), letter.number_key) if letter.number_key else (str(paper.n),),
        state=paper.state,
        sender=letter.from_text,
        receivers=letter.to_text,
        source_id="",
    )


def letter_text(letter: Letter) -> str:
    """The words of a letter that are searched and shown in snippets."""
    return "\n".join(
        [letter.number, letter.body, *letter.actions, *letter.enclosures, *(f.name for f in letter.files)]
    ).strip()


def paper_text(paper: Paper) -> str:
    """The words that a unit wrote on its paper, and where its original is."""
    notes = [f"{e.to} {e.verb} {e.text} {e.signing.name}" for e in paper.endorsements if e.struck is None]
    return "\n".join([*notes, paper.place]).strip()


def letter_thing(root: Any, key: int) -> Letter | None:
    """The object whose access list decides."""
    return records.letters_of(root).letters.get(key)


def paper_thing(root: Any, key: int) -> Paper | None:
    """The object whose access list decides."""
    return records.letters_of(root).papers.get(key)


def letter_ids(root: Any) -> Iterable[int]:
    """All letters of the store."""
    return records.letters_of(root).letters.keys()


def paper_ids(root: Any) -> Iterable[int]:
    """All papers of the store."""
    return records.letters_of(root).papers.keys()
