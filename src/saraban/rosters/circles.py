"""หน่วยงานที่สังกัดกันเป็นวง (circles): units that would stand below each other, by the tables and what is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.agencies.service import agencies_of, named
from saraban.core.i18n import _
from saraban.rosters.hands import Hands
from saraban.rosters.sheets import Row


def parents_in(rows: Iterable[Row]) -> dict[str, str]:
    """Unit -> the unit above it, as the rows give it."""
    return {row.key: row.values["parent"] for row in rows if "parent" in row.values}


def parent_now(hands: Hands, code: str) -> str:
    """The unit above one as it is in the store; empty for none."""
    unit = agencies_of(hands.root).by_code.get(code)
    return str(getattr(unit.__parent__, "code", "")) if unit is not None else ""


def circles_in(hands: Hands, rows: list[Row]) -> dict[str, Any]:
    """Unit -> what is wrong, of the rows that close a circle; one through units of others is not told."""
    parents, rows_of = parents_in(rows), {row.key: row for row in rows}
    found: dict[str, Any] = {}
    for code in parents:
        circle = _circle(hands, parents, code)
        if circle and all(unit not in agencies_of(hands.root).by_code or hands.manages(unit) for unit in circle):
            names = ", ".join(_name(hands, rows_of, unit) for unit in sorted(circle))
            found[code] = _(
                "These units would stand below each other: ${units}. Give one of them a unit above it that is none of "
                "them.",
                mapping={"units": names},
            )
    return found


def _circle(hands: Hands, parents: dict[str, str], code: str) -> list[str]:
    """The units from one upwards to itself; empty where the way ends elsewhere."""
    path, at = [code], parents[code]
    while at and at not in path:
        path.append(at)
        at = parents[at] if at in parents else parent_now(hands, at)
    return path if at == code else []


def _name(hands: Hands, rows_of: dict[str, Row], code: str) -> str:
    unit = agencies_of(hands.root).by_code.get(code)
    if unit is not None:
        return named(unit)
    return f"{rows_of[code].values.get('title', '')} ({code})"
