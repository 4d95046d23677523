"""ซ่อมข้อความ (repairing text): what a PDF's text layer or a recognised scan spoils, put right line by line.

Marks out of order, ``ํ`` and ``า`` apart, spaces before marks, words cut by a hyphen at the end of a line, page numbers
and continuation marks between two pages. Lines stay lines, since a letter's head is read by its lines.
"""

from __future__ import annotations

import re

from saraban.thai.lost_marks import with_marks
from saraban.thai.normalise import clean

_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LOOSE_AM = re.compile("(?<=[ก-ฮ])([\u0e48-\u0e4b]?) ?\u0e4d ?([\u0e48-\u0e4b]?) ?\u0e32")
#: No word begins with one of these, so a space before it came from a machine.
_LOOSE_MARK = re.compile("(?<=[ก-ฮ\u0e31-\u0e4e]) +(?=[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])")
#: Older Thai fonts have raised marks in the places of these letters: ``ทีÉ`` is ``ที่``.
_MARKS = dict(zip("\u00c9\u00ca\u00cb\u00cc\u00cd", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True))
_LATIN_MARK = re.compile("(?<=[ก-ฮ\u0e31\u0e34-\u0e39])[\u00c9-\u00cd]")
#: Where fonts keep marks that stand lower or further left, and letters without their foot.
_PRIVATE = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
            "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
            strict=True,
        )
    )
)
#: ``-ลับ-`` between two hyphens is no word that was cut.
_CUT_WORD = re.compile(r"(?m)(?P<framed>^[ ]*-[^\n-]*-[ ]*$)|(?<=[ก-ฮะ-ู็-์])-(?:[ ]*\n\s*|[ ])(?=[ก-ฮเ-ไ])")
_PAGE = re.compile(r"^\s*[-–—]\s*[0-9๐-๙]{1,3}\s*[-–—]\s*$")
_CONTINUED = re.compile(r"^(?P<begin>.{1,60}?)\s*(?:\.{3}|…)\s*(?:/\s*\S.*)?$")
_BLANKS = re.compile(r"\n{3,}")
MOST_ROUNDS = 4


def repair(text: str) -> str:
    """Give the text as it was meant, with ``\\n`` between lines; never refuses; twice changes nothing more."""
    for _round in range(MOST_ROUNDS):
        repaired = _repair_once(text)
        if repaired == text:
            break
        text = repaired
    return text


def _repair_once(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\v", "\n").replace("\x00", "")
    text = clean(_SPACES.sub(" ", text.translate(_PRIVATE)))
    text = _LATIN_MARK.sub(lambda mark: _MARKS[mark[0]], text)
    text = _LOOSE_AM.sub("\\1\\2\u0e33", text)
    text = with_marks(_LOOSE_MARK.sub("", text))
    text = _CUT_WORD.sub(lambda cut: cut["framed"] or "", text)
    lines = [line.rstrip() for line in text.split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(_without_page_marks(lines))).strip("\n")


def _without_page_marks(lines: list[str]) -> list[str]:
    """Leave out page numbers, and the words at the foot of a page that the next page begins with (``๑.๓ ระยะ...``)."""
    kept = [line for line in lines if not _PAGE.match(line)]
    return [line for at, line in enumerate(kept) if not _is_continued(line, kept[at + 1 : at + 6])]


def _is_continued(line: str, following: list[str]) -> bool:
    found = _CONTINUED.match(line.strip())
    if found is None:
        return False
    following_text = next((text for text in following if text.strip()), "")
    begin = "".join(found["begin"].split())
    return bool(begin) and "".join(following_text.split()).startswith(begin)
