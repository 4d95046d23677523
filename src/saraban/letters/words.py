"""ข้อความที่พิมพ์ (words written in and beside a letter): never cut, never stored where a register refuses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.letters.values import Deadline, Reference
from saraban.registers.rows import check_storable
from saraban.thai.normalise import is_seen, without_unseen

Form = TypeVar("Form")
#: Texts of several lines: what parts their words stays.
TEXTS = frozenset({"body", "filled"})
#: Longest text of each field of a letter.
LIMITS = {
    "number": 100,
    "from_text": 300,
    "to_text": 2000,
    "subject": 2000,
    "action": 300,
    "remark": 500,
    "body": 200_000,
}
#: Of a field with a line for each thing: longest line, most lines.
LINES = {"references": (200, 200), "enclosures": (500, 200), "deadlines": (500, 200), "actions": (500, 50)}


def check_words(text: str, field: str, limit: int) -> str:
    """The words without the spaces around them; raises ``Invalid`` for too many or for what cannot be stored."""
    _check(text.strip(), field, limit)
    words = without_unseen(text, joiners=True).strip()
    return words if is_seen(words) else ""


def cleaned(form: Form) -> Form:
    """ล้างแบบ: a form without the characters that nobody sees; its texts keep those that part their words."""
    typed: Any = form
    said = {f.name: _cleaned(getattr(form, f.name), joiners=f.name in TEXTS) for f in fields(typed)}
    cleaned_form: Form = replace(typed, **said)
    return cleaned_form


def check_form(form: Any) -> None:
    """ตรวจช่องของหนังสือ: every text and every line of a form; raises ``Invalid`` at the field."""
    for name, limit in LIMITS.items():
        _check(getattr(form, name, ""), name, limit)
    for name, (limit, most) in LINES.items():
        rows: Sequence[Any] = getattr(form, name)
        if len(rows) > most:
            raise Invalid(
                _("There are more than ${limit} lines here. Leave some out, or attach the list as a file.",
                  mapping={"limit": most}), field=name)  # fmt: skip
        for row in rows:
            _check(row if isinstance(row, str) else getattr(row, "number", "") or getattr(row, "text", ""), name, limit)
            _check(getattr(row, "owner", ""), name, LIMITS["from_text"])


def _cleaned(value: Any, *, joiners: bool) -> Any:
    if type(value) is str:
        return without_unseen(value, joiners=joiners)
    if isinstance(value, Deadline):
        return replace(value, text=without_unseen(value.text))
    if isinstance(value, Reference):
        return replace(value, number=without_unseen(value.number), owner=without_unseen(value.owner))
    return tuple(_cleaned(v, joiners=joiners) for v in value) if type(value) is tuple else value


def _check(text: str, field: str, limit: int) -> None:
    check_storable(text, field, printed=field != "body")
    if len(text) > limit:
        raise Invalid(
            _(
                "This is longer than ${limit} characters. Shorten it, or attach the text as a file.",
                mapping={"limit": limit},
            ),
            field=field,
        )
