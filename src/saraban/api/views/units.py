"""หน่วยงานและบทบาท (units and roles)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from saraban.agencies.service import agencies_of, ancestors, children, descendants, find_unit
from saraban.api import cursors, rows
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.parts import code, text
from saraban.api.views.parameters import PAGING, as_day
from saraban.core.permissions import Permission
from saraban.filing.service import known_folders
from saraban.people.appointing import change_certificate_name
from saraban.people.managing import change_unit, give_role, take_role
from saraban.people.service import people_of, posts_in

BELOW = Parameter("below", code("A unit's code."), "Only units below this one.")
KIND = Parameter("kind", text("A kind of unit.", 40), "Only units of this kind.")


@operation(
    "GET",
    "/units",
    tag="units",
    thai="ผังหน่วยงาน",
    english="The units that the caller may see",
    answer="UnitPage",
    query=(BELOW, KIND, *PAGING),
)
def list_units(call: Call) -> Page:
    """Units by code."""
    after = cursors.read(call.query.get("cursor"), str)
    found = list(islice(_units(call, after[0] if after else ""), call.limit + 1))
    shown = found[: call.limit]
    items = [{"id": u.code} if call.wants_ids else rows.unit(u, call.desk.today) for u in shown]
    return Page(items, cursors.write(shown[-1].code) if len(found) > call.limit else None)


@operation("GET", "/units/{code}", tag="units", thai="หน่วยงาน", english="A unit", answer="UnitDetails")
def get_unit(call: Call) -> dict[str, Any]:
    """A unit with its posts, folders and, for its administrators, roles."""
    place = call.unit()
    call.actor.require(Permission.UNIT_READ, place)
    return _details(call, place)


@operation(
    "PATCH",
    "/units/{code}",
    tag="units",
    thai="เปลี่ยนชื่อหรือย้ายหน่วยงาน",
    english="Rename a unit, or move it below another",
    body="UnitChanges",
    answer="UnitDetails",
)
def patch_unit(call: Call) -> dict[str, Any]:
    """Needs the right to manage the unit, and the new parent where it moves."""
    body = call.body
    place = change_unit(
        call.desk,
        call.actor,
        unit=call.path["code"],
        title=body.get("title"),
        abbreviation=body.get("abbreviation"),
        address=body.get("address"),
        parent=body.get("parent"),
    )
    return _details(call, place)


@operation(
    "PUT",
    "/units/{code}/grants/{id}",
    tag="units",
    thai="ให้บทบาท",
    english="Give a role to a post",
    body="GrantBody",
    answer="Grant",
    about="The id is chosen by the caller; the same id again replaces the grant.",
)
def put_grant(call: Call) -> dict[str, Any]:
    """True from the next request."""
    body = call.body
    given = give_role(
        call.desk,
        call.actor,
        unit=call.path["code"],
        grant=call.path["id"],
        role=body["role"],
        post=body["post"],
        inherit=body.get("inherit", False),
        since=as_day(body.get("since")),
        until=as_day(body.get("until")),
    )
    return rows.grant(given)


@operation(
    "DELETE",
    "/units/{code}/grants/{id}",
    tag="units",
    thai="ถอนบทบาท",
    english="Take a role from a post",
    body="Nothing",
    status=204,
)
def delete_grant(call: Call) -> None:
    """True from the next request."""
    take_role(call.desk, call.actor, unit=call.path["code"], grant=call.path["id"])


@operation(
    "PATCH",
    "/units/{code}/people/{person}",
    tag="units",
    thai="กำหนดชื่อในใบรับรองของบุคคล",
    english="Record how certificates write a person's name",
    body="PersonChanges",
    answer="PersonSpelt",
    about="Of somebody who holds a post of the unit today; nobody records his own. An empty name: as it is registered.",
)
def patch_person(call: Call) -> dict[str, Any]:
    """The spelling approved for certificates, such as the name in Latin letters."""
    unit, who, name = call.path["code"], call.path["person"], call.body["certificate_name"]
    found = change_certificate_name(call.desk, call.actor, unit=unit, person=who, name=name)
    return {"id": found.id, "name": found.name, "certificate_name": found.certificate_name}


def _units(call: Call, after: str) -> Iterator[Any]:
    kind, below = call.query.get("kind"), call.query.get("below")
    if below is not None:
        known = {u.code: u for u in descendants(find_unit(call.root, below))}
        units: Any = (known[c] for c in sorted(known) if c > after)
    else:
        units = agencies_of(call.root).by_code.values(min=after, excludemin=bool(after))
    return (u for u in units if kind in {None, u.kind} and call.actor.may(Permission.UNIT_READ, u))


def _details(call: Call, place: Any) -> dict[str, Any]:
    actor, root = call.actor, call.root
    people = people_of(root)
    grants = [people.grants[key] for key in people.grants_by_unit.get(place.code, ())]
    return {
        **rows.unit(place, call.desk.today),
        "above": [u.code for u in ancestors(place)],
        "below": [u.code for u in children(place)],
        "posts": [{"id": p.id, "title": p.title, "rank": p.rank, "unit": p.unit} for p in posts_in(root, place.code)],
        "folders": [{"id": f.id, "title": f.title, "code": f.code} for f in known_folders(root, actor, place.code)]
        if actor.may(Permission.REGISTER_READ, place)
        else [],
        "grants": [rows.grant(g) for g in grants] if actor.may(Permission.UNIT_MANAGE, place) else [],
    }
