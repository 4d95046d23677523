"""เกษียนตามที่พิมพ์ (notes as typed): what somebody writes on the sheet or on paper, as one value, and the verb for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.letters import endorsing
from saraban.letters.content import Endorsement, Paper
from saraban.people.actor import Actor

ACTS = ("propose", "order", "acknowledge")


@dataclass(frozen=True)
class Note:
    """เกษียน as typed."""

    act: str
    text: str = ""
    verb: str = ""
    to: str = ""
    to_post: str = ""
    due: date | None = None
    assign_to: tuple[str, ...] = ()
    without_delegate: bool = False


def check_act(note: Note) -> None:
    """Raise ``Invalid`` for what no note does."""
    if note.act not in ACTS:
        raise Invalid(_("Choose what the note does."), field="act")


def write(desk: Desk, actor: Actor, *, paper: Paper, note: Note, wet: endorsing.WetInk | None = None) -> Endorsement:
    """เสนอ สั่งการ or รับทราบ with all that follows; ``wet``: on paper. Raises what ``letters.endorsing`` does."""
    check_act(note)
    said: dict[str, Any] = {"paper": paper, "text": note.text, "verb": note.verb, "wet": wet}
    if note.act == "acknowledge":
        return endorsing.acknowledge(desk, actor, **said)
    if note.act == "order":
        return endorsing.order(desk, actor, due=note.due, assign_to=note.assign_to, **said)
    return endorsing.propose(
        desk,
        actor,
        due=note.due,
        to=note.to,
        to_post=note.to_post,
        without_delegate=note.without_delegate,
        **said,
    )
