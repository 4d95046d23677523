"""ร่างในคำขอ (a draft in a call): what the body says becomes a ``Draft``."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import find_unit
from saraban.api.gate import Call
from saraban.api.views.parameters import as_day, named
from saraban.api.views.registers import deadlines, references
from saraban.offices.addressing import addressed

OF_ITS_KIND = (
    "subkind", "addressee_class", "salutation", "closing", "procurement", "outside_ref", "typist",
)  # fmt: skip
LISTS = ("addressees", "enclosures", "actions", "copies", "cosigners")


def form_of(call: Call) -> dict[str, Any]:
    """What the body says of a draft, under the names of ``Draft``."""
    body = call.body
    form = named(
        body,
        kind="kind",
        subject="subject",
        body="body",
        urgency="urgency",
        secrecy="secrecy",
        circular="is_circular",
        signer_post="signer_post",
        **{name: name for name in OF_ITS_KIND},
    )
    form |= {name: tuple(body[name]) for name in LISTS if name in body}
    if "to" in body:
        form["to_text"] = "\n".join(body["to"])
    if "filled" in body:
        form["filled"] = tuple(body["filled"].items())
    if "deadlines" in body:
        form["deadlines"] = deadlines(body["deadlines"])
    if "answer_by" in body:
        form["answer_by"] = as_day(body["answer_by"])
    if "references" in body:
        form["references"] = references(body["references"])
    if "unit" in body:
        find_unit(call.root, body["unit"])
    return form | {"arrivals": call.arrivals()}


def addressed_by(call: Call) -> str:
    """What follows the salutation where the caller says nothing of it."""
    return addressed(call.root, call.body.get("addressees", ()), call.desk.today)
