"""หน้าจัดการหน่วยงาน (administration): the tree, the unit's tabs; roles, with their effects said first."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Role
from saraban.people.managing import give_role, take_role
from saraban.people.service import find_post, people_of, posts_in
from saraban.people.whole import may_administer
from saraban.ui.admin.presenters import TABS, unit_shown
from saraban.ui.admin.sentences import role_sentences
from saraban.ui.admin.tree import branches, managed, managed_unit
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page

UNIT = "saraban.ui.admin:templates/units.pt"
ROLE = "templates/role.pt"


def unit_page(
    request: Any, code: str, tab: str, refused: Refused | None = None, verb: str = "", password: str = ""
) -> dict[str, Any]:
    """The values of a unit's page; ``verb`` names the form that was refused."""
    request.rail = "admin"
    unit = managed_unit(request, code)
    return {
        "tree": branches(request, unit),
        "unit": unit_shown(request, unit, tab),
        "tabs": TABS,
        "verb": verb,
        "typed": request.POST if refused else {},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
        "password": password,
        "today": request.desk.today,
        "is_whole": may_administer(request.desk.root, request.actor),
    }


@view_config(route_name="admin-units", request_method="GET", renderer=UNIT)
def units(request: Any) -> Any:
    """A unit that the post manages; the topmost one first."""
    tops = managed(request)
    if not tops:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return unit_page(request, request.GET.get("unit", "") or tops[0], request.GET.get("tab", ""))


@view_config(route_name="admin-grant", request_method="GET", renderer=ROLE)
def ask_grant(request: Any) -> dict[str, Any]:
    """What will change when the role is given."""
    request.rail = "admin"
    unit = managed_unit(request, request.matchdict["code"])
    post, role = _named_post(request, request.GET.get("post", ""), unit.code), request.GET.get("role", "")
    if role not in {r.value for r in Role}:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    inherit = bool(request.GET.get("inherit"))
    lines = role_sentences(request, formats_for(request), unit=unit, post=post, role=role, inherit=inherit)
    fields = [("post", post), ("role", role), *([("inherit", "1")] if inherit else [])]
    return {"unit": unit, "lines": lines, "fields": fields, "verb": "grant", "title": _("Give the role")}


@view_config(route_name="admin-grant", request_method="POST")
def grant(request: Any) -> HTTPSeeOther:
    """ให้บทบาท."""
    unit = managed_unit(request, request.matchdict["code"])
    post, role = request.POST.get("post", ""), request.POST.get("role", "")

    def go() -> str:
        give_role(
            request.desk,
            request.actor,
            unit=unit.code,
            grant=f"{unit.code}.{role}.{post}",
            role=role,
            post=post,
            inherit=bool(request.POST.get("inherit")),
        )
        add_note(request, _("The role was given; it holds from now on."))
        return f"/admin/units?unit={unit.code}&tab=roles"

    return HTTPSeeOther(location=once_page(request, go))


@view_config(route_name="admin-revoke", request_method="GET", renderer=ROLE)
def ask_revoke(request: Any) -> dict[str, Any]:
    """What will change when the role is taken."""
    request.rail = "admin"
    unit = managed_unit(request, request.matchdict["code"])
    found = people_of(request.desk.root).grants.get(request.GET.get("grant", ""))
    if found is None or found.unit != unit.code:
        raise Missing(_("The unit has no such grant."))
    lines = role_sentences(
        request, formats_for(request), unit=unit, post=found.post, role=found.role, inherit=found.inherit, taking=True
    )
    return {
        "unit": unit,
        "lines": lines,
        "fields": [("grant", found.id)],
        "verb": "revoke",
        "title": _("Take the role"),
    }


@view_config(route_name="admin-revoke", request_method="POST")
def revoke(request: Any) -> HTTPSeeOther:
    """ถอนบทบาท."""
    unit = managed_unit(request, request.matchdict["code"])

    def go() -> str:
        take_role(request.desk, request.actor, unit=unit.code, grant=request.POST.get("grant", ""))
        add_note(request, _("The role was taken; this holds from now on."))
        return f"/admin/units?unit={unit.code}&tab=roles"

    return HTTPSeeOther(location=once_page(request, go))


def _named_post(request: Any, text: str, unit: str) -> str:
    """A post by its id, or by its title among those of the unit."""
    root = request.desk.root
    titled = [p.id for p in posts_in(root, unit) if p.title == text]
    return titled[0] if len(titled) == 1 else find_post(root, text).id
