"""ใบรับรองของฉัน (my certificate): what I sign with, until when, and the picture of my hand signature."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.signatures import certificates, images
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note

PAGE = "saraban.ui.account:templates/certificate.pt"


@view_config(route_name="me-certificate", request_method="GET", renderer=PAGE)
def mine(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """My certificate, those before it, and my picture."""
    root, who, now = request.desk.root, request.actor.person, request.desk.clock.now()
    current = certificates.current_of(root, who)
    return {
        "current": current,
        "is_ended": current is not None and current.until <= now,
        "is_others": current is not None and not certificates.is_named_right(root, current),
        "ends_soon": current is not None and certificates.ends_soon(current, now),
        "past": [one for one in certificates.history_of(root, who) if not one.is_used],
        "used": images.image_in_use(root, who),
        "proposed": images.proposed_image(root, who),
        "most_kb": images.MOST_BYTES // 1024,
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="me-certificate", request_method="POST", renderer=PAGE)
def change(request: Any) -> Any:
    """เสนอรูปลายเซ็น, or withdraw it."""
    work = {"propose": _propose, "withdraw": _withdraw}.get(str(request.POST.get("act", "")))
    if work is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    outcome = attempt(request, lambda: work(request))
    if isinstance(outcome, Refused):
        return mine(request, outcome)
    return HTTPSeeOther(location="/me/certificate")


@view_config(route_name="me-certificate-image", request_method="GET")
def image(request: Any) -> Response:
    """My picture: the one in use, or the one proposed."""
    find = images.image_in_use if request.matchdict["which"] == "used" else images.proposed_image
    return picture(find(request.desk.root, request.actor.person))


def picture(found: Any) -> Response:
    """A picture as an answer; never kept by the browser. Raises ``Missing`` for none."""
    if found is None:
        raise Missing(_("There is no picture of a hand signature."))
    answer = Response(body=found.content, content_type="image/png")
    answer.cache_control = "no-store"
    return answer


def _propose(request: Any) -> None:
    part = request.POST.get("file")
    if not getattr(part, "filename", None):
        raise Invalid(_("Choose a file."), field="file")
    images.propose_image(request.desk, request.actor, part.file.read(images.MOST_BYTES + 1))
    add_note(request, _("The picture was put up. It is used when an administrator has approved it."))


def _withdraw(request: Any) -> None:
    images.withdraw_image(request.desk, request.actor, person=request.actor.person)
    add_note(request, _("The picture was withdrawn."))
