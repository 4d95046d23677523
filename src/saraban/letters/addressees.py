"""ผู้รับหนังสือ (addressees): groups and units as chosen, and the units that they stand for today."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from saraban.agencies.service import agencies_of, expand_group, find_unit
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.registers.rows import is_storable

COPY_LENGTH, MOST_COPIES = 300, 100


def check_copies(root: Any, copies: tuple[str, ...]) -> None:
    """สำเนาส่ง: units and groups that there are, anything else as printed; raises ``Invalid``."""
    if len(copies) > MOST_COPIES or any(len(c) > COPY_LENGTH or not is_storable(c) for c in copies):
        raise Invalid(_("Copies go to at most 100 addressees, each named in at most 300 characters."), field="copies")
    try:
        expand_addressees(root, copied_units(copies))
    except Invalid:
        raise Invalid(_("Choose who gets a copy from the list of groups and units."), field="copies") from None


def copied_units(copies: tuple[str, ...]) -> tuple[str, ...]:
    """Of those who get a copy, the units and groups of the system."""
    return tuple(c for c in copies if c.startswith(("unit:", "group:")))


def copy_words(root: Any, copies: tuple[str, ...]) -> list[str]:
    """Those who get a copy as they are printed."""
    if not copied_units(copies):
        return list(copies)
    agencies, found = agencies_of(root), []
    for copy in copies:
        kind, _colon, key = copy.partition(":")
        place = {"group": agencies.groups, "unit": agencies.by_code}.get(kind, {}).get(key)
        found.append(place.title if place is not None else copy)
    return found


def expand_addressees(root: Any, addressees: tuple[str, ...]) -> list[str]:
    """The unit codes that addressees stand for, each once, in order; raises ``Invalid`` for an unknown one."""
    codes: list[str] = []
    for addressee in addressees:
        kind, _colon, key = addressee.partition(":")
        with suppress(Missing):
            if kind == "group":
                codes += expand_group(root, key)
                continue
            if kind == "unit":
                codes.append(find_unit(root, key).code)
                continue
        raise Invalid(_("Choose the addressees from the list of groups and units."), field="addressees")
    return list(dict.fromkeys(codes))
