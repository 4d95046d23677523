"""ข้อความที่พิมพ์ (words written in and beside a letter): never cut, never stored where a register refuses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.registers.rows import is_storable
from saraban.thai.normalise import is_seen

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
    words = text.strip()
    _check(words, field, limit)
    return words if is_seen(words) else ""


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


def _check(text: str, field: str, limit: int) -> None:
    if not is_storable(text):
        raise Invalid(_("The text contains characters that cannot be stored. Type or paste it again."), field=field)
    if len(text) > limit:
        raise Invalid(
            _(
                "This is longer than ${limit} characters. Shorten it, or attach the text as a file.",
                mapping={"limit": limit},
            ),
            field=field,
        )
