"""ส่วนของสรุปประจำวัน (parts of the daily digest): each feature says what it has to tell one person that day.

A part is asked for with the person's present rights, and tells only what they let him read at that moment; what it puts
down as told is kept with the e-mail. Passcodes are hidden and addresses completed where the digest is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pyramid.exceptions import ConfigurationError


@dataclass(frozen=True)
class Period:
    """ช่วงเวลา: what happened since the digest before, until now; ``today`` is the office's date.

    ``language`` is the reader's: ``th`` or ``en``.
    """

    since: datetime
    until: datetime
    today: date
    language: str = "th"


@dataclass(frozen=True)
class DigestLine:
    """หนึ่งบรรทัด: words (or a message), the path of its page, and what stands behind it."""

    text: Any
    path: str = ""
    note: str = ""


@dataclass(frozen=True)
class DigestPart:
    """หนึ่งส่วน: a heading, its lines, and how many more there are than are told."""

    title: Any
    lines: tuple[DigestLine, ...]
    more: int = 0


DigestSource = Callable[[Any, Any, Any, Period], DigestPart | None]  # (desk, registry, actor, period)


def add_digest_part(config: Any, name: str, source: DigestSource) -> None:
    """Declare a part of the digest; parts stand in the order of their declaration."""
    parts: dict[str, DigestSource] = config.registry.digest_parts
    if name in parts:
        msg = f"the part {name!r} of the digest is declared twice"
        raise ConfigurationError(msg)
    parts[name] = source


def includeme(config: Any) -> None:
    config.registry.digest_parts = {}
    config.add_directive("add_digest_part", add_digest_part, action_wrap=False)
