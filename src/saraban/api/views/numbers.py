"""เลขหนังสือ (numbers) without a document: issue, reserve, use, void, amend."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.api import rows
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.parameters import as_day, named
from saraban.core.clock import buddhist_year
from saraban.core.permissions import Permission
from saraban.letters.correcting import amend_entry
from saraban.registers.service import EntryRef, book_key, issue, reserve, series_for, use_reserved, void

PLACE = "/units/{code}/numbers/{series}/{year}/{n}"


@operation(
    "POST",
    "/units/{code}/numbers",
    tag="numbers",
    thai="ออกเลขหรือจองเลข",
    english="Issue or reserve a number",
    body="NumberBody",
    answer="Entry",
    status=201,
    about="With `reserve` the number is kept for somebody; without, it is issued and `subject` is needed.",
)
def post_number(call: Call) -> dict[str, Any]:
    """The next number of a series."""
    desk, body, unit = call.desk, call.body, call.path["code"]
    series = series_for(find_unit(call.root, unit), body.get("series", "send"))
    desk.hold([book_key(unit, series, buddhist_year(desk.today))])
    kept = body.get("reserve")
    if kept is not None:
        until = date.fromisoformat(kept["until"])
        row = reserve(desk, call.actor, unit=unit, series=series, who=kept["who"], why=kept["why"], until=until)
    else:
        row = issue(
            desk,
            call.actor,
            unit=unit,
            series=series,
            subject=body.get("subject", ""),
            wanted=body.get("wanted"),
            **_columns(body),
        )
    return rows.entry(row)


@operation(
    "POST",
    f"{PLACE}/use",
    tag="numbers",
    thai="ใช้เลขที่จอง",
    english="Use a reserved number",
    body="UseNumber",
    answer="Entry",
)
def post_use_number(call: Call) -> dict[str, Any]:
    """Fill the entry of a reserved number; its date stays."""
    place = _held(call)
    return rows.entry(use_reserved(call.desk, call.actor, place, subject=call.body["subject"], **_columns(call.body)))


@operation(
    "POST", f"{PLACE}/void", tag="numbers", thai="ยกเลิกเลข", english="Void a number", body="Reason", answer="Entry"
)
def post_void_number(call: Call) -> dict[str, Any]:
    """It stays in the register as ยกเลิก and is never used again."""
    place = _held(call)
    return rows.entry(void(call.desk, call.actor, place, call.body["reason"]))


@operation(
    "POST",
    f"{PLACE}/amend",
    tag="numbers",
    thai="แก้ไขรายการ",
    english="Amend a register entry",
    body="AmendNumber",
    answer="Entry",
)
def post_amend_number(call: Call) -> dict[str, Any]:
    """What stood there stays readable, with who, when and why."""
    place = _held(call)
    changes = _columns(call.body) | named(call.body, subject="subject")
    return rows.entry(amend_entry(call.desk, call.actor, place, changes, call.body["why"]))


def _held(call: Call) -> EntryRef:
    path = call.path
    place = EntryRef(path["code"], path["series"], int(path["year"]), int(path["n"]))
    call.actor.require(Permission.REGISTER_READ, find_unit(call.root, place.unit))
    call.desk.hold([book_key(place.unit, place.series, place.year)])
    return place


def _columns(body: dict[str, Any]) -> dict[str, Any]:
    columns = named(body, number="number", from_="from_unit", to="to", action="action", remark="remark")
    return columns | ({"dated": as_day(body["date"])} if "date" in body else {})
