"""ผู้ที่เลือกได้ (who may be chosen): posts that sign, check or get a draft, with who holds them today."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.core.permissions import Permission
from saraban.exchange.waiting import deliveries_of, has_letter
from saraban.letters.cosigning import first_right_of
from saraban.people.rights import post_may
from saraban.people.service import find_person, holders_of, posts_in, posts_with_role
from saraban.ui.layout.targets import Choice, groups_near

SIGNING_ROLE = "head"


def signers(request: Any, unit: str, chosen: str = "") -> list[Choice]:
    """The posts that sign for a unit, with who holds them or acts for them today."""
    root, day = request.desk.root, request.desk.today
    place, found = find_unit(root, unit), []
    heads = posts_with_role(root, unit, SIGNING_ROLE, day)
    for code in [unit, *(u.code for u in ancestors(place))]:
        for post in posts_in(root, code):
            if post.id in heads:
                names = ", ".join(find_person(root, p).name for p, _grant in holders_of(root, post.id, day))
                found.append(Choice(post.id, post.title, names, post.id == chosen))
    return found


def first_signers(request: Any, letter: Any, chosen: str) -> list[Choice]:
    """Who may be asked to sign a letter first: by its kind somebody who signs for the unit, or who writes for it."""
    if first_right_of(request.desk.root, letter) is Permission.LETTER_SIGN:
        return signers(request, letter.from_unit, chosen)
    root, day = request.desk.root, request.desk.today
    found = []
    for post in posts_in(root, letter.from_unit):
        if post_may(root, post.id, Permission.LETTER_DRAFT, letter.from_unit, day) and post.id not in letter.cosigners:
            names = ", ".join(find_person(root, p).name for p, _grant in holders_of(root, post.id, day))
            found.append(Choice(post.id, post.title, names, post.id == chosen))
    return found


def checkers(request: Any, letter: Any) -> list[Choice]:
    """The posts of the unit that may check a draft, with who holds them; not those that its writer alone holds."""
    root, day, chosen = request.desk.root, request.desk.today, request.POST.get("to_post", "")
    found = []
    for post in posts_in(root, letter.from_unit):
        holders = [p for p, _grant in holders_of(root, post.id, day)]
        if holders != [letter.created_by] and post_may(root, post.id, Permission.LETTER_DRAFT, letter.from_unit, day):
            names = ", ".join(find_person(root, p).name for p in holders)
            found.append(Choice(post.id, post.title, names, post.id == chosen))
    return found


def lacking(request: Any, letter: Any) -> list[Choice]:
    """ผู้ที่ยังไม่มีหนังสือ: the units to which a letter went and that do not have it, and the groups near by."""
    root, chosen = request.desk.root, tuple(request.POST.getall("addressees"))
    went = dict.fromkeys(d.to_unit for d in deliveries_of(root, letter.id) if d.from_unit == letter.from_unit)
    units = [
        Choice(f"unit:{code}", find_unit(root, code).title, "", f"unit:{code}" in chosen)
        for code in went
        if not has_letter(root, letter.id, code)
    ]
    return [*units, *groups_near(root, letter.from_unit, chosen)]
