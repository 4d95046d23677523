"""ข้อความที่พิมพ์ (words that people write beside a letter): never cut, never stored where a register cannot take them."""

from __future__ import annotations

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.registers.rows import is_storable


def check_words(text: str, field: str, limit: int) -> str:
    """The words without the spaces around them; raises ``Invalid`` for too many or for what cannot be stored."""
    words = text.strip()
    if not is_storable(words):
        raise Invalid(_("The text contains characters that cannot be stored. Type or paste it again."), field=field)
    if len(words) > limit:
        raise Invalid(
            _(
                "This is longer than ${limit} characters. Shorten it, or attach the text as a file.",
                mapping={"limit": limit},
            ),
            field=field,
        )
    return words
