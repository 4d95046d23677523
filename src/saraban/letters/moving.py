"""ทางเดินของร่าง (moving a draft on): what every verb on a letter written here does: ask, wait in a tray, put down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.values import DraftState, Step
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.tasks import service as tasks


def wait_in(desk: Desk, letter: Letter, tray: str, what: str, text: str) -> None:
    """The draft lies in this tray from now on, with its urgency and its first due date, and in no other."""
    clear_task(desk.root, letter)
    ref = tasks.place(
        desk.root,
        tray,
        what=what,
        letter=letter.id,
        urgency=letter.urgency,
        text=text,
        since=desk.now,
        due=first_due(letter, desk.today),
    )
    letter.draft = replace(letter.draft or DraftState(), task=ref)


def first_due(letter: Letter, today: date) -> date | None:
    """The first day, from today on, that a draft names for something or asks for an answer by."""
    named = [*(d.day for d in letter.deadlines), *([letter.answer_by] if letter.answer_by else [])]
    return min((day for day in named if day >= today), default=None)


def clear_task(root: Any, letter: Letter) -> None:
    """Nothing waits for the draft any more."""
    if letter.draft is not None and letter.draft.task is not None:
        tasks.clear(root, letter.draft.task)
        letter.draft = replace(letter.draft, task=None)


def end_opinions(desk: Desk, letter: Letter) -> None:
    """Nothing is asked any more once the draft is signed or void, and nobody edits it."""
    for opinion in letter.opinions:
        if opinion.task is not None:
            tasks.clear(desk.root, opinion.task)
    letter.opinions, letter.lock = tuple(replace(o, task=None) for o in letter.opinions), None


def require_move(actor: Actor, letter: Letter, verb: str) -> None:
    """Raise ``Conflict`` or ``NotAllowed`` where the table does not allow a verb on a letter that is written here."""
    move = check_move(LETTER_MOVES, verb, letter.state)
    if not letter.from_unit:
        raise Conflict(_("This letter was received; it is not a draft of your unit."))
    actor.require(move.permission, letter)


def record_step(desk: Desk, actor: Actor, letter: Letter, verb: str, text: str) -> None:
    """Move a letter on as the table says, and put down who did it."""
    move = LETTER_MOVES.get(verb)
    letter.state = (move.leads_to if move is not None else "") or letter.state
    letter.steps = (*letter.steps, Step(verb, desk.now, actor.person, actor.name, actor.post, text))
    put_on_record(desk, actor, letter, verb)


def put_on_record(desk: Desk, actor: Actor, letter: Letter, event: str, **about: str) -> None:
    """Tell search, and put into the audit chain of the unit what happened to a letter."""
    records.changed(desk.root, letter)
    audit.record(
        desk,
        letter.from_unit,
        f"letter-{event}",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(letter.id), **about},
    )
