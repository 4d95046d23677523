"""รอคำตอบ (awaited answers): who has answered a letter, what is noted by hand, reminders."""

from __future__ import annotations

from collections import Counter
from typing import Any

from saraban.api import cursors, serialise
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.lists import AWAITED
from saraban.api.schemas.parts import word
from saraban.api.serialise import day_text, moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, as_day, nothing, page_from
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.letters import answering, awaiting, records
from saraban.letters.reminding import write_reminder

SHOW = Parameter(
    "show",
    word("Which letters.", *answering.SHOWN, default="open"),
    "รอตอบ and เกินกำหนด (open), one of them alone, those that all have answered, or all.",
)
STATE = Parameter("state", word("A state.", *AWAITED), "Only those in this state.")


@operation(
    "GET",
    "/letters/{id}/answers",
    tag="answers",
    thai="คำตอบของหนังสือ",
    english="Who has answered a letter",
    answer="AwaitedPage",
    query=(STATE, *PAGING),
)
def list_answers(call: Call) -> Page:
    """One of each addressee, for those who read the letters of the sender; the receivers' own notes are not shown."""
    return _page(call, letter_of(call))


@operation(
    "POST",
    "/letters/{id}/answers",
    tag="answers",
    thai="ลงว่าตอบแล้วด้วยตนเอง",
    english="Note answers by hand",
    body="AnswersBody",
    answer="AwaitedPage",
)
def post_answers(call: Call) -> Page:
    """Answered on paper, not needed any more, or awaited again; what was noted before stays on record."""
    letter, body = letter_of(call), call.body
    chosen = _chosen(call, letter)
    if body["how"] == "paper":
        dated = as_day(body.get("date"))
        answering.mark_answered(call.desk, call.actor, awaited=chosen, number=body.get("number", ""), dated=dated)
    elif body["how"] == "not_needed":
        answering.let_off(call.desk, call.actor, awaited=chosen, reason=body.get("reason", ""))
    else:
        for one in chosen:
            answering.undo_answer(call.desk, call.actor, awaited=one, reason=body.get("reason", ""))
    return _page(call, letter)


@operation(
    "POST",
    "/letters/{id}/reminders",
    tag="answers",
    thai="ร่างหนังสือเตือน",
    english="Draft a reminder",
    body="ReminderBody",
    answer="Letter",
    status=201,
    about="It is signed and sent like any draft; when it is sent, each addressee is noted as reminded.",
)
def post_reminder(call: Call) -> dict[str, Any]:
    """One letter to all that are chosen, with the reference and their names filled in."""
    made = write_reminder(call.desk, call.actor, awaited=_chosen(call, letter_of(call)))
    return serialise.whole(call.desk, call.actor, made)


@operation(
    "GET",
    "/units/{code}/awaited",
    tag="answers",
    thai="หนังสือที่รอคำตอบ",
    english="A unit's letters that wait for answers",
    answer="AskedPage",
    query=(SHOW, *PAGING),
)
def list_awaited(call: Call) -> Page:
    """With the counts of their addressees by state."""
    place = call.unit()
    call.actor.require(Permission.REGISTER_READ, place)
    start, show = cursors.offset(call.query.get("cursor")), call.query.get("show", "open")
    found = answering.asked_letters(
        call.root, call.actor, place.code, call.desk.today, show, skip=start, limit=call.limit + 1
    )
    items = [{"id": a.letter.key} if call.wants_ids else _asked(a) for a in found[: call.limit]]
    return Page(items, cursors.write(start + call.limit) if len(found) > call.limit else None)


def _chosen(call: Call, letter: Any) -> list[Any]:
    found = [answering.read_awaited(call.root, call.actor, key) for key in dict.fromkeys(call.body["awaited"])]
    if any(one.letter != letter.id for one in found):
        raise nothing()
    return found


def _page(call: Call, letter: Any) -> Page:
    found = answering.awaited_from(call.root, call.actor, letter)
    if letter.answer_by is not None and not found:
        raise nothing()
    today = call.desk.today
    counts = Counter(awaiting.state_of(a, today) for a in found)
    wanted = [a for a in found if call.query.get("state") in {None, awaiting.state_of(a, today)}]
    return page_from(call, wanted, lambda a: _row(call, a), counts=_counts(counts))


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {state: counts[state] for state in AWAITED}


def _asked(asked: Any) -> dict[str, Any]:
    letter = asked.letter
    return {
        "letter": serialise.brief(letter),
        "answer_by": day_text(letter.answer_by),
        "counts": _counts(asked.counts),
    }


def _row(call: Call, awaited: Any) -> dict[str, Any]:
    today = call.desk.today
    delivery = call.root["exchange"].deliveries.get(awaited.delivery)
    state, answer = awaiting.state_of(awaited, today), answering.answer_seen_by(call.root, call.actor, awaited)
    return {
        "id": awaited.key,
        "unit": awaited.to_unit or None,
        "title": awaiting.title_of(call.root, awaited),
        "delivery": delivery.key if delivery is not None else None,
        "receive_number": (delivery.receive_n or None) if delivery is not None else None,
        "due": day_text(awaited.due),
        "state": state,
        "state_th": awaiting.STATES[state],
        "days_left": (awaited.due - today).days,
        "answer": _answer(call, answer) if answer is not None else None,
        "reminders": [{"letter": id_text(r.letter), "at": moment(r.at)} for r in awaited.reminders],
    }


def _answer(call: Call, answer: Any) -> dict[str, Any]:
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
