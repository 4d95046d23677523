"""หัวจดหมายอิเล็กทรอนิกส์ (heads of e-mails) that are pasted with a letter: From/To/Subject/Date, จาก/ถึง/เรื่อง/วันที่.

They tell of the message, not of the letter below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from saraban.intake.reading import Found
from saraban.intake.segments import Segment
from saraban.thai.dates import ENGLISH_MONTHS, DateError, parse_date, parse_dates_in

_NAMES = {
    "from": "From|จาก",
    "to": "To|ถึง",
    "subject": "Subject|เรื่อง|หัวเรื่อง|หัวข้อ",
    "date": "Date|Sent|วันที่|ส่งเมื่อ|ส่ง",
    "more": "Cc|Bcc|Reply-To|Importance|Attachments?|สำเนาถึง|สำเนา|ความสำคัญ|สิ่งที่แนบ|ไฟล์แนบ|เอกสารแนบ",
}
_KEY = re.compile(
    "^[>* ]{0,6}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
    + r")\*? ?:\*? *(?P<value>.*)$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^[-_ ]{3,}[^-_]{4,60}[-_ ]{3,}$")
_ADDRESS = re.compile(r"\s*[<\[(]?[\w.+-]+@[\w.-]+[>\])]?")
_ENGLISH_DAY = re.compile(
    rf"(?P<d>\d{{1,2}}) (?P<m>{'|'.join(ENGLISH_MONTHS)})[a-z]* (?P<y>\d{{4}})"
    rf"|(?P<m2>{'|'.join(ENGLISH_MONTHS)})[a-z]* (?P<d2>\d{{1,2}}),? (?P<y2>\d{{4}})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
FEWEST, MOST_LINES, OF_MESSAGE = 3, 14, 0.6


@dataclass(frozen=True)
class MailHead:
    """หัวจดหมายอิเล็กทรอนิกส์: what its lines say, behind which line of the stack it ends, and its lines."""

    values: Mapping[str, Segment] = field(default_factory=dict)
    end: int = 0
    lines: int = 0


def mail_head(segments: Sequence[Segment], place: int) -> MailHead | None:
    """The head of a message that begins at this line: its sender, and two of to whom, about what and when."""
    at = place + 1 if _FORWARDED.match(segments[place].text) else place
    values: dict[str, Segment] = {}
    end = at
    while end < len(segments) and end - at < MOST_LINES:
        found = _KEY.match(segments[end].text)
        if found is not None:
            name = next(name for name in _NAMES if found[name])
            begin = segments[end].begin + found.start("value")
            values.setdefault(name, Segment(found["value"], begin))
        elif end == at or not (segments[end].inner or _goes_on(segments, end)):
            break
        end += 1
    told = values.keys() - {"more"}
    return MailHead(values, end, end - place) if "from" in told and len(told) >= FEWEST else None


def _goes_on(segments: Sequence[Segment], place: int) -> bool:
    """A long list of addresses is broken over lines."""
    following = segments[place + 1 : place + 2]
    return not segments[place].gap and any(_KEY.match(one.text) for one in following)


def fields_of(head: MailHead) -> dict[str, Found]:
    """What a message without a letter tells of itself; all of it is to be checked."""
    fields: dict[str, Found] = {"kind": Found("other", OF_MESSAGE)}
    for name, key in (("from_unit", "from"), ("to", "to"), ("subject", "subject")):
        line = head.values.get(key)
        text = line.text if line and key == "subject" else name_of(line)
        if line is not None and text:
            fields[name] = Found((text,) if name == "to" else text, OF_MESSAGE, line.text, line.begin, line.end)
    line = head.values.get("date")
    day = sent_on(line)
    if line is not None and day is not None:
        fields["date"] = Found(day, OF_MESSAGE, line.text, line.begin, line.end)
    return fields


def name_of(line: Segment | None) -> str:
    """A person or office without the address behind its name; the address where there is no name."""
    text = line.text if line else ""
    return _ADDRESS.sub("", text).strip(" \"'<>;,") or text.strip(" <>;,")


def sent_on(line: Segment | None) -> date | None:
    """The day on which the message was sent, in Thai or in English with the name of its month."""
    text = line.text if line else ""
    return english_day(text) or next((one.day for one in parse_dates_in(text)), None)


def english_day(text: str) -> date | None:
    """The first day in a text that names its month in English, in years of either era."""
    found = _ENGLISH_DAY.search(_ORDINAL.sub("", text))
    if found is None:
        return None
    day, month, year = (found["d"], found["m"], found["y"]) if found["d"] else (found["d2"], found["m2"], found["y2"])
    try:
        return parse_date(f"{year}-{_month(month):02d}-{int(day):02d}").day
    except DateError:
        return None


def _month(name: str) -> int:
    return [month.lower() for month in ENGLISH_MONTHS].index(name.lower()) + 1
