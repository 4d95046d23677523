"""ส่วนของข้อความหนังสือ (blocks): what the text of a letter is made of, as plain values for who sets or edits it."""

from __future__ import annotations

from dataclasses import dataclass


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


Block = Paragraph | Table
