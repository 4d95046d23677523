"""การตัดบรรทัด (line breaks): where a line of Thai may end, so that no word, name or number is torn apart on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saraban.thai.segment import segment

#: A piece without a place to break is cut where it would not fit the narrowest column.
LONGEST = 24
#: A short word goes with the word before it (หนอง + จอก), unless it is one that lines often begin with.
SHORT, TOGETHER = 3, 14
BEGINNERS = frozenset(
    [
        "การ", "ความ", "ที่", "ใน", "ของ", "และ", "กับ", "ให้", "โดย", "ต่อ", "จาก", "แก่", "ไม่", "ได้", "มี", "ตาม",
        "ผู้", "ขอ", "รับ", "ส่ง", "ณ", "ว่า", "ซึ่ง", "ถึง", "แห่ง", "พระ",
    ]
)  # fmt: skip
#: Words of the registers that the dictionary does not know as one.
COMPOUNDS = frozenset(["เลขรับ", "เลขส่ง"])
GLUE = "\u00a0"
_THAI = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,}\\Z")
_LETTER = re.compile("[\u0e01-\u0e2e]")
_DIGIT = re.compile(r"\d")
_CLUSTER = re.compile("[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*", re.DOTALL)


def pieces(text: str) -> list[str]:
    """ชิ้นข้อความ: the pieces that a line may end between. They join to the text; a space that is no ``GLUE`` is one."""
    found: list[str] = []
    previous = ""
    words = segment(text)
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if not found or _is_apart(found[-1], previous, word, following):
            found.append(word)
            previous = word
        else:
            found[-1] += word
            previous = GLUE if word.isspace() else word
    return [part for piece in found for part in _cut(piece)]


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
    if previous + word in COMPOUNDS:
        return False
    short = len(_LETTER.findall(word)) <= SHORT and word not in BEGINNERS
    return not (short and len(piece) + len(word) <= TOGETHER)


def _is_word(text: str) -> bool:
    return _THAI.match(text) is not None


def _cut(piece: str) -> Iterator[str]:
    part = ""
    for cluster in _CLUSTER.findall(piece) if len(piece) > LONGEST else [piece]:
        if part and len(part) + len(cluster) > LONGEST:
            yield part
            part = ""
        part += cluster
    yield part
