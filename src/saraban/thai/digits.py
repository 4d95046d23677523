"""เลขไทย (Thai digits): turning digits of one script into the other, leaving everything else alone."""

from __future__ import annotations

import re
from typing import Literal

#: Which digits a text is written with.
Digits = Literal["thai", "arabic"]

THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"

_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = dict(zip(THAI, ARABIC, strict=True))
_THAI_DIGIT = re.compile(f"[{THAI}]")


def to_thai(text: str) -> str:
    """Write every digit as a Thai digit (เลขไทย): ``1๗๙`` becomes ``๑๗๙``."""
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """Write every digit as an Arabic digit (เลขอารบิก): ``1๗๙`` becomes ``179``."""
    return _THAI_DIGIT.sub(lambda digit: _TO_ARABIC[digit[0]], text)  # quicker than translating a text without any


def in_digits(text: str, digits: Digits) -> str:
    """Write every digit in the script asked for."""
    return to_thai(text) if digits == "thai" else to_arabic(text)
