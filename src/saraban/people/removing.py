"""งานถอนรายการ (removing): for undoing what was just entered; the caller has seen that nothing was built on it.

An office ends what was in force (``end_holding``, ``end_acting``, ``revoke_role``); nothing here is one of its verbs.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.people.service import find_person, find_post, people_of


def remove_person(root: Any, person: str) -> None:
    """ถอนบุคคล. Raises ``Conflict`` while the person holds or acts in a post."""
    people = people_of(root)
    find_person(root, person)
    if people.holdings_by_person.get(person) or people.acting_by_person.get(person):
        raise Conflict(_("${id} holds a post.", mapping={"id": person}))
    people.remove(person, send_events=False)
    _forget(people.holdings_by_person, people.acting_by_person, key=person)
    people.changes.version += 1


def remove_post(root: Any, post: str) -> None:
    """ถอนตำแหน่ง. Raises ``Conflict`` while anybody holds it or a role is given to it."""
    people, found = people_of(root), find_post(root, post)
    tables = (people.holdings_by_post, people.acting_by_post, people.grants_by_post, people.folder_lists)
    if any(table.get(post) for table in tables):
        raise Conflict(_("The post ${id} is in use.", mapping={"id": post}))
    _drop(people.posts_by_unit, found.unit, post)
    del people.posts[post]
    _forget(*tables, key=post)
    people.changes.version += 1


def remove_holding(root: Any, holding: str) -> None:
    """ถอนการแต่งตั้ง, as if it had never been."""
    people = people_of(root)
    found = people.holdings.pop(holding)
    _drop(people.holdings_by_person, found.person, holding)
    _drop(people.holdings_by_post, found.post, holding)
    people.changes.version += 1


def remove_acting(root: Any, grant: str) -> None:
    """ถอนการรักษาการ, as if it had never been."""
    people = people_of(root)
    found = people.acting.pop(grant)
    _drop(people.acting_by_person, found.person, grant)
    _drop(people.acting_by_post, found.post, grant)
    people.changes.version += 1


def remove_grant(root: Any, grant: str) -> None:
    """ถอนบทบาทที่เพิ่งให้, as if it had never been."""
    people = people_of(root)
    found = people.grants.pop(grant)
    _drop(people.grants_by_post, found.post, grant)
    _drop(people.grants_by_unit, found.unit, grant)
    people.changes.version += 1


def put_back_until(root: Any, thing: Any, until: date | None) -> None:
    """คืนวันสุดท้าย of a holding or an acting grant to what it was."""
    thing.until = until
    people_of(root).changes.version += 1


def _drop(table: Any, key: str, value: str) -> None:
    rest = tuple(v for v in table.get(key, ()) if v != value)
    if rest:
        table[key] = rest
    elif key in table:
        del table[key]


def _forget(*tables: Any, key: str) -> None:
    for table in tables:
        if key in table:
            del table[key]
