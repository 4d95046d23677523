"""รูปแบบการแสดงผล (formats): digits, dates, due words and chips as people read them; templates call it ``fmt``.

On Thai pages official fields stand in Thai digits and Buddhist years; on English pages digits are Arabic and the year
stays Buddhist, since it is part of the register's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saraban.classification.levels import URGENCY_TH, Urgency
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.core.i18n import _
from saraban.thai.dates import ENGLISH_MONTHS, DateStyle, format_date, format_english_date, format_time
from saraban.thai.digits import to_arabic, to_thai
from saraban.ui.layout.html import Html, html

#: urgency -> (style of the chip, English words)
_URGENCY = {
    Urgency.NORMAL: ("normal", _("Normal")),
    Urgency.URGENT: ("soon", _("Urgent")),
    Urgency.VERY_URGENT: ("soon", _("Very urgent")),
    Urgency.MOST_URGENT: ("now", _("Most urgent")),
}
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = 7


@dataclass(frozen=True)
class Chip:
    """ป้ายบอกระดับ: a word and its style (normal, soon, now, good)."""

    text: str
    style: str


@dataclass(frozen=True)
class Due:
    """กำหนด in words, with its style: late, soon or later; ``group`` is the in-tray group it belongs to."""

    text: Any
    style: str
    group: str
    iso: str = ""


class Formats:
    """Formats for one request: its language, the office's today."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today

    @property
    def is_thai(self) -> bool:
        return self.language == "th"

    def digits(self, value: Any) -> str:
        """Digits of an official field: Thai on Thai pages, Arabic on English ones."""
        text = "" if value is None else str(value)
        return to_thai(text) if self.is_thai else to_arabic(text)

    def count(self, value: int) -> str:
        """A count with thousands marked."""
        return self.digits(f"{value:,}")

    def day(self, value: date | datetime | None, style: DateStyle = "short") -> str:
        """A date as text: ``short`` ๘ มี.ค. ๒๕๖๗, ``full`` ๘ มีนาคม ๒๕๖๗, ``weekday`` วันศุกร์ที่ ๘ มีนาคม ๒๕๖๗."""
        if value is None:
            return ""
        on = _day(value)
        if self.is_thai:
            return format_date(on, style=style, digits="thai")
        weekday = f"{_WEEKDAYS_EN[on.weekday()]}, " if style == "weekday" else ""
        return f"{weekday}{format_english_date(on)}"

    def clock(self, value: datetime | None) -> str:
        """The Bangkok time of an instant: ๐๙.๐๑ น."""
        if value is None:
            return ""
        at = value.astimezone(BANGKOK).time()
        return format_time(at, digits="thai") if self.is_thai else f"{at:%H:%M}"

    def time(self, value: date | datetime | None, style: DateStyle = "short", *, clock: bool = False) -> Html:
        """A date for people and machines: ``<time datetime>`` in ISO form, the weekday on hover."""
        if value is None:
            return Html("")
        text = self.day(value, style)
        if isinstance(value, datetime):
            iso = value.astimezone(BANGKOK).isoformat(timespec="minutes")
            text = f"{text} {self.clock(value)}" if clock else text
        else:
            iso = value.isoformat()
        return html('<time datetime="{}" title="{}">{}</time>', iso, self.day(value, "weekday"), text)

    def year(self, year: int) -> str:
        """A Buddhist year."""
        return self.digits(year)

    def urgency(self, value: str) -> Chip:
        """ชั้นความเร็ว as a chip; the wording is that of the regulation on Thai pages."""
        level = Urgency(value)
        style, english = _URGENCY[level]
        return Chip(URGENCY_TH[level] if self.is_thai else str(english), style)

    def due(self, day: date | None, time: str = "") -> Due:
        """กำหนด in words: เกิน ๒ วัน, วันนี้ ๑๖.๓๐ น., พรุ่งนี้, ศุกร์ ๑๕ มี.ค., ๓๐ เม.ย. ๒๕๖๗."""
        if day is None:
            return Due(_("No due date"), "later", "none")
        left = (day - self.today).days
        iso = day.isoformat()
        if left < 0:
            words = _("${n} days late", mapping={"n": self.digits(-left)})
            return Due(words, "late", "late", iso)
        if left == 0:
            words = _("Today ${time}", mapping={"time": self.digits(time)}) if time else _("Today")
            return Due(words, "soon", "today", iso)
        if left == 1:
            return Due(_("Tomorrow"), "later", "week", iso)
        if left < _WEEK:
            return Due(self._near(day), "later", "week", iso)
        return Due(self.day(day), "later", "later", iso)

    def _near(self, day: date) -> str:
        if not self.is_thai:
            return f"{_WEEKDAYS_EN[day.weekday()][:3]} {day.day} {ENGLISH_MONTHS[day.month - 1]}"
        weekday = format_date(day, style="weekday", digits="thai").split("ที่ ", 1)[0].removeprefix("วัน")
        short = format_date(day, style="short", digits="thai").rsplit(" ", 1)[0]
        return f"{weekday} {short}"


def initials(name: str) -> str:
    """Two letters for the round mark of a person: the first consonants of given and family name."""
    words = [w for w in name.replace("นางสาว", "", 1).replace("นาง", "", 1).replace("นาย", "", 1).split() if w]
    letters = [next((c for c in w if c.isalpha() and c not in "เแโใไ"), "") for w in words[:2]]
    return "".join(letters) or "?"


def _day(value: date | datetime) -> date:
    return bangkok_date(value) if isinstance(value, datetime) else value
