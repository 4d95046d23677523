"""สถานะของหนังสือ (states): which verb is possible in which state, for whom, and where it leads. Tables, not code.

The permission says whose duty the verb is (see ``saraban.core.permissions``); the table is tested cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.permissions import Permission

P = Permission

#: paper state -> Thai words
PAPER_STATES = {
    "registered": "ลงทะเบียนรับแล้ว",
    "proposed": "อยู่ระหว่างเสนอ",
    "ordered": "รอดำเนินการตามสั่งการ",
    "in_hand": "อยู่ระหว่างดำเนินการ",
    "returned": "ส่งคืนแล้ว",
    "closed": "ปิดเรื่องแล้ว",
    "filed": "เข้าแฟ้มแล้ว",
    "void": "ยกเลิกการลงทะเบียนรับ",
}

#: letter state -> Thai words
LETTER_STATES = {
    "received": "หนังสือรับ",
    "draft": "ร่าง",
    "checking": "ส่งตรวจ",
    "checked": "ตรวจแล้ว",
    "proposed": "เสนอลงนาม",
    "signing": "อยู่ระหว่างลงนาม",
    "cosigning": "รอลงนามร่วม",
    "signed": "ลงนามและออกเลขแล้ว",
    "sent": "ส่งแล้ว",
    "void": "ยกเลิก",
}


@dataclass(frozen=True)
class Move:
    """One row: in these states, this verb, by whom may it, leads there (``""`` = the state stays)."""

    verb: str
    states: tuple[str, ...]
    permission: Permission
    leads_to: str


#: States of a letter that is being written.
UNSIGNED = ("draft", "checking", "checked", "proposed")

#: States of a letter written here that is not issued yet.
UNISSUED = (*UNSIGNED, "signing", "cosigning")

_OPEN = ("registered", "proposed", "ordered", "in_hand")

PAPER_MOVES: dict[str, Move] = {
    m.verb: m
    for m in (
        Move("propose", _OPEN, P.PAPER_ENDORSE, "proposed"),
        Move("order", _OPEN, P.PAPER_ORDER, "ordered"),
        Move("acknowledge", _OPEN, P.PAPER_ENDORSE, ""),
        Move("stamp_sheet", _OPEN, P.REGISTER_RECEIVE, ""),
        Move("put_forward", _OPEN, P.PAPER_FORWARD, ""),
        Move("screen", _OPEN, P.PAPER_ENDORSE, "proposed"),
        Move("return_to_screener", ("proposed",), P.PAPER_ORDER, ""),
        Move("return_to_clerk", _OPEN, P.PAPER_ENDORSE, ""),
        Move("withdraw", _OPEN, P.PAPER_ENDORSE, ""),
        Move("record", _OPEN, P.PAPER_RECORD, ""),
        Move("strike", (*_OPEN, "closed", "filed"), P.PAPER_RECORD, ""),
        Move("forward", ("registered", "proposed", "ordered", "in_hand"), P.PAPER_FORWARD, "in_hand"),
        Move("pull_back", ("in_hand",), P.PAPER_FORWARD, ""),
        Move("return", ("registered", "proposed", "in_hand"), P.PAPER_FORWARD, "returned"),
        Move("close", ("registered", "ordered", "in_hand"), P.PAPER_CLOSE, "closed"),
        Move("reopen", ("closed", "filed"), P.PAPER_CLOSE, "in_hand"),
        Move("file", ("closed", "filed"), P.PAPER_CLOSE, "filed"),
        Move("place", (*_OPEN, "returned", "closed", "filed"), P.PAPER_FORWARD, ""),
        Move("void", ("registered", "proposed", "in_hand"), P.NUMBER_ISSUE, "void"),
    )
}

LETTER_MOVES: dict[str, Move] = {
    m.verb: m
    for m in (
        Move("change", ("draft",), P.LETTER_DRAFT, ""),
        Move("submit", ("draft",), P.LETTER_DRAFT, "checking"),
        Move("check", ("checking",), P.LETTER_DRAFT, "checked"),
        Move("send_back", ("checking",), P.LETTER_DRAFT, "draft"),
        Move("propose", ("draft", "checked"), P.LETTER_DRAFT, "proposed"),
        Move("screen", ("checking", "checked", "proposed"), P.LETTER_DRAFT, "proposed"),
        Move("return", ("proposed",), P.LETTER_SIGN, "draft"),
        Move("return_previous", ("proposed",), P.LETTER_SIGN, "checking"),
        Move("recall", ("checking", "checked", "proposed", "cosigning"), P.LETTER_DRAFT, "draft"),
        Move("ask_opinions", UNSIGNED, P.LETTER_DRAFT, ""),
        Move("begin_sign", ("draft", "checked", "proposed"), P.LETTER_SIGN, "signing"),
        Move("sign", ("draft", "checked", "proposed", "signing"), P.LETTER_SIGN, "signed"),
        Move("sign_first", ("draft", "checked", "proposed", "signing"), P.LETTER_SIGN, "cosigning"),
        Move("cosign", ("cosigning",), P.LETTER_COSIGN, ""),
        Move("decline", ("cosigning",), P.LETTER_COSIGN, "draft"),
        Move("bring_back", ("signing",), P.LETTER_SIGN, ""),
        Move("send", ("signed",), P.LETTER_SEND, "sent"),
        Move("send_on_paper", ("signed",), P.LETTER_SEND, "sent"),
        Move("send_again", ("sent",), P.LETTER_SEND, ""),
        Move("void", (*UNSIGNED, "cosigning", "signed"), P.LETTER_SIGN, "void"),
    )
}


def check_move(moves: dict[str, Move], verb: str, state: str) -> Move:
    """Give the row of a verb; raises ``Conflict`` when the state does not allow it."""
    move = moves[verb]
    if state not in move.states:
        words = PAPER_STATES.get(state) or LETTER_STATES.get(state) or state
        raise Conflict(
            _(
                "This cannot be done now: the letter is “${state}”. Open it again to see what is possible.",
                mapping={"state": words},
            ),
            slug="wrong-state",
        )
    return move


def possible(moves: dict[str, Move], state: str) -> list[Move]:
    """The rows that a state allows, in the order of the table."""
    return [m for m in moves.values() if state in m.states]
