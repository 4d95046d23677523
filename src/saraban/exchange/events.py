"""ข่าวจากการรับส่ง (events)."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.core.desk import Desk
from saraban.people.actor import Actor


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


@dataclass(frozen=True)
class PaperGone:
    """หน่วยไม่มีหนังสือนี้แล้ว: its registration was cancelled, or it was returned. With the desk, for the same transaction."""

    desk: Desk
    actor: Actor
    letter: int
    unit: str
    reason: str
