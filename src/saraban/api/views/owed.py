"""คำตอบที่หน่วยต้องตอบ (owed answers): whether a receipt still owes one, and what is noted by hand."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import operation
from saraban.api.gate import Call
from saraban.api.serialise import day_text, moment
from saraban.api.views.parameters import as_day
from saraban.api.views.receipts import paper_of
from saraban.core.permissions import Permission
from saraban.letters import owing, records


@operation(
    "GET",
    "/receipts/{id}/answer",
    tag="answers",
    thai="คำตอบที่หน่วยต้องตอบ",
    english="Whether a unit owes an answer",
    answer="Owed",
)
def get_owed(call: Call) -> dict[str, Any]:
    """Of a letter of the system its sender keeps who has answered; of one from outside it is noted here."""
    return _owed(call, paper_of(call))


@operation(
    "POST",
    "/receipts/{id}/answer",
    tag="answers",
    thai="ลงว่าตอบแล้ว ไม่ต้องตอบ หรือต้องตอบต่อ",
    english="Note by hand what became of the answer",
    body="OwedBody",
    answer="Owed",
    about="A letter that leaves the office and refers to the number counts by itself when it is sent.",
)
def post_owed(call: Call) -> dict[str, Any]:
    """For letters from outside; what was noted before stays on record."""
    paper, body = paper_of(call), call.body
    owing.note_by_hand(
        call.desk,
        call.actor,
        paper=paper,
        how=body["how"],
        number=body.get("number", ""),
        dated=as_day(body.get("date")),
        reason=body.get("reason", ""),
    )
    return _owed(call, paper)


def _owed(call: Call, paper: Any) -> dict[str, Any]:
    letter = records.letter_by_id(call.root, paper.letter)
    return {
        "owed": owing.owes_answer(call.root, letter, paper),
        "answer_by": day_text(letter.answer_by),
        "noted_here": owing.is_ours_to_note(call.root, letter, paper),
        "answers": [_noted(call, answer) for answer in owing.answers_noted(call.root, paper)],
    }


def _noted(call: Call, answer: Any) -> dict[str, Any]:
    letter = records.letters_of(call.root).letters.get(answer.letter)
    may = letter is not None and call.actor.may(Permission.LETTER_READ, letter)
    return {
        "how": answer.how,
        "at": moment(answer.at),
        "name": answer.name,
        "letter": letter.key if may else None,
        "number": answer.number,
        "date": day_text(answer.dated),
        "reason": answer.reason,
    }
