"""หนังสือของหน่วย (receipts): endorsing, sending on, returning, closing, opening again, filing."""

from __future__ import annotations

from typing import Any

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.parameters import as_day, named
from saraban.core.errors import Missing
from saraban.exchange.cancelling import void_receipt
from saraban.exchange.forwarding import forward
from saraban.exchange.handing import take_back
from saraban.exchange.receiving import return_paper
from saraban.letters import closing, endorsing, records
from saraban.letters.notes import Note
from saraban.letters.on_paper import find_note
from saraban.signatures.interfaces import Secret
from saraban.signatures.issuing import Given


@operation(
    "GET",
    "/receipts/{id}",
    tag="receipts",
    thai="หนังสือของหน่วย",
    english="A unit's own paper of a letter",
    answer="Receipt",
)
def get_receipt(call: Call) -> dict[str, Any]:
    """With its endorsements."""
    return serialise.receipt(paper_of(call))


@operation(
    "POST",
    "/receipts/{id}/endorsements",
    tag="receipts",
    thai="เกษียนหนังสือ",
    english="Endorse",
    body="EndorsementBody",
    answer="Endorsement",
    status=201,
    about="`propose` needs `to`; `order` needs `assign_to`. Notes are never edited. With `on_sheet` the note is "
    "signed on the unit's own sheet of a letter that was issued with a certificate, all or nothing.",
)
def post_endorsement(call: Call) -> dict[str, Any]:
    """Propose (เสนอ), order (สั่งการ) or acknowledge (รับทราบ)."""
    body, desk, actor, paper = call.body, call.desk, call.actor, paper_of(call)
    note, verb, due = body.get("text", ""), body.get("verb", ""), as_day(body.get("due"))
    if body.get("on_sheet"):
        return serialise.endorsement(_signed_on_sheet(call, paper.id))
    if body["act"] == "propose":
        made = endorsing.propose(
            desk,
            actor,
            paper=paper,
            to=body.get("to", ""),
            text=note,
            verb=verb,
            due=due,
            to_post=body.get("to_post", ""),
            without_delegate=body.get("without_delegate", False),
        )
    elif body["act"] == "order":
        made = endorsing.order(
            desk, actor, paper=paper, text=note, verb=verb, due=due, assign_to=tuple(body.get("assign_to", []))
        )
    else:
        made = endorsing.acknowledge(desk, actor, paper=paper, text=note, verb=verb)
    return serialise.endorsement(made)


def _signed_on_sheet(call: Call, key: int) -> Any:
    body, given = call.body, call.body["on_sheet"]
    note = Note(**note_of(body))
    made = call.request.registry.on_sheet.endorse(
        call.desk, call.actor, paper=key, note=note, seen=given["seen"], given=given_on_sheet(call, given)
    )
    return find_note(paper_of(call), made)


def note_of(body: dict[str, Any]) -> dict[str, Any]:
    """The members of a note as typed that a body gives."""
    found = named(body, **{n: n for n in ("act", "text", "verb", "to", "to_post", "without_delegate")})
    return {**found, "due": as_day(body.get("due")), "assign_to": tuple(body.get("assign_to", []))}


def given_on_sheet(call: Call, body: dict[str, Any]) -> Given:
    """What a signer gives."""
    secret = Secret(body.get("signing_code", ""), body.get("pin", ""))
    return Given(body["typed_name"], body["otp"], secret, call.digest)


@operation(
    "POST",
    "/receipts/{id}/forward",
    tag="receipts",
    thai="ส่งต่อ",
    english="Send on",
    body="ForwardBody",
    answer="Deliveries",
)
def post_forward(call: Call) -> dict[str, Any]:
    """To units, which register the same letter themselves, to posts or to persons; no new number is issued."""
    paper = paper_of(call)
    sent = forward(
        call.desk,
        call.actor,
        paper=paper,
        to=tuple(call.body["to"]),
        text=call.body.get("text", ""),
        due=as_day(call.body.get("due")),
        named=tuple(call.body.get("concerned", [])),
    )
    return {
        "deliveries": [serialise.delivery(call.root, d) for d in sent],
        "letter": serialise.receipt(paper)["letter"],
        "receipt": paper.key,
    }


@operation(
    "POST",
    "/receipts/{id}/return",
    tag="receipts",
    thai="ส่งคืน",
    english="Return to the sender",
    body="Reason",
    answer="Receipt",
)
def post_return_receipt(call: Call) -> dict[str, Any]:
    """The receive number stays used."""
    paper = paper_of(call)
    return_paper(call.desk, call.actor, paper=paper, reason=call.body["reason"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/close",
    tag="receipts",
    thai="ปิดเรื่อง",
    english="Close the matter",
    body="Result",
    answer="Receipt",
)
def post_close(call: Call) -> dict[str, Any]:
    """For this unit, with the result."""
    paper = paper_of(call)
    closing.close(call.desk, call.actor, paper=paper, result=call.body["result"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/reopen",
    tag="receipts",
    thai="เปิดเรื่องใหม่",
    english="Open the matter again",
    body="Reason",
    answer="Receipt",
)
def post_reopen(call: Call) -> dict[str, Any]:
    """For a reason."""
    paper = paper_of(call)
    closing.reopen(call.desk, call.actor, paper=paper, reason=call.body["reason"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/file",
    tag="receipts",
    thai="เข้าแฟ้ม",
    english="File into a folder",
    body="Folder",
    answer="Receipt",
)
def post_file(call: Call) -> dict[str, Any]:
    """From now on the folder decides who reads the unit's paper."""
    paper = paper_of(call)
    closing.file_paper(call.desk, call.actor, paper=paper, folder=call.body["folder"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/void",
    tag="receipts",
    thai="ยกเลิกการลงทะเบียนรับ",
    english="Cancel a registration",
    body="Reason",
    answer="Receipt",
    about="While nothing was sent on from it. What came by a delivery waits again to be registered.",
)
def post_void_receipt(call: Call) -> dict[str, Any]:
    """For what was registered wrongly or twice; its number stays in the register, void."""
    paper = paper_of(call)
    void_receipt(call.desk, call.actor, paper=paper, reason=call.body["reason"])
    return serialise.receipt(paper)


@operation(
    "POST",
    "/receipts/{id}/take-back",
    tag="receipts",
    thai="ดึงงานคืน",
    english="Pull back what was handed to a post or person",
    body="TakeBackBody",
    answer="Receipt",
)
def post_take_back(call: Call) -> dict[str, Any]:
    """While it is unread; it lies with the unit's registry again."""
    paper = paper_of(call)
    take_back(call.desk, call.actor, paper=paper, target=call.body["from"])
    return serialise.receipt(paper)


def paper_of(call: Call) -> Any:
    """The receipt that the address names; a letter's id stands for the receipt of the unit acted in."""
    try:
        return records.read_paper(call.root, call.actor, call.path["id"])
    except Missing:
        letter = records.read_letter(call.root, call.actor, call.path["id"])
        found = records.paper_of_unit(call.root, letter.id, call.actor.unit)
        if found is None:
            raise
        return records.read_paper(call.root, call.actor, found.key)
