"""ผลการค้นที่แสดง (what a search shows): one card a chain, of two lines with a marked snippet and its receive numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from saraban.agencies.service import find_unit
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES
from saraban.people.actor import Actor
from saraban.registers.concealing import NAMED_ONLY
from saraban.search.interfaces import Hit, Place
from saraban.ui.layout.formats import Formats
from saraban.ui.search.asked import Asked, packed

#: Receive numbers that stand on a card.
MOST_NUMBERS = 6


@dataclass(frozen=True)
class HitShown:
    """ผลการค้นหนึ่งการ์ด: ``numbers`` are the papers of the letter, ``others`` further letters of its chain."""

    href: str
    title: str
    meta: str
    day: Any
    urgency: str
    state: str
    snippet: list[tuple[str, bool]]
    numbers: list[tuple[str, str]]
    others: list[tuple[str, str]]
    places: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Reader:
    """Who looks, at what, in which form: what every line of a result is made with."""

    root: Any
    actor: Actor
    fmt: Formats


def cards_shown(reader: Reader, chains: list[list[Hit]], asked: Asked, offset: int) -> list[HitShown]:
    """The cards of a page; their addresses carry the search, for the letters before and after."""
    carried = packed(asked)
    return [
        _card(reader, hits, {"in": carried, "at": offset + at} if carried else {}) for at, hits in enumerate(chains, 1)
    ]


def places_shown(places: tuple[Place, ...], fmt: Formats) -> list[tuple[str, str, str]]:
    """The file, the sheet and the number of the enclosure of each place where the words stand."""
    return [(p.file, fmt.digits(p.page), fmt.digits(p.enclosure) if p.enclosure else "") for p in places]


def letter_of(root: Any, key: str) -> Any:
    """The letter that a hit is, or is a paper of."""
    number = id_value(key[1:])
    return records.letter_by_id(root, records.paper_by_id(root, number).letter if key.startswith("P") else number)


def _card(reader: Reader, hits: list[Hit], carried: dict[str, Any]) -> HitShown:
    hit, fmt = hits[0], reader.fmt
    letter = letter_of(reader.root, hit.key)
    paper = records.paper_by_id(reader.root, id_value(hit.key[1:])) if hit.key.startswith("P") else None
    state = PAPER_STATES.get(paper.state, "") if paper is not None else LETTER_STATES.get(letter.state, "")
    return HitShown(
        href=carried_href(reader, hit.key, carried),
        title=hit.title,
        meta=_named(reader, letter),
        day=fmt.time(hit.day),
        urgency=letter.urgency,
        state=state if fmt.is_thai and (paper is not None or letter.state != "received") else "",
        snippet=list(hit.snippet),
        numbers=_numbers(reader, letter),
        others=_others(reader, letter, hits),
        places=places_shown(hit.places, fmt),
    )


def carried_href(reader: Reader, key: str, carried: dict[str, Any]) -> str:
    """The address of a hit with the search that it was found by.

    That of the letter, whose page shows the reader's own unit's paper; of the paper for who reads nothing but it.
    """
    letter = letter_of(reader.root, key)
    path = f"/l/{letter.key}" if reader.actor.may(Permission.LETTER_READ, letter) else f"/p/{key[1:]}"
    return path + (f"?{urlencode(carried)}" if carried else "")


def _numbers(reader: Reader, letter: Any) -> list[tuple[str, str]]:
    """The papers of a letter that the reader may read, each with its unit and receive number."""
    papers = [p for p in records.papers_of(reader.root, letter.id) if reader.actor.may(Permission.LETTER_READ, p)]
    return [(f"/p/{paper.key}", _received(reader, paper)) for paper in papers[:MOST_NUMBERS]]


def _received(reader: Reader, paper: Any) -> str:
    number = f"รับที่ {reader.fmt.digits(paper.n)}" if reader.fmt.is_thai else f"received {paper.n}"
    return f"{find_unit(reader.root, paper.unit).title} {number}"


def _others(reader: Reader, letter: Any, hits: list[Hit]) -> list[tuple[str, str]]:
    """The further letters of the chain that were found, each once."""
    found: dict[int, tuple[str, str]] = {}
    for hit in hits[1:]:
        other = letter_of(reader.root, hit.key)
        if other.id != letter.id:
            found.setdefault(other.id, (carried_href(reader, hit.key, {}), _named(reader, other) or hit.title))
    return list(found.values())


def _named(reader: Reader, letter: Any) -> str:
    """Who sent a letter, and its number; of one whose paper alone the reader may read, what stands in the book."""
    sender = letter.from_text if reader.actor.may(Permission.LETTER_READ, letter) else NAMED_ONLY
    return " · ".join(part for part in (sender, reader.fmt.digits(letter.number)) if part)
