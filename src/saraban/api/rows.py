"""ทะเบียนและหน่วยงานเป็น JSON (writing rows of registers, units and grants as JSON)."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.api.serialise import Json, day_text, moment, stamp
from saraban.core.ids import id_text
from saraban.thai.digits import to_thai


def registered(done: Any, *, hidden: bool = False) -> Json:
    """What a registry is told when a letter has got its receive number; ``hidden``: nothing that the letter says."""
    letter, paper = done.letter, done.paper
    return {
        "id": letter.key,
        "letter": letter.key,
        "receipt": paper.key,
        "unit": paper.unit,
        "receive_number": done.entry.n,
        "receive_number_th": to_thai(str(done.entry.n)),
        "year": paper.year,
        "received_at": moment(paper.received_at),
        "received_at_th": stamp(paper.received_at),
        "due": None if hidden else day_text(paper.due),
        "weekday_conflicts": [] if hidden else list(letter.weekday_notes),
    }


def entry(row: Any) -> Json:
    """A line of a register (แบบ 13, 14)."""
    kept = row.reserved_for or row.reserved_why
    return {
        "unit": row.unit,
        "series": row.series,
        "year": row.year,
        "n": row.n,
        "n_th": to_thai(str(row.n)),
        "number": row.number,
        "number_th": to_thai(row.number),
        "state": row.state,
        "day": day_text(row.day),
        "at": moment(row.at),
        "date": day_text(row.dated),
        "from_unit": row.from_,
        "to": row.to,
        "subject": row.subject,
        "action": row.action,
        "remark": row.remark,
        "letter": id_text(row.letter) if row.letter else None,
        "receipt": id_text(row.paper) if row.paper else None,
        "reserved": {"who": row.reserved_for, "why": row.reserved_why, "until": day_text(row.reserved_until)}
        if kept
        else None,
        "void_reason": row.void_reason,
        "amendments": [_amendment(change) for change in row.amendments],
    }


def unit(place: Any, today: date) -> Json:
    """A unit of the tree."""
    above = place.__parent__
    return {
        "code": place.code,
        "title": place.title,
        "kind": place.kind,
        "abbreviation": place.abbreviation,
        "address": place.address,
        "parent": getattr(above, "code", None),
        "prefix": place.prefix_on(today),
        "is_active": place.active,
    }


def grant(given: Any) -> Json:
    """A role of a post."""
    return {
        "id": given.id,
        "unit": given.unit,
        "role": given.role,
        "post": given.post,
        "inherit": given.inherit,
        "since": day_text(given.since),
        "until": day_text(given.until),
    }


def _amendment(change: Any) -> Json:
    return {
        "field": change.field,
        "old": _plain(change.old),
        "new": _plain(change.new),
        "at": moment(change.at),
        "by": change.by,
        "post": change.post,
        "why": change.why,
    }


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
