"""ต้นฉบับกระดาษ (paper originals): where the paper of a unit's letter is, since when, and who put it there.

What came through the system has no paper, unless a note was written on a print of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import apart, records
from saraban.letters.content import Originals, Paper
from saraban.letters.values import Kept
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.registers.service import find, find_book

PLACE_LENGTH = 200
RECENT = 12
#: So many entries of the book are looked through for papers that lie nowhere yet.
LOOKED_THROUGH = 2000


def originals_of(root: Any) -> Originals:
    """บัญชีที่เก็บต้นฉบับ of this store."""
    found: Originals = root["originals"]
    return found


def place_originals(desk: Desk, actor: Actor, *, papers: Iterable[Paper], place: str) -> None:
    """ย้ายต้นฉบับกระดาษ: from now on the papers lie at this place (ตู้, แฟ้ม, หน่วย), all of them or none.

    Raises ``Conflict`` for one that came through the system and so has no paper.
    """
    chosen = list({paper.id: paper for paper in papers}.values())
    words = " ".join(check_words(place, "place", PLACE_LENGTH).split())
    if not chosen:
        raise Invalid(_("Select at least one letter first."), field="paper")
    if not words:
        raise Invalid(_("Write where the paper is: the cupboard, the folder or the unit."), field="place")
    for paper in chosen:
        _check(actor, paper)
    for paper in chosen:
        _put(desk, actor, paper, words)


def recent_places(root: Any, actor: Actor, unit: str) -> tuple[str, ...]:
    """The places that a unit used last, for those who read its books."""
    actor.require(Permission.REGISTER_READ, find_unit(root, unit))
    found: tuple[str, ...] = originals_of(root).recent.get(unit, ())
    return found


def papers_at(root: Any, actor: Actor, unit: str, place: str) -> list[Paper]:
    """The papers of a unit that lie at a place, as far as the actor may read them."""
    rows = originals_of(root).by_place.keys(min=(unit, place, 0), max=(unit, place, 1 << 63))
    papers = records.letters_of(root).papers
    return [papers[key] for _u, _p, key in rows if actor.may(Permission.LETTER_READ, papers[key])]


def newest_originals(root: Any, actor: Actor, unit: str, today: date, *, limit: int = 50) -> list[Paper]:
    """The unit's papers of this year that have an original, the last received first, as far as the actor reads them."""
    found: list[Paper] = []
    for paper in _received(root, unit, today):
        if paper.has_original and paper.state != "void" and actor.may(Permission.LETTER_READ, paper):
            found.append(paper)
            if len(found) >= limit:
                break
    return found


def _received(root: Any, unit: str, today: date) -> Iterator[Paper]:
    book = find_book(root, unit, "receive", buddhist_year(today))
    if book is None:
        return
    papers = records.letters_of(root).papers
    for entry in reversed(list(book.entries.values(min=max(book.last - LOOKED_THROUGH, 0)))):
        if entry.paper in papers:
            yield papers[entry.paper]


def _check(actor: Actor, paper: Paper) -> None:
    move = check_move(PAPER_MOVES, "place", paper.state)
    actor.require(move.permission, paper)
    if not paper.has_original:
        raise Conflict(
            _("Receive number ${n} came through the system and has no paper.", mapping={"n": paper.n}), slug="no-paper"
        )


def _put(desk: Desk, actor: Actor, paper: Paper, place: str) -> None:
    originals = originals_of(desk.root)
    before = (paper.unit, paper.place, paper.id)
    if before in originals.by_place:
        originals.by_place.remove(before)
    paper.kept = (*paper.kept, Kept(place, desk.now, actor.person, actor.name, actor.post))
    originals.by_place.insert((paper.unit, place, paper.id))
    known = originals.recent.get(paper.unit, ())
    if known[:1] != (place,) and not apart.is_apart(desk.root, paper):  # whoever reads the books sees these places
        originals.recent[paper.unit] = (place, *(p for p in known if p != place))[:RECENT]
    find(desk.root, paper.unit, "receive", paper.year, paper.n).kept_at = place
    records.changed(desk.root, paper)
    audit.record(desk, paper.unit, "original-placed", person=actor.person, post=actor.post, about={"paper": paper.key})
