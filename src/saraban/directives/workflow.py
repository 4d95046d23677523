"""สถานะของข้อสั่งการ (states of directives): which verb is possible in which state, for whom, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.permissions import Permission

#: state -> Thai words
STATES = {
    "open": "รอดำเนินการ",
    "reported": "รายงานผลแล้ว",
    "done": "แล้วเสร็จ",
    "withdrawn": "ยกเลิกแล้ว",
}
RUNNING = ("open", "reported")


@dataclass(frozen=True)
class DirectiveMove:
    """One row; ``by_office`` = for the office that gave it alone, else for the units that carry it out as well."""

    verb: str
    states: tuple[str, ...]
    permission: Permission
    leads_to: str
    by_office: bool = False


DIRECTIVE_MOVES: dict[str, DirectiveMove] = {
    m.verb: m
    for m in (
        DirectiveMove("add_letter", (*RUNNING, "done"), Permission.PAPER_ENDORSE, ""),
        DirectiveMove("report", RUNNING, Permission.PAPER_ENDORSE, "reported"),
        DirectiveMove("accept", RUNNING, Permission.PAPER_ENDORSE, "done", by_office=True),
        DirectiveMove("send_back", ("reported",), Permission.PAPER_ENDORSE, "open", by_office=True),
        DirectiveMove("withdraw", RUNNING, Permission.PAPER_ORDER, "withdrawn", by_office=True),
    )
}


def check_directive(verb: str, state: str) -> DirectiveMove:
    """Give the row of a verb; raises ``Conflict`` when the state does not allow it."""
    move = DIRECTIVE_MOVES[verb]
    if state not in move.states:
        raise Conflict(
            _("This cannot be done now: the directive is “${state}”.", mapping={"state": STATES[state]}),
            slug="wrong-state",
        )
    return move
