"""ระยะเวลานับแต่วัน (times to count): ``ภายใน ๑๕ วัน นับแต่…`` is a day only where its first day is named.

That day itself is not counted (ประมวลกฎหมายแพ่งและพาณิชย์ มาตรา ๑๙๓/๓). What is counted from the receipt of the letter, in
working days or in months, is a question for the officer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from saraban.intake.reading import Span
from saraban.intake.segments import Flat
from saraban.thai.dates import parse_dates_in

_WORDS = {
    "สาม": 3, "ห้า": 5, "เจ็ด": 7, "สิบ": 10, "สิบห้า": 15, "ยี่สิบ": 20, "สามสิบ": 30, "สี่สิบห้า": 45, "หกสิบ": 60, "เก้าสิบ": 90,
}  # fmt: skip
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPAN = re.compile(
    rf"(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า)\s{{0,3}}(?:(?:กำหนด|ระยะ|เวลา){{1,3}}\s{{0,3}})?(?P<n>\d{{1,3}}|{_IN_WORDS})\s{{0,3}}"
    r"(?:\([^()\n]{1,20}\)\s{0,3})?(?P<unit>วันทำการ|วันทำงาน|วัน|สัปดาห์|เดือน)"
    r"(?:\s{0,3}(?P<from>นับ(?:ตั้ง)?(?:แต่|จาก|ถัด)?|ตั้งแต่|หลังจาก)(?=(?P<whence>[^\n]{0,70})))?"
)
#: A time without its first day is one to keep only where something is asked for.
_ASKED_FOR = re.compile(r"ขอให้|โปรด|แจ้ง|ส่ง|รายงาน|ตอบ|ชำระ|ดำเนินการ|แล้วเสร็จ|ชี้แจง|อุทธรณ์|คัดค้าน|ยื่น")
_TO_DAY = re.compile(r"^(?:ถัด)?(?:จาก|แต่)?\s{0,3}(?:วัน)?(?:ที่)?\s{0,3}$")
_OF_LETTER = re.compile(
    r"^(?:ถัด)?(?:จาก|แต่)?\s{0,3}(?:วัน)?\s{0,3}(?:ที่)?\s{0,3}(?:ปรากฏ)?\s{0,3}(?:ลง)?(?:วันที่)?\s{0,3}(?:ใน|ของ|ออก)\s{0,3}(?:หนังสือ|บันทึก)"
)
_RECEIPT = re.compile(r"^.{0,24}?(?:ได้รับ|รับ)(?:หนังสือ|บันทึก|แจ้ง|เรื่อง|ทราบ|คำสั่ง)")
_WORD_ENDS = re.compile(r"(?<=\S{6})\s|$")
BEFORE, MOST = 60, 100
_DAYS = {"วัน": 1, "สัปดาห์": 7}


@dataclass(frozen=True)
class Counted:
    """ระยะเวลาที่พบ: its place in the joined lines; the day it ends on where that is known, else what to ask."""

    begin: int
    end: int
    due: date | None
    span: Span


def spans_in(flat: Flat, letter_day: date | None) -> list[Counted]:
    """The times to count that a text gives, in order."""
    found = islice(_SPAN.finditer(flat.plain), MOST)
    return [_counted(flat, one, letter_day) for one in found if one["from"] or _is_asked_for(flat.plain, one.start())]


def _is_asked_for(text: str, begin: int) -> bool:
    return _ASKED_FOR.search(text, max(0, begin - BEFORE), begin) is not None


def _counted(flat: Flat, found: re.Match[str], letter_day: date | None) -> Counted:
    n = int(found["n"]) if found["n"].isdigit() else _WORDS[found["n"]]
    whence = found["whence"] or ""
    days = n * _DAYS[found["unit"]] if found["unit"] in _DAYS else 0
    start, length = _start(whence, letter_day)
    end = found.start("whence") + length if found["from"] else found.end()
    begin_in_text, end_in_text = flat.span(found.start(), end)
    words = " ".join(flat.text[found.start() : end].split())
    due = start + timedelta(days=days) if start and days else None
    from_receipt = days if not start and _RECEIPT.match(whence) else 0
    return Counted(found.start(), end, due, Span(words, from_receipt, begin_in_text, end_in_text))


def _start(whence: str, letter_day: date | None) -> tuple[date | None, int]:
    """The day to count from, if the letter names it, and how many characters tell from when."""
    for parsed in parse_dates_in(whence)[:1]:
        at = whence.index(parsed.text)
        if _TO_DAY.match(whence[:at]):
            return (None if parsed.conflict else parsed.day), at + len(parsed.text)
    own = _OF_LETTER.match(whence)
    ends = _WORD_ENDS.search(whence, own.end() if own else 0)
    return (letter_day if own else None), ends.start() if ends else 0
