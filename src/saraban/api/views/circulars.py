"""หนังสือเวียน (circulars): the board, read receipts, publishing."""

from __future__ import annotations

from typing import Any

from saraban.api import cursors
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.listed import listed
from saraban.api.schemas.parts import text, word
from saraban.api.serialise import day_text, moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, UNIT, YEAR, as_day
from saraban.circulars.board import board, newer_of, older_of
from saraban.circulars.lists import Wanted, board_of
from saraban.circulars.reading import (
    acknowledge_circular,
    acknowledge_for_unit,
    mark_of,
    read_circular,
)
from saraban.circulars.service import publish
from saraban.letters import records
from saraban.thai.masking import mask

CATEGORY = Parameter("category", text("The key of a category.", 60), "Only this category.")
UNREAD = Parameter("unread", word("Is it so?", "true", "false"), "Only what the caller has not read of 90 days.")
PAST = Parameter("past", word("Is it so?", "true", "false"), "Only what has expired.")
BOARD = (
    CATEGORY,
    UNIT,
    Parameter("year", YEAR.schema, "ปี พ.ศ. of publishing; left out, every year."),
    UNREAD,
    PAST,
    *PAGING,
)


@operation(
    "GET",
    "/circulars",
    tag="circulars",
    thai="กระดานหนังสือเวียน",
    english="The circular board",
    answer="CircularPage",
    query=BOARD,
)
def list_circulars(call: Call) -> Page:
    """Newest first; the pinned ones stand in their places and say so."""
    place = cursors.read(call.query.get("cursor"), int)
    wanted = Wanted(
        category=call.query.get("category", ""),
        unit=call.query.get("unit", ""),
        year=call.query.get("year"),
        unread=call.query.get("unread") == "true",
        past=call.query.get("past") == "true",
    )
    found = board(
        call.root,
        call.actor,
        today=call.desk.today,
        wanted=wanted,
        after=-place[0] if place else None,
        limit=call.limit,
        pins=False,
    )
    items = [{"id": row.letter.key} if call.wants_ids else _row(call, row) for row in found.rows]
    return Page(items, cursors.write(-found.older) if found.older is not None else None)


@operation(
    "POST",
    "/circulars/{id}/read",
    tag="circulars",
    thai="เปิดอ่านหนังสือเวียน",
    english="Say that the caller has read a circular",
    body="Nothing",
    answer="CircularMark",
)
def post_read_circular(call: Call) -> dict[str, Any]:
    """Counted once per person. Reading the letter itself writes nothing."""
    letter = letter_of(call)
    return _mark(letter, read_circular(call.desk, call.actor, letter=letter))


@operation(
    "POST",
    "/circulars/{id}/acknowledge",
    tag="circulars",
    thai="รับทราบหนังสือเวียน",
    english="Acknowledge a circular",
    body="Nothing",
    answer="CircularMark",
)
def post_acknowledge(call: Call) -> dict[str, Any]:
    """Once per person; again answers the same."""
    letter = letter_of(call)
    return _mark(letter, acknowledge_circular(call.desk, call.actor, letter=letter))


@operation(
    "POST",
    "/circulars/{id}/unit-acknowledge",
    tag="circulars",
    thai="หน่วยรับทราบหนังสือเวียน",
    english="Acknowledge a circular for a unit",
    body="OfUnit",
    answer="UnitAcknowledged",
)
def post_unit_acknowledge(call: Call) -> dict[str, Any]:
    """By its registry; once per unit, again answers the same."""
    letter, unit = letter_of(call), call.own_unit()
    at = acknowledge_for_unit(call.desk, call.actor, letter=letter, unit=unit)
    return {"letter": letter.key, "unit": unit, "acknowledged_at": moment(at)}


@operation(
    "POST",
    "/letters/{id}/publish",
    tag="circulars",
    thai="เวียนหนังสือ",
    english="Put a letter on the circular board",
    body="PublishBody",
    answer="Circular",
    status=201,
)
def post_publish(call: Call) -> dict[str, Any]:
    """Those it is for may open and find it from now on, nobody else; with a day to come, from that day on."""
    letter, body = letter_of(call), call.body
    publish(
        call.desk,
        call.actor,
        letter=letter,
        unit=call.own_unit(),
        category=body.get("category", "general"),
        audience=tuple(body.get("audience", ("all",))),
        effective=as_day(body.get("effective")),
        expires=as_day(body.get("expires")),
        supersedes=tuple(records.read_letter(call.root, call.actor, key) for key in body.get("supersedes", ())),
    )
    return circular_shown(call, letter)


def circular_shown(call: Call, letter: Any) -> dict[str, Any]:
    """A circular as the caller has it."""
    posting = board_of(call.root).postings[letter.id]
    return _circular(call, letter, posting, mark_of(call.root, call.actor.person, posting))


def _row(call: Call, row: Any) -> dict[str, Any]:
    return _circular(call, row.letter, row.posting, row.mark)


def _circular(call: Call, letter: Any, posting: Any, mark: Any) -> dict[str, Any]:
    newer = newer_of(call.root, call.actor, posting)
    return {
        "letter": listed(letter),
        "unit": posting.unit,
        "category": posting.category,
        "audience": list(posting.audience),
        "published_at": moment(posting.published_at),
        "effective": day_text(posting.effective),
        "expires": day_text(posting.expires),
        "is_pinned": posting.pinned_at is not None,
        "is_planned": posting.planned,
        "superseded_by": newer.key if newer is not None else None,
        "supersedes": [old.key for old in older_of(call.root, call.actor, posting)],
        "files": [{"id": f.key, "name": mask(f.name)} for f in letter.files],
        "read_at": moment(mark.read_at),
        "acknowledged_at": moment(mark.acknowledged_at),
    }


def _mark(letter: Any, mark: Any) -> dict[str, Any]:
    return {
        "letter": letter.key,
        "read_at": moment(mark.read_at),
        "acknowledged_at": moment(mark.acknowledged_at),
    }
