"""ข้อสั่งการ (directives): recorded, listed by office and by the unit that carries them out, reported, accepted."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import text, word
from saraban.api.serialise import day_text, moment
from saraban.api.views.parameters import PAGING, as_day, page_from
from saraban.core.permissions import Permission
from saraban.directives import service
from saraban.directives.workflow import STATES
from saraban.letters import records

SIDE = Parameter(
    "side", word("Which.", "given", "received", default="given"), "Those the unit gave, or those it carries out."
)
SHOW = Parameter("show", word("Which.", *service.SHOWN, default="open"), "Open, overdue, done, or all.")
BY_POST = Parameter("by_post", text("A post's id.", 80), "Only those of this executive.")


@operation(
    "GET", "/units/{code}/directives", tag="executives", thai="ข้อสั่งการ", english="Directives of a unit",
    answer="DirectivePage", query=(SIDE, SHOW, BY_POST, *PAGING),
)  # fmt: skip
def list_directives(call: Call) -> Page:
    """For the office that gave them and the units that carry them out."""
    place, query = call.unit(), call.query
    call.actor.require(Permission.REGISTER_READ, place)
    found = list(
        service.directives_of(
            call.root,
            call.actor,
            place.code,
            given=query.get("side", "given") == "given",
            show=query.get("show", "open"),
            today=call.desk.today,
            post=query.get("by_post", ""),
        )
    )
    return page_from(call, found, lambda d: _directive(call, d))


@operation(
    "POST", "/units/{code}/directives", tag="executives", thai="บันทึกข้อสั่งการ", english="Record a directive",
    body="DirectiveBody", answer="Directive", status=201,
)  # fmt: skip
def post_directive(call: Call) -> dict[str, Any]:
    """Spoken or written; the caller stands as who recorded it."""
    body = call.body
    form = service.Given(
        by=body["by"],
        post=body["post"],
        given_on=as_day(body["given_on"]),
        how=body["how"],
        text=body["text"],
        units=tuple(body["units"]),
        due=as_day(body.get("due")),
        occasion=body.get("occasion", ""),
    )
    return _directive(call, service.record_directive(call.desk, call.actor, office=call.unit().code, form=form))


@operation(
    "GET", "/directives/{id}", tag="executives", thai="ข้อสั่งการ", english="A directive", answer="Directive",
)  # fmt: skip
def get_directive(call: Call) -> dict[str, Any]:
    """With the letters that carry it out, as far as the caller reads them."""
    return _directive(call, service.find_directive(call.root, call.actor, call.path["id"]))


@operation(
    "POST", "/directives/{id}/acts", tag="executives", thai="ดำเนินการกับข้อสั่งการ",
    english="Carry out, report, accept or withdraw", body="DirectiveActBody", answer="Directive",
)  # fmt: skip
def post_directive_act(call: Call) -> dict[str, Any]:
    """What was said stays on record."""
    found, body = service.find_directive(call.root, call.actor, call.path["id"]), call.body
    if body["act"] == "add_letter":
        letter = records.read_letter(call.root, call.actor, body.get("letter", ""))
        service.add_letter(call.desk, call.actor, directive=found, letter=letter)
    else:
        verb = {
            "report": service.report,
            "accept": service.accept,
            "send_back": service.send_back,
            "withdraw": service.withdraw,
        }[body["act"]]
        verb(call.desk, call.actor, directive=found, text=body.get("text", ""))
    return _directive(call, found)


def _directive(call: Call, d: Any) -> dict[str, Any]:
    store, may = records.letters_of(call.root), call.actor.may
    letters = (store.letters.get(key) for key in d.letters)
    paper = store.papers.get(d.paper) if d.paper else None
    return {
        "id": d.key,
        "office": d.office,
        "by": d.by.name,
        "post": d.by.post,
        "block": list(d.by.lines),
        "given_on": day_text(d.given_on),
        "how": d.how,
        "occasion": d.occasion,
        "text": d.text,
        "units": list(d.units),
        "due": day_text(d.due),
        "state": d.state,
        "state_th": STATES[d.state],
        "is_overdue": service.is_overdue(d, call.desk.today),
        "result": d.result,
        "letters": [x.key for x in letters if x is not None and may(Permission.LETTER_READ, x)],
        "receipt": paper.key if paper is not None and may(Permission.LETTER_READ, paper) else None,
        "recorded_by": d.recorded.name,
        "recorded_at": moment(d.at),
    }
