"""กระดานของผู้อ่าน (a reader's board): a page of it, and how many circulars he has not read, without walking it all."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from threading import Lock
from typing import Any

from saraban.circulars import lists
from saraban.circulars.content import Board, Posting
from saraban.circulars.lists import Place, Wanted, board_of
from saraban.circulars.reading import Mark, mark
from saraban.core.clock import BANGKOK, bangkok_date, buddhist_year
from saraban.core.errors import Missing
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor

#: Unread are the circulars of so many days: nobody owes the reading of what was published years before he came.
UNREAD_DAYS = 90
MOST_PINNED = 5
KEPT = 5000


@dataclass(frozen=True)
class BoardRow:
    """One row of the board for one reader."""

    letter: Letter
    posting: Posting
    mark: Mark


@dataclass(frozen=True)
class BoardPage:
    """หน้าหนึ่งของกระดาน; ``older`` and ``newer`` are the keys after which the pages beside it begin."""

    rows: tuple[BoardRow, ...]
    pinned: tuple[BoardRow, ...] = ()
    older: int | None = None
    newer: int | None = None


def board(
    root: Any,
    actor: Actor,
    *,
    today: date,
    wanted: Wanted = Wanted(),
    after: int | None = None,
    limit: int = 30,
    pins: bool = True,
) -> BoardPage:
    """A page of the board for a reader, newest first; what has expired stands on the shelf of the past.

    With ``pins`` the pinned ones stand apart from the first page's others.
    """
    store = board_of(root)
    scopes = lists.circulated(actor.scopes)
    top = () if not pins or after is not None or wanted.past else _pinned(root, actor, store, scopes, today, wanted)
    over = {row.posting.id for row in top}
    found: list[BoardRow] = []
    older = None
    for place in _places(root, actor, store, scopes, wanted, after, today):
        if place.posting in over or place.has_expired(today) is not wanted.past:
            continue
        row = _row(root, actor, store, place.letter, place.posting)
        if row is None:
            continue
        if len(found) == limit:
            older = -found[-1].posting.id
            break
        found.append(row)
    newer = None if after is None else _newer(store, scopes, wanted, after, limit, today)
    return BoardPage(tuple(found), top, older, newer)


def _places(
    root: Any, actor: Actor, store: Board, scopes: list[str], wanted: Wanted, after: int | None, today: date
) -> Iterator[Place]:
    if not wanted.unread:
        return lists.walk(store, scopes, wanted, after)
    mine = lists.reader_set(store, actor.person) or {}
    recent: dict[int, Place] = {}
    for places in _recent_shelves(root, actor, today):
        recent |= places
    keys = sorted(recent)
    start = 0 if after is None else bisect_right(keys, after)
    unread = (recent[key] for key in keys[start:] if -key not in mine)
    return (p for p in unread if _is_wanted(p, wanted))


def _is_wanted(place: Place, wanted: Wanted) -> bool:
    in_year = wanted.year in {None, buddhist_year(bangkok_date(lists.moment_of(place.posting)))}
    in_category = wanted.category in {"", place.category}
    return in_year and in_category and wanted.unit in {"", place.unit}


def _newer(store: Board, scopes: list[str], wanted: Wanted, after: int, limit: int, today: date) -> int:
    """The key after which the page before begins: 0 is the beginning. The row at ``after`` is the last one there."""
    if wanted.unread:
        return 0
    back = (p for p in lists.back(store, scopes, wanted, after + 1) if p.has_expired(today) is wanted.past)
    return next((place.key for place in islice(back, limit, None)), 0)


def _pinned(
    root: Any, actor: Actor, store: Board, scopes: list[str], today: date, wanted: Wanted
) -> tuple[BoardRow, ...]:
    if wanted.year is not None or wanted.unread:
        return ()
    places = (p for p in lists.pinned(store, scopes) if _is_wanted(p, wanted) and not p.has_expired(today))
    rows = (_row(root, actor, store, p.letter, p.posting) for p in places)
    return tuple(islice((row for row in rows if row is not None), MOST_PINNED))


def _row(root: Any, actor: Actor, store: Board, key: int, posting: int) -> BoardRow | None:
    """A row, if the one gate lets the reader see its letter."""
    try:
        letter = records.letter_by_id(root, key)
    except Missing:
        return None
    if not actor.may(Permission.LETTER_READ, letter):
        return None
    mine = lists.reader_set(store, actor.person) or {}
    return BoardRow(letter, store.postings[key], mark(mine.get(posting)))


class _Cache:
    """What is current of the last months, by store and scope, as of one state of the board and one day."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, tuple[Any, dict[int, Place]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any, state: Any) -> dict[int, Place] | None:
        with self._lock:
            found = self._kept.get(key)
            return found[1] if found is not None and found[0] == state else None

    def put(self, key: Any, state: Any, places: dict[int, Place]) -> None:
        with self._lock:
            self._kept[key] = (state, places)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_RECENT = _Cache()


def unread_count(root: Any, actor: Actor, *, today: date) -> int:
    """How many of the circulars of the last months the reader has not read."""
    shelves = _recent_shelves(root, actor, today)
    if not shelves:
        return 0
    keys = shelves[0] if len(shelves) == 1 else set().union(*shelves)
    mine = lists.reader_set(board_of(root), actor.person)
    if mine is None:
        return len(keys)
    return len(keys) - sum(1 for posting in mine.keys(min=_begin(today)) if -posting in keys)


def _recent_shelves(root: Any, actor: Actor, today: date) -> list[dict[int, Place]]:
    """What is current of the last months for the reader, scope by scope, each newest first; empty ones left out."""
    found = (_recent(root, scope, today) for scope in lists.circulated(actor.scopes))
    return [places for places in found if places]


def _recent(root: Any, scope: str, today: date) -> dict[int, Place]:
    store = board_of(root)
    key, state = _state(root, store, scope, today)
    known = _RECENT.get(key, state) if state is not None else None
    if known is not None:
        return known
    first, places = _begin(today), {}
    for place in lists.walk(store, [scope], Wanted()):
        if place.posting < first:
            break
        if not place.has_expired(today):
            places[place.key] = place
    if state is not None:
        _RECENT.put(key, state, places)
    return places


def _begin(today: date) -> int:
    """The first id of the last months."""
    return lists.first_id(datetime.combine(today - timedelta(days=UNREAD_DAYS), time(0), tzinfo=BANGKOK))


def _state(root: Any, store: Board, scope: str, today: date) -> tuple[Any, Any]:
    """Which list it is, and what it stands on; None for that while this transaction has changed the lists itself."""
    changes = store.changes
    number = changes()  # loads it before its serial is read
    if changes._p_changed or changes._p_jar is None:
        return None, None
    return (root.info.store_id, id(changes._p_jar.db()), scope), (changes._p_serial, number, today)


def publishing_units(root: Any, actor: Actor, *, past: bool = False) -> list[str]:
    """The units that have something on the reader's board, and no others."""
    store, shelf = board_of(root), lists.PAST if past else lists.CURRENT
    found: set[str] = set()
    for scope in lists.circulated(actor.scopes):
        begin = f"{shelf}|{scope}|u="
        for name, places in store.lists.items(min=begin, max=begin + "\x7f"):
            if places:
                found.add(name[len(begin) :])
    return sorted(found)


def years(root: Any, actor: Actor, today: date) -> list[int]:
    """The Buddhist years of the reader's board, this one first."""
    store, this = board_of(root), buddhist_year(today)
    names = [f"{lists.CURRENT}|{scope}|" for scope in lists.circulated(actor.scopes)]
    oldest = [-store.lists[name].maxKey() for name in names if store.lists.get(name)]
    first = min((buddhist_year(bangkok_date(lists.moment_of(posting))) for posting in oldest), default=this)
    return list(range(this, min(first, this) - 1, -1))


def newer_of(root: Any, actor: Actor, posting: Posting) -> Letter | None:
    """The circular that took the place of this one, for who may read that one."""
    return _readable(root, actor, posting.superseded_by)


def older_of(root: Any, actor: Actor, posting: Posting) -> list[Letter]:
    """The circulars whose place this one took, those that the actor may read."""
    found = (_readable(root, actor, key) for key in posting.supersedes)
    return [letter for letter in found if letter is not None]


def _readable(root: Any, actor: Actor, key: int) -> Letter | None:
    letter = records.letters_of(root).letters.get(key) if key else None
    posting = board_of(root).postings.get(key)
    if posting is not None and posting.planned:  # it takes the place on its day
        return None
    return letter if letter is not None and actor.may(Permission.LETTER_READ, letter) else None
