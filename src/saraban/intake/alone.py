"""ป้ายกำกับกับข้อความของมัน (labels and what they announce): drawn together from two lines, or over the dots of a form."""

from __future__ import annotations

import re

from saraban.thai.dates import DateError, parse_date, parse_time
from saraban.thai.digits import to_arabic

_NUMBERED = ("ที่", "เลขที่")
_DATED = ("วันที่", "ลงวันที่")
_TIMED = ("เวลา",)
_COUNTED = ("เลขที่รับ", "เลขทะเบียนรับ", "เลขรับที่", "เลขรับ", "ทะเบียนรับเลขที่", "รับที่", "ที่รับ")
_GREETED = ("กราบเรียน", "กราบเรียน/เรียน", "เรียน/กราบเรียน", "เรียน", "ถึง")
_WORDED = ("ส่วนราชการ", "เรื่อง", *_GREETED, "อ้างถึง", "สิ่งที่ส่งมาด้วย", "สิ่งที่แนบมาด้วย")
_LABELS = (*_COUNTED, *_NUMBERED, *_DATED, *_TIMED, *_WORDED)
_LABEL = "|".join(_LABELS)
_ALONE = re.compile(rf"(?m)^ *(?P<label>{_LABEL}) ?[:.]? *\n(?: *\n)?(?= *(?P<value>\S.*))")
_LABELLED = re.compile(rf"(?:{_LABEL}|บันทึกข้อความ)(?:\s|[:.]|$)")
_LABEL_ABOVE = re.compile(rf"(?:^|\n) *(?:{_LABEL}) ?[:.]?\s*$")
#: ``ที่ กท ๐๔๐๓/`` above ``ว ๑๒``.
_BROKEN_NUMBER = re.compile(
    r"(?m)^ *(?:เลข)?ที่ ?[ก-ฮ]{1,4}\.? ?[0-9๐-๙.]{2,12}"
    r"(?:/ *(?:ว\.? *)?\n(?= *(?:ว\.? ?)?[0-9๐-๙]{1,6} *$)| *\n(?= */ ?(?:ว\.? ?)?[0-9๐-๙]{1,6} *$))"
)
_FORM_LINE = re.compile(rf"(?m)^ *(?:{_LABEL}) ?[:.]? ?(?:\.{{3}}|…|_{{3}}).*$")
_LEADER = re.compile(r"\.{3,}|…+|_{3,}")
_OF_OFFICE = re.compile(
    r"[ก-ฮ]{1,4}\.? ?[0-9][0-9.]*(?: ?\([^()]{1,12}\))? ?/ ?(?:[ก-ฮ().]{1,6} ?)?[0-9]+\s*$|[0-9]+ ?/ ?[0-9]{4}\s*$"
)


def without_leaders(text: str) -> str:
    """The text with the dots to write on of a form (``เรื่อง......``) as spaces, in the lines that a label begins."""
    return _FORM_LINE.sub(lambda line: _LEADER.sub(lambda dots: " " * len(dots[0]), line[0]), text)


def with_values(text: str) -> str:
    """The text with each label that stands alone drawn to the line below it; nothing moves, line ends become spaces."""
    text = _BROKEN_NUMBER.sub(lambda found: found[0].replace("\n", " "), text)
    return _ALONE.sub(lambda found: found[0].replace("\n", " ") if _is_one(found) else found[0], text)


def _is_one(found: re.Match[str]) -> bool:
    """Does the line below say what the label announces?"""
    label, value = found["label"], to_arabic(found["value"].strip())
    if label in _NUMBERED:
        return _OF_OFFICE.match(value) is not None
    if label in _COUNTED:
        return re.fullmatch(r"\d{1,7}", value) is not None
    if label in _DATED:
        return is_day(value)
    if label in _TIMED:
        return _is_time(value)
    in_columns = _LABEL_ABOVE.search(found.string, max(0, found.start() - 60), found.start()) is not None
    return not (in_columns or _LABELLED.match(value) or _OF_OFFICE.match(value) or is_day(value))


def is_day(value: str) -> bool:
    """Is it a day and nothing else?"""
    try:
        parse_date(value)
    except DateError:
        return False
    return True


def _is_time(value: str) -> bool:
    try:
        parse_time(value)
    except DateError:
        return False
    return True
