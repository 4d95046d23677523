"""หนังสือตัวอย่าง (samples): a letter of a kind with sample words, to see what a table prints that may not be in force."""

from __future__ import annotations

from datetime import date

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.kinds.shapes import Field, KindBook
from saraban.letters.content import Letter, Text
from saraban.letters.values import Reference

#: By the name of a field whose label is printed before it, else by its type.
_SAMPLES = {"contact": "0 0000 0000", "day": "2024-03-04", "time": "09:00", "number": "2"}


def sample_of(book: KindBook, kind: str, subkind: str = "") -> Letter:
    """ตัวอย่าง of a kind; nothing is kept. Raises ``Missing`` for a kind that the table does not have."""
    found = book.kind(kind, subkind)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    letter = Letter(1)
    letter.kind, letter.subkind, letter.state, letter.from_unit = kind, subkind, "draft", "sample"
    letter.from_text, letter.subject, letter.to_text = "หน่วยงานตัวอย่าง", "เรื่องตัวอย่าง", "ผู้รับตัวอย่าง"
    letter.from_address = "๑ ถนนตัวอย่าง แขวงตัวอย่าง เขตตัวอย่าง กรุงเทพมหานคร ๑๐๐๐๐"
    letter.number, letter.dated = "กท 0000/1", date(2024, 3, 4)
    letter.references, letter.enclosures = (Reference("กท 0000/9", date(2024, 2, 19)),), ("เอกสารตัวอย่าง จำนวน ๑ ฉบับ",)
    letter.text, letter.copies = Text(found.opening or "ข้อความตัวอย่าง"), ("ผู้รับสำเนาตัวอย่าง",)
    letter.filled = tuple(
        (field.name, _SAMPLES.get(field.name) or _SAMPLES.get(field.type, field.label or field.name))
        for field in found.own
    )
    return letter


def _words(field: Field) -> str:
    return _SAMPLES.get(field.name) or _SAMPLES.get(field.type, field.label or field.name)
