"""เกษียนบนกระดาษ (notes on paper): a registrar records a wet-ink note for the holder of a post, with scan and day.

The note has the consequences of one written here, the block is that of the post's holder on the day under it, and it
stays marked ลงนามในกระดาษ · บันทึกแทนโดย …: it is never counted as signed electronically. A wrong record is struck out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.files.service import Arrival, keep_arrival
from saraban.letters import apart, endorsing, notes, records
from saraban.letters.content import Endorsement, Paper
from saraban.letters.notes import ACTS, Note
from saraban.letters.values import Struck
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.people.rights import actor_for, readers_of
from saraban.people.service import find_person, find_post, holders_of, posts_of
from saraban.tasks import service as tasks

REASON_LENGTH = 500


@dataclass(frozen=True)
class OnPaper(Note):
    """เกษียนบนกระดาษ as typed: ``post`` is a post's key (``HeldPost.key``) that ``person`` held on ``written_on``."""

    person: str = ""
    post: str = ""
    written_on: date | None = None


@dataclass(frozen=True)
class Writer:
    """ผู้เขียนบนกระดาษ: a person in a post on a day; ``key`` names both (``PERSON POST``)."""

    person: str
    post: str
    name: str
    title: str
    acting_term: str

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.person} {self.post}"


def record_on_paper(desk: Desk, actor: Actor, *, paper: Paper, form: OnPaper, scan: Arrival | None) -> Endorsement:
    """บันทึกเกษียนบนกระดาษแทนผู้ดำรงตำแหน่ง: by the unit's registrar, with the scan and the day under the note.

    Raises ``Invalid`` without a scan, for a day before the receipt or in the future and for a post not held that day,
    ``NotAllowed`` for a note of one's own.
    """
    move = check_move(PAPER_MOVES, "record", paper.state)
    actor.require(move.permission, paper)
    notes.check_act(form)
    day = _written_on(desk, paper, form.written_on)
    writer = _writer(desk, actor, paper, form, day)
    if scan is None:
        raise Invalid(_("Attach the scan of the sheet with the note: it is the proof."), field="scan")
    endorsing.check_due(desk, paper, form.due)
    wet = endorsing.WetInk(day, keep_arrival(desk, scan), actor)
    return notes.write(desk, writer, paper=paper, note=form, wet=wet)


def strike(desk: Desk, actor: Actor, *, paper: Paper, endorsement: int, reason: str) -> Endorsement:
    """ขีดฆ่าบันทึกที่ลงผิด: a recorded note stays to be read, struck out; what waited because of it is with the registry."""
    move = check_move(PAPER_MOVES, "strike", paper.state)
    actor.require(move.permission, paper)
    note = find_note(paper, endorsement)
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(_("Write why the record is struck out."), field="reason")
    if note.is_electronic:
        raise Conflict(_("Only a note that was recorded from paper is struck out."), slug="wrong-state")
    if not note.is_live:
        raise Conflict(_("This record is struck out already."), slug="wrong-state")
    live = [e for e in paper.endorsements if e.is_live]
    is_last = live[-1] is note
    note.struck = Struck(actor.person, actor.name, actor.post, desk.now, words)
    waited = note.task is not None and tasks.clear(desk.root, note.task)
    paper.tasks = tuple(ref for ref in paper.tasks if ref != note.task)
    if waited or (is_last and paper.state == PAPER_MOVES[note.act].leads_to):
        endorsing.fall_back(desk, paper, [e for e in live if e is not note])
    endorsing.record_note(desk, actor, paper, "record-struck", note)
    return note


def find_note(paper: Paper, endorsement: int) -> Endorsement:
    """The note with this id on a paper; raises ``Missing``."""
    found = next((e for e in paper.endorsements if e.id == endorsement), None)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def writers_of(desk: Desk, actor: Actor, paper: Paper, day: date, act: str = "") -> list[Writer]:
    """Who may have written on the unit's paper on a day: holders of posts that write notes (of this act) there."""
    found: dict[str, Writer] = {}
    for post in _posts_on(desk.root, paper, day):
        for person, grant in holders_of(desk.root, post, day):
            key = post if grant is None else f"{post}~{grant.id}"
            who = actor_for(desk.root, person, key, day) if person != actor.person else None
            if who is not None and any(_writes(desk.root, who, a, paper) for a in ((act,) if act else ACTS)):
                title = find_post(desk.root, post).title
                found[f"{person} {key}"] = Writer(person, key, who.name, title, who.signing.acting_term)
    return list(found.values())


def _posts_on(root: Any, paper: Paper, day: date) -> list[str]:
    """The posts that read a paper on a day: those of the unit, of a letter for few those named and of persons named."""
    found: dict[str, None] = {}
    for scope in paper.scopes:
        kind, _colon, key = scope.partition(":")
        if kind == "o":
            found[key] = None
        elif kind == "p":
            found.update(dict.fromkeys(held.post.id for held in posts_of(root, key, day)))
        else:
            found.update(dict.fromkeys(reader.post for reader in readers_of(root, scope, day)))
            break  # the unit's own scope, or that of its folder
    return list(found)


def _writes(root: Any, who: Actor, act: str, paper: Paper) -> bool:
    """May this note be somebody's: his duty in the unit, and on a letter for few one of those named?"""
    named = not apart.is_apart(root, paper) or who.may(Permission.LETTER_READ, paper)
    return named and who.may(PAPER_MOVES[act].permission, paper)


def _written_on(desk: Desk, paper: Paper, day: date | None) -> date:
    if day is None:
        raise Invalid(_("Write the day that stands under the note."), field="written_on")
    if day > desk.today:
        raise Invalid(_("The day under the note lies in the future. Check it."), field="written_on")
    if paper.received_at is not None and day < bangkok_date(paper.received_at):
        raise Invalid(
            _("The day under the note lies before the letter was received. Check the day and the Buddhist year."),
            field="written_on",
        )
    return day


def _writer(desk: Desk, actor: Actor, paper: Paper, form: OnPaper, day: date) -> Actor:
    """Who wrote it, at work in the post on that day."""
    if form.person == actor.person:
        raise NotAllowed(_("Write your own note here yourself; nobody records one for himself."))
    try:
        find_person(desk.root, form.person)
        writer = actor_for(desk.root, form.person, form.post, day) if form.post else None
    except (Missing, NotAllowed):
        writer = None
    if writer is None or not writer.post:
        raise Invalid(
            _("This person neither held the post on that day nor acted in it. Choose the writer again."), field="writer"
        )
    if not writer.may(PAPER_MOVES[form.act].permission, paper):
        raise Invalid(_("This post does not write such a note on the unit's letters."), field="writer")
    if not _writes(desk.root, writer, form.act, paper):
        raise Invalid(
            _("${name} is not among those concerned. Name the writer first.", mapping={"name": writer.name}),
            field="writer",
        )
    return writer


def scan_of(root: Any, actor: Actor, key: str, endorsement: int) -> Any:
    """The scan of a note on a paper that the actor may read; raises ``Missing``."""
    note = find_note(records.read_paper(root, actor, key), endorsement)
    if note.scan is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return note.scan
