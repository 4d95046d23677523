"""ช่องของทะเบียน (the columns of an entry): what may stand in them, checked before a number is taken."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from datetime import date

from saraban.classification.levels import check_number
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.registers.content import Entry
from saraban.thai.digits import to_arabic
from saraban.thai.normalise import is_piled_up, is_seen, without_unseen

LIMITS = {
    "number": 200,
    "from_": 1000,
    "to": 2000,
    "subject": 2000,
    "action": 1000,
    "remark": 1000,
    "who": 300,
    "why": 1000,
    "reason": 1000,
}
FIRST_DAY = date(1850, 1, 1)
_FORM_NAMES = {"from_": "from"}
#: Control characters that are no white space, what makes letters read in another order than they are stored, halves of
#: surrogate pairs, and what is no character at all.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """รายการที่จะลงทะเบียน: the columns that an officer fills, cleaned. ``number`` None = the number issued here."""

    number: str | None
    dated: date | None
    from_: str
    to: str
    subject: str
    action: str
    remark: str


def check_row(
    *,
    number: str | None,
    dated: date | None,
    from_: str,
    to: str,
    subject: str,
    action: str = "",
    remark: str = "",
    today: date,
) -> Row:
    """ตรวจรายการ: clean what goes into an entry. Raises ``Invalid`` naming the field; no number was taken then."""
    return Row(
        number=None if number is None else _number(number),
        dated=check_dated(dated, today),
        from_=check_text(from_, "from_"),
        to=check_text(to, "to"),
        subject=check_text(subject, "subject", needed=True),
        action=check_text(action, "action"),
        remark=check_text(remark, "remark"),
    )


def _number(text: str) -> str:
    number = check_text(text, "number")
    check_number(number)
    return to_arabic(number)


def is_storable(text: str) -> bool:
    """Is there nothing in a text that no register takes: control characters, halves of characters, piles of marks?"""
    return _REFUSED.search(text) is None and not is_piled_up(text)


def check_storable(text: str, field: str, *, printed: bool = True) -> None:
    """Raise ``Invalid`` at the field of a text that cannot be stored; never repeats what was typed.

    ``printed`` False: the text as another program read it from the letter, which no form prints.
    """
    if _REFUSED.search(text) is not None:
        raise Invalid(_("The text contains characters that cannot be stored. Type or paste it again."), field=field)
    if printed and is_piled_up(text):
        raise Invalid(
            _("So many marks stand on one letter that they draw over other lines. Type the word again."), field=field
        )


def check_text(text: str, field: str, *, needed: bool = False) -> str:
    """One line of text without what nobody sees, its runs of white space made one space; refuses what is no text."""
    name, limit = _FORM_NAMES.get(field, field), LIMITS[field]
    check_storable(text, name)
    clean = " ".join(without_unseen(text).split())
    if needed and not is_seen(clean):
        raise Invalid(_("Please fill this in: the register needs it. No number was used."), field=name)
    if len(clean) > limit:
        raise Invalid(
            _(
                "This is ${length} characters long and the register takes ${limit}. Shorten it; no number was used.",
                mapping={"length": len(clean), "limit": limit},
            ),
            field=name,
        )
    return clean


def check_amended(field: str, text: str) -> str:
    """A column's new text."""
    return _number(text) if field == "number" else check_text(text, field, needed=field == "subject")


def check_dated(dated: date | None, today: date) -> date | None:
    """A letter's date that can be: a Buddhist year read as a Gregorian one cannot."""
    if dated is not None and (dated < FIRST_DAY or dated.year > today.year + 1):
        raise Invalid(_("The letter's date cannot be right. Check the day and the Buddhist year."), field="dated")
    return dated


def filled(entry: Entry, row: Row) -> None:
    """Write the cleaned columns into an entry, leaving what is empty at its default."""
    for field in fields(row):
        value = getattr(row, field.name)
        if value:
            setattr(entry, field.name, value)


def digest(entry: Entry) -> str:
    """The digest of an entry as it stands; the audit chain keeps it, so a change behind the system's back shows."""
    row = [
        entry.salt.hex(),
        *entry.ref,
        entry.state,
        entry.at.isoformat(),
        entry.day.isoformat(),
        entry.number,
        entry.dated.isoformat() if entry.dated else "",
        entry.from_,
        entry.to,
        entry.subject,
        entry.action,
        entry.remark,
        entry.letter,
        entry.paper,
        entry.by,
        entry.post,
        entry.reserved_for,
        entry.reserved_why,
        entry.void_reason,
        entry.void_by,
        [[a.field, str(a.old), str(a.new), a.by, a.at.isoformat(), a.why] for a in entry.amendments],
        *([list(entry.named)] if entry.named else []),
    ]
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
