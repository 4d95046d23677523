"""ถ้อยคำของข่าว (wording): messages, days and digits in a person's language, on one line, passcodes hidden.

Subjects and names of units stay as they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pyramid.i18n import make_localizer

import saraban
from saraban.thai.dates import format_date, format_english_date, format_time, parse_time
from saraban.thai.digits import to_arabic, to_thai
from saraban.thai.masking import mask

LOCALES = Path(saraban.__file__).parent / "locales"
LINE_LENGTH = 300


@cache
def _localizer(language: str) -> Any:
    return make_localizer(language, [str(LOCALES)])


@dataclass(frozen=True)
class Wording:
    """ถ้อยคำในภาษาหนึ่ง: ``th`` or ``en``."""

    language: str = "th"

    @property
    def is_thai(self) -> bool:
        return self.language == "th"

    def say(self, message: Any) -> str:
        """A message in the language, a text as it is; on one line, passcodes hidden."""
        words = _localizer(self.language).translate(message) if hasattr(message, "domain") else str(message)
        return mask(" ".join(words.split()))[:LINE_LENGTH]

    def digits(self, value: Any) -> str:
        """A number as it stands in the language."""
        return to_thai(str(value)) if self.is_thai else to_arabic(str(value))

    def day(self, day: date, clock: str = "") -> str:
        """A day, and a time of day where one is written."""
        on = format_date(day) if self.is_thai else format_english_date(day)
        if not clock:
            return on
        at = parse_time(clock)
        return f"{on} {format_time(at) if self.is_thai else f'{at:%H:%M}'}"


THAI = Wording()
