"""ขึ้นและลงจากกระดาน (placing): put a posting up for its audience, keep it back until its day, take it down.

Whoever reads by the board has its scopes; they are on the letter exactly as long as the posting is up. So nothing that
asks the gate - pages, search, feeds, counts - knows anything of days.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from saraban.circulars import lists
from saraban.circulars.content import Board, Posting
from saraban.circulars.lists import board_of
from saraban.core.access import is_circulated
from saraban.core.trees import Queue
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.tasks import service as tasks

CIRCULABLE = frozenset({"sent", "signed", "received"})


def may_stand(root: Any, letter: Letter, unit: str) -> bool:
    """Is this a letter that a unit can circulate: signed or registered, for all, written or received by it?"""
    return letter.state in CIRCULABLE and not letter.handling and has_letter(root, letter, unit)


def has_letter(root: Any, letter: Letter, unit: str) -> bool:
    """Did the unit write the letter, or does it have a paper of it that stands?"""
    return bool(letter.from_unit == unit or records.paper_of_unit(root, letter.id, unit) is not None)


def enter(board: Board, posting: Posting) -> None:
    """Give a posting its id, by its moment, and its place on the list of its unit."""
    posting.id = lists.fresh_id(board, posting.published_at)
    board.postings[posting.letter] = posting
    board.by_id[posting.id] = posting.letter
    lists.put_own(board, posting)


def put_up(root: Any, letter: Letter, posting: Posting) -> None:
    """Put a posting on the board: from now on its audience reads the letter."""
    board = board_of(root)
    posting.planned = False
    board.uncounted[posting.id] = letter.id
    lists.put(board, posting)
    letter.circular = True
    records.add_scopes(root, letter, *posting.scopes)


def keep_back(root: Any, posting: Posting) -> None:
    """Keep a posting off the board until its day."""
    posting.planned = True
    planned_of(board_of(root))[_place(posting)] = posting.letter


def put_up_now(root: Any, letter: Letter, posting: Posting, now: datetime) -> None:
    """Put up what was kept back: it is as new as of this moment, on top of the board and of the list of its unit."""
    board = board_of(root)
    forget_plan(board, posting)
    lists.take_own(board, posting)
    board.by_id.pop(posting.id, None)
    posting.planned_at, posting.published_at = posting.published_at, now
    enter(board, posting)
    put_up(root, letter, posting)


def take_down(root: Any, letter: Letter, posting: Posting, *, now: datetime, by: str, why: str) -> None:
    """Take a posting off the board, or out of what is planned; who reads the letter by other ways still does."""
    board = board_of(root)
    posting.withdrawn_at, posting.withdrawn_by, posting.withdrawn_why = now, by, why
    posting.pinned_at = None
    if posting.planned:
        _replaces_nothing(board, posting)
    forget_plan(board, posting)
    lists.take(board, posting)
    board.uncounted.pop(posting.id, None)
    for unit, (_at, place) in posting.reminded.items():
        tasks.clear(root, tasks.TaskRef(tasks.unit_tray(unit), place))
    letter.scopes = tuple(scope for scope in letter.scopes if not is_circulated(scope))
    records.changed(root, letter)


def _replaces_nothing(board: Board, posting: Posting) -> None:
    """What it was to replace on its day can be replaced by another."""
    for key in posting.supersedes:
        old = board.postings.get(key)
        if old is not None and old.superseded_by == posting.letter:
            old.superseded_by = 0


def planned_of(board: Board) -> Any:
    """What is kept back, by its day: (day as a number, posting id) -> letter."""
    if board.planned is None:  # a board that was made before there were plans
        board.planned = Queue()
    return board.planned


def due(board: Board, today: date) -> list[int]:
    """The letters whose day has come and that are not up yet."""
    if board.planned is None:
        return []
    return list(board.planned.values(max=(today.toordinal() + 1,)))


def forget_plan(board: Board, posting: Posting) -> None:
    """Keep it back no more; its day may be another one from here on."""
    if posting.planned and board.planned is not None:
        board.planned.pop(_place(posting), None)


def _place(posting: Posting) -> tuple[int, int]:
    return (posting.effective.toordinal() if posting.effective else 0), posting.id
