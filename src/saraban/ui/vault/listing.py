"""รายการหนังสือลับ (the list): what waits at one's registry and what one is named on; nothing of what letters say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.vault.gate import behind
from saraban.ui.vault.words import STATES, level_words
from saraban.vault import door


@dataclass(frozen=True)
class RowShown:
    """หนังสือลับหนึ่งเรื่องในรายการ."""

    href: str
    level: Any
    number: str
    unit: str
    when: Any
    state: Any
    is_waiting: bool = False


@dataclass(frozen=True)
class ListShown:
    """หน้ารายการ: ``registries`` are the units at which this person registers (code, title)."""

    waiting: tuple[RowShown, ...]
    named: tuple[RowShown, ...]
    registries: tuple[tuple[str, str], ...]


@view_config(route_name="secret", request_method="GET", renderer="templates/list.pt")
@behind
def listing(request: Any) -> dict[str, Any]:
    """หนังสือลับของฉัน."""
    return {"shown": list_shown(request)}


def list_shown(request: Any) -> ListShown:
    """Put the list together."""
    desk, actor, fmt = request.desk, request.actor, formats_for(request)
    return ListShown(
        waiting=tuple(_arrival(desk.root, d, fmt) for d in door.waiting_for(desk, actor)),
        named=tuple(_paper(desk.root, p, fmt) for p in door.readable(desk, actor)),
        registries=tuple((u, find_unit(desk.root, u).title) for u in door.registries(desk, actor)),
    )


def _arrival(root: Any, delivery: Any, fmt: Formats) -> RowShown:
    return RowShown(
        href=f"/secret/d/{delivery.key}",
        level=level_words(door.letter_of(root, delivery).level, thai=fmt.is_thai),
        number=fmt.digits(delivery.n),
        unit=find_unit(root, delivery.from_unit).title,
        when=fmt.time(delivery.at, clock=True),
        state="",
        is_waiting=True,
    )


def _paper(root: Any, paper: Any, fmt: Formats) -> RowShown:
    return RowShown(
        href=f"/secret/p/{paper.key}",
        level=level_words(door.letter_of(root, paper).level, thai=fmt.is_thai),
        number=f"{fmt.digits(paper.n)}/{fmt.year(paper.year)}",
        unit=find_unit(root, paper.unit).title,
        when=fmt.time(paper.received_at, clock=True),
        state=STATES[paper.state],
    )
