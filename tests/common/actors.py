"""Actors for unit tests, put together by hand: who may do what, without persons and posts in the store."""

from __future__ import annotations

from saraban.core.access import principals_for, unit_scope
from saraban.people.actor import Actor, Signing


def actor_with(*roles: str, unit: str = "d54", person: str = "u-clerk") -> Actor:
    """Somebody at work in ``unit`` with these roles there."""
    duties = frozenset((role, unit) for role in roles)
    scopes = frozenset({unit_scope(unit)})
    return Actor(
        person,
        "ผู้ทดสอบ",
        "p-clerk",
        unit,
        Signing(person, "ผู้ทดสอบ", "p-clerk", "เจ้าหน้าที่สารบรรณ"),
        scopes,
        duties,
        principals=principals_for(person, scopes, duties),
    )
