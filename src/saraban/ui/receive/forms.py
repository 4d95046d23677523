"""แบบลงทะเบียนรับ (the receive form): what is typed becomes an ``Incoming``; what cannot be read is said at its field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from saraban.core.clock import BANGKOK
from saraban.core.errors import Invalid, NeedsConfirmation
from saraban.core.i18n import _
from saraban.letters.incoming import Incoming
from saraban.thai.dates import WEEKDAYS, format_date
from saraban.ui.layout.readers import (
    is_time_in_date_slot,
    lines,
    read_day,
    read_deadlines,
    read_instant,
    read_references,
    read_time,
    weekday_conflicts,
)

NAMES = (
    "kind", "number", "dated", "from_text", "to_text", "subject", "urgency", "secrecy", "references", "enclosures",
    "deadlines", "actions", "body", "received_date", "received_time", "action", "remark", "reason",
    "answer_by", "handling", "concerned", "within_date", "within_time",
)  # fmt: skip
#: ชนิดหนังสือที่รับ (stored value, words)
KINDS = (
    ("external", _("Letter")),
    ("memo", _("Memo")),
    ("seal", _("Sealed letter")),
    ("order", _("Order")),
    ("regulation", _("Regulation")),
    ("announcement", _("Announcement")),
    ("statement", _("Statement")),
    ("news", _("News release")),
    ("certificate", _("Certificate")),
    ("minutes", _("Minutes of a meeting")),
    ("other", _("Other")),
)
#: การปฏิบัติต่อหนังสือ (stored value, words)
HANDLINGS = (
    ("", _("As usual")),
    ("concerned", _("For those concerned")),
    ("personal", _("To one person, unopened")),
)
DEFAULTS = {"kind": "external", "urgency": "normal", "secrecy": "open"}
WEEKDAY = "weekday"


@dataclass
class Typed:
    """สิ่งที่พิมพ์ไว้: every field as text, to be shown again as it was typed."""

    values: dict[str, str] = field(default_factory=lambda: {name: DEFAULTS.get(name, "") for name in NAMES})
    confirm: tuple[str, ...] = ()
    arrivals: tuple[Any, ...] = ()
    moved_time: bool = False
    #: what was read into the fields before, so that a second reading leaves alone what was typed over it
    was: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]


def typed_in(post: Any) -> Typed:
    """Take the fields of a request."""
    values = {name: str(post.get(name) or DEFAULTS.get(name, "")) for name in NAMES}
    was = {name: str(post.get(f"was_{name}")) for name in NAMES if post.get(f"was_{name}")}
    return Typed(values, tuple(post.getall("confirm")), was=was)


def move_time(typed: Typed) -> None:
    """``09.01`` in the date slot of a stamp is a time: offered in the field for the time, never read as a day."""
    if is_time_in_date_slot(typed["received_date"]) and not typed["received_time"].strip():
        typed.values["received_time"], typed.values["received_date"] = typed["received_date"], ""
        typed.moved_time = True


def incoming(typed: Typed, today: date, named: tuple[str, ...] = ()) -> Incoming:
    """Read the form; ``named`` are those whose names were typed.

    Raises ``Invalid`` at a field, ``NeedsConfirmation`` for a weekday that is not the day's own.
    """
    form = Incoming(
        kind=_kind(typed["kind"]),
        number=typed["number"].strip(),
        dated=read_day(typed["dated"], "dated"),
        from_text=typed["from_text"],
        to_text=typed["to_text"],
        subject=typed["subject"],
        urgency=typed["urgency"],
        secrecy=typed["secrecy"],
        references=read_references(typed["references"]),
        enclosures=lines(typed["enclosures"]),
        deadlines=read_deadlines(typed["deadlines"]),
        actions=lines(typed["actions"]),
        body=typed["body"].replace("\r\n", "\n"),
        received_at=read_instant(
            typed["received_date"],
            typed["received_time"],
            day_field="received_date",
            time_field="received_time",
            today=today,
        ),
        action=typed["action"],
        remark=typed["remark"],
        confirm=typed.confirm,
        reason=typed["reason"],
        answer_by=read_day(typed["answer_by"], "answer_by"),
        handling=typed["handling"],
        named=named,
        urgent_within=read_within(typed, today),
        arrivals=typed.arrivals,
    )
    ask_weekdays(typed)
    return form


def _kind(value: str) -> str:
    if value not in dict(KINDS):
        raise Invalid(_("Choose the kind of letter from the list."), field="kind")
    return value


def read_within(typed: Typed, today: date) -> datetime | None:
    """ด่วนภายใน: a day and a time; the time alone is today's."""
    day, at = read_day(typed["within_date"], "within_date"), read_time(typed["within_time"], "within_time")
    if day is not None and at is None:
        raise Invalid(_("Write the time too, for example 09.01."), field="within_time")
    return None if at is None else datetime.combine(day or today, at, tzinfo=BANGKOK)


def ask_weekdays(typed: Typed) -> None:
    """A weekday that does not match its date is shown and kept as written, never put right silently."""
    found = weekday_conflicts(typed["dated"], typed["deadlines"], typed["subject"], typed["body"])
    if not found or WEEKDAY in typed.confirm:
        return
    written = "; ".join(f"“{text}” ({format_date(day, 'full')} = {WEEKDAYS[day.weekday()]})" for text, day in found)
    raise NeedsConfirmation(
        _("Nothing was saved yet: please confirm or correct what is marked."),
        [
            {
                "field": "body",
                "slug": WEEKDAY,
                "message": _(
                    "The weekday does not match the date: ${written}. Keep it as the letter has it.",
                    mapping={"written": written},
                ),
            }
        ],
    )
