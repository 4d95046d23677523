"""ข้อความย่อ (snippets): a passage of a live object's text with the words that were looked for marked.

The index keeps no bodies: what is shown comes from the object that the reader may see at this moment.
"""

from __future__ import annotations

import re
from functools import lru_cache

from saraban.search.interfaces import Segments
from saraban.thai.digits import ARABIC, THAI
from saraban.thai.masking import blank, shorten
from saraban.thai.normalise import INVISIBLE

LENGTH = 220
BEFORE = 60
#: So much around a passage is looked at for what is hidden in it: its label may stand outside.
AROUND = 300
MOST_MARKS = 12
LONGEST_NEEDLE = 80

_GAP = rf"[\s{INVISIBLE}\-./]*"
_LOOSE = {"\u0e41": "(?:\u0e41|\u0e40\u0e40)", "\u0e33": "(?:\u0e33|\u0e4d[\u0e48-\u0e4b]?\u0e32)"}
_LOOSE |= {a: f"[{a}{t}]" for a, t in zip(ARABIC, THAI, strict=True)}
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=512)
def pattern_of(needles: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds the needles in a text in any spelling of their signs and digits; None when there are none."""
    alternatives = []
    for needle in sorted(set(needles), key=len, reverse=True):
        signs = [c for c in needle[:LONGEST_NEEDLE] if c.isalnum() or "\u0e30" <= c <= "\u0e4e"]
        if signs:
            alternatives.append(_GAP.join(_LOOSE.get(c, re.escape(c)) for c in signs))
    cased = any(needle.upper() != needle.lower() for needle in needles)  # looking at no case is slow
    return re.compile("|".join(alternatives), re.IGNORECASE if cased else 0) if alternatives else None


def _starts(text: str, at: int) -> int:
    """Where a passage around ``at`` begins: at a space if there is one near, never on a mark that sits on a letter."""
    start = max(0, at - BEFORE)
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
        while start > 0 and _sits_on_letter(text[start]):
            start -= 1
    return start


def _sits_on_letter(char: str) -> bool:
    return char == "\u0e31" or "\u0e33" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e"


def snippet(text: str, needles: tuple[str, ...], length: int = LENGTH) -> Segments:
    """Give a passage of a text around the first place where a needle stands, the needles in it marked (ข้อความย่อ).

    The needles are normalised; the passage keeps the text's own spelling and digits. Where none stands in the text the
    passage is its beginning.
    """
    text = _SPACES.sub(" ", text).strip()
    pattern = pattern_of(needles)
    first = pattern.search(text) if pattern is not None else None
    start = _starts(text, first.start()) if first is not None else 0
    end = min(len(text), start + length)
    while end < len(text) and _sits_on_letter(text[end]):
        end += 1
    passage = _hide(text, start, end)
    segments: Segments = [("…", False)] if start else []
    at = 0
    for count, found in enumerate(pattern.finditer(passage) if pattern is not None else ()):
        if count >= MOST_MARKS:
            break
        if found.start() > at:
            segments.append((passage[at : found.start()], False))
        segments.append((found[0], True))
        at = found.end()
    if at < len(passage):
        segments.append((passage[at:], False))
    if end < len(text):
        segments.append(("…", False))
    return [(shorten(words), marked) for words, marked in segments]


def _hide(text: str, start: int, end: int) -> str:
    """The passage, passcodes and meeting identifiers hidden (ปิดบังรหัส): the letter's own page shows them."""
    begin = max(0, start - AROUND)
    return blank(text[begin : end + AROUND])[start - begin : end - begin]
