"""ตัวชี้หน้า (cursors): where the next page of a list begins, opaque to who asks."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from saraban.core.errors import Invalid
from saraban.core.i18n import _


def write(*place: Any) -> str:
    """The cursor of a place: numbers, words, dates."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in place]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read(text: str | None, *kinds: Callable[[Any], Any]) -> list[Any] | None:
    """The place of a cursor, each part read by its kind; None without one. Raises ``Invalid`` for one that is none."""
    if not text:
        return None
    try:
        plain = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return [kind(value) for kind, value in zip(kinds, plain, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise Invalid(
            _("This cursor is none of ours. Begin again without one."), field="cursor", slug="bad-cursor"
        ) from None


def offset(text: str | None) -> int:
    """The place of a list that is counted."""
    place = read(text, int)
    found = int(place[0]) if place else 0
    if not 0 <= found <= 10_000_000:
        raise Invalid(_("This cursor is none of ours. Begin again without one."), field="cursor", slug="bad-cursor")
    return found
