"""เลขที่หนังสือ (letter numbers): ``กท ๐๔๐๓/ว ๓๒`` however it is typed, and how it is printed.

A number has the code of the office (รหัสหน่วยงาน), a stroke, ``ว`` for a circular, and the running number. Orders have
the running number and the year: ``๑๒/๒๕๖๗``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.thai.digits import Digits, in_digits, to_arabic
from saraban.thai.normalise import normalise

CIRCULAR = "ว"

#: Buddhist years that a number or a date may carry.
FIRST_YEAR, LAST_YEAR = 2400, 2700

_STROKES = re.compile("[/\u2044\u2215\uff0f\\\\]")
_LABEL = re.compile(r"^(?:ที่|เลขที่|คำสั่งที่|no\.?)\s*(?=[ก-ฮ\d])")
_ABBREVIATION_DOT = re.compile(r"(?<=[ก-ฮ])\.(?=\d)")
_RUNNING = re.compile(r"(?:(?P<prefix>.+)/)?(?P<mark>[ก-ฮ]{0,2})(?P<n>\d{1,9})")
_IN_TEXT = re.compile(
    r"(?<![ก-๙a-z\d])(?:ที่\s*)?"
    r"(?P<code>[ก-ฮ]{1,3}\.?\s{0,2}\d{1,6}(?:\.\d{1,4}){0,4})\s{0,2}/\s{0,2}(?P<mark>[ก-ฮ]{0,2})\s{0,2}(?P<n>\d{1,9})(?!\d)"
)


@dataclass(frozen=True)
class LetterNumber:
    """เลขที่หนังสือ, read: ``prefix`` compact with Arabic digits (``กท0403``), ``year`` only on orders and the like."""

    prefix: str | None
    circular: bool
    n: int
    year: int | None = None

    @property
    def key(self) -> str:
        """The text under which the number is found, e.g. ``กท0403/ว32``."""
        if self.year is not None:
            return f"{self.n}/{self.year}"
        tail = f"{CIRCULAR if self.circular else ''}{self.n}"
        return f"{self.prefix}/{tail}" if self.prefix else tail


def _compact(text: str) -> str:
    text = _STROKES.sub("/", normalise(text)).strip()
    text = "".join(_LABEL.sub("", text).split())
    return _ABBREVIATION_DOT.sub("", text)


def number_key(text: str) -> str:
    """Give the one key of a number for all its spellings: digits, spaces, stroke and ``ที่`` make no difference.

    ``กท ๐๔๐๓/ว ๓๒``, ``กท0403/ว32`` and ``ที่ กท 0403 / ว 32`` give ``กท0403/ว32``. Never refuses: what is no number
    comes back normalised and without spaces.
    """
    compact = _compact(text)
    found = _RUNNING.fullmatch(compact)
    if found is None:
        return compact
    head = f"{found['prefix']}/" if found["prefix"] else ""
    return f"{head}{found['mark']}{int(found['n'])}"


def is_number(text: str) -> bool:
    """Is a letter named by this (มีเลขที่)? ``-``, ไม่มี and other words without a digit say that it has no number."""
    return any(char.isdecimal() for char in text)


def parse_number(text: str) -> LetterNumber | None:
    """Read a letter's number (เลขที่หนังสือ) or an order's (``๑๒/๒๕๖๗``); ``None`` when it is neither."""
    found = _RUNNING.fullmatch(_compact(text))
    if found is None or found["mark"] not in {"", CIRCULAR}:
        return None
    prefix, n = found["prefix"], int(found["n"])
    circular = found["mark"] == CIRCULAR
    if prefix and prefix.isdecimal() and not circular and FIRST_YEAR <= n <= LAST_YEAR:
        return LetterNumber(prefix=None, circular=False, n=int(prefix), year=n)
    if prefix and not any(c.isalnum() for c in prefix):
        return None
    return LetterNumber(prefix=prefix, circular=circular, n=n)


def find_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Find the letter numbers in a running text (เลขที่หนังสือในข้อความ); gives what is written and its key, in order.

    The text must be normalised (see ``thai.normalise``). Only numbers with the code of an office are found.
    """
    for found in _IN_TEXT.finditer(text):
        written = found[0]
        yield written, number_key(written)


def format_number(prefix: str | None, n: int, *, circular: bool = False, digits: Digits = "thai") -> str:
    """Print a number as on paper: ``กท ๐๔๐๓/ว ๓๒``; without a prefix ``๓๒`` or ``ว ๓๒``."""
    tail = f"{CIRCULAR} {n}" if circular else str(n)
    return in_digits(f"{prefix}/{tail}" if prefix else tail, digits)


def format_order_number(n: int, year: int, digits: Digits = "thai") -> str:
    """Print the number of an order, announcement or certificate with its Buddhist year: ``๑๒/๒๕๖๗``."""
    return in_digits(f"{n}/{year}", digits)


def stored_form(text: str) -> str:
    """Give the form in which a number is kept: as written, with Arabic digits and single spaces."""
    return " ".join(to_arabic(text).split())
