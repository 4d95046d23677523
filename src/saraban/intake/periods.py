"""ระยะเวลาที่มีผล (periods of validity): until when a permit, a contract or an appointment holds is no day to answer by.

``ภายใน``, ``ไม่เกิน`` and ``ก่อน`` say that something is due, unless they stand behind what merely ends. ``ถึง``, ``สิ้นสุด``
and ``ครบกำหนด`` say it only where something is asked for: then the nearest word before the day decides.
"""

from __future__ import annotations

import re

_DUE = re.compile(r"(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า|ก่อน|อย่างช้า)\s*(?:ใน)?\s*(?:วัน)?(?:ที่)?\s*$")
_UNTIL = re.compile(r"(?:สิ้นสุด(?:ลง)?|ถึง|ครบกำหนด|หมดเขต)\s*(?:ใน)?\s*(?:วัน)?(?:ที่)?\s*$")
#: ``ครบกำหนดวันที่ …`` with nothing said of what ends.
_UNTIL_ALONE = re.compile(r"(?:ครบกำหนด|หมดเขต)\s*(?:ใน)?\s*(?:วัน)?(?:ที่)?\s*$")
_DUE_EARLIER = re.compile(r"(?:กำหนดส่ง|ส่งคืน|แล้วเสร็จ|รายงานผล|ปิดรับ|หมดเขต)[^.\n]{0,30}$")
_TERM_EARLIER = re.compile(r"(?P<term>ครบกำหนด|สิ้นสุด)(?P<what>[^.\n]{0,30})$")
#: What ends, or began, by itself.
_ENDS_BEFORE = re.compile(
    r"(?:หมดอายุ|สิ้นอายุ|เกิด|ออกให้|มีผล|ใช้บังคับ|บังคับใช้|ทำสัญญา|ก่อสร้าง|แต่งตั้ง|ครอบครอง|สิ้นสุด)(?:ลง|ไว้)?\s*"
    r"(?:ภายใน|ก่อน|ไม่เกิน|อย่างช้า)\s*(?:วัน)?(?:ที่)?\s*$|(?:เดือน|ปี|สัปดาห์|เมื่อ|วัน)ก่อน\s*(?:วัน)?(?:ที่)?\s*$"
)
_PERIOD = (
    r"มีผล|ใช้ได้|ใช้บังคับ|บังคับใช้|ถือใช้|ใช้ไปจน|อายุ|สัญญา|ประกัน|วาระ|ดำรงตำแหน่ง|รักษาการ|ยืนราคา|ลาพัก|ลาป่วย|ลากิจ|ลาคลอด|ลาศึกษา|"
    r"จ้าง|เช่า|ปิดถนน|ปิดการจราจร|ปีงบประมาณ|ปีการศึกษา|ภาคเรียน|ปฏิบัติหน้าที่|ปฏิบัติงาน|ปฏิบัติราชการ|อนุญาต|คุ้มครอง"
)
_ASKED = (
    r"ส่ง(?!เสริม)|แจ้ง(?!ว่า)|รายงาน(?!ว่า)|ตอบ|ยื่น|สมัคร|ลงทะเบียน|ชำระ|เสนอ(?!ราคา)|ดำเนินการ|เสร็จ|รับฟัง|แสดงความ|จอง|แก้ไข|"
    r"ขยาย(?:ระยะ)?เวลา|คืน|ชี้แจง|อุทธรณ์|คัดค้าน|รับซอง|ซื้อซอง|รับแบบ|รับคำขอ|ขอรับ|ติดต่อ|บริจาค"
)
_WORDS = re.compile(rf"(?P<period>{_PERIOD})|(?P<asked>{_ASKED})")
_ASKED_FOR, _PERIODS = re.compile(_ASKED), re.compile(_PERIOD)
_CLAUSE = re.compile(r"จึง|ทั้งนี้|ขอให้|โปรด|หากประสงค์")


def is_due(before: str) -> bool:
    """Do the words before a day say that something is to be done by it (กำหนดเวลา)?"""
    if _DUE.search(before):
        return _ENDS_BEFORE.search(before) is None
    clause = before[max((found.start() for found in _CLAUSE.finditer(before)), default=0) :]
    term = _TERM_EARLIER.search(clause)
    if term is not None and _ASKED_FOR.search(term["what"]):
        return True
    if _UNTIL.search(before):
        nearest = max(_WORDS.finditer(clause), key=lambda found: found.end(), default=None)
        return _UNTIL_ALONE.search(before) is not None if nearest is None else nearest["asked"] is not None
    if term is not None and term["term"] == "ครบกำหนด":
        return _PERIODS.search(clause) is None
    return _DUE_EARLIER.search(before) is not None
