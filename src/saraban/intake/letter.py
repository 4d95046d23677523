"""อ่านหนังสือฉบับเดียว (reading one letter): number, date, sender, addressees, subject and the rest, out of its head."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from saraban.intake import english, names
from saraban.intake.dated import ABSURD, day_at_place, issued_on, signed_at_foot
from saraban.intake.days import days_in, found_days
from saraban.intake.head import FULL_LINE, Head, head_of
from saraban.intake.mail import MailHead, fields_of
from saraban.intake.marks import ASKED, read_marks
from saraban.intake.numbered import is_circular, number_of
from saraban.intake.parts import Part
from saraban.intake.reading import Found, Ref, Span
from saraban.intake.segments import NUMBER, Segment, flatten
from saraban.thai.dates import DateError, parse_date
from saraban.thai.digits import to_arabic
from saraban.thai.numbers import number_key, stored_form

#: Figures of a number that a line ended within.
_CUT = r"(?:\s(?P<more>\d{1,4})(?=\s{0,3}(?:ลงวันที่|ลว\.?\s)))?"
_REFERENCE = re.compile(
    rf"(?<![ก-์])(?:ที่|เลขที่)\s{{0,4}}(?P<n>{NUMBER}){_CUT}(?:\s{{0,3}}(?:ลงวันที่|ลว\.?)\s{{0,3}}(?P<d>\d{{1,2}}\s?[ก-์.]{{2,12}}\s?(?:พ\.?\s?ศ\.?\s?|พุทธศักราช\s?)?\d{{2,4}}))?"
)
_REFERENCE_BLOCK = re.compile(
    rf"(?P<n>{NUMBER}){_CUT}(?:[^\d]{{0,12}}(?:ลงวันที่|ลว\.?)\s{{0,3}}(?P<d>\d{{1,2}}\s?[ก-์.]{{2,12}}\s?(?:พ\.?\s?ศ\.?\s?)?\d{{2,4}}))?"
)
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•])\s+")
_SIGNER = re.compile(r"^\((?P<name>[^()]{4,60})\)$")
_HEAD_OF = re.compile(r"^(?:ผู้อำนวยการ|หัวหน้า)(?P<office>(?:ฝ่าย|สำนัก|กอง|โรงเรียน|ส่วน|กลุ่ม|เขต|ศูนย์).{2,80})$")
#: Words of another column, that may stand in a line.
_COLUMNS = re.compile(r"\S\s{5,}\S")
_CERTIFIES = re.compile(r"(?:รับรองว่า|เพื่อรับรองว่า)\s*(?P<what>.{4,150})")
_CERTIFYING = re.compile(r"^หนังสือ(?:รับรอง)?ฉบับนี้(?:ให้ไว้|ออกให้)?\s*(?:ไว้)?\s*เพื่อ(?:รับรอง|แสดง)ว่า")
#: Labels that tell a kind, the first of them being what is shown for it; the first that fits.
KINDS_BY_LABELS = (
    (("office",), "memo", 0.92),
    (("to", "subject"), "external", 0.92),
    (("seal_to", "number"), "seal", 0.9),
    (("number", "to"), "memo", 0.7),
)
SUBJECT_LENGTH, IN_TEXT = 150, 0.75
#: Where no mark names a day, none is needed.
NO_DAY = datetime(1, 1, 1)  # noqa: DTZ001 - never shown


@dataclass(frozen=True)
class Letter:
    """หนังสือที่อ่านแล้ว: one letter of a stack with its fields."""

    part: Part
    fields: dict[str, Found] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()

    def text_of(self, name: str) -> str:
        """A field as text, empty where it was not found."""
        found = self.fields.get(name)
        return "" if found is None else str(found.value)


def read_letter(part: Part, today: date, office_of: Callable[[str], str]) -> Letter:
    """Read one letter of a stack. ``office_of`` names the unit that a number's code belongs to, or nothing."""
    if part.message is not None:
        return Letter(part, _of_message(part, part.message))
    head = head_of(part)
    fields: dict[str, Found] = {"kind": _kind(part, head)}
    kind = str(fields["kind"].value)
    number = number_of(head)
    if number is not None:
        fields["number"] = number
    written = "" if number is None else str(number.value)
    fields["is_circular"] = is_circular(number)
    read = {
        "date": issued_on(head, today),
        "from_unit": _sender(part, head, kind, written, office_of),
        "to": _addressees(head),
        "subject": _subject(head, kind),
        "enclosures": _enclosures(head),
    }
    fields |= {name: found for name, found in read.items() if found is not None}
    if english.is_english(part.segments, frozenset(head.first)):
        told = english.fields_of(part.segments)
        fields |= told
        written = "" if "number" not in told else str(told["number"].value)
    fields |= read_marks(head.marks, head.body, written, datetime.combine(today, datetime.min.time()))
    references = _references(head, written)
    if references is not None:
        fields["references"] = references
    body = flatten(head.body)
    dated = fields.get("date")
    days = days_in(body, dated.value if dated and dated.confidence > ABSURD else None)
    for name, placed in (("deadlines", days.deadlines), ("events", days.events)):
        if placed and name not in fields:
            fields[name] = found_days(body, placed, IN_TEXT)
    return Letter(part, fields, days.spans)


def _of_message(part: Part, message: MailHead) -> dict[str, Found]:
    """An e-mail is neither urgent nor secret by the words of its subject; but these are asked about."""
    fields = fields_of(message) | read_marks((), part.segments, "", NO_DAY)
    subject = message.values.get("subject")
    for name, word in (("urgency", "ด่วน"), ("secrecy", "ลับ")):
        if subject is not None and word in subject.text:
            fields[name] = Found(fields[name].value, ASKED, subject.text, subject.begin, subject.end)
    return fields


def _kind(part: Part, head: Head) -> Found:
    if part.kind:
        first = next((s for s in part.segments if s.label == "memo"), None) or head.heading or part.segments[0]
        return Found(part.kind, 0.97, first.text, first.begin, first.end)
    if head.sender is not None:
        return Found("other", ASKED, head.sender.text, head.sender.begin, head.sender.end)
    certifying = next((s for s in part.segments if _CERTIFYING.match(s.text)), None)
    if certifying is not None and not {"to", "seal_to", "subject"} & head.first.keys():
        return Found("certificate", 0.92, certifying.text, certifying.begin, certifying.end)
    for labels, kind, sure in KINDS_BY_LABELS:
        if head.first.keys() >= set(labels):
            segment = head.first[labels[0]]
            return Found(kind, sure, segment.text, segment.begin, segment.end)
    return Found("external" if head.first else "other", 0.3)


def _sender(part: Part, head: Head, kind: str, number: str, office_of: Callable[[str], str]) -> Found | None:
    if "office" in head.first:
        rest, at = head.first["office"].rest()
        name = names.office_name(rest)
        return Found(name, 0.95, name, at, at + len(name)) if name else None
    if head.issuer is not None:
        return head.issuer
    foot = signed_at_foot(head)
    if foot is not None:
        return Found(foot[0].text, 0.9, foot[0].text, foot[0].begin, foot[0].end)
    beside = _beside_number(head)
    if beside is not None:
        return beside
    known = office_of(number) if number else ""
    if known:
        segment = head.first["number"]
        return Found(known, 0.85, segment.text, segment.begin, segment.end)
    return _signed_by(part, kind)


def _beside_number(head: Head) -> Found | None:
    """The office of the letterhead; the province where only its hall is named (ศาลากลางจังหวัด…)."""
    for segment in head.around_number:
        if names.is_office(segment.text) and not day_at_place(segment.text):
            name = names.office_name(segment.text)
            return Found(name, 0.92, name, segment.begin, segment.begin + len(name))
    for segment in head.around_number:
        if (hall := names.PROVINCE.search(segment.text)) is not None:
            at = segment.begin + hall.start("name")
            return Found(hall["name"], 0.9, hall["name"], at, at + len(hall["name"]))
    return None


def _signed_by(part: Part, kind: str) -> Found | None:
    """From the block under the letter: the office whose head signs; the person himself where no office is named."""
    signer: Segment | None = None
    for segment in part.segments:
        office = _HEAD_OF.match(segment.text)
        if office is not None:
            at = segment.begin + office.start("office")
            return Found(office["office"], 0.65, office["office"], at, segment.end)
        if _SIGNER.match(segment.text):
            signer = segment
        elif kind == "seal" and signer is None and names.is_office(segment.text) and len(segment.text) < 80:
            return Found(segment.text, 0.8, segment.text, segment.begin, segment.end)
    if signer is None or kind not in {"external", "other"}:
        return None
    name = signer.text.strip("()").strip()
    if name in {"ชื่อ-สกุล", "ลงชื่อ"}:
        return None
    return Found(
        name, 0.6, name, signer.begin + signer.text.index(name), signer.begin + signer.text.index(name) + len(name)
    )


def _addressees(head: Head) -> Found | None:
    for label in ("to", "seal_to"):
        if label in head.blocks:
            flat = flatten(head.blocks[label])
            people = names.addressees(_one_by_one(head.blocks[label]))
            begin, end = flat.span(0, len(flat.text))
            return Found(people, 0.93 if people else 0.3, flat.text, begin, end)
    return None


def _one_by_one(lines: list[Segment]) -> str:
    """Lines as one, with a space before each that begins with a further addressee."""
    return "".join(f" {one.text}" if names.is_title(one.text) else one.text for one in _joined(lines))


def _joined(lines: list[Segment]) -> list[Segment]:
    """Lines with the spaces that flattening puts between those that are not both Thai."""
    flat = flatten(lines)
    return lines if flat.text == "".join(one.text for one in lines) else [Segment(flat.text, lines[0].begin)]


def _subject(head: Head, kind: str) -> Found | None:
    if "subject" in head.blocks:
        flat = flatten(head.blocks["subject"])
        text = part_text(head.blocks["subject"])
        begin, end = flat.span(0, len(flat.text))
        broken = "subject" in head.narrow or _COLUMNS.search(flat.text)
        return Found(text, ASKED if broken else 0.95, text, begin, end)
    if head.title is not None:
        return head.title
    body = [s for s in head.body if len(s.text) > 8]
    if kind == "certificate":
        flat = flatten(body)
        match = _CERTIFIES.search(flat.plain)
        if match is not None:
            begin, end = flat.span(match.start("what"), match.end("what"))
            what = flat.text[match.start("what") : match.end("what")].strip()
            return Found(f"หนังสือรับรอง {what}"[:SUBJECT_LENGTH], 0.5, what, begin, end)
    if kind == "seal" and body:
        text = body[0].text[:SUBJECT_LENGTH]
        return Found(text, 0.5, text, body[0].begin, body[0].begin + len(text))
    return None


def part_text(segments: list[Segment]) -> str:
    """Lines as one, spelled as in the letter."""
    text = ""
    for segment in segments:
        joined = text and "ก" <= text[-1] <= "์" and "ก" <= segment.text[0] <= "์"
        text += segment.text if joined or not text else f" {segment.text}"
    return " ".join(text.split())


def _enclosures(head: Head) -> Found | None:
    lines = head.blocks.get("enclosures")
    if not lines:
        return None
    items: list[str] = []
    sure = 0.9
    for place, segment in enumerate(lines):
        text = segment.text.strip()
        if items and not _BULLET.match(to_arabic(text)) and _BULLET.match(to_arabic(lines[0].text)):
            sure = sure if len(lines[place - 1].text) >= FULL_LINE else ASKED  # the text may begin here
            items[-1] = f"{items[-1]} {text}"
        else:
            items.append(text)
    listed = tuple(" ".join(_without_bullet(i).split()) for i in items)
    return Found(listed, sure, part_text(lines), lines[0].begin, lines[-1].end)


def _without_bullet(text: str) -> str:
    found = _BULLET.match(to_arabic(text))
    return text[found.end() :] if found else text


def _references(head: Head, own: str) -> Found | None:
    rows: dict[str, tuple[Ref, int, int]] = {}
    block = flatten(head.blocks.get("references", []))
    body = flatten(head.body)
    cut = False
    for flat, form in ((block, _REFERENCE_BLOCK), (body, _REFERENCE)):
        for match in form.finditer(flat.plain):
            written = match["n"] + (match["more"] or "")
            key = number_key(written)
            cut = cut or bool(match["more"])
            if key == number_key(own) or (flat is body and match["d"] is None):
                continue
            rows.setdefault(key, (Ref(stored_form(written), _day(match["d"])), *flat.span(match.start(), match.end())))
    if not rows:
        return None
    first = next(iter(rows.values()))
    found = tuple(ref for ref, _b, _e in rows.values())
    return Found(found, ASKED if cut else 0.9, first[0].number, first[1], first[2])


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text).day if text else None
    except DateError:
        return None
