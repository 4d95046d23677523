"""ผู้รับหนังสือเวียน (the audience): all staff, a unit with everything below it, one unit, a group; and its scopes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.agencies.service import agencies_of, ancestors, expand_group, is_in_group
from saraban.agencies.tree import tree_of
from saraban.core.access import CIRCULAR, below_scope, group_scope, staff_scope
from saraban.core.errors import Invalid
from saraban.core.i18n import _

ALL = "all"
#: More units than this are a group, which is one scope however many there are.
MOST = 100


def audience_of(root: Any, unit: str, chosen: Iterable[str]) -> tuple[str, ...]:
    """The audience that a unit names: ``all``, ``below:CODE``, ``unit:CODE``, ``group:KEY``, each once.

    Raises ``Invalid`` for nobody, for a unit or group that is not there or is another unit's, and for too many.
    """
    found = tuple(dict.fromkeys(chosen))
    if not found:
        raise Invalid(_("Choose who shall read the circular."), field="audience")
    if ALL in found:
        return (ALL,)
    if len(found) > MOST:
        raise Invalid(_("Name at most 100 units; make a group of more."), field="audience")
    for token in found:
        _check(root, unit, token)
    return found


def _check(root: Any, unit: str, token: str) -> None:
    kind, _colon, key = token.partition(":")
    known = agencies_of(root)
    group = known.groups.get(key) if kind == "group" else None
    is_unit = kind in {"below", "unit"} and key in known.by_code
    if not is_unit and (group is None or group.owner not in {"", unit}):
        raise Invalid(
            _("“${name}” is no unit or group that can be chosen here.", mapping={"name": token[:80]}), field="audience"
        )


def scopes_for(audience: Iterable[str]) -> tuple[str, ...]:
    """The scopes by which an audience reads."""
    return tuple(_scope(*token.partition(":")[::2]) for token in audience)


def _scope(kind: str, key: str) -> str:
    if kind == ALL:
        return CIRCULAR
    return {"below": below_scope, "unit": staff_scope, "group": group_scope}[kind](key)


def units_in(root: Any, audience: Iterable[str]) -> set[str] | None:
    """The codes of the units of an audience as the tree stands; None for all."""
    found: set[str] = set()
    for token in audience:
        kind, _colon, key = token.partition(":")
        if kind == ALL:
            return None
        if kind == "group":
            found.update(expand_group(root, key) if key in agencies_of(root).groups else ())
        elif key in agencies_of(root).by_code:
            found.update(tree_of(root).reach(key) if kind == "below" else (key,))
    return found


def includes(root: Any, audience: Iterable[str], code: str) -> bool:
    """Is a unit in an audience today? Without listing it."""
    unit = agencies_of(root).by_code.get(code)
    if unit is None:
        return False
    near = {code, *(u.code for u in ancestors(unit))}
    for token in audience:
        kind, _colon, key = token.partition(":")
        if kind == ALL or (kind == "unit" and key == code) or (kind == "below" and key in near):
            return True
        if kind == "group" and is_in_group(root, key, unit):
            return True
    return False
