"""หนังสือที่ส่งในระบบ (deliveries): what waits at a unit, taking it in, returning it, pulling it back."""

from __future__ import annotations

from typing import Any

from saraban.api import cursors, rows, serialise
from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.views.parameters import PAGING
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, waiting
from saraban.exchange.receiving import accept_return, open_delivery, register_delivery, return_delivery
from saraban.exchange.sending import pull_back, read_delivery


@operation(
    "GET",
    "/units/{code}/incoming",
    tag="deliveries",
    thai="หนังสือรอลงทะเบียน",
    english="Deliveries that wait at a unit",
    answer="DeliveryPage",
    query=PAGING,
)
def list_incoming(call: Call) -> Page:
    """Oldest first."""
    place = call.unit()
    call.actor.require(Permission.REGISTER_READ, place)
    after: Any = cursors.read(call.query.get("cursor"), float, int)
    found = waiting.incoming(call.root, place.code, after=tuple(after) if after else None, limit=call.limit + 1)
    shown = [d for d in found[: call.limit] if call.actor.may(Permission.LETTER_READ, d)]
    items = [{"id": d.key} if call.wants_ids else _row(call, d) for d in shown]
    last = found[call.limit - 1] if len(found) > call.limit else None
    return Page(
        items,
        cursors.write(last.sent_at.timestamp(), last.id) if last else None,
        {"count": waiting.count(call.root, place.code)},
    )


@operation(
    "POST",
    "/deliveries/{id}/open",
    tag="deliveries",
    thai="เปิดอ่าน",
    english="Open a delivery",
    body="Nothing",
    answer="Delivery",
    about="From now on the sender cannot pull it back.",
)
def post_open_delivery(call: Call) -> dict[str, Any]:
    """The registry has looked at it."""
    found = _found(call)
    open_delivery(call.desk, call.actor, delivery=found)
    return _shown(call, found)


@operation(
    "POST",
    "/deliveries/{id}/register",
    tag="deliveries",
    thai="ลงทะเบียนรับหนังสือที่ส่งในระบบ",
    english="Register a delivery",
    body="RegisterDelivery",
    answer="Registered",
    status=201,
)
def post_register_delivery(call: Call) -> dict[str, Any]:
    """The unit's next receive number, which goes back to the sender."""
    done = register_delivery(
        call.desk,
        call.actor,
        delivery=_found(call),
        action=call.body.get("action", ""),
        to_text=call.body.get("to", ""),
    )
    return rows.registered(done, hidden=not call.actor.may(Permission.LETTER_READ, done.paper))


@operation(
    "POST",
    "/deliveries/{id}/return",
    tag="deliveries",
    thai="ส่งคืน",
    english="Return a delivery, unregistered",
    body="Reason",
    answer="Delivery",
)
def post_return_delivery(call: Call) -> dict[str, Any]:
    """The sender sees the reason."""
    found = _found(call)
    return_delivery(call.desk, call.actor, delivery=found, reason=call.body["reason"])
    return _shown(call, found)


@operation(
    "POST",
    "/deliveries/{id}/pull-back",
    tag="deliveries",
    thai="ดึงคืน",
    english="Pull a delivery back before it is opened",
    body="Nothing",
    answer="Delivery",
)
def post_pull_back(call: Call) -> dict[str, Any]:
    """For the sender's registry."""
    found = _found(call)
    pull_back(call.desk, call.actor, delivery=found)
    return _shown(call, found)


@operation(
    "POST",
    "/deliveries/{id}/accept-return",
    tag="deliveries",
    thai="รับทราบการส่งคืน",
    english="Acknowledge that a sent letter came back",
    body="Nothing",
    answer="Delivery",
)
def post_accept_return(call: Call) -> dict[str, Any]:
    """For the sender's registry; it waits in its tray no longer."""
    found = _found(call)
    accept_return(call.desk, call.actor, delivery=found)
    return _shown(call, found)


def _found(call: Call) -> Any:
    return read_delivery(call.root, call.actor, call.path["id"])


def _row(call: Call, sent: Any) -> dict[str, Any]:
    return {
        "delivery": _shown(call, sent),
        "letter": serialise.brief(envelopes.seen_by(call.root, call.actor, sent)),
    }


def _shown(call: Call, sent: Any) -> dict[str, Any]:
    return serialise.delivery(call.root, sent, hidden=envelopes.is_hidden(call.root, call.actor, sent))
