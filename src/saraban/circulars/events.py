"""ข่าวจากกระดานหนังสือเวียน (events)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CircularPublished:
    """เวียนหนังสือแล้ว."""

    letter: int
    unit: str
