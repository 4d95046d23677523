"""เลขที่หนังสือ (the letter's own number): behind its label; joined, and asked about, where a line ended within it."""

from __future__ import annotations

import re

from saraban.intake import names
from saraban.intake.head import Head
from saraban.intake.marks import ASKED
from saraban.intake.reading import Found
from saraban.intake.segments import NUMBER, Segment
from saraban.thai.digits import to_arabic
from saraban.thai.numbers import stored_form

#: What speaks against a number ending where it seems to: ``๑ ๒ ๓``, ``๑,๒๓๔``, ``๑o``, ``๑๒/๑``, ``๑๒ - ๑๕``, ``๑๒-``.
_GOES_ON = re.compile(r"(?:\s\d{1,3})+\s*$|[,.]\d|[A-Za-z]|(?!ลง|ลว|วัน)[ก-ฮ]|\s?/\s?\d|\s*[-–,]\s*\d|\s*[-–/,]\s*$")
_CIRCULAR = re.compile(r"/\s*\(?(?:ว|เวียน)")
#: Figures that begin the line below, with nothing behind them or with another column.
_FIGURES = re.compile(r"(?P<n>\d{1,4})(?:\s{3,}|$)")
_FIGURES_FIRST = re.compile(r"\d{1,4}\s+(?=\S)(?P<more>.+)$")
_RUNNING = re.compile(r"/\D{0,8}(?P<n>\d{1,6})$")
WRITTEN, MOST_FIGURES = 0.96, 6


def number_of(head: Head) -> Found | None:
    """The number of a letter; never certain where its figures may go on in the next line."""
    if head.running is not None:
        return head.running
    segment = head.first.get("number")
    if segment is None:
        return None
    rest, at = segment.rest()
    plain = to_arabic(rest)
    match = re.match(NUMBER, plain)
    if match is None:
        return None
    written, behind = rest[: match.end()], plain[match.end() :]
    more, doubtful = ("", False) if behind.strip() else _below(head, segment, match[0])
    sure = ASKED if doubtful or _GOES_ON.match(behind) else WRITTEN
    return Found(stored_form(written + more), sure, written.strip(), at, at + match.end())


def is_circular(number: Found | None) -> Found:
    """หนังสือเวียน: ``ว`` or ``เวียน`` behind the stroke; no surer than the number itself."""
    if number is None:
        return Found(False, 0.6)
    written = str(number.value)
    return Found(bool(_CIRCULAR.search(written)), min(0.97, number.confidence), written)


def _below(head: Head, segment: Segment, number: str) -> tuple[str, bool]:
    """The figures below a number that go on with it, and whether it may go on at all."""
    running = _RUNNING.search(number)
    lines = [*head.lines, *head.body]
    place = next((at for at, one in enumerate(lines) if one.begin == segment.begin), len(lines))
    below = next((one for one in lines[place + 1 :] if not one.inner), None)
    if running is None or below is None:
        return "", False
    plain = to_arabic(below.text)
    figures = _FIGURES.match(plain)
    if figures is not None:
        fits = not below.gap and len(running["n"] + figures["n"]) <= MOST_FIGURES
        return (figures["n"] if fits else ""), True
    first = _FIGURES_FIRST.match(plain)
    return "", first is not None and names.is_office(first["more"])
