"""พารามิเตอร์ที่ใช้ร่วมกัน (parameters that several calls take) and how members of a body become values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from saraban.api import cursors
from saraban.api.contract import MOST_IDS, Page, Parameter
from saraban.api.gate import Call
from saraban.api.schemas.parts import code, day, text, whole, word
from saraban.core.errors import Missing
from saraban.core.i18n import _

YEARS = (2400, 2699)

CURSOR = Parameter("cursor", text("A cursor.", 400), "Where the page begins: `next` of the page before.")
LIMIT = Parameter(
    "limit",
    whole("A number of items.", 1, MOST_IDS, default=50),
    "Most items wanted: up to 100, or 10,000 with `fields=id`.",
)
FIELDS = Parameter("fields", word("Which members.", "id"), "`id`: only the ids.")
PAGING = (LIMIT, CURSOR, FIELDS)
YEAR = Parameter("year", whole("A Buddhist year.", *YEARS), "ปี พ.ศ.; left out, this year.")
FROM_NUMBER = Parameter(
    "from_number", whole("A running number.", 0, 2_000_000_000), "The number that the page begins at."
)
ON_DAY = Parameter("day", day("A day."), "Only entries of this day.")
UNIT = Parameter("unit", code("A unit's code."), "Only what belongs to this unit.")


def page_from(
    call: Call, found: Sequence[Any], shown: Callable[[Any], Any], key: Callable[[Any], str] = lambda one: one.key,
    **more: Any,
) -> Page:  # fmt: skip
    """หน้าหนึ่งของรายการที่มีอยู่แล้ว: the page of a whole list that the call asks for; ``shown`` writes an item down."""
    start = cursors.offset(call.query.get("cursor"))
    part = found[start : start + call.limit]
    items = [{"id": key(one)} if call.wants_ids else shown(one) for one in part]
    return Page(items, cursors.write(start + call.limit) if len(found) > start + call.limit else None, more)


def as_day(value: str | None) -> date | None:
    """A date of a body, checked before."""
    return date.fromisoformat(value) if value else None


def as_instant(value: str | None) -> datetime | None:
    """A moment of a body, checked before."""
    return datetime.fromisoformat(value) if value else None


def nothing() -> Missing:
    """The one answer for what is not there and for what may not be seen."""
    return Missing(_("There is nothing at this address, or you may not see it."))


def named(body: dict[str, Any], /, **names: str) -> dict[str, Any]:
    """Members of a body under the names that a service uses, those that were sent only."""
    return {service: body[member] for service, member in names.items() if member in body}
