"""รหัสภายใน (opaque ids): 63 random bits, written as 13 letters and digits, never reused, saying nothing."""

from __future__ import annotations

import secrets

from saraban.core.errors import Missing
from saraban.core.i18n import _

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {c: i for i, c in enumerate(ALPHABET)}
LENGTH = 13


def new_id() -> int:
    """Give a fresh id: a positive int of 63 bits, random so that writers do not meet in one bucket."""
    return secrets.randbits(62) | (1 << 62)


def id_text(value: int) -> str:
    """Write an id for an address or a JSON document."""
    out = []
    for _unused in range(LENGTH):
        value, rest = divmod(value, 32)
        out.append(ALPHABET[rest])
    return "".join(reversed(out))


def id_value(text: str) -> int:
    """Read an id; raises ``Missing`` for anything that no id can look like."""
    if not isinstance(text, str) or len(text) != LENGTH or any(c not in _VALUES for c in text):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    value = 0
    for char in text:
        value = value * 32 + _VALUES[char]
    if not 0 < value < 1 << 63:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return value
