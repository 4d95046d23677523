"""ข้อสั่งการในตะกร้างาน (directives in the in-tray): those that fall due for the units that the post works in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.permissions import Permission
from saraban.directives.service import due_directives
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for


@dataclass(frozen=True)
class DirectiveDue:
    """ข้อสั่งการที่ถึงหรือใกล้กำหนด: what was ordered, by whom, which of the units here carries it out, until when."""

    href: str
    text: str
    who: str
    due: Any


def directives_due(request: Any) -> tuple[DirectiveDue, ...]:
    """The open ones, overdue or due within a week, the first due first."""
    root, fmt = request.desk.root, formats_for(request)
    units = units_where(request, Permission.PAPER_ENDORSE)
    return tuple(
        DirectiveDue(
            f"/directives/{one.key}",
            one.text,
            " · ".join(
                x
                for x in (
                    one.by.name,
                    one.by.acting_for or one.by.post_title,
                    *(find_unit(root, code).title for code in one.units if code in units),
                )
                if x
            ),
            fmt.due(one.due),
        )
        for one in due_directives(root, request.actor, units, request.desk.today)
    )
