"""รายการหนังสือลับ (the list): what waits at one's registry and what one is named on.

Without a fresh code of the phone it shows numbers, days and levels; with one, subjects and senders too, on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.auth.errors import StepUpNeeded
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.vault.gate import behind, proved
from saraban.ui.vault.words import STATES, level_words
from saraban.vault import door

TEMPLATE = "templates/list.pt"


@dataclass(frozen=True)
class RowShown:
    """หนังสือลับหนึ่งเรื่องในรายการ; subject and sender are empty where they may not be shown."""

    href: str
    level: Any
    number: str
    unit: str
    when: Any
    state: Any = ""
    subject: str = ""
    sender: str = ""


@dataclass(frozen=True)
class ListShown:
    """หน้ารายการ: ``registries`` are the units at which this person registers (code, title).

    ``keeps`` = there is a list of clearances that is this person's to keep.
    """

    waiting: tuple[RowShown, ...]
    lying: tuple[RowShown, ...]
    named: tuple[RowShown, ...]
    registries: tuple[tuple[str, str], ...]
    keeps: bool
    query: str
    problems: list[tuple[str, Any]]
    ask_code: str


@view_config(route_name="secret", request_method="GET", renderer=TEMPLATE)
@behind
def listing(request: Any) -> dict[str, Any]:
    """หนังสือลับของฉัน."""
    return {"shown": list_shown(request, door.readable(request.desk, request.actor))}


@view_config(route_name="secret-find", request_method="POST", renderer=TEMPLATE)
@behind
def find(request: Any) -> dict[str, Any]:
    """ค้นหาในคลังลับ; by POST, so that what is looked for stands in no address."""
    query = request.POST.get("query", "").strip()
    if not query:
        return listing(request)
    found = attempt(request, lambda: door.find(request.desk, request.actor, query, proved(request)))
    if isinstance(found, Refused):
        return {"shown": list_shown(request, [], query, found)}
    return {"shown": list_shown(request, found, query)}


def list_shown(request: Any, papers: list[Any], query: str = "", refused: Refused | None = None) -> ListShown:
    """Put the list together."""
    desk, actor, fmt = request.desk, request.actor, formats_for(request)
    ask_code, words = "", {}
    try:
        words = {p.key: said for p, said in door.look_over(desk, actor, papers, proved(request))}
    except StepUpNeeded:
        ask_code = request.route_path("me-step-up", _query={"back": "/secret"})
    waiting = () if query else door.waiting_for(desk, actor)
    lying = set() if query else {p.key for p in door.lying_with(desk, actor)}
    rows = [(p.key in lying, _paper(desk.root, p, words.get(p.key, {}), fmt)) for p in papers]
    return ListShown(
        waiting=tuple(_arrival(desk.root, d, fmt) for d in waiting),
        lying=tuple(row for lies, row in rows if lies),
        named=tuple(row for lies, row in rows if not lies),
        keeps=bool(door.keeps_clearances(desk, actor)),
        registries=tuple((u, find_unit(desk.root, u).title) for u in door.registries(desk, actor)),
        query=query,
        problems=refused.problems if refused else [],
        ask_code=ask_code if papers or refused else "",
    )


def _arrival(root: Any, delivery: Any, fmt: Formats) -> RowShown:
    return RowShown(
        href=f"/secret/d/{delivery.key}",
        level=level_words(door.letter_of(root, delivery).level, thai=fmt.is_thai),
        number=fmt.digits(delivery.n),
        unit=find_unit(root, delivery.from_unit).title,
        when=fmt.time(delivery.at, clock=True),
    )


def _paper(root: Any, paper: Any, words: dict[str, Any], fmt: Formats) -> RowShown:
    return RowShown(
        href=f"/secret/p/{paper.key}",
        level=level_words(door.letter_of(root, paper).level, thai=fmt.is_thai),
        number=f"{fmt.digits(paper.n)}/{fmt.year(paper.year)}",
        unit=find_unit(root, paper.unit).title,
        when=fmt.time(paper.received_at, clock=True),
        state=STATES[paper.state],
        subject=words.get("subject", ""),
        sender=words.get("from", ""),
    )
