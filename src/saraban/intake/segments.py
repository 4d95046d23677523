"""บรรทัดและป้ายกำกับ (segments): a text as lines, lines cut at the labels of a letter's head, each with its place.

Regular expressions here read text with Arabic digits; digits are turned one for one, so that places stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from saraban.intake.alone import is_day, with_values, without_leaders
from saraban.intake.names import PROVINCE, is_address, is_office
from saraban.intake.written import words_of
from saraban.thai.dates import MONTHS, WEEKDAYS
from saraban.thai.digits import to_arabic

#: เลขที่หนังสือ: of an office, with a year, or of a company.
NUMBER = (
    r"(?:[ก-ฮ]{1,4}\.?\s{0,3}(?:\([^()\d\n]{1,12}\)\s{0,3})?\d{1,6}(?:[.-]\d{1,4}){0,4}\.?"
    r"\s?(?:\([^()\n]{1,12}\)\s?\d{0,4}(?:\(\d{1,3}\))?)?\s{0,3}/\s{0,3}"
    r"(?:(?:[ก-ฮ]{1,2}(?:\s?\([ก-ฮ]{1,2}\))?\.?|\(?เวียน\)?)\s{0,2})?\d{1,6}(?:/\d{4})?"
    r"|(?:พิเศษ\s{0,2}|(?:[ก-ฮ]{1,6}\.?){1,4}\s{0,2})?\d{1,6}\s?/\s?\d{4}(?!\d)"
    r"|[A-Z][A-Za-z]{0,9}[.\-/ ]{0,2}(?:[A-Za-z0-9]{1,10}[.\-/]){0,4}\d{1,6}(?:/\d{2,4})?)"
)
_GREETING = "กราบเรียน|เรียน|กราบนมัสการ|นมัสการ|กราบทูล|เจริญพร"
LABELS = {
    "memo": r"บันทึกข้อความ\s*(?=$|ส่วนราชการ\s|ที่\s|(?:\s(?:ด่วน|ลับ)(?:ที่สุด|มาก)?)+\s*$)",
    "office": r"ส่วนราชการ\s*[:.]?\s*(?=\S)",
    "number": rf"(?:เลขที่|ที่)\s*[:.]?\s*(?={NUMBER}|[-–]\s*$)",
    "subject": r"เรื่อง\s*[:.]?\s+(?=\S)",
    "to": rf"(?:{_GREETING})(?:\s?/\s?(?:{_GREETING}))?\s*[:.]?\s+(?=[^\s/])",
    "seal_to": r"ถึง\s*[:.]?\s+(?=\S)",
    "references": r"(?:อ้างถึง|อ้าง\s?ถึง)\s*[:.]?\s*(?=\S)",
    "enclosures": r"(?:สิ่งที่ส่งมาด้วย|สิ่งที่แนบมาด้วย|เอกสารที่ส่งมาด้วย)\s*[:.]?\s*(?=\S)",
    "date": r"(?:ลงวันที่|วันที่|ลว\.?)\s*[:.]?\s*(?=\d|วัน|[จอพศส]\.)",
    "given": r"(?:สั่ง|ประกาศ|ให้ไว้|ออกให้)\s*ณ\s*(?:วันที่)?\s*(?=\d|วัน)",
}
_LABEL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS.items()))
#: Where a line that begins with a label holds a further one.
_INNER = re.compile(
    rf"(?<=\s)(?=(?:ที่\s+{NUMBER}|(?:ลงวันที่|วันที่|ลว\.?)\s*\d|ส่วนราชการ\s|เรื่อง\s|เรียน\s|อ้างถึง\s|สิ่งที่ส่งมาด้วย\s))"
)
#: Labels whose lines hold numbers and days of other letters.
_LISTED = frozenset({"references", "enclosures"})
#: Labels whose lines are words, and those of a few figures.
_WORDED = frozenset({"subject", "to", "seal_to", *_LISTED})
_SHORT = frozenset({"memo", "office", "number", "date"})
_BESIDE = re.compile(r"(?<=\s)(?=(?:อ้างถึง|สิ่งที่ส่งมาด้วย)\s)")
_MARK = r"(?:ด่วนที่สุด|ด่วนมาก|ด่วน|ลับที่สุด|ลับมาก|ลับ)"
_MARK_FIRST = re.compile(rf"(?:{_MARK}\s+)+(?=ที่\s|บันทึกข้อความ)")
_MARK_BETWEEN = re.compile(rf"\s(?:{_MARK}\s+)+(?=\S)")
_MARK_LAST = re.compile(rf"\s(?=(?:{_MARK}\s*)+$)")
_WIDE_GAP = re.compile(r"\s{3,}")
_COLUMN_GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
LONGEST_BESIDE = 80
_NUMBERED = re.compile(rf"(?:เลขที่|ที่)\s*(?:{NUMBER}|[ก-ฮ]{{1,4}}\.?\s?\d{{2,6}}(?:\.\d{{1,4}}){{0,4}}\s?/(?=\s))")
_NO_NUMBER = re.compile(r"ที่\s+(?=วันที่\s*\d)")
_WEEKDAY = rf"วัน(?:{'|'.join(WEEKDAYS)})(?:ที่)?"
_BARE_DAY = re.compile(
    rf"(?<=\s)(?=(?:{_WEEKDAY}\s)?\d{{1,2}}\s{{1,3}}(?:{'|'.join(MONTHS)})\s{{1,3}}(?:(?:พ\.?ศ\.?|พุทธศักราช)\s{{0,3}})?\d{{4}}(?:\s+เรื่อง\s|\s*$))"
)
_DATED = re.compile(r"(?:ที่|ลว\.?)\s+$")
#: How a text begins behind the addressee where everything stands on one line.
_TEXT = re.compile(r"(?<=\s)(?=(?:ด้วย|ตามที่|ตามหนังสือ|เนื่องจาก|เนื่องด้วย|สืบเนื่อง|ข้าพเจ้า|พร้อมหนังสือนี้)\s?[ก-ฮเ-ไ])")
LONGEST_LINE = 4000
#: In a text of more lines than these, so few of which stand close to the next, a blank line sets nothing apart.
FEW_LINES, CLOSE = 4, 0.2


@dataclass(frozen=True)
class Segment:
    """ช่วงข้อความ: a line, or the part of it that one label begins; ``gap`` says that a blank line stands before."""

    text: str
    begin: int
    gap: bool = False
    inner: bool = False

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.begin + len(self.text)

    @property
    def label(self) -> str:
        """The name of its label, or nothing."""
        found = _LABEL.match(to_arabic(self.text))
        return found.lastgroup or "" if found else ""

    def rest(self) -> tuple[str, int]:
        """What stands behind the label, and where that begins."""
        found = _LABEL.match(to_arabic(self.text))
        at = found.end() if found else 0
        return self.text[at:], self.begin + at


def segments_of(text: str) -> list[Segment]:
    """The lines of a text that hold something, cut at labels where several stand on one line."""
    found: list[Segment] = []
    lines = with_values(without_leaders(text)).split("\n")
    spaced = _is_double_spaced(lines)
    at, gap = 0, True
    for line in lines:
        bare = line.strip()
        if bare:
            begin = at + line.index(bare[0])
            found += _cut(bare[:LONGEST_LINE], begin, gap=gap and not spaced)
        gap = not bare
        at += len(line) + 1
    return found


def _is_double_spaced(lines: Sequence[str]) -> bool:
    """Does a blank line stand behind nearly every line, so that it sets nothing apart?"""
    written = [place for place, line in enumerate(lines) if line.strip()]
    close = sum(further - place == 1 for place, further in pairwise(written))
    return len(written) > FEW_LINES and close <= len(written) * CLOSE


def _cut(line: str, begin: int, *, gap: bool) -> list[Segment]:
    plain = to_arabic(line)
    first = _MARK_FIRST.match(plain)
    cuts = [0, first.end()] if first else [0]
    label = _LABEL.match(plain, cuts[-1])
    if label and label.lastgroup != "given":
        inner = _BESIDE if label.lastgroup in _LISTED else _INNER
        further = [m.start() for m in inner.finditer(plain, cuts[-1] + 1)]
        cuts += _until_listed(plain, [at for at in further if not _is_of_subject(plain, at, label.lastgroup)])
    elif blank := _NO_NUMBER.match(plain, cuts[-1]):
        cuts.append(blank.end())
    cuts = _at_columns(plain, cuts, first.end() if first else 0)
    cuts = _at_marks(plain, cuts, first.end() if first else 0)
    cuts = _at_text(plain, cuts)
    pieces = []
    for place, cut in enumerate(cuts):
        piece = line[cut : cuts[place + 1] if place + 1 < len(cuts) else len(line)].rstrip()
        if piece:
            pieces.append(Segment(piece, begin + cut, gap=gap and cut == 0, inner=cut > 0))
    return pieces


def _is_of_subject(plain: str, at: int, label: str | None) -> bool:
    """``เรื่อง ขอเชิญประชุม เรื่อง …``: a word of the subject, where no wide gap stands before it."""
    return label == "subject" and plain.startswith("เรื่อง", at) and not plain[:at].endswith("   ")


def _until_listed(plain: str, cuts: list[int]) -> list[int]:
    """Behind อ้างถึง on the same line, numbers and days are those of other letters."""
    listed = next((m.start() for cut in cuts if (m := _BESIDE.match(plain, cut))), len(plain))
    return [cut for cut in cuts if cut <= listed or _BESIDE.match(plain, cut)]


def _at_columns(plain: str, cuts: list[int], begin: int) -> list[int]:
    """``ที่ กท ๐๔๐๓/๑๒        สำนักงานเขต…``: the column at the right is a line of its own, and so is a day behind it."""
    number = _NUMBERED.match(plain, begin)
    if number is None:
        return sorted({*cuts, *_column_at_right(plain, begin, cuts)})
    wide = _WIDE_GAP.match(plain, number.end())
    at = wide.end() if wide else number.end() + 1
    until = min((cut for cut in cuts if cut > number.end()), default=len(plain))
    days = [m.start() for m in _BARE_DAY.finditer(plain, number.end()) if not _DATED.search(plain[: m.start()])][:1]
    columns = [at] if at < until and (wide or is_office(plain[at:until]) or PROVINCE.match(plain[at:until])) else []
    if (mark := _MARK_BETWEEN.match(plain, number.end())) and mark.end() < until:
        columns = [number.end() + 1, mark.end()]
    return sorted({*cuts, *columns, *days})


def _column_at_right(plain: str, begin: int, cuts: list[int]) -> list[int]:
    """Behind a subject or an addressee, or words that go on with it: an office, an address or a day beside them."""
    label = _LABEL.match(plain, begin)
    gap = _COLUMN_GAP.search(plain, label.end() if label else begin)
    if gap is None or (label and label.lastgroup not in {"subject", "to", "seal_to"}):
        return []
    right = plain[gap.end() : min((cut for cut in cuts if cut > gap.end()), default=len(plain))]
    return [gap.end()] if is_beside(right) else []


def is_beside(text: str) -> bool:
    """Does a piece of a line hold what stands in a column of its own: an office, an address, a day?"""
    return len(text) < LONGEST_BESIDE and (is_office(text) or is_address(text) or is_day(text))


def _at_marks(plain: str, cuts: list[int], begin: int) -> list[int]:
    """``ด่วนที่สุด      บันทึกข้อความ      ลับ``: marks in a column of their own, or behind what a label begins."""
    label = _LABEL.match(plain, begin)
    name = label.lastgroup if label else ""
    if words_of(plain):
        return cuts  # a line of marks is read whole
    columns = [0, *(gap.end() for gap in _WIDE_GAP.finditer(plain)), len(plain)] if name not in _WORDED else []
    around = {at for pair in pairwise(columns) if words_of(plain[slice(*pair)]) for at in pair if at < len(plain)}
    ended = _MARK_LAST.search(plain) if name in _SHORT else None
    return sorted({*cuts, *around, *([ended.end()] if ended else ())})


def _at_text(plain: str, cuts: list[int]) -> list[int]:
    """Where the text of the letter follows its addressee on the same line."""
    last = _LABEL.match(plain, cuts[-1])
    found = _TEXT.search(plain, cuts[-1] + 1) if last and last.lastgroup in {"to", *_LISTED} else None
    return [*cuts, found.start()] if found else cuts


@dataclass(frozen=True)
class Flat:
    """ข้อความต่อบรรทัด: lines joined as they are read, with the place of each character in the text."""

    text: str
    places: tuple[int, ...]

    @property
    def plain(self) -> str:
        """The same with Arabic digits, character for character."""
        return to_arabic(self.text)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The place in the text of a stretch of the joined lines."""
        if not self.places or begin >= end:
            return 0, 0
        return self.places[begin], self.places[min(end, len(self.places)) - 1] + 1


def flatten(segments: Sequence[Segment]) -> Flat:
    """Join lines: Thai letters follow each other directly, everything else and a number with a space between."""
    chars: list[str] = []
    places: list[int] = []
    for segment in segments:
        if chars and not segment.inner and _are_one(chars[-1], segment):
            pass
        elif chars:
            chars.append(" ")
            places.append(places[-1])
        chars += segment.text
        places += range(segment.begin, segment.end)
    return Flat("".join(chars), tuple(places))


def _are_one(last: str, segment: Segment) -> bool:
    """Do the line above and this one hold one stretch of Thai writing?"""
    return not segment.gap and "ก" <= last <= "์" and "ก" <= segment.text[0] <= "์" and segment.label != "number"
