"""หนังสือเวียนบนหน้าหนังสือ (the circular on its letter page): for whom it is, what the reader and his unit have done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.circulars import reading
from saraban.circulars.board import newer_of, older_of
from saraban.circulars.lists import board_of
from saraban.circulars.service import is_own
from saraban.core.access import staff_scope
from saraban.thai.masking import mask
from saraban.ui.layout.duties import receiving_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.reasons import audience_words, unit_title
from saraban.ui.layout.sheets import translator


@dataclass(frozen=True)
class CircularShown:
    """หนังสือเวียนในมือผู้อ่าน; ``units`` are those that he may acknowledge for."""

    at: str
    unit: str
    posted: Any
    audience: tuple[str, ...]
    effective: Any
    expires: Any
    read: bool
    planned: bool
    acknowledged: Any
    units: tuple[tuple[str, str], ...]
    unit_acknowledged: tuple[tuple[str, Any], ...]
    newer: tuple[str, str] | None
    older: tuple[tuple[str, str], ...]
    own: bool


def circular_shown(request: Any, letter: Any) -> CircularShown | None:
    """The circular of a letter as this reader has it; None when the letter is on no board of his."""
    root, actor, fmt = request.desk.root, request.actor, formats_for(request)
    posting = board_of(root).postings.get(letter.id)
    if posting is None or posting.withdrawn_at is not None:
        return None
    own = is_own(root, actor, posting)
    if not own and actor.scopes.isdisjoint((staff_scope(posting.unit),) if posting.planned else posting.scopes):
        return None
    mark, codes = reading.mark_of(root, actor.person, posting), receiving_units(request)
    say, newer = translator(request), newer_of(root, actor, posting)
    known = [(c, reading.unit_acknowledged_at(posting, c)) for c in codes]
    return CircularShown(
        at=f"/circulars/{letter.key}",
        unit=unit_title(root, posting.unit),
        posted=fmt.time(posting.published_at, clock=True),
        audience=tuple(audience_words(root, scope, say) for scope in posting.scopes),
        effective=fmt.time(posting.effective),
        expires=fmt.time(posting.expires),
        read=mark.read_at is not None,
        planned=posting.planned,
        acknowledged=fmt.time(mark.acknowledged_at, clock=True),
        units=tuple((c, unit_title(root, c)) for c in reading.units_to_acknowledge(root, posting, codes)),
        unit_acknowledged=tuple((unit_title(root, c), fmt.time(at, clock=True)) for c, at in known if at is not None),
        newer=_link(newer, fmt) if newer is not None else None,
        older=tuple(_link(old, fmt) for old in older_of(root, actor, posting)),
        own=own,
    )


def _link(letter: Any, fmt: Any) -> tuple[str, str]:
    return f"/l/{letter.key}", " ".join(p for p in (fmt.digits(letter.number), mask(letter.subject)) if p)
