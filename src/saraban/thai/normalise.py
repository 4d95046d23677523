"""การทำข้อความให้เป็นรูปเดียวกัน (normal form): the same word typed, pasted or read by a machine becomes the same text.

Pasted and recognised Thai differs in what nobody sees: invisible joiners, ``เ`` twice for ``แ``, ``ํ`` and ``า`` for
``ำ``, a tone mark before its vowel, a mark typed twice.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from saraban.thai.digits import to_arabic

#: Characters that are not seen: zero-width spaces and joiners, byte order mark, soft hyphen, bidi marks.
INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

#: Fillers that count as letters and signs, and show as nothing.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SEEN = frozenset("LNPS")

_UNSEEN = re.compile(f"[{INVISIBLE}]")
#: Of those, what says something: where a line may break, how letters join.
_JOINERS = "\u200b\u200c\u200d"
_MEANINGLESS = re.compile(f"(?![{_JOINERS}])[{INVISIBLE}]")
#: More marks on one letter than any word has; lines above and below would be drawn over.
_MOST_MARKS = 4
_COMBINING = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c) in {"Mn", "Me"})
_PILE = re.compile(f"[{_COMBINING}]{{{_MOST_MARKS + 1},}}")
_NIKHAHIT, _AA, _AM = "\u0e4d", "\u0e32", "\u0e33"
_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
#: Marks in the order in which they are typed after their letter.
_ORDER = {char: place for place, chars in enumerate((_VOWELS, _TONES, _NIKHAHIT, _AM)) for char in chars}
_MARKS = re.compile(f"[{''.join(_ORDER)}]{{2,}}")
_HIGH = re.compile("[\u2000-\uffff]")
#: What most texts have none of: characters to look at, and marks that stand out of order, twice or taken apart.
_ODD = re.compile("[\u00ad\u180e\u2000-\uffff]")
_DISORDERED = re.compile(f"[{_TONES}{_NIKHAHIT}{_AM}][{_VOWELS}{_TONES}{_NIKHAHIT}]")
_WRONG_PAIRS = ("\u0e40\u0e40", _NIKHAHIT + _AA, _AM + _AM, *(vowel * 2 for vowel in _VOWELS))


def clean(text: str) -> str:
    """Give a text one spelling for what looks the same, keeping its digits, case and spaces (รูปสะกดเดียวกัน).

    Never refuses; cleaning twice changes nothing more.
    """
    if _ODD.search(text):
        text = _UNSEEN.sub("", _HIGH.sub(_compatible, _UNSEEN.sub("", text)))
    if not any(pair in text for pair in _WRONG_PAIRS) and not _DISORDERED.search(text):
        return text
    text = text.replace("\u0e40\u0e40", "\u0e41")
    text = _MARKS.sub(_in_order, text).replace(_NIKHAHIT + _AA, _AM)
    return _MARKS.sub(_in_order, text)


def is_seen(text: str) -> bool:
    """Is there anything to be read in a text (มีข้อความ), more than spaces, joiners and marks without a letter?"""
    return any(unicodedata.category(char)[0] in _SEEN and char not in _FILLERS for char in text)


def is_piled_up(text: str) -> bool:
    """Do so many marks stand on one letter that they draw over the lines around it (วรรณยุกต์ซ้อนกัน)?"""
    return _PILE.search(text) is not None


def without_unseen(text: str, *, joiners: bool = False) -> str:
    """Take out the characters that nobody sees, keeping all else as typed (ตัดอักขระที่มองไม่เห็น).

    ``joiners`` keeps those that say where a line may break or how letters join, for texts of several lines.
    """
    return (_MEANINGLESS if joiners else _UNSEEN).sub("", text)


def normalise(text: str) -> str:
    """Give the form in which texts are compared and searched: cleaned, Arabic digits, lower case (รูปสำหรับค้นหา)."""
    lowered = to_arabic(clean(text)).lower()
    return clean(lowered) if _ODD.search(lowered) else lowered  # digits and case put no mark out of order


def _in_order(match: re.Match[str]) -> str:
    return _marks_in_order(match[0])


@lru_cache(maxsize=4096)
def _marks_in_order(written: str) -> str:
    marks = sorted(written, key=_ORDER.__getitem__)
    return "".join(mark for at, mark in enumerate(marks) if at == 0 or mark != marks[at - 1])


def _compatible(match: re.Match[str]) -> str:
    # Only above U+2000: compatibility forms would take ``ำ`` apart. Half of a pair is no character.
    return "" if "\ud800" <= match[0] <= "\udfff" else unicodedata.normalize("NFKC", match[0])
