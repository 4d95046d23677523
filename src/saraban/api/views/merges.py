"""หนังสือจากบัญชีรายชื่อ (letters from a list): looked at, made all or none, proposed, sent, cancelled together."""

from __future__ import annotations

from typing import Any

from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.problems import both
from saraban.api.serialise import brief, moment
from saraban.api.views.parameters import PAGING, page_from
from saraban.core.permissions import Permission
from saraban.exchange.merges import send_merge
from saraban.templates import merging, service
from saraban.templates.proposing import Outcome, propose_merge

#: So many letters are shown before any is made.
SAMPLE = 10


@operation(
    "GET", "/units/{code}/merges", tag="letters", thai="ชุดหนังสือจากบัญชีรายชื่อ",
    english="Letters made from lists", answer="MergePage", query=PAGING,
)  # fmt: skip
def list_merges(call: Call) -> Page:
    """For who drafts for the unit."""
    return page_from(call, merging.list_merges(call.root, call.actor, call.unit().code), _brief)


@operation(
    "POST", "/templates/{id}/preview", tag="letters", thai="ตรวจบัญชีรายชื่อ",
    english="Look at what a list would make", body="MergeBody", answer="MergePreview",
)  # fmt: skip
def post_merge_preview(call: Call) -> dict[str, Any]:
    """Every wrong cell by line and column; nothing is kept."""
    given = _given(call, service.find_template(call.root, call.actor, call.path["id"]))
    plan = merging.plan_merge(call.desk, call.actor, **given)
    return {
        "rows": len(plan.rows),
        "letters": len(plan.forms),
        "wrong": [_wrong(call, cell) for cell in plan.wrong],
        "sample": [{"subject": f.subject, "to": f.to_text, "body": f.body} for f in plan.forms[:SAMPLE]],
    }


@operation(
    "POST", "/templates/{id}/letters", tag="letters", thai="จัดทำหนังสือจากบัญชีรายชื่อ",
    english="Make letters from a list", body="MergeBody", answer="Merge", status=201,
)  # fmt: skip
def post_merge(call: Call) -> dict[str, Any]:
    """All of them or none, as drafts. The same list again gives what it made first."""
    found = service.find_template(call.root, call.actor, call.path["id"])
    given = _given(call, found)
    return _whole(call, merging.merge_list(call.desk, call.actor, **given, title=found.newest.name))


@operation(
    "GET", "/merges/{id}", tag="letters", thai="ชุดหนังสือ", english="The letters of a list", answer="Merge",
)  # fmt: skip
def get_merge(call: Call) -> dict[str, Any]:
    """In the order of the list."""
    return _whole(call, merging.find_merge(call.root, call.actor, call.path["id"]))


@operation(
    "POST", "/merges/{id}/undo", tag="letters", thai="ยกเลิกทั้งชุด", english="Cancel all letters of a list",
    body="Reason", answer="Merge",
)  # fmt: skip
def post_undo_merge(call: Call) -> dict[str, Any]:
    """While none of them is signed or holds a number."""
    found = merging.find_merge(call.root, call.actor, call.path["id"])
    merging.undo_merge(call.desk, call.actor, merge=found, reason=call.body["reason"])
    return _whole(call, found)


@operation(
    "POST", "/merges/{id}/propose", tag="letters", thai="เสนอทั้งชุด", english="Propose all drafts of a list",
    body="ProposeBody", answer="MergeOutcomes",
    about="Each letter is asked of the gate alone: what is refused says why, the others wait for the signature.",
)  # fmt: skip
def post_propose_merge(call: Call) -> dict[str, Any]:
    """To one post; 409 when no draft is left."""
    found = merging.find_merge(call.root, call.actor, call.path["id"])
    given = {"to_post": call.body["to_post"], "text": call.body.get("text", "")}
    return _outcomes(call, propose_merge(call.desk, call.actor, merge=found, **given))


@operation(
    "POST", "/merges/{id}/send", tag="letters", thai="ส่งทั้งชุด", english="Send all signed letters of a list",
    body="Nothing", answer="MergeOutcomes",
    about="Each letter is asked of the gate alone: what is refused says why, the others are sent.",
)  # fmt: skip
def post_send_merge(call: Call) -> dict[str, Any]:
    """Those that are signed and not sent; 409 when there is none."""
    found = merging.find_merge(call.root, call.actor, call.path["id"])
    return _outcomes(call, send_merge(call.desk, call.actor, merge=found))


def _outcomes(call: Call, outcomes: list[Outcome]) -> dict[str, Any]:
    return {"items": [_outcome(call, one) for one in outcomes]}


def _outcome(call: Call, one: Outcome) -> dict[str, Any]:
    why = both(call.request.registry, one.why) if one.why else {"th": "", "en": ""}
    named = {"letter": one.key, "subject": one.subject, "to": one.to_text}
    return {**named, "done": one.done, "why_th": why["th"], "why_en": why["en"]}


def _given(call: Call, template: Any) -> dict[str, Any]:
    data, mode = call.body["list"].encode(), call.body["mode"]
    return {"unit": template.unit, "form": service.form_of(template), "data": data, "mode": mode}


def _wrong(call: Call, cell: Any) -> dict[str, Any]:
    said = both(call.request.registry, cell.message)
    return {"line": cell.line, "column": cell.column, "message_th": said["th"], "message_en": said["en"]}


def _brief(merge: Any) -> dict[str, Any]:
    return {
        "id": merge.key,
        **{name: getattr(merge, name) for name in ("unit", "title", "mode", "rows", "by")},
        "at": moment(merge.at),
        "undone_at": moment(merge.undone_at),
        "undone_why": merge.undone_why or None,
    }


def _whole(call: Call, merge: Any) -> dict[str, Any]:
    letters = [x for x in merging.letters_of_merge(call.root, merge) if call.actor.may(Permission.LETTER_READ, x)]
    may_undo = merging.may_be_undone(call.root, merge)
    return {"merge": _brief(merge), "letters": [brief(x) for x in letters], "may_undo": may_undo}
