"""อ่านหนังสือเข้า (intake): what could be read in an incoming letter; nothing is stored."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.core.clock import BANGKOK
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.files.service import forget
from saraban.intake.reading import FIELDS, Proposal
from saraban.intake.service import read_file, read_text
from saraban.thai.dates import WEEKDAYS


@operation(
    "POST",
    "/intake",
    tag="registers",
    thai="อ่านหนังสือเข้า",
    english="Read the fields of an incoming letter",
    body="ToRead",
    answer="Reading",
    uploads=True,
    form=("text", "unit"),
    about="JSON with `text`, or a form with `file` (a PDF with a text layer, or plain text) and `unit`. Of a stack, "
    "the letter addressed to the unit is read; the others are `history`. For whoever registers letters.",
)
def post_intake(call: Call) -> dict[str, Any]:
    """A proposal, to be agreed to by an officer before it is registered."""
    unit, text = call.body.get("unit", ""), call.body.get("text", "")
    if not call.uploads:
        return _reading(read_text(call.desk, call.actor, text=text, unit=unit))
    if text or len(call.uploads) > 1:
        raise Invalid(_("Send one file, or the text of the letter, not both."), field="file")
    arrival = call.arrivals()[0]
    try:
        return _reading(read_file(call.desk, call.actor, arrival=arrival, unit=unit))
    finally:
        forget(arrival)


def _reading(read: Proposal) -> dict[str, Any]:
    dated, within = read.value("date"), read.value("urgent_within")
    found = {name: read.fields[name] for name in FIELDS if name in read.fields}
    return {
        "kind": read.value("kind", "other"),
        "number": read.value("number"),
        "is_circular": read.value("is_circular", default=False),
        "date": dated.isoformat() if dated else None,
        "subject": read.value("subject"),
        "from_unit": read.value("from_unit"),
        "to": list(read.value("to", ())),
        "references": [{"number": r.number, "date": _iso(r.dated)} for r in read.value("references", ())],
        "enclosures": list(read.value("enclosures", ())),
        "urgency": read.value("urgency", "normal"),
        "secrecy": read.value("secrecy", "open"),
        "handling": read.value("handling", ""),
        "urgent_within": within.astimezone(BANGKOK).isoformat() if within else None,
        "deadlines": _days(read.value("deadlines", ())),
        "events": _days(read.value("events", ())),
        "deadline_questions": [{"words": s.words, "days": s.days or None} for s in read.spans],
        "weekday_conflicts": [
            {"written": c.written, "date": c.day.isoformat(), "actual": WEEKDAYS[c.actual]} for c in read.conflicts
        ],
        "history": [_before(row) for row in read.history],
        "confidence": {name: round(one.confidence, 2) for name, one in found.items()},
        "words": {name: {"words": one.words, "begin": one.begin, "end": one.end} for name, one in found.items()},
        "text": read.text,
        "body": read.value("body", ""),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _days(days: Any) -> list[dict[str, Any]]:
    return [{"date": d.day.isoformat(), "text": d.text, "kind": d.kind, "time": d.time} for d in days]


def _before(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "unit": row.unit,
        "number": row.number,
        "date": _iso(row.dated),
        "time": f"{row.at:%H:%M}" if row.at else None,
        "to": row.to,
        "words": row.words,
    }
