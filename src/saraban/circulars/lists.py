"""รายการของกระดาน (the lists of the board): where a posting stands, and turning pages without walking through all.

A posting stands on the lists of each of its scopes. A reader's board is those of his own scopes merged, newest first.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from saraban.circulars.content import SHARDS, Board, Posting
from saraban.core.access import is_circulated
from saraban.core.clock import BANGKOK, BUDDHIST_OFFSET
from saraban.core.trees import Shelf

CURRENT, PAST, PINNED = "now", "past", "pin"
#: Postings of one microsecond are told apart by what is below its step.
STEP = 1024
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Place:
    """ที่บนกระดาน: where a posting stands and what a page chooses by, without loading it."""

    key: int
    letter: int
    category: str
    unit: str
    expires: date | None

    @property
    def posting(self) -> int:
        """The id of the posting."""
        return -self.key

    def has_expired(self, today: date) -> bool:
        """Is its last day over?"""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True)
class Wanted:
    """ตัวกรอง: what of the board is looked at; ``unread`` is answered from what is held of the last months."""

    category: str = ""
    unit: str = ""
    year: int | None = None
    unread: bool = False
    past: bool = False


def board_of(root: Any) -> Board:
    """กระดานหนังสือเวียน of this store."""
    return root["circular_board"]


def shard_of(person: str) -> int:
    """In which shard a reader's set is."""
    return zlib.crc32(person.encode()) % SHARDS


def reader_set(board: Board, person: str) -> Any:
    """What a person has read: posting id -> (second read, second acknowledged or 0); None when nothing yet."""
    return board.readers[shard_of(person)].get(person)


def first_id(moment: datetime) -> int:
    """The smallest id of a posting of this moment."""
    return (moment - _EPOCH) // _MICROSECOND * STEP


def moment_of(posting: int) -> datetime:
    """The moment of a posting, by its id."""
    return _EPOCH + posting // STEP * _MICROSECOND


def fresh_id(board: Board, moment: datetime) -> int:
    """An id for a posting of this moment, after those that it has already."""
    found = first_id(moment)
    while found in board.by_id:
        found += 1
    return found


def circulated(scopes: Iterable[str]) -> list[str]:
    """The scopes, of all that a reader has, by which circulars come."""
    return sorted(scope for scope in scopes if is_circulated(scope))


def put(board: Board, posting: Posting, shelf: str = CURRENT) -> None:
    """Put a posting on the lists of its scopes."""
    last = posting.expires.toordinal() if posting.expires else 0
    row = (posting.letter, posting.category, posting.unit, last)
    for name in _names(posting, shelf):
        if name not in board.lists:
            board.lists[name] = Shelf()
        board.lists[name][-posting.id] = row
    if last and shelf == CURRENT:
        board.expiring[last, -posting.id] = posting.letter
    board.changes.change(1)


def take(board: Board, posting: Posting) -> None:
    """Take a posting off all lists, whichever shelf it is on."""
    for shelf in (CURRENT, PAST, PINNED):
        take_off(board, posting, shelf)
    if posting.expires:
        board.expiring.pop((posting.expires.toordinal(), -posting.id), None)


def take_off(board: Board, posting: Posting, shelf: str) -> None:
    """Take a posting off the lists of one shelf."""
    for name in _names(posting, shelf):
        if name in board.lists:
            board.lists[name].pop(-posting.id, None)
    board.changes.change(1)


def put_own(board: Board, posting: Posting) -> None:
    """Put a posting on the list of the unit that publishes it, where it stays."""
    if posting.unit not in board.own:
        board.own[posting.unit] = Shelf()
    board.own[posting.unit][-posting.id] = posting.letter


def take_own(board: Board, posting: Posting) -> None:
    """Take a posting off the list of its unit, before it gets another id."""
    board.own[posting.unit].pop(-posting.id, None)


def _names(posting: Posting, shelf: str) -> list[str]:
    facets = ("",) if shelf == PINNED else ("", f"c={posting.category}", f"u={posting.unit}")
    return [f"{shelf}|{scope}|{facet}" for scope in posting.scopes for facet in facets]


def walk(board: Board, scopes: list[str], wanted: Wanted, after: int | None = None) -> Iterator[Place]:
    """The places for a reader with these scopes, newest first, after a key; each posting once."""
    low, high = _span(wanted.year)
    low = low if after is None else max(after + 1, low if low is not None else after + 1)
    trees = _trees(board, scopes, wanted)
    last = None
    for key, row in heapq.merge(*(tree.items(min=low, max=high) for tree in trees), key=lambda item: item[0]):
        if key != last and (not wanted.category or row[1] == wanted.category):
            last = key
            yield place(key, row)


def back(board: Board, scopes: list[str], wanted: Wanted, before: int) -> Iterator[Place]:
    """The same the other way: from a key on, not included, to newer ones."""
    low, _high = _span(wanted.year)
    last = None
    for key, row in heapq.merge(
        *(_upwards(tree, before, low) for tree in _trees(board, scopes, wanted)), key=lambda item: -item[0]
    ):
        if key != last and (not wanted.category or row[1] == wanted.category):
            last = key
            yield place(key, row)


def pinned(board: Board, scopes: list[str]) -> Iterator[Place]:
    """The places of the pinned postings for a reader with these scopes, newest first."""
    trees = [board.lists[name] for scope in scopes if (name := f"{PINNED}|{scope}|") in board.lists]
    last = None
    for key, row in heapq.merge(*(tree.items() for tree in trees), key=lambda item: item[0]):
        if key != last:
            last = key
            yield place(key, row)


def place(key: int, row: tuple[int, str, str, int]) -> Place:
    """A row of a list."""
    letter, category, unit, expires = row
    return Place(key, letter, category, unit, date.fromordinal(expires) if expires else None)


def _trees(board: Board, scopes: list[str], wanted: Wanted) -> list[Any]:
    facet = f"u={wanted.unit}" if wanted.unit else f"c={wanted.category}" if wanted.category else ""
    names = [f"{PAST if wanted.past else CURRENT}|{scope}|{facet}" for scope in scopes]
    return [board.lists[name] for name in names if name in board.lists]


def _upwards(tree: Any, before: int, low: int | None) -> Iterator[tuple[int, Any]]:
    while True:
        try:
            before = tree.maxKey(before - 1)
        except ValueError:  # there is none
            return
        if low is not None and before < low:
            return
        yield before, tree[before]


def _span(year: int | None) -> tuple[int | None, int | None]:
    """The keys of a Buddhist year, in Bangkok: from its last moment back to its first."""
    if year is None:
        return None, None
    begins, ends = (
        first_id(datetime.combine(date(y - BUDDHIST_OFFSET, 1, 1), time(0), tzinfo=BANGKOK)) for y in (year, year + 1)
    )
    return 1 - ends, -begins
