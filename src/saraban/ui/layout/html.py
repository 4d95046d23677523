"""ข้อความที่เป็น HTML แล้ว (markup): text that templates put in as it stands, with everything put into it escaped."""

from __future__ import annotations

from html import escape
from typing import Any


class Html(str):
    """HTML made by us."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def html(pattern: str, *values: Any) -> Html:
    """Fill the ``{}`` of a pattern with escaped values (other ``Html`` goes in as it stands)."""
    return Html(pattern.format(*(v if isinstance(v, Html) else escape(str(v)) for v in values)))
