"""ข้อความที่รับเข้าคลังลับ (words that come in): checked before anything is written; a refusal names the field only."""

from __future__ import annotations

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.registers.rows import check_storable
from saraban.thai.normalise import is_seen, without_unseen

LINE, TEXT = 300, 200_000


def line(value: str, field: str, *, limit: int = LINE, needed: bool = False) -> str:
    """One line of a form, without needless spaces. Raises ``Invalid``."""
    found = text(" ".join((value or "").split()), field, limit=limit, needed=needed)
    return " ".join(without_unseen(found).split())


def text(value: str, field: str, *, limit: int = TEXT, needed: bool = False) -> str:
    """Text as typed; what nobody sees is nothing. Raises ``Invalid`` for what is missing, too long or no text."""
    value = (value or "").replace("\r\n", "\n").strip()
    check_storable(value, field)
    value = without_unseen(value, joiners=True).strip()
    if len(value) > limit:
        raise Invalid(
            _(
                "This is longer than ${limit} characters. Shorten it, or attach the text as a file.",
                mapping={"limit": limit},
            ),
            field=field,
        )
    value = value if is_seen(value) else ""
    if needed and not value:
        raise Invalid(_("Fill this in."), field=field)
    return value
