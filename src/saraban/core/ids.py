"""รหัสภายใน (opaque ids): 63 random bits, written as 13 letters and digits, never reused, saying nothing.

What grows by millions is kept by ids near each other: a writer finds the leaves of its trees at hand, and others have
leaves of their own.
"""

from __future__ import annotations

import os
import secrets
import threading

from saraban.core.errors import Missing
from saraban.core.i18n import _

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {c: i for i, c in enumerate(ALPHABET)}
LENGTH = 13
#: Ids that begin alike, and the bits in which they differ: too many for one to be guessed from another.
TOGETHER, LOW_BITS = 64, 32


def new_id() -> int:
    """Give a fresh id: a positive int of 63 bits, random so that writers do not meet in one bucket."""
    return secrets.randbits(62) | (1 << 62)


class _Neighbours(threading.local):
    """The ids given last to one thread: how they begin, and how they go on."""

    begin = 0
    ends: set[int] | None = None


_neighbours = _Neighbours()
os.register_at_fork(after_in_child=lambda: setattr(_neighbours, "ends", None))


def next_id() -> int:
    """Give a fresh id near the last ones of this thread, for what there are millions of: letters, papers, files.

    A positive int of 63 bits. Each thread of each process has a beginning of its own, so writers do not meet.
    """
    mine = _neighbours
    if mine.ends is None or len(mine.ends) >= TOGETHER:
        mine.begin, mine.ends = new_id() >> LOW_BITS << LOW_BITS, set()
    end = secrets.randbits(LOW_BITS)
    while end in mine.ends:
        end = secrets.randbits(LOW_BITS)
    mine.ends.add(end)
    return mine.begin | end


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
