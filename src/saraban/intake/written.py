"""คำบอกชั้น (words of the marks): what a line of nothing but marks says, however it is spaced, ticked or in English."""

from __future__ import annotations

import re

from saraban.thai.digits import to_arabic

URGENCY = {"ด่วนที่สุด": "most_urgent", "ด่วนมาก": "very_urgent", "ด่วน": "urgent"}
SECRECY = {"ลับที่สุด": "top_secret", "ลับมาก": "secret", "ลับ": "confidential"}
HANDLING = {"เฉพาะผู้เกี่ยวข้อง": "concerned", "ถึงเฉพาะบุคคล": "personal", "เฉพาะบุคคล": "personal"}
ENGLISH = {"topsecret": "ลับที่สุด", "secret": "ลับมาก", "confidential": "ลับ"}
#: What ends a mark whose word was broken: ``ลับ`` above ``ที่สุด``.
TAILS = ("ที่สุด", "มาก")
_WORD = re.compile("|".join(sorted([*URGENCY, *SECRECY, *HANDLING], key=len, reverse=True)))
_ENGLISH = re.compile("|".join(ENGLISH))
_TAIL = re.compile("|".join(TAILS))
#: What stands on the line of a mark besides: what kind of mark it is, that there is none, which sheet or copy.
_KIND = re.compile("ชั้นความลับ|ชั้นความเร็ว|ไม่มี|ปกติ")
_BESIDE = re.compile(r"(?:(?:หน้า|ชุด|ฉบับ|สำเนา)(?:ที่)?)?\d{1,6}(?:(?:ของ|จาก)\d{1,3})?(?:หน้า|ชุด|ฉบับ)?")
_PUNCTUATION = re.compile(r"[\s()\[\]{}“”‘’\"'*_.,:|•/–—☑☒✓✔✅■-]+")
_TICKED = re.compile(r"[\[(]\s*[xX/✓✔]\s*[\])]")
_CHOICE = rf"(?:ปกติ|ไม่มี|{_WORD.pattern})"
_BOX = r"(?:[☐□○◯⬜▢]|\(\s*\)|\[\s*\])"
_NOT_TICKED = re.compile(rf"{_BOX}\s*{_CHOICE}")
_LISTED = re.compile(
    r"^(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]|[ก-ฮ][.)]|[•*]|[-–—](?!.*[-–—]\s*$))\s*(?=[ก-๙A-Za-z])"
)
_SPOILED = re.compile(r"^[^ก-๙]*(?:เอกสาร|หนังสือ)?(?P<word>ด่วน|ดว่น|ดวน|ลับ|ลบั)(?P<more>[ทม])?(?!แล)[ก-๙]{0,8}[^ก-๙]*$")
_GOES_ON = {"ท": "ที่สุด", "ม": "มาก"}
_WITHIN = "ด่วนภายใน"


def words_of(line: str) -> list[str]:
    """The marks on a line that holds nothing else: ``ด่วนที่สุด   ลับมาก``, ``หน้า ๑ ของ ๓ หน้า   ลับ``, ``TOP SECRET``."""
    bare = _bare(line)
    words = _WORD.findall(bare)
    return [] if _BESIDE.sub("", _WORD.sub("", bare)) else words


def is_mark(line: str) -> bool:
    """Does the line hold marks, or the rest of one, and nothing else?"""
    return line.startswith(_WITHIN) or bool(words_of(line)) or bool(tails_of(line))


def tails_of(line: str) -> list[str]:
    """The ends of broken marks on a line that holds nothing else: ``ที่สุด``."""
    bare = _PUNCTUATION.sub("", line)
    return [] if _TAIL.sub("", bare) else _TAIL.findall(bare)


def spoiled(line: str) -> str:
    """The mark that a short line seems to hold: spoiled (``ด่วนทสี่ดุ``) or not one of ours (``ลับเฉพาะ``); else nothing."""
    found = _SPOILED.match("".join(line.split()))
    if found is None or is_mark(line):
        return ""
    word = "ด่วน" if found["word"].startswith("ด") else "ลับ"
    return word + _GOES_ON.get(found["more"] or "", "")


def is_listed(line: str) -> bool:
    """Is it one of a list (``๑. ลับที่สุด``, ``- ลับ``) rather than a mark on the sheet?"""
    return _LISTED.match(line) is not None


def is_unticked(line: str) -> bool:
    """Does the line offer boxes, none of which carries a tick that can be read?"""
    return _NOT_TICKED.search(line) is not None and not words_of(line)


def is_english_only(line: str) -> bool:
    """Is it marked in English alone?"""
    return not _WORD.search(_PUNCTUATION.sub("", line))


def _bare(line: str) -> str:
    """The line without spaces, signs and unticked boxes, English marks as Thai ones."""
    plain = _PUNCTUATION.sub("", _TICKED.sub("", _NOT_TICKED.sub("", to_arabic(line)))).lower()
    return _ENGLISH.sub(lambda found: ENGLISH[found[0]], _KIND.sub("", plain))
