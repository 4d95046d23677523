"""หนังสือเวียน (circulars): the board, read receipts, publishing."""

from __future__ import annotations

from typing import Any

from saraban.api import cursors, serialise
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import word
from saraban.api.serialise import day_text, moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, as_day
from saraban.circulars.service import CATEGORIES, acknowledge_circular, board, publish

CATEGORY = Parameter("category", word("A category.", *CATEGORIES), "Only this category.")


@operation(
    "GET",
    "/circulars",
    tag="circulars",
    thai="กระดานหนังสือเวียน",
    english="The circular board",
    answer="CircularPage",
    query=(CATEGORY, *PAGING),
)
def list_circulars(call: Call) -> Page:
    """Newest first."""
    start = cursors.offset(call.query.get("cursor"))
    rows = board(
        call.root,
        call.actor,
        today=call.desk.today,
        limit=call.limit + 1,
        offset=start,
        category=call.query.get("category", ""),
    )
    items = [{"id": r.letter.key} if call.wants_ids else _row(r) for r in rows[: call.limit]]
    return Page(items, cursors.write(start + call.limit) if len(rows) > call.limit else None)


@operation(
    "POST",
    "/circulars/{id}/acknowledge",
    tag="circulars",
    thai="รับทราบหนังสือเวียน",
    english="Acknowledge a circular",
    body="Nothing",
    answer="Acknowledged",
)
def post_acknowledge(call: Call) -> dict[str, Any]:
    """Once per person; again answers the same."""
    letter = letter_of(call)
    return {"letter": letter.key, "read_at": moment(acknowledge_circular(call.desk, call.actor, letter=letter))}


@operation(
    "POST",
    "/letters/{id}/publish",
    tag="circulars",
    thai="เวียนหนังสือ",
    english="Put a letter on the circular board",
    body="PublishBody",
    answer="Posting",
    status=201,
)
def post_publish(call: Call) -> dict[str, Any]:
    """All staff may open and find it from now on."""
    letter = letter_of(call)
    made = publish(
        call.desk,
        call.actor,
        letter=letter,
        unit=call.own_unit(),
        category=call.body.get("category", "general"),
        expires=as_day(call.body.get("expires")),
    )
    return {
        "letter": letter.key,
        "unit": made.unit,
        "category": made.category,
        "published_at": moment(made.published_at),
        "expires": day_text(made.expires),
    }


def _row(row: Any) -> dict[str, Any]:
    posting = row.posting
    return {
        "letter": serialise.brief(row.letter),
        "unit": posting.unit,
        "category": posting.category,
        "published_at": moment(posting.published_at),
        "expires": day_text(posting.expires),
        "read_at": moment(row.read_at),
    }
