"""ส่วนของข้อความหนังสือ (blocks): what the text of a letter is made of, as plain values for who sets or edits it."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEFT, CENTER, RIGHT = "left", "center", "right"
_D = "[0-9๐-๙]"
#: จำนวน: ``1,200.00``, ``๓๗``, ``-5``, ``12 บาท``, ``7.5%``; no time of day or telephone, which are none.
_AMOUNT = re.compile(
    rf"[-–]?(?:[0๐]|[1-9๑-๙](?:{_D}{{0,2}}(?:,{_D}{{3}})+|{_D}{{0,6}}))(?:\.{_D}+)?(?:\s?(?:บาท|%|คน|แห่ง|ชุด))?\Z"
)
#: ลำดับที่: ``๑``, ``๑๒.``, ``๑.๒``, ``(๓)``.
_ORDINAL = re.compile(rf"{_D}{{1,4}}(?:\.{_D}{{1,3}})*\.?\Z|\({_D}{{1,3}}\)\Z")


@dataclass(frozen=True)
class Paragraph:
    """ย่อหน้า: ``number`` as printed (``๑.``, ``๑.๑``, ``(๑)``, ``ข้อ ๒``) or nothing, ``level`` 0 for a plain one."""

    text: str
    number: str = ""
    level: int = 0


@dataclass(frozen=True)
class Table:
    """ตาราง: rows of cells, all equally long; ``head`` says that the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = False
    #: how each column is set, where that was said: ``left``, ``center``, ``right`` or nothing
    aligns: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """การจัดแนวของแต่ละคอลัมน์: as was said; else running numbers centred, amounts to the right, the rest left."""
        width = len(self.rows[0]) if self.rows else 0
        body, said = self.rows[1:] if self.head else self.rows, (*self.aligns, *[""] * width)
        return tuple(said[n] or _align_of([row[n] for row in body], is_first=n == 0 < width - 1) for n in range(width))


Block = Paragraph | Table


def _align_of(cells: list[str], *, is_first: bool) -> str:
    if is_first:
        told = [cell for cell in cells if cell]
        return CENTER if told and all(_ORDINAL.match(cell) for cell in told) else LEFT
    return RIGHT if _are_amounts(cells) else LEFT


def _are_amounts(cells: list[str]) -> bool:
    """Is every cell an amount, or a dash or nothing where there is none?"""
    told = [cell for cell in cells if cell not in {"", "-", "–"}]
    return bool(told) and all(_AMOUNT.match(cell) for cell in told)
