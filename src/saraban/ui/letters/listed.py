"""บัญชีรายชื่อผู้รับบนหน้าหนังสือ (the list on the letter's page): which rows are the reader's own, and where the list is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.exchange.listed import list_of
from saraban.ui.layout.formats import Formats

#: So many own rows are named on the page; the list has the others.
MOST_NAMED = 5


@dataclass(frozen=True)
class ListedShown:
    """บัญชีรายชื่อ: own rows as (number, words, address of the copy), how many there are in all, where the list is."""

    own: tuple[tuple[str, str, str], ...]
    count: str
    href: str


def listed_shown(request: Any, letter: Any, fmt: Formats) -> ListedShown | None:
    """For an addressee of one letter for all of a list; who writes it has the list in the menu."""
    found = list_of(request.desk.root, request.actor, letter)
    if found is None or not found.own:
        return None
    here = f"/l/{letter.key}/copies"
    own = tuple((fmt.digits(row.n), row.words, f"{here}/{row.n}.pdf") for row in found.own[:MOST_NAMED])
    return ListedShown(own, fmt.digits(len(found.rows) + found.outside), here)
