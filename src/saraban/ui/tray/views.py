"""หน้างานรอดำเนินการ (in-tray): see what waits, acknowledge many, register what was delivered."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, receiving, sending
from saraban.letters import endorsing, records
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.doors import safe_back
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.tray.presenters import tray_shown

TRAY = "templates/tray.pt"
DELIVERY = "templates/delivery.pt"
REGISTER = "templates/register.pt"


@view_config(route_name="in-tray", request_method="GET", renderer=TRAY)
def tray(request: Any) -> dict[str, Any]:
    """What waits, by due date."""
    request.rail = "in-tray"
    return {"tray": tray_shown(request)}


@view_config(route_name="in-tray-acknowledge", request_method="POST")
def acknowledge_many(request: Any) -> HTTPSeeOther:
    """รับทราบ several at once, each with its own note on its paper."""
    keys = list(dict.fromkeys(request.POST.getall("paper")))
    if not keys:
        raise Invalid(_("Select at least one letter first."), field="paper")

    def go() -> str:
        for key in keys:
            paper = records.read_paper(request.desk.root, request.actor, key)
            endorsing.acknowledge(request.desk, request.actor, paper=paper)
        add_note(request, _("Acknowledged: ${n} letters.", mapping={"n": formats_for(request).count(len(keys))}))
        return "/in-tray"

    return HTTPSeeOther(location=once_page(request, go))


@view_config(route_name="in-tray-register", request_method="POST")
def register_many(request: Any) -> HTTPSeeOther:
    """ลงทะเบียนรับ several deliveries of one unit, in the order in which they stand."""
    keys = list(dict.fromkeys(request.POST.getall("delivery")))
    if not keys:
        raise Invalid(_("Select at least one letter first."), field="delivery")

    def go() -> str:
        done = receiving.register_deliveries(request.desk, request.actor, deliveries=[id_value(k) for k in keys])
        numbers = ", ".join(formats_for(request).digits(d.entry.n) for d in done)
        add_note(request, _("Registered under the receive numbers ${numbers}.", mapping={"numbers": numbers}))
        return "/in-tray"

    return HTTPSeeOther(location=once_page(request, go))


@view_config(route_name="delivery", request_method="GET")
def delivery(request: Any) -> HTTPSeeOther:
    """The letter that a delivery brings."""
    return HTTPSeeOther(location=_where(request, _delivery(request)))


@view_config(route_name="delivery-act", request_method="POST", match_param="verb=register", renderer=REGISTER)
def register(request: Any) -> Any:
    """ลงทะเบียนรับ a delivered letter with one press."""

    def go() -> str:
        done = receiving.register_delivery(
            request.desk,
            request.actor,
            delivery=_delivery(request),
            action=request.POST.get("action", ""),
            to_text=request.POST.get("to_text", ""),
        )
        paper = done.paper
        if not request.actor.may(Permission.LETTER_READ, paper):  # an envelope: the registrar sees its row
            return f"/registers/{paper.unit}/receive/{paper.year}/{paper.n}"
        return f"/receive/{paper.unit}/done/{paper.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused) and outcome.error.field:
        return _return_page(request, outcome)
    if isinstance(outcome, Refused):
        raise outcome.error
    return HTTPSeeOther(location=outcome)


@view_config(route_name="delivery-act", request_method="GET", match_param="verb=register", renderer=REGISTER)
def ask_register(request: Any) -> dict[str, Any]:
    """ลงทะเบียนรับ with the columns ถึง and การปฏิบัติ filled in."""
    receiving.may_take(request.actor, _delivery(request))
    return _return_page(request, None)


@view_config(route_name="delivery-act", request_method="POST", match_param="verb=open")
def open_delivery(request: Any) -> HTTPSeeOther:
    """เปิดอ่าน: from now on the sender cannot pull it back."""
    found = _delivery(request)
    receiving.open_delivery(request.desk, request.actor, delivery=found)
    return HTTPSeeOther(location=_where(request, found))


@view_config(route_name="delivery-act", request_method="GET", match_param="verb=return", renderer=DELIVERY)
def ask_return(request: Any) -> dict[str, Any]:
    """Ask why it is returned."""
    receiving.may_take(request.actor, _delivery(request))
    return _return_page(request, None)


@view_config(route_name="delivery-act", request_method="POST", match_param="verb=return", renderer=DELIVERY)
def return_delivery(request: Any) -> Any:
    """ส่งคืน, unregistered."""

    def go() -> str:
        receiving.return_delivery(
            request.desk, request.actor, delivery=_delivery(request), reason=request.POST.get("reason", "")
        )
        add_note(request, _("The letter was returned to the sender."))
        return "/in-tray"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused) and outcome.error.field:
        return _return_page(request, outcome)
    if isinstance(outcome, Refused):
        raise outcome.error
    return HTTPSeeOther(location=outcome)


@view_config(route_name="delivery-act", request_method="POST", match_param="verb=pull-back")
def pull_back(request: Any) -> HTTPSeeOther:
    """ดึงคืน before the receiver has opened it."""
    sending.pull_back(request.desk, request.actor, delivery=_delivery(request))
    add_note(request, _("The letter was pulled back."))
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), "/in-tray"))


@view_config(route_name="delivery-act", request_method="POST", match_param="verb=accept-return")
def accept_return(request: Any) -> HTTPSeeOther:
    """รับทราบการส่งคืน of a letter that the unit sent."""
    receiving.accept_return(request.desk, request.actor, delivery=_delivery(request))
    add_note(request, _("The return was acknowledged."))
    return HTTPSeeOther(location=safe_back(request.POST.get("back"), "/in-tray"))


def _delivery(request: Any) -> Any:
    return sending.read_delivery(request.desk.root, request.actor, request.matchdict["id"])


def _where(request: Any, found: Any) -> str:
    """The letter that a delivery brings; an envelope is seen on the form that registers it."""
    root, actor = request.desk.root, request.actor
    if envelopes.is_hidden(root, actor, found):
        actor.require(Permission.REGISTER_RECEIVE, found)
        return f"/deliveries/{found.key}/register"
    return f"/l/{records.letter_by_id(root, found.letter).key}"


def _return_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "in-tray"
    found = _delivery(request)
    letter = envelopes.seen_by(request.desk.root, request.actor, found)
    if letter.handling and found.state in receiving.WAITING:
        request.actor.require(Permission.REGISTER_RECEIVE, found)  # an envelope that waits
    else:
        request.actor.require(Permission.LETTER_READ, letter)  # what was pulled back shows nothing any more
    typed = request.POST if request.method == "POST" else {}
    return {
        "delivery": found,
        "letter": letter,
        "is_envelope": envelopes.is_hidden(request.desk.root, request.actor, found),
        "refused": refused,
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
        "reason": typed.get("reason", ""),
        "to_text": typed.get("to_text", letter.to_text),
        "action": typed.get("action", ""),
    }
