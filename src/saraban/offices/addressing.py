"""ตำแหน่งที่หนังสือมีถึง (to whom a letter is addressed): the executive or the head of a unit, or the unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from saraban.agencies.service import agencies_of, find_unit
from saraban.core.permissions import Role
from saraban.offices.service import office_of
from saraban.people.service import find_post, posts_with_role


def addressed_title(root: Any, unit: str, day: date) -> str:
    """Give what follows the salutation of a letter to a unit: คำขึ้นต้น, ตำแหน่งของผู้ที่หนังสือมีถึง.

    Form 1 and the register of sent letters name the post that a letter goes to, and the unit where there is none: so
    the title of the executive whose office the unit is, or of the one post of the unit that heads it on ``day``; and
    the unit's name where none or several do. Raises ``Missing`` for a unit that is not there.
    """
    place, office = find_unit(root, unit), office_of(root, unit)
    if office is not None:
        return find_post(root, office.executive).title
    own = [p for p in (find_post(root, key) for key in posts_with_role(root, unit, Role.HEAD, day)) if p.unit == unit]
    return own[0].title if len(own) == 1 else str(place.title)


def addressed(root: Any, addressees: Iterable[str], day: date) -> str:
    """Give the line of a letter to these units and groups (``unit:CODE``, ``group:NAME``), a blank between two.

    A group has a name of its own that fits the salutation; what the system does not know is left out.
    """
    agencies, found = agencies_of(root), []
    for addressee in addressees:
        kind, _colon, key = addressee.partition(":")
        if kind == "group" and key in agencies.groups:
            found.append(agencies.groups[key].title)
        elif kind == "unit" and key in agencies.by_code:
            found.append(addressed_title(root, key, day))
    return " ".join(found)
