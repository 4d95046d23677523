"""การส่งที่ไม่ปกติ (other ways to send): a sent letter again, and on paper."""

from __future__ import annotations

from typing import Any

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.letters import letter_of
from saraban.exchange.sending import send_again, send_on_paper


@operation(
    "POST",
    "/letters/{id}/send-again",
    tag="letters",
    thai="ส่งอีกครั้ง",
    english="Send a sent letter again",
    body="SendAgainBody",
    answer="Deliveries",
    about="What was returned or pulled back can go out again; units that have the letter are passed over.",
)
def post_send_again(call: Call) -> dict[str, Any]:
    """Under the same number, to chosen units and groups that do not have it."""
    letter = letter_of(call)
    sent = send_again(
        call.desk,
        call.actor,
        letter=letter,
        addressees=tuple(call.body["addressees"]),
        named=tuple(call.body.get("concerned", [])),
    )
    return {"deliveries": [serialise.delivery(call.root, d) for d in sent], "letter": letter.key, "receipt": None}


@operation(
    "POST",
    "/letters/{id}/send-on-paper",
    tag="letters",
    thai="ส่งด้วยกระดาษ",
    english="Record that a signed letter was sent on paper",
    body="SendOnPaperBody",
    answer="Letter",
)
def post_send_on_paper(call: Call) -> dict[str, Any]:
    """For a letter that addresses no unit in the system; nothing is delivered."""
    letter = letter_of(call)
    send_on_paper(call.desk, call.actor, letter=letter, how=call.body["how"])
    return serialise.whole(call.desk, call.actor, letter)
