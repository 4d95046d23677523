"""ลงนาม (signing): a token alone signs nothing; the code of the signer's phone is spent with the number."""

from __future__ import annotations

from typing import Any

from saraban.api import serialise
from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.views.letters import letter_of, letter_shown
from saraban.letters import records
from saraban.letters.cosigning import decline
from saraban.signatures.interfaces import Secret
from saraban.signatures.issuing import Given, Wanted
from saraban.signatures.unfinished import bring_back_by_hand


@operation(
    "POST",
    "/letters/{id}/sign",
    tag="letters",
    thai="ลงนามและออกเลข",
    english="Sign and number",
    body="SignBody",
    answer="Letter",
    about="A token alone signs nothing: the one-time password of the signer's phone is spent with the number. As on "
    "the page, the signer gives the name that stands for the signature, and `seen` of the letter as it was read. "
    "Where several sign, each calls this in turn (`turn`); the letter is `cosigning` until the last has signed.",
)
def post_sign(call: Call) -> dict[str, Any]:
    """Typed name and one-time password, then number and date from the register."""
    letter, body = letter_of(call), call.body
    wanted = Wanted(letter.id, body["seen"], body.get("reserved", 0))
    call.request.registry.issuing.sign(call.desk, call.actor, [wanted], _given(call))
    return letter_shown(call, letter)


@operation(
    "POST",
    "/signings",
    tag="letters",
    thai="ลงนามหลายฉบับในคราวเดียว",
    english="Sign several letters in one sitting",
    body="SittingBody",
    answer="Signings",
    about="One one-time password approves the whole list: all of these letters are signed and numbered, or none. "
    "Each comes with `seen` of the letter as it was read.",
)
def post_signing(call: Call) -> dict[str, Any]:
    """At most as many as the office allows."""
    letters = [records.read_letter(call.root, call.actor, one["id"]) for one in call.body["letters"]]
    wanted = [Wanted(x.id, one["seen"]) for x, one in zip(letters, call.body["letters"], strict=True)]
    call.request.registry.issuing.sign(call.desk, call.actor, wanted, _given(call))
    return {"letters": [serialise.brief(letter) for letter in letters]}


@operation(
    "POST",
    "/letters/{id}/decline",
    tag="letters",
    thai="ไม่ลงนามร่วม ส่งคืนแก้ไข",
    english="Return a letter that others have signed, unsigned",
    body="ReturnBody",
    answer="Letter",
)
def post_decline(call: Call) -> dict[str, Any]:
    """By whose turn it is. What the others signed counts no more; the number stays held for the next signing."""
    letter = letter_of(call)
    decline(call.desk, call.actor, letter=letter, text=call.body["text"])
    return letter_shown(call, letter)


@operation(
    "POST",
    "/letters/{id}/bring-back",
    tag="letters",
    thai="คืนหนังสือที่ค้างลงนาม",
    english="Take a letter out of a signing that did not end",
    body="Nothing",
    answer="Letter",
)
def post_bring_back(call: Call) -> dict[str, Any]:
    """It is as it was before; its number stays held for it."""
    letter = letter_of(call)
    bring_back_by_hand(call.desk, call.actor, letter=letter)
    return letter_shown(call, letter)


def _given(call: Call) -> Given:
    body = call.body
    secret = Secret(body.get("signing_code", ""), body.get("pin", ""))
    return Given(body["typed_name"], body["otp"], secret, call.digest, body.get("typed_only", False))
