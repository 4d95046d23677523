"""ส่งต่อ (forwarding): the same letter is handed to a unit below, or to a post or person, without a new number.

This is the normal way from a registry to a section, which registers the letter under its own receive number; a new
number is issued only for a covering letter (หนังสือนำ).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.access import unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.exchange import envelopes, waiting
from saraban.exchange.content import Delivery
from saraban.exchange.events import LetterForwarded
from saraban.exchange.sending import TEXT_LENGTH, deliver, refuse_closed
from saraban.letters import apart, records
from saraban.letters.assignees import describe_assignee
from saraban.letters.content import Letter, Paper
from saraban.letters.endorsing import check_due
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.people.rights import can_read
from saraban.tasks import service as tasks


def forward(
    desk: Desk,
    actor: Actor,
    *,
    paper: Paper,
    to: tuple[str, ...],
    text: str = "",
    due: date | None = None,
    named: tuple[str, ...] = (),
) -> list[Delivery]:
    """ส่งต่อ: hand the letter on to units, posts or persons (``unit:``, ``post:``, ``person:``).

    A unit registers it under its own number. What the sending unit wrote on its paper stays with it. After an order,
    the registry sends it on to those ordered. ``named`` says who reads a letter for few in the units. The day ``due``,
    or else that of the order, goes along to all of them.
    """
    move = check_move(PAPER_MOVES, "forward", paper.state)
    actor.require(move.permission, paper)
    wanted = tuple(dict.fromkeys(t.strip() for t in to if t.strip()))
    if not wanted:
        raise Invalid(_("Choose to whom the letter is sent on."), field="to")
    words = check_words(text, "text", TEXT_LENGTH)
    check_due(desk, paper, due)
    letter = records.letter_by_id(desk.root, paper.letter)
    codes = [t.removeprefix("unit:") for t in wanted if t.startswith("unit:")]
    readers = envelopes.readers_there(desk, letter, codes, named)
    apart.include(desk, actor, paper, [t for t in wanted if not t.startswith("unit:")])
    for target in wanted:
        _check_target(desk, paper, target)
    refuse_closed(desk.root, codes)
    _refuse_loops(desk.root, paper, letter, codes)
    _finish_carrying_out(desk.root, paper)
    until = due or _ordered_until(paper)
    sent = [
        deliver(desk, actor, letter, paper.unit, code, paper=paper, text=words, due=until, named=readers.get(code, ()))
        for code in codes
    ]
    if codes and not letter.handling:
        records.add_scopes(desk.root, letter, *(unit_scope(code) for code in codes))
    for target in wanted:
        if not target.startswith("unit:"):
            _hand_to(desk, paper, letter, target, words, due)
    paper.state = move.leads_to
    names = ", ".join(describe_assignee(desk.root, t) for t in wanted)
    paper.history = (*paper.history, Step("forward", desk.now, actor.person, actor.name, actor.post, names))
    records.changed(desk.root, paper)
    audit.record(
        desk,
        paper.unit,
        "forwarded",
        person=actor.person,
        post=actor.post,
        about={"paper": paper.key, "deliveries": len(sent)},
    )
    desk.notify(LetterForwarded(paper.id, paper.unit, len(sent)))
    return sent


def _ordered_until(paper: Paper) -> date | None:
    """The day that a note which stands set for the paper; the days of the letter itself go along with the letter."""
    standing = {e.due for e in paper.endorsements if e.is_live}
    return paper.due if paper.due in standing else None


def _hand_to(desk: Desk, paper: Paper, letter: Letter, target: str, text: str, due: date | None) -> None:
    ref = tasks.place(
        desk.root,
        target,
        what="act",
        letter=letter.id,
        paper=paper.id,
        due=due or paper.due,
        urgency=letter.urgency,
        within=letter.urgent_within,
        text=text,
        since=desk.now,
    )
    paper.tasks = (*paper.tasks, ref)


def _finish_carrying_out(root: Any, paper: Paper) -> None:
    tray = records.registry_tray(paper)
    done = [ref for ref in paper.tasks if ref.tray == tray and _is_registry_work(root, ref)]
    for ref in done:
        tasks.clear(root, ref)
    paper.tasks = tuple(ref for ref in paper.tasks if ref not in done)


def _is_registry_work(root: Any, ref: tasks.TaskRef) -> bool:
    task = tasks.find(root, ref)
    return task is None or task.what in {"handle", "carry_out", "acknowledged"}


def _check_target(desk: Desk, paper: Paper, target: str) -> None:
    """Whoever the letter is handed to inside the unit has to be able to read it."""
    name = describe_assignee(desk.root, target)
    if not target.startswith("unit:") and not can_read(desk.root, target, paper.scopes, desk.today):
        raise Invalid(
            _(
                "${name} does not read the letters of this unit. Send the letter on to the unit instead.",
                mapping={"name": name},
            ),
            field="to",
        )


def _refuse_loops(root: Any, paper: Paper, letter: Letter, codes: list[str]) -> None:
    for code in codes:
        if code == paper.unit:
            raise Invalid(_("The letter is with this unit already. Choose another one."), field="to")
        if waiting.has_letter(root, letter.id, code):
            raise Conflict(_("${unit} has this letter already.", mapping={"unit": find_unit(root, code).title}))
