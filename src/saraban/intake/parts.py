"""แยกปึกหนังสือ (taking a stack apart): letters, covering letters, stamps and notes, in whatever order they lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import zip_longest

from saraban.intake.alone import is_day
from saraban.intake.mail import MailHead, mail_head
from saraban.intake.names import is_address, is_office
from saraban.intake.reading import Stamp
from saraban.intake.segments import NUMBER, Segment
from saraban.intake.written import is_mark, spoiled
from saraban.thai.dates import DateError, looks_like_time, parse_date, parse_time
from saraban.thai.digits import to_arabic

#: Headings of letters that carry no เรียน: what is printed -> kind.
HEADINGS = (
    ("order", re.compile(r"^(?P<what>คำสั่ง)\s*(?P<who>[ก-๙][^\d]{2,80})$")),
    ("regulation", re.compile(r"^(?P<what>ระเบียบ|ข้อบังคับ|ข้อบัญญัติ)\s*(?P<who>[ก-๙][^\d]{2,80})$")),
    ("announcement", re.compile(r"^(?P<what>ประกาศ)\s*(?P<who>[ก-๙][^\d]{2,80})$")),
    ("statement", re.compile(r"^(?P<what>แถลงการณ์)\s*(?P<who>[ก-๙].{2,80})$")),
    (
        "news",
        re.compile(
            r"^(?P<what>ข่าว(?:ประชาสัมพันธ์)?)(?:\s+|(?=สำนัก|กรุง|โรง|กรม|กระทรวง|เทศบาล|มหาวิทยาลัย|จังหวัด|อำเภอ|องค์การ|ศาล|สภา|กอง|ฝ่าย))(?P<who>[ก-๙].{2,80})$"
        ),
    ),
    ("certificate", re.compile(r"^(?P<what>หนังสือรับรอง)(?P<who>.{0,60})$")),
    ("minutes", re.compile(r"^(?P<what>รายงานการประชุม)\s*(?P<who>[ก-๙].{2,160})$")),
)
#: What has to follow a heading soon, or it is only a line of running text.
_AFTER_HEADING = re.compile(r"^(?:ที่|เลขที่|เรื่อง|ว่าด้วย|ฉบับที่|\(ฉบับที่|ครั้งที่|เมื่อวัน|วัน|พ\.ศ\.|หนังสือฉบับนี้|ขอรับรอง|ข้าพเจ้า)")
_RECEIVED = re.compile(
    r"^(?:ตรา(?:รับ)?\s+)?(?:เลขที่รับ|เลขทะเบียนรับ|เลขรับที่|เลขรับ|ทะเบียนรับเลขที่|รับที่|ที่รับ)\s*[:.]*\s*(?P<n>\d{1,7})\b\s*(?P<more>.*)$"
)
_BARE = re.compile(r"^ที่\s+(?P<n>\d{1,7})$")
_STAMP_DATE = re.compile(r"^วันที่?\s*[:.]?\s*(?P<rest>.+)$")
_STAMP_TIME = re.compile(r"^เวลา\s*[:.]?\s*(?P<rest>.+)$")
_OFFICE = re.compile(r"^(?:สำนัก|ฝ่าย|กอง|กลุ่ม|โรงเรียน|ส่วน|กรม|กระทรวง|ศูนย์|งาน|หน่วย|เทศบาล|กรุงเทพ)")
_NUMBERED = re.compile(rf"^(?:เลขที่|ที่)\s*{NUMBER}")
#: The kind of a part that is an e-mail around the letter.
MAIL = "mail"
HEADING_REACH, PULLED_BACK, SHORT = 4, 4, 30
LETTERHEAD, LONGEST_OF_HEAD = 8, 80
_WRITTEN_AT = ("เขียนที่", "ทำที่", "ที่ ", "เลขที่", "วันที่", "Ref", "โทร")
#: How a message goes on, that is no letterhead.
_IN_MESSAGE = re.compile(r".*(?:ขอส่ง|ขอบคุณ|สวัสดี|ครับ|ค่ะ|ตามแนบ|กรุณา)")
#: A line as long as this goes on in the next; so many lines below a number tell whose head it is.
FULL, HEAD_REACH = 38, 6


@dataclass
class Part:
    """หนังสือหนึ่งฉบับในปึก: its lines, and what kind its heading says it is."""

    segments: list[Segment] = field(default_factory=list)
    kind: str = ""
    message: MailHead | None = None
    labels: set[str] = field(default_factory=set)

    def take(self, segment: Segment) -> None:
        """One line more."""
        self.segments.append(segment)
        self.labels.add(segment.label)

    @property
    def begin(self) -> int:
        """Where it begins in the text."""
        return self.segments[0].begin if self.segments else 0

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.segments[-1].end if self.segments else 0


def take_apart(segments: Sequence[Segment]) -> tuple[list[Part], list[Stamp]]:
    """The letters of a stack, in the order in which they lie, and the receive stamps on them."""
    left, stamps = _without_stamps(list(segments))
    return _split(left), stamps


def heading_kind(text: str) -> str:
    """The kind that a line would be the heading of, or nothing."""
    plain = " ".join(text.split())
    return next((kind for kind, form in HEADINGS if form.match(plain)), "")


def _split(segments: list[Segment]) -> list[Part]:
    parts = [Part()]
    place = 0
    while place < len(segments):
        segment = segments[place]
        message = mail_head(segments, place)
        if message is not None:
            parts.append(Part(segments[place : message.end], MAIL, message))
            place = message.end
            continue
        kind = _begins(segments, place, parts[-1])
        if kind and parts[-1].segments:
            back = _belongs_ahead(parts[-1], kind)
            parts.append(Part(back))
        if kind:
            parts[-1].kind = parts[-1].kind or (kind if kind != "letter" else "")
        parts[-1].take(segment)
        place += 1
    return [half for part, further in zip_longest(parts, parts[1:]) for half in _halves(part, further)]


def _halves(part: Part, further: Part | None) -> list[Part]:
    """A message and, where no letter begins in it for sure but there are labels of one, what its head stands above."""
    if not part.segments:
        return []
    followed = further is not None and further.message is None
    if part.message is None or followed:
        return [part]
    head, rest = part.segments[: part.message.lines], part.segments[part.message.lines :]
    kind = next(filter(None, (heading_kind(one.text) for one in rest[:HEADING_REACH])), "")
    if not kind and not {"number", "seal_to", "subject"} & {one.label for one in rest}:
        return [part]
    return [Part(head, MAIL, part.message), Part(rest, kind)]


def _begins(segments: list[Segment], place: int, part: Part) -> str:
    """Does a letter begin at this line? Its kind, ``letter`` where the line does not say."""
    segment = segments[place]
    if segment.label == "memo":
        return "memo"
    if segment.label == "number" and _NUMBERED.match(to_arabic(segment.text)):
        return "letter" if (part.message or _is_complete(part)) and not _runs_on(segments, place) else ""
    kind = heading_kind(segment.text)
    if kind and any(_AFTER_HEADING.match(to_arabic(s.text)) for s in segments[place + 1 : place + HEADING_REACH]):
        fresh = segment.gap or place == 0 or not any(s.label or len(s.text) > SHORT for s in part.segments)
        return kind if fresh and (not part.kind or part.message or _is_complete(part)) else ""
    return "letter" if part.message and segment.label == "subject" else ""


def _runs_on(segments: list[Segment], place: int) -> bool:
    """Does a line of running text begin with the number? Full lines stand above it, or nothing of a head below it."""
    if segments[place].gap:
        return False
    above = segments[place - 1]
    if above.inner or (len(above.text) >= FULL and not is_mark(above.text)):
        return True
    below = segments[place + 1 : place + 1 + HEAD_REACH]
    return not any(s.label in {"to", "seal_to", "subject", "office"} and not s.inner for s in below)


def _is_complete(part: Part) -> bool:
    """Has the letter so far a number and somebody it is addressed to, so that a further number begins another?"""
    return "number" in part.labels and bool({"to", "seal_to", "subject", "given"} & part.labels)


def _belongs_ahead(part: Part, kind: str) -> list[Segment]:
    """Lines above a number that are its letter's own: marks and the name of the office."""
    back: list[Segment] = []
    kept = part.message.lines if part.message else 0
    most = LETTERHEAD if part.message else PULLED_BACK
    while len(part.segments) > kept and len(back) < most:
        last = part.segments[-1]
        office = kind == "letter" and _OFFICE.match(last.text) and last.gap and len(last.text) < 80
        if not (is_mark(last.text) or spoiled(last.text) or office or (part.message and _heads_letter(last.text))):
            break
        back.insert(0, part.segments.pop())
    return back


def _heads_letter(line: str) -> bool:
    """Behind a message: who wrote the letter, where and when, above its เรื่อง."""
    if len(line) > LONGEST_OF_HEAD or _IN_MESSAGE.match(line):
        return False
    return line.startswith(_WRITTEN_AT) or is_address(line) or is_day(line) or is_office(line)


def _without_stamps(segments: list[Segment]) -> tuple[list[Segment], list[Stamp]]:
    left: list[Segment] = []
    stamps: list[Stamp] = []
    place = 0
    while place < len(segments):
        found = _stamp_at(segments, place, left)
        if found is None:
            left.append(segments[place])
            place += 1
        else:
            stamp, place = found
            stamps.append(stamp)
    return left, stamps


def _stamp_at(segments: list[Segment], place: int, left: list[Segment]) -> tuple[Stamp, int] | None:
    plain = to_arabic(segments[place].text)
    found = _RECEIVED.match(plain)
    following = to_arabic(segments[place + 1].text) if place + 1 < len(segments) else ""
    if found is None and _STAMP_DATE.match(following):
        found = _BARE.match(plain)
    if found is None:
        return None
    begin, unit = segments[place].begin, ""
    if left and _OFFICE.match(left[-1].text) and len(left[-1].text) < 80 and left[-1].label == "":
        head = left.pop()
        begin, unit = head.begin, head.text
    day: date | None = None
    at: time | None = None
    last = place
    pieces = [found.groupdict().get("more") or ""]
    for further in range(place + 1, min(place + 3, len(segments))):
        text = to_arabic(segments[further].text)
        if not (_STAMP_DATE.match(text) or _STAMP_TIME.match(text)):
            break
        pieces.append(text)
        last = further
    for piece in pieces:
        day, at = _day_and_time(piece, day, at)
    words = " ".join(s.text for s in segments[place : last + 1])
    return Stamp("stamp", unit, found["n"], day, at, "", words, begin, segments[last].end), last + 1


def _day_and_time(text: str, day: date | None, at: time | None) -> tuple[date | None, time | None]:
    """Read ``วันที่ …`` and ``เวลา …``; ``วันที่ 09.01`` is a time in the slot of the date."""
    for form in (_STAMP_DATE, _STAMP_TIME):
        found = form.match(text.strip())
        rest = found["rest"].strip() if found else ""
        pieces = re.split(r"\s*เวลา\s*", rest)
        for piece in filter(None, pieces):
            if looks_like_time(piece):
                at = at or parse_time(piece)
                continue
            try:
                day = day or parse_date(piece).day
            except DateError:
                continue
    return day, at
