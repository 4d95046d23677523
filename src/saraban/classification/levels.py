"""ชั้นความเร็ว ชั้นความลับ (levels of urgency and secrecy) of ข้อ 28 and of the secrecy regulation 2544."""

from __future__ import annotations

import re
from enum import StrEnum

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.thai.numbers import number_key


class Urgency(StrEnum):
    """ชั้นความเร็ว (ข้อ 28): the value is stored."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    MOST_URGENT = "most_urgent"


class Secrecy(StrEnum):
    """ชั้นความลับ: the value is stored."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a level, not a password
    TOP_SECRET = "top_secret"  # noqa: S105 - a level, not a password


URGENCY_TH = {
    Urgency.NORMAL: "ปกติ",
    Urgency.URGENT: "ด่วน",
    Urgency.VERY_URGENT: "ด่วนมาก",
    Urgency.MOST_URGENT: "ด่วนที่สุด",
}
SECRECY_TH = {
    Secrecy.OPEN: "ไม่มี",
    Secrecy.CONFIDENTIAL: "ลับ",
    Secrecy.SECRET: "ลับมาก",
    Secrecy.TOP_SECRET: "ลับที่สุด",
}
#: Sorting of in-trays: the most urgent first.
URGENCY_RANK = {Urgency.MOST_URGENT: 0, Urgency.VERY_URGENT: 1, Urgency.URGENT: 2, Urgency.NORMAL: 3}


#: How grave a level is; a clearance includes the levels below it.
RANK = {Secrecy.OPEN: 0, Secrecy.CONFIDENTIAL: 1, Secrecy.SECRET: 2, Secrecy.TOP_SECRET: 3}


#: อักษรหลังเครื่องหมายทับ of numbers of classified series
_NUMBER_MARK = re.compile(r"/ว?\(?(ลส|ลม|ล)\)?\.?\d")
#: the level itself, typed in front of the number
_NUMBER_LEVEL = re.compile(r"^\(?(ลับที่สุด|ลับมาก|ลับ)(?!แล)")
_MARKED = {
    "ล": Secrecy.CONFIDENTIAL, "ลม": Secrecy.SECRET, "ลส": Secrecy.TOP_SECRET,
    "ลับ": Secrecy.CONFIDENTIAL, "ลับมาก": Secrecy.SECRET, "ลับที่สุด": Secrecy.TOP_SECRET,
}  # fmt: skip


class SecrecyNotTaken(Invalid):
    """ไม่รับชั้นความลับนี้ที่นี่: nothing of the letter was stored; says at which door, or that it stays on paper."""


def accept_urgency(value: str) -> Urgency:
    """Read a level of urgency (stored value or Thai word); raises ``Invalid``."""
    for level in Urgency:
        if value in {level.value, URGENCY_TH[level]}:
            return level
    raise Invalid(_("Choose the urgency from the list."), field="urgency")


def accept_secrecy(value: str) -> Secrecy:
    """Read a level of secrecy and refuse what may not come in: the check of every ordinary door.

    ลับที่สุด is refused for good (regulation 2526 ข้อ 29 as amended); ลับ and ลับมาก go to the secret registry.
    """
    level = accept_level(value)
    if level is not Secrecy.OPEN:
        raise SecrecyNotTaken(
            _(
                "Classified letters are not registered here; nothing was stored. "
                "Give the letter to the secret registrar of the agency."
            ),
            field="secrecy",
            slug="classified-not-taken",
        )
    return level


def level_by_number(number: str) -> Secrecy:
    """ชั้นความลับตามเลขที่หนังสือ: a number with ล, ลม or ลส behind its stroke comes from a classified series.

    So does ``ว(ล)`` of a circular, and a number with its level typed in front of it.
    """
    key = number_key(number) if number.strip() else ""
    found = _NUMBER_LEVEL.search(key) or _NUMBER_MARK.search(key)
    return _MARKED[found[1]] if found else Secrecy.OPEN


def check_number(number: str) -> None:
    """Refuse a number of a series of ลับที่สุด (``/ลส``), whatever secrecy was chosen beside it."""
    if level_by_number(number) is Secrecy.TOP_SECRET:
        raise SecrecyNotTaken(
            _(
                "This number is from a series of top-secret letters (/ลส). Nothing was stored; use paper. "
                "If the letter is not top secret, check its number."
            ),
            field="number",
            slug="top-secret-refused",
        )


def accept_classified(value: str) -> Secrecy:
    """Read a level for the secret registry: ลับ or ลับมาก. Refuses ลับที่สุด, and what is open."""
    level = accept_level(value)
    if level is Secrecy.OPEN:
        raise Invalid(_("Choose ลับ or ลับมาก. An open letter is registered in the ordinary book."), field="level")
    return level


def accept_level(value: str) -> Secrecy:
    """Read a level (stored value or Thai word). Refuses ลับที่สุด, at every door, and what is no level."""
    for level in Secrecy:
        if value in {level.value, SECRECY_TH[level]}:
            break
    else:
        raise Invalid(_("Choose the secrecy from the list."), field="secrecy")
    if level is Secrecy.TOP_SECRET:
        raise SecrecyNotTaken(
            _("A top-secret letter may not be handled in an electronic system. Nothing was stored; use paper."),
            field="secrecy",
            slug="top-secret-refused",
        )
    return level
