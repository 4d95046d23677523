"""ชื่อบุคคล (names of persons): whether two spellings are one name, whatever their case, spaces, titles and ranks.

A name may begin like a title (นางแก้ว), so every reading of it counts: two names are one where they share a reading.
"""

from __future__ import annotations

import re

from saraban.thai.normalise import normalise

#: คำนำหน้าชื่อและยศ, as they stand before a name, with or without a space.
_WORDS = (
    "นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง", "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง", "คุณหญิง", "ท่านผู้หญิง", "ดอกเตอร์",
    "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์", "ทันตแพทย์หญิง", "สัตวแพทย์", "สัตวแพทย์หญิง", "เภสัชกร", "เภสัชกรหญิง",
    "ศาสตราจารย์", "รองศาสตราจารย์", "ผู้ช่วยศาสตราจารย์", "ว่าที่", "ดาบตำรวจ",
)  # fmt: skip
_RANKS = (
    "พล", "พลตำรวจ", "พลเรือ", "พลอากาศ", "พัน", "พันตำรวจ", "ร้อย", "ร้อยตำรวจ", "สิบ", "สิบตำรวจ", "จ่าสิบ", "จ่า", "พันจ่า",
    "พันจ่าอากาศ", "จ่าอากาศ", "นาวา", "นาวาอากาศ", "เรือ", "เรืออากาศ",
)  # fmt: skip
_GRADES = ("ตรี", "โท", "เอก", "จัตวา")
_SHORT = (
    r"น\.ส\.", r"ด\.[ชญ]\.", r"ดร\.", r"ผศ\.", r"รศ\.", r"ศ\.", r"ม\.ร\.ว\.", r"ม\.[ลจ]\.", r"นพ\.", r"พญ\.",
    r"ทพญ?\.", r"สพ\.ญ\.", r"น\.?สพ\.", r"ภ[กญ]\.", r"ด\.ต\.", r"จ\.ส\.ต\.", r"พ\.จ\.(?:อ\.)?[ตทอ]\.",
    r"(?:พล|พ|ร|ส|จ|น)\.(?:[รอตส]\.)?[ตทอจ]\.",
)  # fmt: skip
_FULL = sorted([*_WORDS, "จ่าสิบตำรวจ", *(rank + grade for rank in _RANKS for grade in _GRADES)], key=len, reverse=True)
_THAI = re.compile(rf"(?:{'|'.join(_FULL)})(?:หญิง)?|(?:{'|'.join(_SHORT)})(?:หญิง)?")
_LATIN = re.compile(
    r"(?:mr|mrs|ms|miss|master|dr|prof|professor|assoc|associate|asst|assistant|m\.?l|m\.?r|m\.?c|khunying|acting|pol|sub|flt"
    r"|lt|lieutenant|capt|captain|maj|major|col|colonel|gen|general|sgt|sergeant|cpl|pvt|adm|admiral|cdr|wg|sqn|plt|off|"
    r"police|second|first|junior|grp|gp|av|acm|avm|radm|vadm|2nd|1st|col)(?:\.\s*|\s+)"
)
#: What a name may begin with: a consonant or a vowel that stands before it. Else the title was part of the name.
_BEGINS = re.compile(r"[ก-ฮเแโใไ]")


def is_same_name(one: str, other: str) -> bool:
    """ชื่อเดียวกันหรือไม่. An empty name is nobody's."""
    return bool(readings(one) & readings(other))


def readings(name: str) -> frozenset[str]:
    """The name in the form that is compared, with its titles and without them, one after the other."""
    text = " ".join(normalise(name).casefold().split())
    found: set[str] = set()
    while text and text not in found:
        found.add(text)
        text = _without_title(text)
    return frozenset(found)


def _without_title(text: str) -> str:
    """The rest after one title or rank; nothing where there is none."""
    thai = _THAI.match(text)
    if thai is not None:
        rest = text[thai.end() :].lstrip()
        return rest if _BEGINS.match(rest) else ""
    latin = _LATIN.match(text)
    return text[latin.end() :].strip() if latin is not None else ""
