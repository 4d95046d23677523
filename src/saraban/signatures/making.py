"""เอกสารที่ลงนาม (what is made of a begun signing): which field is signed and where, by the first and by each further.

The first who signs a letter has its pages set; who signs beside him adds a field to the file as it was signed before.
Nothing here knows of the store: everything comes as plain values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.documents.sheet import Sheet
from saraban.documents.sheets import Issued
from saraban.letters.numbering import LEVEL
from saraban.letters.signing_places import FIRST, key_of
from saraban.letters.values import BegunSigning
from saraban.signatures.appearance import Signer, letter_mark, signature_mark
from saraban.signatures.boxes import POINTS_PER_MM, Box
from saraban.signatures.certificates import Enrolled
from saraban.signatures.errors import NotIssued
from saraban.signatures.signing import Work


@dataclass(frozen=True)
class Begun:
    """A letter whose signing has begun, as plain values: nothing of the store is needed to make its document."""

    letter: int
    sheet: Sheet
    signing: BegunSigning
    enrolled: Enrolled | None
    #: of how many who sign it this is which; who signed before, with which certificates, and the file they signed
    turn: int = 1
    of: int = 1
    before: tuple[str, ...] = ()
    base: bytes = b""
    places: tuple[Any, ...] = ()
    day: date | None = None

    @property
    def sets_pages(self) -> bool:
        """Are the pages set now: by the first, who learns whether they can be, and with the last of typed names?"""
        return self.turn == 1 or (self.enrolled is None and self.turn == self.of)


@dataclass(frozen=True)
class Made:
    """What was made; no bytes where typed names are still gathered."""

    begun: Begun
    pdf: bytes
    level: str
    places: tuple[Any, ...] = ()


def by_name(one: Begun, document: Issued | None) -> Made:
    """The typed name stands on the pages, which are set when all names are there."""
    return Made(one, document.pdf if document is not None and one.turn == one.of else b"", LEVEL)


def fields_of(one: Begun, fingerprint: str) -> dict[str, str]:
    """ลายมือชื่อที่ต้องมี: the fields that the signed file has to have, each with the certificate it is made with."""
    return {key_of(n): made for n, made in enumerate((*one.before, fingerprint), 1)}


def work_of(one: Begun, document: Issued | None) -> tuple[Work, tuple[Any, ...]]:
    """What is to be signed, and the rooms that are left for who signs after."""
    if document is None:
        return _further_work(one), ()
    return _first_work(one, document), _rooms(document, one.of)


def _first_work(one: Begun, document: Issued) -> Work:
    """The field where the sheet left room for it, with name, post and date as its appearance; unseen where none is."""
    below = document.place(FIRST)  # else initials beside a seal
    place = below or document.place("initials")
    if place is None or one.enrolled is None:
        return Work(document.pdf, FIRST)
    page, room = place
    box = _box(page, (room.x, room.y, room.width, room.height), document.boxes[page - 1].height)
    signer = _signer(one, one.signing.dated)
    mark = letter_mark(box, signer, one.sheet.style) if below else signature_mark(box, signer)
    return Work(document.pdf, FIRST, box, mark, room_known=True)


def _further_work(one: Begun) -> Work:
    """The next field of the file as it was signed before, where its pages left room; name and post stand in it."""
    key = key_of(one.turn)
    _key, page, high, *room = next(place for place in one.places if place[0] == key)
    box = _box(page, room, high)
    mark = letter_mark(box, _signer(one, one.day or one.signing.dated), one.sheet.style)
    return Work(one.base, key, box, mark, room_known=True)


def _rooms(document: Issued, of: int) -> tuple[Any, ...]:
    """Where the others sign: key, page, its height, and x, y, width and height of the room, in points."""
    found = []
    for n in range(2, of + 1):
        place = document.place(key_of(n))
        if place is None:
            raise NotIssued
        page, room = place
        found.append((key_of(n), page, document.boxes[page - 1].height, room.x, room.y, room.width, room.height))
    return tuple(found)


def _box(page: int, room: Sequence[float], high: float) -> Box:
    """A room as signatures count: millimetres from the upper left corner."""
    x, y, width, height = (value / POINTS_PER_MM for value in room)
    return Box(page, x, high / POINTS_PER_MM - y - height, width, height)


def _signer(one: Begun, day: date) -> Signer:
    block, image = one.signing.block, one.enrolled.image if one.enrolled is not None else None
    return Signer(block.name, block.lines[1:], day, image)
