"""เครื่องอ่านอย่างง่าย (a naive reader): one pattern for each field, and the first match wins."""

from __future__ import annotations

import re
from datetime import date

from saraban.intake.reading import Day, Found, Proposal, Ref
from saraban.thai.dates import MONTHS
from saraban.thai.digits import to_arabic

_DAY = rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(?:พ\.ศ\.\s*)?(\d{{4}})"
KINDS = {"บันทึกข้อความ": "memo", "คำสั่ง": "order", "ประกาศ": "announcement", "ระเบียบ": "regulation", "ถึง ": "seal"}
URGENCY = {"ด่วนที่สุด": "most_urgent", "ด่วนมาก": "very_urgent", "ด่วน": "urgent"}
SECRECY = {"ลับมาก": "secret", "ลับ": "confidential"}
FIRST = {
    "number": r"(?m)^\s*ที่\s*(\S+ ?\S*/(?:ว )?\d+)",
    "from_unit": r"(?m)ส่วนราชการ\s+(.+?)(?:\s+โทร.*)?$",
    "subject": r"(?m)^\s*เรื่อง\s+(.+)$",
}


def read(text: str) -> Proposal:
    """What patterns for single lines find."""
    text = to_arabic(text)
    found: dict[str, object] = {
        name: m[1].strip() for name, pattern in FIRST.items() if (m := re.search(pattern, text))
    }
    found["kind"] = next((kind for word, kind in KINDS.items() if word in text), "external")
    found["is_circular"] = "/ว" in str(found.get("number", ""))
    found["urgency"] = next((level for word, level in URGENCY.items() if word in text), "normal")
    found["secrecy"] = next((level for word, level in SECRECY.items() if re.search(rf"(?m)^\s*{word}", text)), "open")
    if (day := re.search(_DAY, text)) is not None:
        found["date"] = _date(day)
    if (to := re.search(r"(?m)^\s*เรียน\s+(.+)$", text)) is not None:
        found["to"] = tuple(to[1].split())
    if (ref := re.search(r"อ้างถึง.*?ที่\s*(\S+ \S+)\s+ลงวันที่\s+" + _DAY, text)) is not None:
        found["references"] = (Ref(ref[1], _date(re.search(_DAY, ref[0]))),)
    if (enclosure := re.search(r"สิ่งที่ส่งมาด้วย\s+(.+)", text)) is not None:
        found["enclosures"] = (enclosure[1],)
    found["deadlines"] = tuple(Day(_date(m) or date.min) for m in re.finditer(r"ภายในวันที่\s+" + _DAY, text))
    return Proposal(text, {name: Found(value, 1.0) for name, value in found.items() if value is not None})


def _date(day: re.Match[str] | None) -> date | None:
    try:
        return None if day is None else date(int(day[3]) - 543, MONTHS.index(day[2]) + 1, int(day[1]))
    except ValueError:
        return None
