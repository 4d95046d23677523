"""การปิดบังรหัส (masking): passcodes and meeting identifiers do not leave the page of the letter.

Snippets, feeds, e-mails and notices show ``••••••`` in their place. What follows a label is hidden, in Thai or Arabic
digits; so are the addresses of online meetings. When in doubt it is hidden: the letter itself shows everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from saraban.thai.dates import MONTHS, SHORT_MONTHS
from saraban.thai.normalise import INVISIBLE

DOT = "•"
MASK = DOT * 6

_DIGIT = "[0-9๐-๙]"
_THAI = "ก-๎"
_LATIN_LABELS = (
    r"(?<![a-z])(?:meeting|webinar|conference|room|zoom|webex|teams|meet|event|session)[\s_]*(?:id|no\.?|number|code|key)(?![a-z0-9])",
    r"(?<![a-z?&])(?:pass\s?-?code|password|passwd|pwd|pin(?:\s?-?code)?|(?:access|join|host)\s?(?:code|key))(?![a-z])",
    r"(?<![a-z])id\s*(?=zoom|meet|การประชุม|ห้องประชุม|ห้อง)",
)
_THAI_LABELS = (
    "รหัสผ่าน|รหัสลับ|รหัสพิน|พินโค้ด|พาสเวิร์ด|พาสเวิร์ส|พาสโค้ด|พาสโค๊ด",
    "(?:รหัส|ไอดี)(?:สำหรับ|ใน)?(?:การ)?(?:เข้า)?(?:ร่วม)?(?:ห้อง|การ)?ประชุม|หมายเลขการประชุม|เลขที่?การประชุม|รหัส(?:เข้า)?ห้อง|รหัสเข้าร่วม",
)
_LABELS = _LATIN_LABELS + _THAI_LABELS
_LABEL = re.compile("|".join(_LABELS), re.IGNORECASE)
_THAI_LABEL = re.compile("|".join(_THAI_LABELS))  # of a text without Latin labels it finds the same, and far sooner
#: Labels that say less: hidden is only what is as long as an identifier.
_VAGUE = re.compile(r"(?<![a-z])id(?![a-z])|(?:หมาย)?เลข(?:ที่)?ห้อง(?:ประชุม)?", re.IGNORECASE)
#: Words and signs between a label and what it is the label of; not without end, for texts of nothing but labels.
_BETWEEN = re.compile(
    "(?:"
    + "|".join(_LABELS)
    + r"|(?:zoom|google|meetings?|meet|teams|webex|cloud|microsoft|online|code|id|and|or)(?![a-z0-9๐-๙])"
    "|และ|หรือ|การ|ใน|เข้า|ร่วม|ห้อง|ประชุม|ของ|สำหรับ|ออนไลน์|ระบบ|โปรแกรม|ผ่าน|ดังนี้|หมายเลข|เลขที่"
    r"|[\s()\[\]\"'“”‘’/,&]+){0,40}",
    re.IGNORECASE,
)
_SURE = re.compile(r"[:=_]|[-–](?=\s)|คือ|ได้แก่|เป็น|is(?![a-z0-9])", re.IGNORECASE)
_BEFORE_VALUE = re.compile(r"(?:[\s:=_\"'“‘(\[]|คือ|เป็น)*")
_VALUE = re.compile(rf"[^\s{_THAI}]+(?:[{_THAI}]{{1,4}}[^\s{_THAI}]+)*|\S{{1,30}}")
_SPACES = re.compile(r"\s*")
#: The ending of the name of a file.
_ENDING = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
_TRAILING = ").,;]”’\"'"
_DATE = "|".join(re.escape(month) for month in (*MONTHS, *SHORT_MONTHS))
_GROUP = re.compile(rf"\s?[-–.]?\s?{_DIGIT}{{2,}}(?!{_DIGIT})(?!\s*(?:{_DATE}|น\.|นาฬิกา|[./:]{_DIGIT}))")
_JOINED = re.compile(rf"\s*(?:/|,|และ|หรือ|and\b|&)\s*(?={_DIGIT}{{3}})", re.IGNORECASE)
_LONG = re.compile(rf"{_DIGIT}(?:\s?[-–.]?\s?{_DIGIT}){{8,}}")
_MEETING = re.compile(
    rf"(?:zoom|google\s*meet|teams|webex|ประชุมออนไลน์)[^\n]{{0,80}}?(?<!{_DIGIT})(?<![+\-/.])"
    rf"(?P<id>[1-9๑-๙]{_DIGIT}{{2}}([\s-]?){_DIGIT}{{3,4}}\2{_DIGIT}{{3,4}})(?!{_DIGIT})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:zoom\.(?:us|com)|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com)/(?P<id>[!-~]+)"
    r"|[?&](?:pwd|passcode|password|pin)=(?P<pwd>[^\s&#]+)|(?<![a-z-])(?P<meet>[a-z]{3}-[a-z]{4}-[a-z]{3})(?![a-z-])",
    re.IGNORECASE,
)
_ODD = re.compile(f"[{INVISIBLE}\uff01-\uff5e\u00a0]")
#: Without one of these, in small letters, there is nothing to hide; and nothing of each kind without one of its own.
_LATIN_HINTS = ("id", "no", "code", "pass", "pwd", "pin", "key", "number")
_THAI_HINTS = ("รหัส", "การประชุม", "พิน", "พาส", "ไอดี")
_VAGUE_HINTS = ("id", "ห้อง")
_MEETING_HINTS = ("zoom", "meet", "teams", "webex", "ออนไลน์")
_ADDRESS_HINTS = ("zoom", "meet", "teams", "webex", "=")
_HINTS = ("id", "code", "passw", "pwd", "pin", "key", "number", "no", "รหัส", "เลข", "พาส", "พิน", "ไอดี", *_MEETING_HINTS)
_MEET = re.compile(r"[a-z]-[a-z]{4}-", re.IGNORECASE)


def mask(text: str) -> str:
    """Hide passcodes and meeting identifiers (ปิดบังรหัสผ่านและรหัสการประชุม); a text without any is given back as it is."""
    blanked = blank(text)
    return text if blanked == text else shorten(blanked)


def blank(text: str) -> str:
    """Hide them sign by sign: the text keeps its length, so that a passage can be cut from it."""
    flat, places = _flat(text)
    small = _small(flat)
    if not _has(small, _HINTS) and not _may_meet(flat):
        return text
    signs = list(text)
    for start, end in _secrets(flat):
        for place in range(places[start], places[end - 1] + 1):
            signs[place] = DOT
    return "".join(signs)


def _small(text: str) -> str:
    """In small letters: whatever a pattern that looks not at case takes for a letter is that letter here."""
    return text.casefold().replace("\u0307", "").replace("\u0131", "i")


def _may_meet(text: str) -> bool:
    return "-" in text and _MEET.search(text) is not None


def _has(small: str, hints: tuple[str, ...]) -> bool:
    return any(hint in small for hint in hints)


def shorten(blanked: str) -> str:
    """As many dots for each, so that nobody counts the signs."""
    return re.sub(f"{DOT}+", MASK, blanked)


def _flat(text: str) -> tuple[str, range | list[int]]:
    """The text without what nobody sees, wide signs made narrow; and where each sign stands in it."""
    if not _ODD.search(text):
        return text, range(len(text))
    kept = [(char, at) for at, char in enumerate(text) if char not in INVISIBLE]
    return "".join(unicodedata.normalize("NFKC", c) if _ODD.match(c) else c for c, _at in kept), [at for _c, at in kept]


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    small = _small(text)
    for label in _labels(text, small):
        yield from _after(text, label.end())
    for label in _VAGUE.finditer(text) if _has(small, _VAGUE_HINTS) else ():
        between = _BETWEEN.match(text, label.end())
        found = _LONG.match(text, between.end() if between else label.end())
        if found:
            yield found.span()
    for found in _MEETING.finditer(text) if _has(small, _MEETING_HINTS) else ():
        yield found.span("id")
    for found in _ADDRESS.finditer(text) if _has(small, _ADDRESS_HINTS) or _may_meet(text) else ():
        yield found.span(str(found.lastgroup))


def _labels(text: str, small: str) -> Iterator[re.Match[str]]:
    if _has(small, _LATIN_HINTS):
        return _LABEL.finditer(text)
    return _THAI_LABEL.finditer(text) if _has(small, _THAI_HINTS) else iter(())


def _after(text: str, at: int) -> Iterator[tuple[int, int]]:
    """What a label at this place is the label of: one value, or several joined by a sign or "and"."""
    start, sure = _value_starts(text, at)
    label = _LABEL.match(text, start)
    if label is not None and sure and _value_starts(text, label.end())[1]:
        return  # that label has the value
    value = _VALUE.match(text, start)
    if value is None or not (sure or _looks_secret(text[start : _end(text, value)])):
        return
    while value is not None:
        end = _end(text, value)
        yield value.start(), end
        joined = _JOINED.match(text, end)
        value = _VALUE.match(text, joined.end() if joined else _words_end(text, value.start(), end))
        if value is not None and joined is None and not _looks_secret(text[value.start() : _end(text, value)]):
            value = None


def _value_starts(text: str, at: int) -> tuple[int, bool]:
    """Where the value of a label begins, and whether a colon or such says that it is one."""
    between = _BETWEEN.match(text, at)
    start = between.end() if between else at
    sure = _SURE.match(text, start)
    after = _BEFORE_VALUE.match(text, sure.end()) if sure else None
    return (after.end(), True) if after else (start, False)


def _words_end(text: str, start: int, end: int) -> int:
    """After words instead of a value ("as follows 123456") the value may still come; the end of the text if not."""
    words = not any(c.isdigit() or c.isascii() for c in text[start:end])
    following = _SPACES.match(text, end)
    at = following.end() if following else end
    return at if words and text[at : at + 1] not in {"0", "๐"} else len(text)


def _looks_secret(shown: str) -> bool:
    """Without a colon: four digits at least, or letters and digits mixed."""
    shown = _ENDING.sub("", shown)
    digits = sum(c.isdigit() for c in shown)
    mixed = shown.isascii() and shown.isalnum() and not shown.isdigit()
    return "/" not in shown and (digits >= 4 or (digits > 0 and len(shown) >= 4 and mixed))


def _end(text: str, value: re.Match[str]) -> int:
    """The end of a value: with the groups of digits that follow it, without the bracket or stop after it."""
    end = value.end()
    while end - value.start() > 1 and text[end - 1] in _TRAILING:
        end -= 1
    if end < value.end():
        return end
    while text[end - 1].isdigit() and (group := _GROUP.match(text, end)):
        end = group.end()
    return end
