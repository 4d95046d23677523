"""เหตุการณ์ของทะเบียน (what the registers tell upward): subscribers count and notify, they never decide."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.registers.interfaces import EntryRef


@dataclass(frozen=True)
class NumberIssued:
    """ออกเลขแล้ว: a number was issued, or a reserved one used."""

    ref: EntryRef
    letter: int = 0
    paper: int = 0


@dataclass(frozen=True)
class NumberReserved:
    """จองเลขแล้ว."""

    ref: EntryRef


@dataclass(frozen=True)
class NumberVoided:
    """ยกเลิกเลขแล้ว."""

    ref: EntryRef
    letter: int = 0


@dataclass(frozen=True)
class EntryAmended:
    """แก้ไขรายการแล้ว."""

    ref: EntryRef
    fields: tuple[str, ...]


@dataclass(frozen=True)
class BookOpened:
    """เปิดทะเบียนต่อจากทะเบียนกระดาษแล้ว."""

    unit: str
    series: str
    year: int
    start: int
