"""วรรณยุกต์ที่หายไป (lost marks): a text layer that dropped its tone marks (``เรือง``, ``สวนราชการ``), put right in part.

Labels of a letter's head and a few words of every office are no words without their marks, so they are put right. All
else stays as it came, marks of speed and secrecy too: whoever reads it has to say that it was spoiled.
"""

from __future__ import annotations

import re

_THAI = re.compile("[ก-ฮ]")
#: As typed, and in the places that fonts gave them.
_TONES = re.compile("[\u0e48-\u0e4c\uf705-\uf70e\uf713-\uf717\u00c9-\u00cd]")
#: In Thai of any kind every tenth letter or so carries a tone mark.
FEWEST_LETTERS, LEAST_SHARE = 40, 0.02

_LABELS = tuple(
    (re.compile(f"(?m)^([ ]*){spoiled}"), f"\\1{word}")
    for spoiled, word in (
        ("บันทึกขอความ", "บันทึกข้อความ"),
        ("สวนราชการ", "ส่วนราชการ"),
        (r"ที(?=[ ]{0,3}[ก-ฮ]{1,4}\.?[ ]{0,3}[(0-9๐-๙])", "ที่"),
        ("อางถึง", "อ้างถึง"),
        ("สิงที(?:ส่ง|สง)มาดวย", "สิ่งที่ส่งมาด้วย"),
    )
)
_ANYWHERE = (
    (re.compile(r"วันที(?=[ ]{0,3}[0-9๐-๙])"), "วันที่"),
    (re.compile(r"กุมภาพันธ(?=[ ]{0,3}(?:พ\.|[0-9๐-๙]))"), "กุมภาพันธ์"),
)
_SUBJECT, _HAS_SUBJECT = re.compile(r"(?m)^([ ]*)เรือง(?=[ ])"), re.compile(r"(?m)^[ ]*เรื่อง[ ]")
_WORDS = tuple(
    (re.compile(spoiled), word)
    for spoiled, word in (
        ("ผูอำนวยการ", "ผู้อำนวยการ"),
        ("ผูวาราชการ", "ผู้ว่าราชการ"),
        ("หัวหนา", "หัวหน้า"),
        (r"(?<![ก-์])ฝาย(?=[ก-ฮเ-ไ])", "ฝ่าย"),
        ("เจาหนาที", "เจ้าหน้าที่"),
        ("หนวยงาน", "หน่วยงาน"),
        ("คำสัง", "คำสั่ง"),
        ("แตงตัง", "แต่งตั้ง"),
        ("ตังแต", "ตั้งแต่"),
        ("ไมเกิน", "ไม่เกิน"),
        ("กอนวันที", "ก่อนวันที่"),
        ("แลวเสร็จ", "แล้วเสร็จ"),
    )
)


def lacks_marks(text: str) -> bool:
    """Does a text of some length carry hardly any tone marks, so that its words cannot be trusted (วรรณยุกต์หาย)?"""
    letters = len(_THAI.findall(text))
    return letters >= FEWEST_LETTERS and len(_TONES.findall(text)) < letters * LEAST_SHARE


def with_marks(text: str) -> str:
    """Give labels their marks back, and where a text lacks marks altogether, the words of every office too."""
    words = _WORDS if lacks_marks(text) else ()
    if words or not _HAS_SUBJECT.search(text):
        text = _SUBJECT.sub("\\1เรื่อง", text, count=0 if words else 1)
    for spoiled, word in (*_LABELS, *_ANYWHERE, *words):
        text = spoiled.sub(word, text)
    return text
