"""ส่งทั้งชุด (sending the letters of a list together): each counts alone, and what is refused says why."""

from __future__ import annotations

from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.exchange.sending import receivers_of, send
from saraban.letters.content import Letter
from saraban.letters.workflow import LETTER_MOVES
from saraban.people.actor import Actor
from saraban.templates.content import Merge
from saraban.templates.proposing import Outcome, each_alone, letters_in

_SEND = LETTER_MOVES["send"]


def send_merge(desk: Desk, actor: Actor, *, merge: Merge) -> list[Outcome]:
    """ส่งทั้งชุด: all letters of a list that are signed and not sent go to their addressees; gives what became of each.

    Raises ``Conflict`` when there is none.
    """
    letters = letters_in(desk.root, actor, merge, _SEND.states)
    if not letters:
        raise Conflict(
            _("No letter of this list is signed and still to be sent. Letters are signed first."), slug="wrong-state"
        )
    actor.require(_SEND.permission, letters[0])  # all are of one unit
    return each_alone(desk, letters, lambda letter: _send(desk, actor, letter))


def to_send(root: Any, actor: Actor, merge: Merge) -> list[Letter]:
    """หนังสือในชุดที่ลงนามแล้วและยังไม่ได้ส่ง, for who may send them."""
    return [x for x in letters_in(root, actor, merge, _SEND.states) if actor.may(_SEND.permission, x)]


def _send(desk: Desk, actor: Actor, letter: Letter) -> None:
    if not receivers_of(desk.root, letter):
        raise Conflict(_("It addresses no unit in the system. Open it and choose “Send on paper”."), slug="wrong-state")
    send(desk, actor, letter=letter)
