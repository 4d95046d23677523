"""สำนักงานผู้บริหาร (executives' offices): putting forward, screening, the day list and acting on several at once."""

from __future__ import annotations

from typing import Any

from saraban.api import serialise
from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.problems import both
from saraban.api.serialise import day_text, moment
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, as_day, nothing, page_from
from saraban.api.views.receipts import paper_of
from saraban.core.permissions import Permission
from saraban.executives import acting, day_list
from saraban.letters import screening
from saraban.offices import service as offices


@operation(
    "POST", "/receipts/{id}/put-forward", tag="executives", thai="เสนอผู้กลั่นกรอง", english="Put forward to a screener",
    body="PutForwardBody", answer="Receipt",
)  # fmt: skip
def post_put_forward(call: Call) -> dict[str, Any]:
    """Of an executive's office; a procurement letter is refused where the office takes none."""
    paper, body = paper_of(call), call.body
    screening.put_forward(
        call.desk,
        call.actor,
        paper=paper,
        to_post=body["to_post"],
        text=body.get("text", ""),
        is_no_procurement=body.get("no_procurement", False),
    )
    return serialise.receipt(paper)


@operation(
    "POST", "/receipts/{id}/screenings", tag="executives", thai="กลั่นกรองเสนอผู้บริหาร",
    english="Screen a letter for the executive", body="ScreeningBody", answer="Screening", status=201,
)  # fmt: skip
def post_screening(call: Call) -> dict[str, Any]:
    """It lies before the executive from then on, or before the deputy that is named."""
    paper, body = paper_of(call), call.body
    said = screening.screen(
        call.desk,
        call.actor,
        paper=paper,
        assign_to=tuple(body.get("assign_to", [])),
        due=as_day(body.get("due")),
        **_said(body),
    )
    return _screening(said)


@operation(
    "POST", "/letters/{id}/screenings", tag="executives", thai="กลั่นกรองร่างเสนอผู้บริหาร",
    english="Screen a draft for the executive", body="DraftScreeningBody", answer="Screening", status=201,
)  # fmt: skip
def post_draft_screening(call: Call) -> dict[str, Any]:
    """It is checked and lies before the executive for signature."""
    return _screening(screening.screen_draft(call.desk, call.actor, letter=letter_of(call), **_said(call.body)))


@operation(
    "POST", "/receipts/{id}/return-to-screener", tag="executives", thai="ส่งคืนผู้กลั่นกรอง",
    english="Return to the screener", body="ReturnBody", answer="Receipt",
)  # fmt: skip
def post_return_to_screener(call: Call) -> dict[str, Any]:
    """With the reason."""
    paper = paper_of(call)
    screening.return_to_screener(call.desk, call.actor, paper=paper, text=call.body["text"])
    return serialise.receipt(paper)


@operation(
    "POST", "/receipts/{id}/return-to-clerk", tag="executives", thai="ส่งคืนเจ้าหน้าที่รับ-ส่ง",
    english="Return from the screener to the clerk", body="ReturnBody", answer="Receipt",
)  # fmt: skip
def post_return_to_clerk(call: Call) -> dict[str, Any]:
    """With the reason; it waits with the registry of the office again."""
    paper = paper_of(call)
    screening.return_to_clerk(call.desk, call.actor, paper=paper, text=call.body["text"])
    return serialise.receipt(paper)


@operation(
    "GET", "/day", tag="executives", thai="รายการประจำวัน", english="The executive's day list", answer="DayPage",
    query=PAGING,
)  # fmt: skip
def get_day(call: Call) -> Page:
    """What lies before the post acted in: by urgency, then by the day due, then as it came."""
    found = day_list.day_list(call.root, call.actor)
    return page_from(call, found, _matter)


@operation(
    "POST", "/day/acts", tag="executives", thai="สั่งการหลายเรื่องพร้อมกัน", english="Act on several matters at once",
    body="DayActBody", answer="Outcomes",
    about="Each matter is asked of the gate alone: what is refused says why, the others are done. Drafts are signed.",
)  # fmt: skip
def post_day_acts(call: Call) -> dict[str, Any]:
    """An order without assignees goes to those whom the screener recommended, else to the office itself."""
    body = call.body
    order = acting.Order(
        body["act"],
        verb=body.get("verb", ""),
        text=body.get("text", ""),
        assign_to=tuple(body.get("assign_to", [])),
        due=as_day(body.get("due")),
        keep=body.get("keep", False),
    )
    found = acting.act_on_several(call.desk, call.actor, keys=tuple(body["matters"]), order_=order)
    return {"items": [_outcome(call, o) for o in found]}


@operation(
    "GET", "/units/{code}/office", tag="executives", thai="สำนักงานผู้บริหาร", english="An executive's office",
    answer="ExecutiveOffice",
)  # fmt: skip
def get_office(call: Call) -> dict[str, Any]:
    """Who stands in by precedence, who screens, and whether procurement letters come in."""
    place = call.unit()
    call.actor.require(Permission.REGISTER_READ, place)
    found = offices.office_of(call.root, place.code)
    if found is None:
        raise nothing()
    return _office(call, found)


@operation(
    "PUT", "/units/{code}/office", tag="executives", thai="ตั้งสำนักงานผู้บริหาร", english="Set an executive's office up",
    body="OfficeBody", answer="ExecutiveOffice",
)  # fmt: skip
def put_office(call: Call) -> dict[str, Any]:
    """By the unit's administrator; true from the next request."""
    body = call.body
    made = offices.set_office(
        call.desk,
        call.actor,
        unit=call.unit().code,
        executive=body["executive"],
        deputies=tuple(body.get("deputies", [])),
        screeners=tuple(body.get("screeners", [])),
        procurement=body.get("procurement", False),
    )
    return _office(call, made)


@operation(
    "POST", "/units/{code}/office/away", tag="executives", thai="ลงว่าผู้บริหารไม่อยู่", english="Record an absence",
    body="AwayBody", answer="ExecutiveOffice",
)  # fmt: skip
def post_away(call: Call) -> dict[str, Any]:
    """Who is away is not offered first; nothing is signed by itself."""
    until = as_day(call.body["until"])
    made = offices.set_away(call.desk, call.actor, unit=call.unit().code, post=call.body["post"], until=until)
    return _office(call, made)


def _said(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body.get(name, "") for name in ("summary", "recommendation", "words", "points", "to_post")}


def _screening(said: Any) -> dict[str, Any]:
    return {
        "at": moment(said.at),
        "name": said.signing.name,
        "post": said.signing.post,
        "summary": said.summary,
        "recommendation": said.recommendation,
        "words": said.words,
        "points": said.points,
        "to_post": said.to_post,
        "assign_to": list(said.assign_to),
    }


def _matter(matter: day_list.Matter) -> dict[str, Any]:
    return {
        "matter": matter.key,
        "what": matter.task.what,
        "letter": serialise.brief(matter.letter),
        "receipt": matter.paper.key if matter.paper is not None else None,
        "due": day_text(matter.task.due),
        "since": moment(matter.task.since),
        "is_read": matter.task.read,
        "screening": _screening(matter.screening) if matter.screening is not None else None,
    }


def _outcome(call: Call, one: acting.Outcome) -> dict[str, Any]:
    why = both(call.request.registry, one.why) if one.why else {"th": "", "en": ""}
    return {"matter": one.key, "subject": one.subject, "done": one.done, "why_th": why["th"], "why_en": why["en"]}


def _office(call: Call, office: Any) -> dict[str, Any]:
    today = call.desk.today
    return {
        "unit": office.unit,
        "screeners": list(office.screeners),
        "procurement": office.procurement,
        "standing": [
            {
                "post": s.post,
                "title": s.title,
                "names": list(s.names),
                "is_there": s.is_there,
                "away_until": day_text(s.away_until),
            }
            for s in offices.precedence(call.root, office, today)
        ],
        "first": offices.first_there(call.root, office, today),
    }
