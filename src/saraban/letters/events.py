"""ข่าวจากงานหนังสือ (events): what happened, told upward; subscribers count and notify, they never decide."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.core.desk import Desk
from saraban.people.actor import Actor


@dataclass(frozen=True)
class LetterRegistered:
    """ลงทะเบียนรับแล้ว."""

    letter: int
    paper: int
    unit: str
    year: int
    n: int


@dataclass(frozen=True)
class LetterEndorsed:
    """เกษียนหนังสือแล้ว."""

    paper: int
    act: str
    unit: str


@dataclass(frozen=True)
class MatterClosed:
    """ปิดเรื่องแล้ว."""

    paper: int
    unit: str


@dataclass(frozen=True)
class PaperFiled:
    """เข้าแฟ้มแล้ว."""

    paper: int
    unit: str
    folder: str


@dataclass(frozen=True)
class LetterSigned:
    """ลงนามและออกเลขแล้ว: with the desk, so that what follows is in the same transaction."""

    desk: Desk
    actor: Actor
    letter: int
    unit: str


@dataclass(frozen=True)
class LetterVoided:
    """ยกเลิกหนังสือแล้ว: with the desk, so that what follows is in the same transaction."""

    desk: Desk
    actor: Actor
    letter: int
    reason: str


@dataclass(frozen=True)
class SigningDropped:
    """เลิกสิ่งที่ลงนามไว้แล้ว: a file that some had signed and that is not issued; in the same transaction."""

    desk: Desk
    letter: int
    sha256: str
