"""แนบหนังสือจากซอง (completing a receipt): what an opened envelope held, once it was handed back to the registry.

It was registered without text and files, because nobody but its addressee might open it.
"""

from __future__ import annotations

from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.files.service import Arrival, keep_arrival
from saraban.letters import records
from saraban.letters.content import Letter, Paper, Text
from saraban.letters.file_texts import await_reading
from saraban.letters.values import PERSONAL, Step
from saraban.letters.words import LIMITS, check_words
from saraban.people.actor import Actor
from saraban.thai.dates import find_weekday_conflicts

_OPEN = ("registered", "proposed", "ordered", "in_hand")


def lacks_its_letter(root: Any, paper: Paper) -> bool:
    """Did it come in an envelope that was opened and handed back, and is neither text nor file of it here yet?"""
    return _is_empty(records.letter_by_id(root, paper.letter), paper)


def letter_to_complete(root: Any, actor: Actor, paper: Paper) -> Letter:
    """The letter whose text or files the actor may attach; raises what attaching them would raise."""
    actor.require(Permission.LETTER_READ, paper)
    actor.require(Permission.REGISTER_RECEIVE, paper)
    letter = records.letter_by_id(root, paper.letter)
    if not _is_empty(letter, paper):
        raise Conflict(
            _("This is done once, for a letter from an envelope that was handed back without text and files."),
            slug="not-to-complete",
        )
    return letter


def complete_receipt(
    desk: Desk, actor: Actor, *, paper: Paper, body: str = "", arrivals: tuple[Arrival, ...] = ()
) -> None:
    """แนบหนังสือจากซอง: the registry adds the text or the files of a letter that was registered unopened, once.

    Raises ``Conflict`` for a letter that is not such a one or has them already, ``Invalid`` where nothing is given.
    """
    letter = letter_to_complete(desk.root, actor, paper)
    words = check_words(body, "body", LIMITS["body"])
    if not words and not arrivals:
        raise Invalid(_("Paste the text of the letter, or choose its file."), field="body")
    if words:
        letter.text = Text(words)
        letter.weekday_notes = tuple(c.written for c in find_weekday_conflicts(f"{letter.subject}\n{words}"))
    letter.files = tuple(keep_arrival(desk, arrival) for arrival in arrivals)
    await_reading(desk.root, letter)
    records.changed(desk.root, letter)
    for one in records.papers_of(desk.root, letter.id):
        records.changed(desk.root, one)
    paper.history = (*paper.history, Step("receipt-completed", desk.now, actor.person, actor.name, actor.post, ""))
    audit.record(
        desk, paper.unit, "receipt-completed", person=actor.person, post=actor.post, about={"paper": paper.key}
    )


def _is_empty(letter: Letter, paper: Paper) -> bool:
    handed_back = paper.opened_at is not None and letter.handling != PERSONAL and paper.state in _OPEN
    return handed_back and not letter.files and not letter.body
