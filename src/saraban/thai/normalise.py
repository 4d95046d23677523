"""การทำข้อความให้เป็นรูปเดียวกัน (normal form): the same word typed, pasted or read by a machine becomes the same text.

Pasted and recognised Thai differs in what nobody sees: invisible joiners, ``เ`` twice for ``แ``, ``ํ`` and ``า`` for ``ำ``,
a tone mark before its vowel, a mark typed twice.
"""

from __future__ import annotations

import re
import unicodedata

from saraban.thai.digits import to_arabic

#: Characters that are not seen: zero-width spaces and joiners, byte order mark, soft hyphen, bidi marks.
INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_DROP = str.maketrans(dict.fromkeys(INVISIBLE))
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_ABOVE_BELOW = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47"
_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32")
_TONE_BEFORE_VOWEL = re.compile(f"([{_TONES}\u0e4c])([{_ABOVE_BELOW}])")
_TONE_AFTER_AM = re.compile(f"\u0e33([{_TONES}])")
_DOUBLED = re.compile(f"([{_TONES}{_ABOVE_BELOW}\u0e4c\u0e4d])\\1+")
_HIGH = re.compile("[\u2000-\uffff]")


def clean(text: str) -> str:
    """Give a text one spelling for what looks the same, keeping its digits, case and spaces (รูปสะกดเดียวกัน).

    Never refuses; cleaning twice changes nothing more.
    """
    text = text.translate(_DROP)
    text = _HIGH.sub(_compatible, text)
    before = ""
    while before != text:
        before = text
        text = text.replace("\u0e40\u0e40", "\u0e41")
        text = _DOUBLED.sub(r"\1", text)
        text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
        text = _AM.sub(_joined_am, text)
        text = _TONE_AFTER_AM.sub("\\1\u0e33", text)
    return text


def normalise(text: str) -> str:
    """Give the form in which texts are compared and searched: cleaned, Arabic digits, lower case (รูปสำหรับค้นหา)."""
    return clean(to_arabic(clean(text)).lower())


def _joined_am(match: re.Match[str]) -> str:
    return f"{match[1] or match[2] or ''}\u0e33"


def _compatible(match: re.Match[str]) -> str:
    # Only above U+2000: compatibility forms would take ``ำ`` apart.
    return unicodedata.normalize("NFKC", match[0])
