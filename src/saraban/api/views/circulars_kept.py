"""หนังสือเวียนของหน่วย (what publishers keep): how a circular stands, who has read, reminders, groups, categories."""

from __future__ import annotations

from typing import Any

from saraban.api import cursors
from saraban.api.contract import Page, operation
from saraban.api.gate import Call
from saraban.api.listed import listed
from saraban.api.serialise import day_text, moment
from saraban.api.views.circulars import circular_shown
from saraban.api.views.letters import letter_of
from saraban.api.views.parameters import PAGING, as_day, named, page_from
from saraban.circulars import categories, groups, service
from saraban.circulars.published import published_by
from saraban.circulars.watching import remind, standings, totals
from saraban.core.permissions import Permission
from saraban.letters import records


@operation(
    "PATCH",
    "/circulars/{id}",
    tag="circulars",
    thai="แก้ไขหนังสือเวียนบนกระดาน",
    english="Change how a circular stands on the board",
    body="CircularPatch",
    answer="Circular",
)
def patch_circular(call: Call) -> dict[str, Any]:
    """By the unit that published it; what stays out stays as it is."""
    letter, body = letter_of(call), call.body
    given = named(body, category="category")
    given |= {name: as_day(body[name]) for name in ("effective", "expires") if name in body}
    service.change(call.desk, call.actor, letter=letter, **given)
    if "is_pinned" in body:
        service.pin(call.desk, call.actor, letter=letter, pinned=body["is_pinned"])
    for key in body.get("supersedes", ()):
        old = records.read_letter(call.root, call.actor, key)
        service.supersede(call.desk, call.actor, letter=old, by=letter)
    return circular_shown(call, letter)


@operation(
    "POST",
    "/circulars/{id}/withdraw",
    tag="circulars",
    thai="ถอนหนังสือเวียน",
    english="Take a circular from the board",
    body="WithdrawBody",
    answer="CircularPublished",
)
def post_withdraw_circular(call: Call) -> dict[str, Any]:
    """With the reason; who reads the letter by other ways still does."""
    letter = letter_of(call)
    posting = service.withdraw(call.desk, call.actor, letter=letter, why=call.body["reason"])
    return _published(letter, posting)


@operation(
    "GET",
    "/circulars/{id}/readers",
    tag="circulars",
    thai="ผลการอ่านและรับทราบหนังสือเวียน",
    english="Who has read and acknowledged a circular",
    answer="StandingPage",
    query=PAGING,
)
def list_readers(call: Call) -> Page:
    """Unit by unit, for the unit that published it; no names of persons."""
    posting = service.own_posting(call.root, call.actor, letter_of(call))
    found, sums = standings(call.root, posting), totals(call.root, posting)
    counts = {
        "persons": sums.persons,
        "read": sums.read,
        "unread": sums.unread,
        "acknowledged": sums.acknowledged,
        "others": sums.others,
        "units": sums.units,
        "units_acknowledged": sums.units_acknowledged,
    }
    return page_from(call, found, _standing, key=lambda s: s.unit, totals=counts)


@operation(
    "POST",
    "/circulars/{id}/remind",
    tag="circulars",
    thai="เตือนหน่วยที่ยังไม่รับทราบ",
    english="Remind the units that have not acknowledged",
    body="RemindBody",
    answer="Reminded",
)
def post_remind(call: Call) -> dict[str, Any]:
    """A task in the tray of each one's registry; one that still lies there is not doubled."""
    letter = letter_of(call)
    told = remind(call.desk, call.actor, letter=letter, units=call.body.get("units", ()))
    return {"letter": letter.key, "units": told}


@operation(
    "GET",
    "/units/{code}/circulars",
    tag="circulars",
    thai="หนังสือเวียนของหน่วยงาน",
    english="What a unit has circulated",
    answer="PublishedPage",
    query=PAGING,
)
def list_published(call: Call) -> Page:
    """Newest first, withdrawn ones too; for those who publish for the unit."""
    place = cursors.read(call.query.get("cursor"), int)
    after = -place[0] if place else None
    rows, older = published_by(call.root, call.actor, call.unit().code, after=after, limit=call.limit)
    items = [{"id": r.letter.key} if call.wants_ids else _published(r.letter, r.posting) for r in rows]
    return Page(items, cursors.write(-older) if older is not None else None)


@operation(
    "GET",
    "/units/{code}/circular-groups",
    tag="circulars",
    thai="กลุ่มผู้รับหนังสือเวียน",
    english="The groups to which a unit can circulate",
    answer="CircularGroupPage",
    query=PAGING,
)
def list_circular_groups(call: Call) -> Page:
    """Its own first, then those of the whole office."""
    unit = call.unit()
    call.actor.require(Permission.CIRCULAR_PUBLISH, unit)
    return page_from(call, groups.groups_for(call.root, unit.code), lambda g: _group(call, g))


@operation(
    "POST",
    "/units/{code}/circular-groups",
    tag="circulars",
    thai="สร้างกลุ่มผู้รับหนังสือเวียน",
    english="Make a group of units",
    body="CircularGroupBody",
    answer="CircularGroup",
    status=201,
)
def post_circular_group(call: Call) -> dict[str, Any]:
    """Kept by the unit."""
    return _keep(call, "")


@operation(
    "PUT",
    "/units/{code}/circular-groups/{group}",
    tag="circulars",
    thai="แก้ไขกลุ่มผู้รับหนังสือเวียน",
    english="Change a group of units",
    body="CircularGroupBody",
    answer="CircularGroup",
)
def put_circular_group(call: Call) -> dict[str, Any]:
    """Who joins reads what was circulated to the group before, who leaves does not any more."""
    return _keep(call, call.path["group"])


@operation(
    "DELETE",
    "/units/{code}/circular-groups/{group}",
    tag="circulars",
    thai="ลบกลุ่มผู้รับหนังสือเวียน",
    english="Remove a group of units",
    body="Nothing",
    status=204,
)
def delete_circular_group(call: Call) -> None:
    """Not while a circular on the board is for it."""
    groups.remove_group(call.desk, call.actor, unit=call.unit().code, key=call.path["group"])


@operation(
    "GET",
    "/circular-categories",
    tag="circulars",
    thai="หมวดหนังสือเวียน",
    english="The categories of circulars",
    answer="CircularCategoryPage",
    query=PAGING,
)
def list_circular_categories(call: Call) -> Page:
    """All of them; closed ones take no new circulars."""
    found = categories.categories(call.root)
    return Page([{"id": c.key} if call.wants_ids else _category(c) for c in found])


@operation(
    "PUT",
    "/circular-categories/{key}",
    tag="circulars",
    thai="กำหนดหมวดหนังสือเวียน",
    english="Add or change a category of circulars",
    body="CircularCategoryBody",
    answer="CircularCategory",
)
def put_circular_category(call: Call) -> dict[str, Any]:
    """By the administrators of the office."""
    body = call.body
    found = categories.set_category(
        call.desk,
        call.actor,
        key=call.path["key"],
        title=body["title"],
        title_en=body["title_en"],
        active=body.get("is_open", True),
    )
    return _category(found)


def _keep(call: Call, key: str) -> dict[str, Any]:
    code, body = call.unit().code, call.body
    kept = groups.keep_group(call.desk, call.actor, unit=code, title=body["title"], units=tuple(body["units"]), key=key)
    return _group(call, groups.find_group(call.root, code, kept))


def _group(call: Call, group: Any) -> dict[str, Any]:
    return {
        "key": group.key,
        "title": group.title,
        "owner": group.owner or None,
        "units": groups.units_of(call.root, group.key),
    }


def _category(category: Any) -> dict[str, Any]:
    return {
        "key": category.key,
        "title": category.title,
        "title_en": category.title_en,
        "is_open": category.active,
    }


def _standing(one: Any) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "title": one.title,
        "agency": one.agency,
        "staff": one.staff,
        "read": one.read,
        "unread": one.unread,
        "acknowledged": one.acknowledged,
        "acknowledged_at": moment(one.acknowledged_at),
        "reminded_at": moment(one.reminded_at),
    }


def _published(letter: Any, posting: Any) -> dict[str, Any]:
    return {
        "letter": listed(letter),
        "unit": posting.unit,
        "category": posting.category,
        "audience": list(posting.audience),
        "published_at": moment(posting.published_at),
        "effective": day_text(posting.effective),
        "is_planned": posting.planned and posting.withdrawn_at is None,
        "expires": day_text(posting.expires),
        "is_pinned": posting.pinned_at is not None,
        "read": posting.readers(),
        "acknowledged": posting.acknowledgers(),
        "withdrawn_at": moment(posting.withdrawn_at),
        "withdrawn_why": posting.withdrawn_why,
    }
