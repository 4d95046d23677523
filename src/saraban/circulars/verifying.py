"""หนังสือเวียนที่มีฉบับใหม่แทน (circulars that were replaced), as told to who checks a file or the code on a letter.

Everybody is told that a later one took its place; its number only who may read that one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saraban.circulars.board import newer_of
from saraban.circulars.lists import board_of
from saraban.people.actor import Actor
from saraban.signatures.known import ISSUED, known_documents
from saraban.signatures.reports import Known

SUPERSEDED = "superseded"


def is_superseded(root: Any, letter: int) -> bool:
    """มีฉบับใหม่แทนแล้วหรือไม่: a later circular took the place of this one; one that is only planned did not yet."""
    store = board_of(root)
    posting = store.postings.get(letter)
    later = store.postings.get(posting.superseded_by) if posting is not None and posting.superseded_by else None
    return later is not None and not later.planned and later.withdrawn_at is None


def later_number(root: Any, actor: Actor | None, letter: int) -> str:
    """เลขที่ของฉบับใหม่; nothing for who may not read it, or is not known."""
    if actor is None or not is_superseded(root, letter):
        return ""
    later = newer_of(root, actor, board_of(root).postings[letter])
    return later.number if later is not None and not later.handling else ""


def known_file(root: Any, sha256: str, actor: Actor | None = None) -> Known | None:
    """หนังสือของหน่วยงานตามไฟล์นี้, as ``KnownDocuments.find``, and whether a later one took its place."""
    documents = known_documents(root)
    known, letter = documents.find(sha256), documents.letter_of(sha256)
    if known is None or letter is None or known.state != ISSUED or not is_superseded(root, letter):
        return known
    return replace(known, state=SUPERSEDED, later=later_number(root, actor, letter))
