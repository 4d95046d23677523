"""เลขข้ออัตโนมัติของ Word (numbers that Word counts): what stands before a paragraph without being among its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from saraban.thai.digits import to_thai

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNTER = re.compile(r"%([1-9])")
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
#: A list counts so far; beyond it is no document that somebody wrote.
MOST = 9999
DEEPEST = 9
#: Longest words around a number.
LONGEST = 40
BULLET = "-"


@dataclass(frozen=True)
class Level:
    """ระดับของเลขข้อ: where it begins, how it is written and what stands around it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbers:
    """เลขข้ออัตโนมัติ of one document, counted as its paragraphs pass by in order."""

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._of_style = dict(_styles(styles))

    def mark(self, paragraph: Any) -> str:
        """What Word writes before this paragraph, counting it: ``๑.``, ``๑.๑``, ``(ก)``, ``-``; empty where nothing."""
        number, depth = self._place(paragraph)
        abstract, starts = self._lists.get(number, ("", {}))
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [])
        if number not in self._begun:
            self._begun.add(number)
            if starts:
                del counts[min(starts) :]
        first = starts.get(depth, level.start)
        self._count(counts, depth, first, levels)
        if level.form == "bullet":
            return BULLET
        return _COUNTER.sub(lambda at: _written(counts, int(at[1]) - 1, levels), level.text).strip()

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or those of its style."""
        place = paragraph.find(f"{_W}pPr")
        if place is None:
            return "", 0
        style = place.find(f"{_W}pStyle")
        by_style = self._of_style.get(_value(style), ("", 0))
        return _numbered(place.find(f"{_W}numPr"), by_style)

    @staticmethod
    def _count(counts: list[int], depth: int, first: int, levels: dict[int, Level]) -> None:
        while len(counts) < depth:  # a deeper level without one above it counts that as begun
            counts.append(levels.get(len(counts), Level()).start)
        if len(counts) == depth:
            counts.append(first)
        else:
            counts[depth] = min(counts[depth] + 1, MOST)
            del counts[depth + 1 :]

    def _read(self, numbering: Any) -> None:
        for one in numbering.findall(f"{_W}abstractNum"):
            levels = {}
            for level in one.findall(f"{_W}lvl"):
                form = _value(level.find(f"{_W}numFmt")) or "decimal"
                text = _value(level.find(f"{_W}lvlText"))[:LONGEST]
                levels[_whole(level.get(f"{_W}ilvl"))] = Level(_whole(_value(level.find(f"{_W}start")), 1), form, text)
            self._levels[one.get(f"{_W}abstractNumId", "")] = levels
        for one in numbering.findall(f"{_W}num"):
            starts = {
                _whole(over.get(f"{_W}ilvl")): _whole(_value(over.find(f"{_W}startOverride")), 1)
                for over in one.findall(f"{_W}lvlOverride")
                if over.find(f"{_W}startOverride") is not None
            }
            self._lists[one.get(f"{_W}numId", "")] = _value(one.find(f"{_W}abstractNumId")), starts


def _styles(styles: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    """The list and level that a style gives its paragraphs, by itself or by the one it is based on."""
    own, based = {}, {}
    for style in styles.findall(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        based[name] = _value(style.find(f"{_W}basedOn"))
        own[name] = style.find(f"{_W}pPr/{_W}numPr")
    for name in own:
        at, seen = name, {""}
        while at not in seen:
            seen.add(at)
            if own.get(at) is not None:
                yield name, _numbered(own[at], ("", 0))
                break
            at = based.get(at, "")


def _numbered(found: Any, otherwise: tuple[str, int]) -> tuple[str, int]:
    if found is None:
        return otherwise
    number, depth = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    return (
        otherwise[0] if number is None else _value(number),
        otherwise[1] if depth is None else min(_whole(_value(depth)), DEEPEST - 1),
    )


def _written(counts: list[int], at: int, levels: dict[int, Level]) -> str:
    level = levels.get(at, Level())
    n = counts[at] if at < len(counts) else level.start
    return _FORMS.get(level.form, str)(n)


def _letters(alphabet: str) -> Callable[[int], str]:
    return lambda n: alphabet[(n - 1) % len(alphabet)] * ((n - 1) // len(alphabet) + 1) if n > 0 else str(n)


def _roman(n: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        found += letters * (n // value)
        n %= value
    return found


_FORMS: dict[str, Callable[[int], str]] = {
    "thaiNumbers": lambda n: to_thai(str(n)),
    "thaiLetters": _letters(_THAI_LETTERS),
    "lowerLetter": _letters(_LATIN_LETTERS),
    "upperLetter": lambda n: _letters(_LATIN_LETTERS)(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "none": lambda _n: "",
}


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _whole(text: str | None, otherwise: int = 0) -> int:
    return min(int(text), MOST) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
