"""การตัดบรรทัด (line breaks): where a line of Thai may end, so that no word, name or number is torn apart on paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from saraban.thai.dates import MONTHS
from saraban.thai.segment import TokensDifferError, segment

#: A piece without a place to break is cut where it would not fit the narrowest column.
LONGEST = 24
#: A short word goes with the word before it (หนอง + จอก), unless it is one that lines often begin with.
SHORT, TOGETHER = 3, 14
BEGINNERS = frozenset(
    [
        "การ", "ความ", "ที่", "ใน", "ของ", "และ", "กับ", "ให้", "โดย", "ต่อ", "จาก", "แก่", "ไม่", "ได้", "มี", "ตาม",
        "ผู้", "ขอ", "รับ", "ส่ง", "ณ", "ว่า", "ซึ่ง", "ถึง", "แห่ง", "พระ", "สำนัก",
    ]
)  # fmt: skip
#: What is no word without the one after it.
PREFIXES = frozenset(["การ", "ความ"])
GLUE = "\u00a0"
_THAI = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,}\\Z")
_LETTER = re.compile("[\u0e01-\u0e2e]")
_DIGIT = re.compile(r"\d")
_MONTH = "(?:" + "|".join(re.escape(name) for name in MONTHS) + ")"
_DAY = "(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
_N = "[0-9๐-๙]"
_COUNTED = (
    "(?:(?:ร้อย|พัน|หมื่น|แสน|ล้าน)?(?:บาท|คน|เมตร|ไร่|ตัน|ลิตร|ลูกบาศก์เมตร|ตารางเมตร|ตารางวา|ตารางกิโลเมตร|กิโลเมตร|เซนติเมตร"
    "|มิลลิเมตร|กิโลกรัม|กรัม|มิลลิลิตร)|ร้อย|พัน|หมื่น|แสน|ล้าน|น\\.|วันทำการ|วัน|สัปดาห์|เดือน|ปี|ชั่วโมง|นาที|แห่ง|ฉบับ|แผ่น|ครั้ง|รายการ|บัญชี"
    "|ชุด|หน้า|ราย|เขต|แขวง|ชุมชน|โรงเรียน|ห้อง|หลัง|คัน|เครื่อง|ตัว|อัตรา|ตำแหน่ง|กลุ่ม|โครงการ|ระยะ|ข้อ|หน่วย|หน่วยงาน|องศา|สตางค์|เล่ม|ซอง|กล่อง"
    "|รีม|ดวง|สาย|ต้น|งาน)"
)
#: What stays together though there are spaces in it: days, years, times, numbers of letters, a number and what it
#: counts, a mark such as ``๑)`` and the word after it.
_TOGETHER = re.compile(
    "|".join(
        [
            f"วัน{_DAY}ที่ ?{_N}{{1,2}} {_MONTH}(?: {_N}{{2,4}})?",
            f"(?:(?:วันที่|ที่) ?)?{_N}{{1,2}} {_MONTH}(?: {_N}{{2,4}})?",
            f"(?:ที่ )?[ก-ฮ]{{1,2}}\\.? {_N}{{4}}(?:\\.{_N}+)*/(?:[ก-ฮ]{{1,2}} ?)?{_N}+",
            f"{_N}[0-9๐-๙.,:]* {_COUNTED}",
            f"(?:(?<=\\s)|^)(?:{_N}{{1,2}}\\)|ณ) [ก-๎]{{1,6}}",
            f"(?:กรุงเทพมหานคร|จังหวัด[ก-๎]{{2,30}}) {_N}{{5}}(?!{_N})",
            f"(?:โทร\\. ?)?{_N} {_N}{{3,4}} {_N}{{4}}",
        ]
    )
)
#: A mark within a text, ``๓)``: it belongs to what follows, not to the word before it.
_ITEM = re.compile(f"\\s{_N}{{1,2}}\\)\\s")
#: Where an address of the internet is cut: after its strokes, else after its other marks.
_STROKES = (re.compile(".*[/?&]", re.DOTALL), re.compile(".*[=._-]", re.DOTALL))
#: A year stays with its era even where a mark stands before it: (ฉบับที่ ๒) พ.ศ. ๒๕๖๗.
_YEAR = re.compile(f"(?:พ\\.ศ\\.|ค\\.ศ\\.) ?{_N}{{4}}")
#: A number of an order and the word before it (บทที่ ๔), the names of agencies that begin with การ (สำนักการโยธา).
_NAMED = re.compile(f"[ก-๎]ที่ ?{_N}+|(?:สำนัก|กอง|ฝ่าย)การ[ก-ฮเ-ไ]")
_CLUSTER = re.compile("[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*", re.DOTALL)


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """ชิ้นข้อความ: the pieces that a line may end between. They join to the text; a space that is no ``GLUE`` is one.

    Raises ``TokensDifferError`` where they would not join: nothing is printed then.
    """
    found: list[str] = []
    previous = ""
    words = _mended(segment(text))
    whole = _whole_stretches(text)
    at = 0
    for word, following in zip(words, [*words[1:], ""], strict=False):
        apart = _is_item(text, at) or _is_apart(found[-1] if found else "", previous, word, following)
        if not found or (apart and not _is_inside(at, whole)):
            found.append(word)
            previous = word
        else:
            found[-1] += word
            previous = GLUE if word.isspace() else word
        at += len(word)
    cut = [part for piece in found for part in _cut(piece, longest)]
    if "".join(cut) != text:
        msg = "the pieces do not join to the text"
        raise TokensDifferError(msg)
    return cut


@lru_cache(maxsize=1)
def whole_words() -> re.Pattern[str]:
    """คำที่ไม่แยกบรรทัด: the words of offices in ``data/whole_words.txt``, the longest first."""
    lines = (files("saraban.documents") / "data" / "whole_words.txt").read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _whole_stretches(text: str) -> list[tuple[int, int]]:
    """Where no line ends, as (begin, end), none inside another's end."""
    spans = sorted(
        match.span() for known in (whole_words(), _TOGETHER, _YEAR, _NAMED) for match in known.finditer(text)
    )
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _mended(words: list[str]) -> list[str]:
    """The dictionary knows นักการศึกษา (educators), so that it reads สำ and นักการศึกษา for the agency สำนักการศึกษา."""
    mended: list[str] = []
    for word in words:
        if mended and mended[-1] == "สำ" and word.startswith("นัก"):
            mended[-1] += word
        else:
            mended.append(word)
    return mended


def _is_inside(at: int, whole: list[tuple[int, int]]) -> bool:
    place = bisect_right(whole, (at, -1)) - 1
    return place >= 0 and whole[place][0] < at < whole[place][1]


def _is_apart(piece: str, previous: str, word: str, following: str) -> bool:
    """May a line end between a piece and the word after it?"""
    if GLUE in (previous, word):
        return False
    if word.isspace():  # a number stays with the short word before it: ครั้งที่ ๑
        return not (_DIGIT.match(following) and _is_word(previous) and len(piece) <= TOGETHER)
    if previous.isspace():
        return True
    if not (_is_word(word) and _is_word(previous)):
        return False
    if previous in PREFIXES and len(piece) + len(word) <= LONGEST:
        return False
    short = len(_LETTER.findall(word)) <= SHORT and word not in BEGINNERS
    return not (short and len(piece) + len(word) <= TOGETHER)


def _is_item(text: str, at: int) -> bool:
    """Does a mark such as ``๓)`` follow here? Not where it is the end of a bracket: (ฉบับที่ ๒)."""
    return _ITEM.match(text, at) is not None and text.count("(", 0, at) <= text.count(")", 0, at)


def _is_word(text: str) -> bool:
    return _THAI.match(text) is not None


def _cut(piece: str, longest: int) -> Iterator[str]:
    """A piece as it is, or in parts where it is too long: between its words, an address after its strokes."""
    if len(piece) <= longest:
        yield piece
        return
    part = ""
    for word in _mended(segment(piece)) if _LETTER.search(piece) else [piece]:
        if part and len(part) + len(word) > longest:
            yield from _kept_apart(part)
            part = ""
        if len(word) > longest:
            *whole, part = _cut_in_letters(word, longest)
            yield from whole
        else:
            part += word
    yield from _kept_apart(part)


def _kept_apart(part: str) -> Iterator[str]:
    """A part with the plain space before or after it as a piece of its own."""
    inner = part.strip(" ")
    before, _inner, after = part.partition(inner) if inner else (part, "", "")
    yield from (piece for piece in (before, inner, after) if piece)


def _cut_in_letters(word: str, longest: int) -> Iterator[str]:
    part = ""
    for cluster in _CLUSTER.findall(word):
        if part and len(part) + len(cluster) > longest:
            at = _last_stroke(part, longest)
            yield part[:at]
            part = part[at:]
        part += cluster
    yield part


def _last_stroke(part: str, longest: int) -> int:
    """Where a part that is too long is cut: at a stroke that leaves no mere rest, else at its end."""
    found = (match.end() for match in (stroke.match(part) for stroke in _STROKES) if match)
    return next((at for at in found if at > longest // 3), len(part))
