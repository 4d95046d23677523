"""ผู้เกี่ยวข้องและซองถึงเฉพาะบุคคล (letters for few): who is named on a receipt; an envelope opened and handed back."""

from __future__ import annotations

from typing import Any

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.receipts import paper_of
from saraban.letters import apart
from saraban.letters.completing import complete_receipt


@operation(
    "POST",
    "/receipts/{id}/names",
    tag="receipts",
    thai="ระบุผู้เกี่ยวข้องเพิ่ม",
    english="Name more of those concerned",
    body="NamesBody",
    answer="Receipt",
)
def post_names(call: Call) -> dict[str, Any]:
    """They read and find the letter from now on."""
    paper, body = paper_of(call), call.body
    apart.name_more(call.desk, call.actor, paper=paper, to=tuple(body["concerned"]), reason=body["reason"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/names/take-off",
    tag="receipts",
    thai="ถอนชื่อผู้เกี่ยวข้อง",
    english="Take a name off",
    body="NameOffBody",
    answer="Receipt",
)
def post_name_off(call: Call) -> dict[str, Any]:
    """Somebody always stays named."""
    paper, body = paper_of(call), call.body
    apart.take_name_off(call.desk, call.actor, paper=paper, target=body["name"], reason=body["reason"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/open-envelope",
    tag="receipts",
    thai="เปิดซอง",
    english="Say that the envelope was opened",
    body="Nothing",
    answer="Receipt",
)
def post_open_envelope(call: Call) -> dict[str, Any]:
    """By its addressee; the time is kept, once."""
    paper = paper_of(call)
    apart.open_envelope(call.desk, call.actor, paper=paper)
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/hand-back",
    tag="receipts",
    thai="ส่งคืนงานสารบรรณ",
    english="Hand an opened envelope to the registry",
    body="HandBackBody",
    answer="Receipt",
)
def post_hand_back(call: Call) -> dict[str, Any]:
    """It is registered with its subject, under the same receive number."""
    paper, body = paper_of(call), call.body
    apart.hand_back(
        call.desk,
        call.actor,
        paper=paper,
        subject=body["subject"],
        handling=body.get("handling", ""),
        named=tuple(body.get("concerned", [])),
    )
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/complete",
    tag="receipts",
    thai="แนบหนังสือจากซอง",
    english="Attach the letter of an envelope that was handed back",
    body="CompleteBody",
    answer="Receipt",
    uploads=True,
    about="Its text, its files, or both, once. Files come as multipart/form-data with the JSON in `data`.",
)
def post_complete(call: Call) -> dict[str, Any]:
    """By the registry; the receive number stays."""
    paper = paper_of(call)
    complete_receipt(call.desk, call.actor, paper=paper, body=call.body.get("body", ""), arrivals=call.arrivals())
    return serialise.receipt(paper)
