"""หัวหนังสือ (the head of a letter): which line carries which label, how far each goes on, where the text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from saraban.intake import names
from saraban.intake.parts import HEADINGS, Part
from saraban.intake.reading import Found
from saraban.intake.segments import Segment, is_beside
from saraban.intake.written import is_mark
from saraban.thai.digits import to_arabic

#: How the text of a letter begins: no line like this goes on with a subject or an addressee.
_OPENING = re.compile(
    r"^(?:ตามที่|ตามหนังสือ|ตาม|ด้วย|เนื่องจาก|เนื่องด้วย|เนื่องใน|สืบเนื่อง|เพื่อ|จึง|อนึ่ง|ขอ|โดยที่|โดย|พร้อมนี้|ข้าพเจ้า|บัดนี้|กรุงเทพมหานคร(?:ได้|มี|ขอ)|\d+[.)]|[-–•]|ก\.|สำเนา|อาศัยอำนาจ|พร้อมหนังสือ|ฉบับที่|[._*=~]{3,}|(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s)"
)
_RUNNING = re.compile(r"^ครั้งที่\s*(?P<n>\d{1,4}\s?/\s?\d{4})")
_RUNNING_IN = re.compile(r"ครั้งที่\s*(?P<n>\d{1,4}\s?/\s?\d{4})")
#: โทรสารในราชการ, วิทยุ: จาก and ถึง stand above the number.
_FROM = re.compile(r"^จาก\s*[:.]?\s+(?=\S)")
_CONCERNING = re.compile(r"^ว่าด้วย\s*(?P<rest>.+)$")
BLOCKS = {"subject": 4, "to": 10, "seal_to": 6, "references": 8, "enclosures": 12}
#: A line shorter than this was not broken for want of room; nothing goes on in the next.
FULL_LINE = 38
_GOES_ON = re.compile(r"^(?:ใน|และ|ของ|แห่ง|สังกัด|ทุก|\()")
AROUND, HEAD_LINES = 3, 40


@dataclass
class Head:
    """หัวหนังสือที่แยกแล้ว: first line of each label, blocks that go on, the lines of the text."""

    first: dict[str, Segment] = field(default_factory=dict)
    blocks: dict[str, list[Segment]] = field(default_factory=dict)
    lines: list[Segment] = field(default_factory=list)
    body: list[Segment] = field(default_factory=list)
    heading: Segment | None = None
    issuer: Found | None = None
    title: Found | None = None
    running: Found | None = None
    sender: Segment | None = None
    narrow: set[str] = field(default_factory=set)

    @property
    def marks(self) -> list[Segment]:
        """Where marks are printed: the lines of the head that no label claims."""
        return [s for s in self.lines if not s.label]

    @property
    def around_number(self) -> list[Segment]:
        """The lines above and below the number: the sender's name stands there."""
        at = next((i for i, s in enumerate(self.lines) if s.label == "number"), None)
        if at is None:
            return [s for s in self.lines if not s.label]
        below = [s for s in self.lines[at + 1 : at + 1 + AROUND] if not s.label]
        above = [s for s in self.lines[max(0, at - AROUND) : at] if not s.label]
        return below + above


def head_of(part: Part) -> Head:
    """Take a letter's head apart from its text."""
    head = Head()
    at = _end_of_head(part, head)
    head.lines = part.segments[:at]
    head.body = part.segments[at:]
    _read_heading(part, head)
    return head


def _end_of_head(part: Part, head: Head) -> int:
    """Walk down the labels; the text begins behind the last of them, or at once where a heading has none."""
    segments, place, end = part.segments, 0, 0
    while place < len(segments):
        segment = segments[place]
        label = segment.label
        if _is_over(head, segment, label, place, end):
            break
        if (sent := _sent_from(segments, place)) is not None:
            head.sender = sent
            head.issuer = Found(sent.text, 0.9, sent.text, sent.begin, sent.end)
        if label and label not in head.first:
            head.first[label] = segment
            taken, beside = _block(segments, place, label)
            if label in BLOCKS:
                head.blocks[label] = taken
            if beside:
                head.narrow.add(label)
            place += len(taken) + beside
            end = place
            continue
        place += 1
    if not end:
        end = _unlabelled(part)
    return end


def _sent_from(segments: list[Segment], place: int) -> Segment | None:
    """จาก, where ถึง follows on the next line."""
    found = _FROM.match(segments[place].text)
    following = [one.label for one in segments[place + 1 : place + 2]]
    if found is None or following not in (["seal_to"], ["to"]):
        return None
    return Segment(segments[place].text[found.end() :], segments[place].begin + found.end())


def _is_over(head: Head, segment: Segment, label: str, place: int, end: int) -> bool:
    """Has the head ended? After the addressee only references and enclosures can follow."""
    if place > HEAD_LINES + end:
        return True
    addressed = "to" in head.first or "seal_to" in head.first
    if label == "given" and "subject" in head.first:
        return True
    if addressed and head.sender and label in {"number", "date", "subject"} and place - end < 2:
        return label in head.first
    if addressed:
        return label not in {"references", "enclosures", "date"} or label in head.first
    return "subject" in head.first and not label and _OPENING.match(to_arabic(segment.text)) is not None


def _block(segments: list[Segment], place: int, label: str) -> tuple[list[Segment], int]:
    """The lines that a label begins, and how many pieces of a column beside them were left out."""
    rest, at = segments[place].rest()
    taken = [Segment(rest, at)]
    worded, beside = label in {"subject", "to", "seal_to"}, 0
    for ahead, segment in enumerate(segments[place + 1 : place + BLOCKS.get(label, 1)], place + 2):
        if worded and segment.inner and is_beside(segment.text):
            beside += 1
            continue
        in_column = beside > 0 and any(one.inner and is_beside(one.text) for one in segments[ahead : ahead + 1])
        plain = to_arabic(segment.text)
        further = label == "references" and segment.label in {"date", "number"}
        if segment.gap or (segment.label and not further) or is_mark(segment.text):
            break
        if _OPENING.match(plain) and not (label in {"references", "enclosures"} and re.match(r"\d+[.)]", plain)):
            break
        if worded and not in_column and not _goes_on(taken[-1].text, segment.text, label):
            break
        taken.append(Segment(segment.text, segment.begin))
    return taken, beside


def _goes_on(above: str, line: str, label: str) -> bool:
    """Was the line above broken, or is a further addressee listed?"""
    if len(above) >= FULL_LINE or _GOES_ON.match(line):
        return True
    return label != "subject" and names.is_title(line)


def _unlabelled(part: Part) -> int:
    """The head of a paper without labels: what stands before the first long line."""
    return next((i for i, s in enumerate(part.segments) if len(s.text) > 90), min(6, len(part.segments)))


def _read_heading(part: Part, head: Head) -> None:
    """คำสั่ง…, ประกาศ…, รายงานการประชุม…: who issues it, and what it is called."""
    for segment in part.segments[:8]:
        plain = " ".join(segment.text.split())
        for kind, form in HEADINGS:
            match = form.match(plain)
            if match is None or part.kind != kind:
                continue
            head.heading = segment
            _read_issuer(part, head, kind, match)
            return


def _read_issuer(part: Part, head: Head, kind: str, match: re.Match[str]) -> None:
    segment = head.heading
    assert segment is not None
    who = match["who"].strip()
    running = _running(part, segment)
    if kind == "minutes":
        who = _RUNNING_IN.sub("", to_arabic(who)).strip() if _RUNNING_IN.search(to_arabic(who)) else who
        head.title = Found(" ".join(segment.text.split()), 0.9, segment.text, segment.begin, segment.end)
        head.running = running
    if who and (names.is_office(who) or kind == "minutes"):
        at = segment.begin + max(0, segment.text.find(who))
        head.issuer = Found(who, 0.93, who, at, at + len(who))
    if kind == "regulation":
        _read_concerning(part, head)


def _read_concerning(part: Part, head: Head) -> None:
    for segment in part.segments[:8]:
        found = _CONCERNING.match(segment.text)
        if found is not None:
            head.title = Found(f"ว่าด้วย{found['rest'].strip()}", 0.93, segment.text, segment.begin, segment.end)
            return


def _running(part: Part, heading: Segment) -> Found | None:
    for segment in part.segments[:6]:
        plain = to_arabic(segment.text)
        match = _RUNNING.match(plain) or (_RUNNING_IN.search(plain) if segment is heading else None)
        if match is not None:
            begin = segment.begin + match.start("n")
            return Found("".join(match["n"].split()), 0.93, match["n"], begin, segment.begin + match.end("n"))
    return None
