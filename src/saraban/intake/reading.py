"""ผลการอ่านหนังสือ (what was read): each field with its confidence and its words, for an officer to agree to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

#: แน่ใจ, น่าจะใช่: below the second an officer has to look.
CERTAIN, LIKELY = 0.9, 0.6
#: Fields, in the order of the form.
FIELDS = (
    "kind", "number", "is_circular", "date", "from_unit", "to", "subject", "urgency", "secrecy", "handling",
    "urgent_within", "references", "enclosures", "deadlines", "events", "body",
)  # fmt: skip
#: ชนิดหนังสือ that can be told apart (ข้อ 10): stored value -> words.
KINDS = {
    "external": "หนังสือภายนอก",
    "memo": "บันทึกข้อความ",
    "seal": "หนังสือประทับตรา",
    "order": "คำสั่ง",
    "regulation": "ระเบียบ ข้อบังคับ",
    "announcement": "ประกาศ",
    "statement": "แถลงการณ์",
    "news": "ข่าว",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
    "other": "หนังสืออื่น",
}


@dataclass(frozen=True)
class Ref:
    """อ้างถึง: a letter referred to: its number as written, with Arabic digits, and its date."""

    number: str
    dated: date | None = None


@dataclass(frozen=True)
class Day:
    """กำหนดเวลา: a day that the letter names; ``kind`` deadline, meeting, event or monthly, ``time`` ``HH:MM``."""

    day: date
    text: str = ""
    kind: str = "deadline"
    time: str = ""


@dataclass(frozen=True)
class Found:
    """สิ่งที่อ่านได้: a value, how sure it is (0 to 1), the words it came from, and where they stand in the text."""

    value: Any
    confidence: float
    words: str = ""
    begin: int = 0
    end: int = 0

    @property
    def sureness(self) -> str:
        """``certain``, ``likely`` or ``unsure``."""
        if self.confidence >= CERTAIN:
            return "certain"
        return "likely" if self.confidence >= LIKELY else "unsure"


@dataclass(frozen=True)
class Stamp:
    """ทางเดินที่ผ่านมา: another unit's receive stamp (``stamp``), covering letter (``letter``) or note (``note``)."""

    kind: str
    unit: str = ""
    number: str = ""
    dated: date | None = None
    at: time | None = None
    to: str = ""
    words: str = ""
    begin: int = 0
    end: int = 0


@dataclass(frozen=True)
class WeekdayConflict:
    """วันในสัปดาห์ไม่ตรงกับวันที่: as written; ``actual`` is the day's own weekday (Monday is 0)."""

    written: str
    day: date
    actual: int


@dataclass(frozen=True)
class Span:
    """ระยะเวลาที่ไม่รู้วันเริ่ม: ``ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ`` as written; ``days`` from the receipt, or 0."""

    words: str
    days: int = 0
    begin: int = 0
    end: int = 0


@dataclass(frozen=True)
class Proposal:
    """ข้อเสนอสำหรับลงทะเบียน: the repaired text and what was read in it; a field that was not found is not there."""

    text: str
    fields: Mapping[str, Found] = field(default_factory=dict)
    history: tuple[Stamp, ...] = ()
    conflicts: tuple[WeekdayConflict, ...] = ()
    spans: tuple[Span, ...] = ()

    def value(self, name: str, default: Any = None) -> Any:
        """The value of a field, or the default."""
        found = self.fields.get(name)
        return default if found is None else found.value
