"""เกษียนหนังสือ (endorsing): notes of a unit's posts on its paper, in order, never edited (ข้อ 26).

Three acts: *propose* (เสนอ, upward, to whom it is addressed), *order* (สั่งการ, with who is to do it), *acknowledge*
(รับทราบ). After an order the paper is back with the unit's registry, รอดำเนินการตามสั่งการ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saraban.audit import service as audit
from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.ids import next_id
from saraban.core.permissions import Permission
from saraban.letters import apart, records
from saraban.letters.assignees import addressee_of, describe_assignee
from saraban.letters.content import Endorsement, Letter, Paper
from saraban.letters.events import LetterEndorsed
from saraban.letters.values import PAPER_LEVEL, Recorded, Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.offices.service import refuse_excluded
from saraban.people.actor import Actor
from saraban.tasks import service as tasks

TEXT_LENGTH = 4000
LINE_LENGTH = 300
BLANK = re.compile(r"^[.…\s]*$")
#: คำเกษียนที่ใช้บ่อย (usual verbs): offered, free text is always possible.
VERBS = {
    "propose": ("เพื่อโปรดทราบ", "เพื่อโปรดพิจารณา", "เห็นควร", "เห็นควรมอบ"),
    "order": ("ดำเนินการตามเสนอ", "มอบดำเนินการ", "เห็นชอบ", "อนุมัติ", "อนุญาต", "ทราบ", "ลงนามแล้ว"),
    "acknowledge": ("ทราบ", "รับทราบ", "ถือปฏิบัติ"),
}
#: A delegate left blank, as on paper forms: ``เห็นควรมอบให้.....``
BLANK_DELEGATE = re.compile(r"มอบ(?:หมาย)?(?:ให้)?\s*(?:\.{3,}|…)")


@dataclass(frozen=True)
class WetInk:
    """ลายมือชื่อบนกระดาษ: the day under a note on paper, its scan, and who records it for its writer."""

    written_on: date
    scan: Any
    recorder: Actor

    def put_on(self, note: Endorsement, at: datetime) -> None:
        """Make a note one on paper."""
        who = self.recorder
        title = who.signing.acting_for or who.signing.post_title
        note.level, note.written_on, note.scan = PAPER_LEVEL, self.written_on, self.scan
        note.recorded = Recorded(who.person, who.name, who.post, title, at)


def propose(
    desk: Desk,
    actor: Actor,
    *,
    paper: Paper,
    to: str,
    text: str,
    verb: str = "",
    due: date | None = None,
    to_post: str = "",
    without_delegate: bool = False,
    wet: WetInk | None = None,
) -> Endorsement:
    """เสนอ: write a proposal addressed to ``to`` (``เรียน …``); it lies in the tray of that post, where there is one.

    A delegate left blank (``เห็นควรมอบให้.....``) is refused unless ``without_delegate`` says that none is meant.
    """
    if not to.strip():
        raise Invalid(_("Write to whom the proposal is addressed (เรียน …)."), field="to")
    if BLANK_DELEGATE.search(text) and not without_delegate:
        raise Invalid(
            _("The proposal leaves open who is to do it. Name a unit or person, or say that none is meant."),
            field="text",
            slug="blank-delegate",
        )
    post = addressee_of(desk, paper, to, to_post)
    if wet is None:
        refuse_excluded(desk.root, post, records.letter_by_id(desk.root, paper.letter))
    apart.include(desk, actor, paper, [f"post:{post}"] if post else [])
    note = _endorse(desk, actor, paper, "propose", verb=verb, text=text, to=to, due=due, wet=wet)
    clear_tasks(desk.root, paper, keep=("act",))
    tray = tasks.post_tray(post) if post else records.registry_tray(paper)
    note.task = _task(desk, paper, tray, "decide" if post else "handle", note)
    return note


def order(
    desk: Desk,
    actor: Actor,
    *,
    paper: Paper,
    text: str,
    assign_to: tuple[str, ...],
    verb: str = "",
    due: date | None = None,
    wet: WetInk | None = None,
) -> Endorsement:
    """สั่งการ: give an order to units, posts or persons (``unit:CODE``, ``post:ID``, ``person:ID``), several in parallel.

    Raises ``Invalid`` without an assignee. The registry then sends the letter on (รอดำเนินการตามสั่งการ).
    """
    assignees = tuple(dict.fromkeys(a.strip() for a in assign_to if a and a.strip()))
    if not assignees:
        raise Invalid(
            _("An order needs somebody to carry it out: choose a unit, a post or a person."), field="assign_to"
        )
    for assignee in assignees:
        describe_assignee(desk.root, assignee)
    apart.include(desk, actor, paper, assignees)
    note = _endorse(desk, actor, paper, "order", verb=verb, text=text, to="", due=due, assign_to=assignees, wet=wet)
    clear_tasks(desk.root, paper, keep=("act",))
    note.task = _task(desk, paper, records.registry_tray(paper), "carry_out", note)
    return note


def acknowledge(
    desk: Desk, actor: Actor, *, paper: Paper, text: str = "", verb: str = "", wet: WetInk | None = None
) -> Endorsement:
    """รับทราบ: note that the post has taken knowledge; what waited in its tray and the person's own is done."""
    note = _endorse(desk, actor, paper, "acknowledge", verb=verb or "รับทราบ", text=text, to="", due=None, wet=wet)
    mine = {tasks.post_tray(actor.post), tasks.person_tray(actor.person)}
    waited = [t for t in paper.tasks if t.tray in mine]
    for ref in waited:
        tasks.clear(desk.root, ref)
    paper.tasks = tuple(t for t in paper.tasks if t not in waited)
    if not paper.tasks:
        _task(desk, paper, records.registry_tray(paper), "acknowledged", note)
        if paper.state == "proposed":
            paper.state = "in_hand"
    return note


def withdraw(desk: Desk, actor: Actor, *, paper: Paper, endorsement: int) -> None:
    """ดึงคืนก่อนถูกอ่าน: take one's own last note back while nobody has opened it; it stays on record, struck through."""
    move = check_move(PAPER_MOVES, "withdraw", paper.state)
    actor.require(move.permission, paper)
    live = [e for e in paper.endorsements if e.is_live]
    note = live[-1] if live else None
    if note is None or note.id != endorsement or note.signing.person != actor.person or not note.is_electronic:
        raise Conflict(_("Only your own last note can be taken back."))
    if note.field:
        raise Conflict(
            _("The note is signed on the sheet and cannot be taken back. Write a further note instead."),
            slug="on-the-sheet",
        )
    waiting = tasks.find(desk.root, note.task) if note.task else None
    if waiting is None or waiting.read:
        raise Conflict(_("The note has been read already and cannot be taken back. Write a further note instead."))
    note.withdrawn_at, note.withdrawn_by = desk.now, actor.person
    tasks.clear(desk.root, note.task)
    paper.tasks = tuple(t for t in paper.tasks if t != note.task)
    fall_back(desk, paper, live[:-1])
    record_note(desk, actor, paper, "endorsement-withdrawn", note)


def may_take_back(root: Any, actor: Actor, paper: Paper) -> int:
    """เกษียนที่ยังดึงคืนได้: the id of one's own last note while nobody has opened it, or 0."""
    move, live = PAPER_MOVES["withdraw"], [e for e in paper.endorsements if e.is_live]
    note = live[-1] if live and paper.state in move.states and actor.may(move.permission, paper) else None
    if note is None or note.signing.person != actor.person or not note.is_electronic or note.field:
        return 0
    waiting = tasks.find(root, note.task) if note.task else None
    return note.id if waiting is not None and not waiting.read else 0


def fall_back(desk: Desk, paper: Paper, live: list[Endorsement]) -> None:
    """The last note stands no more: the paper is where the ones before it left it, and lies with the registry."""
    paper.state = next(
        (PAPER_MOVES[e.act].leads_to or "in_hand" for e in reversed(live) if e.act != "acknowledge"), "registered"
    )
    letter = records.letter_by_id(desk.root, paper.letter)
    paper.tasks = (
        *paper.tasks,
        tasks.place(
            desk.root,
            records.registry_tray(paper),
            what="handle",
            letter=letter.id,
            paper=paper.id,
            due=paper.due,
            urgency=letter.urgency,
            within=letter.urgent_within,
            since=desk.now,
        ),
    )


def open_task(desk: Desk, actor: Actor, paper: Paper) -> None:
    """เปิดอ่าน: the post that it waits for has opened it (a write of its own; pages ask for it by POST).

    Who reads the paper without keeping its registry only looks on.
    """
    mine = {tasks.post_tray(actor.post), tasks.person_tray(actor.person)}
    if actor.may(Permission.PAPER_FORWARD, paper):
        mine.add(records.registry_tray(paper))
    for ref in paper.tasks:
        if ref.tray in mine:
            tasks.mark_read(desk.root, ref)


def check_due(desk: Desk, paper: Paper, due: date | None) -> None:
    """Raise ``Invalid`` for a due date before the letter came."""
    if due is not None and due < bangkok_date(paper.received_at or desk.now):
        raise Invalid(
            _("The due date lies before the letter was received. Check the day and the Buddhist year."), field="due"
        )


def _endorse(
    desk: Desk,
    actor: Actor,
    paper: Paper,
    act: str,
    *,
    verb: str,
    text: str,
    to: str,
    due: date | None,
    assign_to: tuple[str, ...] = (),
    wet: WetInk | None = None,
) -> Endorsement:
    move = check_move(PAPER_MOVES, act, paper.state)
    actor.require(move.permission, paper)
    if not actor.post:
        raise Invalid(_("Choose the post you act in first: a note is written by a post."), field="post")
    if not (text.strip() or verb.strip()):
        raise Invalid(_("Write the note, or choose one of the usual phrases."), field="text")
    check_due(desk, paper, due)
    note = Endorsement(
        id=next_id(),
        act=act,
        verb=check_words(verb, "verb", LINE_LENGTH),
        text=check_words(text, "text", TEXT_LENGTH),
        to=check_words(to, "to", LINE_LENGTH),
        signing=actor.signing,
        at=desk.now,
        due=due,
        assign_to=assign_to,
    )
    if wet is not None:
        wet.put_on(note, desk.now)
    paper.endorsements = (*paper.endorsements, note)
    paper.state = move.leads_to or paper.state
    if due is not None:
        paper.due = due
    record_note(desk, wet.recorder if wet else actor, paper, f"{'recorded' if wet else 'endorsed'}-{act}", note)
    desk.notify(LetterEndorsed(paper.id, act, paper.unit))
    return note


def _task(desk: Desk, paper: Paper, tray: str, what: str, note: Endorsement) -> tasks.TaskRef:
    letter: Letter = records.letter_by_id(desk.root, paper.letter)
    ref = tasks.place(
        desk.root,
        tray,
        what=what,
        letter=letter.id,
        paper=paper.id,
        due=note.due or paper.due,
        urgency=letter.urgency,
        within=letter.urgent_within,
        since=desk.now,
    )
    paper.tasks = (*paper.tasks, ref)
    return ref


def clear_tasks(root: Any, paper: Paper, keep: tuple[str, ...] = ()) -> None:
    """Nothing waits for the paper any more but the kinds of tasks to ``keep``."""
    kept = []
    for ref in paper.tasks:
        task = tasks.find(root, ref)
        if task is not None and task.what in keep:
            kept.append(ref)
        else:
            tasks.clear(root, ref)
    paper.tasks = tuple(kept)


def record_note(desk: Desk, actor: Actor, paper: Paper, event: str, note: Endorsement) -> None:
    """Put on record, in the unit's history and its audit chain, what was done with a note."""
    paper.history = (*paper.history, Step(event, desk.now, actor.person, actor.name, actor.post))
    records.changed(desk.root, paper)
    audit.record(
        desk,
        paper.unit,
        event,
        person=actor.person,
        post=actor.post,
        about={"paper": paper.key, "endorsement": note.id},
    )
