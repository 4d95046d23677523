"""ข่าวจากงานหนังสือ (events): what happened, told upward; subscribers count and notify, they never decide."""

from __future__ import annotations

from dataclasses import dataclass


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
    """ลงนามและออกเลขแล้ว."""

    letter: int
    unit: str
