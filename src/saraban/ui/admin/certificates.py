"""หน้าใบรับรองของผู้ลงนาม (certificates of signers): who has which, who ends soon; enrol, renew, revoke; hand images."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.clock import bangkok_date
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.people.service import find_person, people_of, posts_of
from saraban.signatures import certificates, enrolling, images
from saraban.signatures.enrolling import Wanted
from saraban.signatures.interfaces import PKCS11, PKCS12, REMOTE, KeyReference
from saraban.ui.account.certificate import picture
from saraban.ui.admin.tree import is_administrator
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_instant, small_number

PERSON = "saraban.ui.admin:templates/certificate.pt"
PAGE_SIZE = 50
STORES = {
    REMOTE: _("signing service"),
    PKCS11: _("token of the office"),
    PKCS12: _("key files (for trials)"),
}
LEVELS = {
    "section-28": _("sections 26 and 28: certification authority"),
    "section-26": _("section 26: authority of the office"),
}
DONE = {
    "enrol": _("The certificate was enrolled; it signs from now on."),
    "renew": _("The certificate was renewed; the new one signs from now on."),
    "revoke": _("The certificate was revoked; it signs nothing any more."),
    "approve": _("The picture was approved; it is shown from now on."),
    "refuse": _("The picture was refused; the person sees why."),
    "withdraw": _("The picture was withdrawn."),
}


@view_config(
    route_name="admin-certificates", request_method="GET", renderer="saraban.ui.admin:templates/certificates.pt"
)
def listed(request: Any) -> Any:
    """Certificates in use of those whom the actor looks after, the first to end at the head."""
    _gate(request)
    desk, actor = request.desk, request.actor
    asked = request.GET.get("person", "").strip()
    if asked in people_of(desk.root) and enrolling.may_care(desk, actor, asked):
        return HTTPSeeOther(location=f"/admin/certificates/{asked}")
    now, root = desk.clock.now(), desk.root
    is_ending = request.GET.get("show") == "ending"
    found = [
        one
        for one in certificates.in_use(root, now + certificates.SOON if is_ending else None)
        if enrolling.may_care(desk, actor, one.person)
    ]
    page = min(small_number(request.GET.get("page", "")) or 1, max(1, -(-len(found) // PAGE_SIZE)))
    here = "/admin/certificates?" + ("show=ending&" if is_ending else "")
    return {
        "rows": [_row(desk, one, now) for one in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]],
        "is_ending": is_ending,
        "waiting": [
            (find_person(root, one), one)
            for one, image in images.images_of(root).proposed.items()
            if not image.refused_why and enrolling.may_care(desk, actor, one)
        ],
        "newer": f"{here}page={page - 1}" if page > 1 else "",
        "older": f"{here}page={page + 1}" if page * PAGE_SIZE < len(found) else "",
        "asked": asked,
        "wrong": _("There is nobody with this sign-in name among those that you look after.") if asked else "",
        "levels": LEVELS,
    }


@view_config(route_name="admin-certificate", request_method="GET", renderer=PERSON)
def person(
    request: Any, refused: Refused | None = None, act: str = "", shown: enrolling.Shown | None = None
) -> dict[str, Any]:
    """A person's certificates and picture, with what can be done; ``shown`` is one just read from a key store."""
    _gate(request)
    desk, root = request.desk, request.desk.root
    who = request.matchdict["person"]
    enrolling.require_care(desk, request.actor, who)
    found = find_person(root, who)
    now, history = desk.clock.now(), certificates.history_of(root, found.id)
    held_now = posts_of(root, found.id, desk.today)
    return {
        "person": found,
        "posts": [held.post.title for held in held_now],
        "people": f"/admin/units?unit={held_now[0].post.unit}&tab=people" if held_now else "",
        "is_own": found.id == request.actor.person,
        "current": next((_row(desk, one, now) for one in history if one.is_used), None),
        "past": [_row(desk, one, now) for one in history if not one.is_used],
        "stores": [(key, STORES[key]) for key in STORES if key in request.registry.signing_room.stores.stores],
        "used": images.image_in_use(root, found.id),
        "proposed": images.proposed_image(root, found.id),
        "levels": LEVELS,
        "shown": shown,
        "act": act,
        "typed": request.POST if refused or shown else {},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="admin-certificate", request_method="POST", renderer=PERSON)
def change(request: Any) -> Any:
    """ตรวจดู ลงทะเบียน ต่ออายุ เพิกถอน; อนุมัติ ไม่อนุมัติ ถอนรูปลายเซ็น."""
    _gate(request)
    act, who = str(request.POST.get("act", "")), request.matchdict["person"]
    if act == "look":
        shown = attempt(request, lambda: enrolling.look(request.desk, request.actor, _room(request), _wanted(request)))
        return person(request, shown, act) if isinstance(shown, Refused) else person(request, None, act, shown)
    work = VERBS.get(act)
    if work is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))

    def go() -> str:
        work(request, who)
        add_note(request, DONE[act])
        return f"/admin/certificates/{who}"

    outcome = attempt(request, lambda: once_page(request, go))
    return person(request, outcome, act) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="admin-certificate-image", request_method="GET")
def image(request: Any) -> Response:
    """The picture of a hand signature: the one in use, or the one proposed."""
    _gate(request)
    who = request.matchdict["person"]
    enrolling.require_care(request.desk, request.actor, who)
    find = images.image_in_use if request.matchdict["which"] == "used" else images.proposed_image
    return picture(find(request.desk.root, who))


def _gate(request: Any) -> None:
    request.rail = "admin"
    if not is_administrator(request):
        raise Missing(_("There is nothing at this address, or you may not see it."))


def _room(request: Any) -> Any:
    return request.registry.signing_room


def _wanted(request: Any) -> Wanted:
    typed = request.POST
    reference = KeyReference(str(typed.get("store", "")), str(typed.get("key", "")).strip())
    return Wanted(request.matchdict["person"], reference, str(typed.get("number", "")))


def _seen(request: Any) -> str:
    return str(request.POST.get("seen", ""))


def _enrol(request: Any, _who: str) -> None:
    enrolling.enrol(request.desk, request.actor, _room(request), _wanted(request), seen=_seen(request))


def _renew(request: Any, _who: str) -> None:
    enrolling.renew(request.desk, request.actor, _room(request), _wanted(request), seen=_seen(request))


def _revoke(request: Any, who: str) -> None:
    desk, typed = request.desk, request.POST
    n = small_number(typed.get("n", "")) or 0
    if certificates.certificate_by_number(desk.root, n).person != who:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    now = desk.clock.now()
    since = read_instant(
        typed.get("since", ""), typed.get("since_time", ""),
        day_field="since", time_field="since_time", today=bangkok_date(now),
    )  # fmt: skip
    enrolling.revoke(desk, request.actor, n=n, since=since or now, why=str(typed.get("why", "")))


def _approve(request: Any, who: str) -> None:
    images.approve_image(request.desk, request.actor, person=who, seen=_seen(request))


def _refuse(request: Any, who: str) -> None:
    why = str(request.POST.get("image_why", ""))
    images.refuse_image(request.desk, request.actor, person=who, seen=_seen(request), why=why)


def _withdraw(request: Any, who: str) -> None:
    images.withdraw_image(request.desk, request.actor, person=who)


VERBS = {
    "enrol": _enrol,
    "renew": _renew,
    "revoke": _revoke,
    "approve": _approve,
    "refuse": _refuse,
    "withdraw": _withdraw,
}


def _row(desk: Any, one: Any, now: Any) -> dict[str, Any]:
    """A record with what a page says of it."""
    return {
        "record": one,
        "name": find_person(desk.root, one.person).name,
        "is_vacant": not posts_of(desk.root, one.person, desk.today),
        "is_ended": one.until <= now,
        "ends_soon": certificates.ends_soon(one, now),
        "is_others": not certificates.is_named_right(desk.root, one),
        "by": _name(desk.root, one.by),
        "revoked_by": _name(desk.root, one.revoked_by),
        "store": STORES.get(one.store, one.store),
    }


def _name(root: Any, who: str) -> str:
    people = people_of(root)
    return people[who].name if who in people else who
