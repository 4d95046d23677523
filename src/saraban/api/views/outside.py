"""หนังสือนอกระบบ (letters outside the system): the list of a unit, recording one, striking a record out."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.serialise import day_text, moment
from saraban.api.views.parameters import PAGING, YEAR, as_day, page_from
from saraban.core.clock import buddhist_year
from saraban.outside import service


@operation(
    "GET", "/units/{code}/outside", tag="registers", thai="หนังสือนอกระบบของปี",
    english="Letters that could not go through the system", answer="OutsidePage", query=(YEAR, *PAGING),
)  # fmt: skip
def list_outside(call: Call) -> Page:
    """เหตุจำเป็นอื่น, in the order of their dates; records struck out stay on the list."""
    year = call.query.get("year", buddhist_year(call.desk.today))
    found = service.read_outside(call.root, call.actor, unit=call.unit().code, year=year)
    return page_from(call, found, _shown)


@operation(
    "POST", "/units/{code}/outside", tag="registers", thai="บันทึกหนังสือนอกระบบ",
    english="Record a letter that could not go through the system", body="OutsideBody", answer="OutsideLetter",
    status=201,
)  # fmt: skip
def post_outside(call: Call) -> dict[str, Any]:
    """With its paper number, the reason and who approved it."""
    body = call.body
    kept = service.record_outside(
        call.desk,
        call.actor,
        unit=call.unit().code,
        dated=as_day(body["date"]),
        approved_on=as_day(body["approved_on"]),
        approver=(body["approver_person"], body["approver_post"]),
        **{name: body[name] for name in ("number", "to", "subject", "reason")},
    )
    return _shown(kept)


@operation(
    "POST", "/outside/{id}/strike", tag="registers", thai="ขีดฆ่ารายการที่ลงผิด", english="Strike out a wrong record",
    body="Reason", answer="OutsideLetter",
)  # fmt: skip
def post_strike_outside(call: Call) -> dict[str, Any]:
    """It stays to be read, with who struck it and why."""
    found = service.find_outside(call.root, call.actor, call.path["id"])
    service.strike_outside(call.desk, call.actor, record=found, why=call.body["reason"])
    return _shown(found)


def _shown(record: Any) -> dict[str, Any]:
    names = ("unit", "number", "to", "subject", "reason", "approver", "name", "post")
    return {
        "id": record.key,
        **{name: getattr(record, name) for name in names},
        "approver_person": record.approver_person or None,
        "approver_post": record.approver_post or None,
        "date": day_text(record.dated),
        "approved_on": day_text(record.approved_on),
        "at": moment(record.at),
        "struck_why": record.struck_why or None,
        "struck_by": record.struck_by or None,
        "struck_at": moment(record.struck_at),
    }
