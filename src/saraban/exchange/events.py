"""ข่าวจากการรับส่ง (events)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterSent:
    """ส่งหนังสือแล้ว: to how many units."""

    letter: int
    unit: str
    deliveries: int


@dataclass(frozen=True)
class LetterForwarded:
    """ส่งต่อแล้ว."""

    paper: int
    unit: str
    deliveries: int


@dataclass(frozen=True)
class DeliveryReturned:
    """ส่งคืนแล้ว."""

    delivery: int
    unit: str
