"""ลงนามบนแผ่น (on the sheet itself): a unit's own sheet of a letter issued with a certificate, and how it grows.

The issued file belongs to the letter and never changes. Where a unit's people sign notes or the receive stamp on the
sheet, each is a new signature at its end; the grown file is the unit's, kept with its paper. Where on the sheet they
stand, and how they are signed, is the business of ``signatures.on_sheet``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import notes, records
from saraban.letters.assignees import describe_assignee
from saraban.letters.content import Endorsement, Letter, Paper
from saraban.letters.notes import Note
from saraban.letters.values import SheetMark, Step
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.thai.dates import format_date

NOTE, STAMP = "note", "stamp"
#: So many signatures a unit puts on one sheet.
MOST_MARKS = 40


def sheet_of(letter: Letter, paper: Paper) -> Any:
    """แผ่นล่าสุดของหน่วย: what the next signature is added to; None where the letter was not issued with a certificate."""
    signed = letter.issued is not None and letter.signature is not None and letter.signature.certificate
    return (paper.sheet or letter.issued) if signed and letter.state != "void" and letter.secrecy == "open" else None


def base_of(root: Any, paper: Paper) -> Any:
    """The same of a paper; raises ``Conflict`` where there is nothing to sign on, or no more is taken."""
    letter = records.letter_by_id(root, paper.letter)
    if letter.state == "void":
        raise Conflict(_("The letter is void. Nothing more is signed on its sheet."), slug="letter-void")
    found = sheet_of(letter, paper)
    if found is None:
        raise Conflict(
            _("This letter has no PDF that was signed with a certificate, so nothing can be signed on its sheet."),
            slug="no-signed-sheet",
        )
    if len(paper.marks) >= MOST_MARKS:
        raise Conflict(_("This sheet holds as many signatures as it takes."), slug="too-many-marks")
    return found


def own_sheet(root: Any, actor: Actor, key: str) -> Any:
    """แผ่นของหน่วย at an address, for who may read the unit's paper; raises ``Missing`` where none grew."""
    found = records.read_paper(root, actor, key).sheet
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def own_sheets(root: Any, actor: Actor, letter: Letter) -> Iterator[tuple[str, Any]]:
    """แผ่นของหน่วยต่าง ๆ of a letter that grew and whose papers the actor may read: name of the file, what is stored."""
    for paper in records.papers_of(root, letter.id):
        if paper.sheet is not None and actor.may(Permission.LETTER_READ, paper):
            yield f"sheet-{paper.unit}-{paper.key}.pdf", paper.sheet


def is_stamped(paper: Paper) -> bool:
    """ประทับตรารับบนแผ่นแล้ว: does the unit's receive stamp stand on its sheet?"""
    return any(mark.what == STAMP for mark in paper.marks)


def may_stamp(actor: Actor, letter: Letter, paper: Paper) -> bool:
    """May the receive stamp be put on the sheet by this post now?"""
    move = PAPER_MOVES["stamp_sheet"]
    possible = paper.state in move.states and not is_stamped(paper) and sheet_of(letter, paper) is not None
    return possible and bool(actor.post) and actor.may(move.permission, paper)


def check_stamp(actor: Actor, paper: Paper) -> None:
    """Raise where the receive stamp may not be put on the sheet (any more)."""
    actor.require(Permission.LETTER_READ, paper)
    actor.require(check_move(PAPER_MOVES, "stamp_sheet", paper.state).permission, paper)
    if not actor.post:
        raise Invalid(_("Choose the post you act in first: a stamp is signed by a post."), field="post")
    if is_stamped(paper):
        raise Conflict(_("The receive stamp of the unit stands on the sheet already."), slug="stamped-already")


def write_note(desk: Desk, actor: Actor, paper: Paper, note: Note) -> Endorsement:
    """เกษียน with all that follows from it, as if it were not on the sheet; raises what ``letters.endorsing`` does."""
    actor.require(Permission.LETTER_READ, paper)
    return notes.write(desk, actor, paper=paper, note=note)


def lines_of(root: Any, note: Endorsement) -> tuple[str, ...]:
    """A note as it is printed on the sheet, above name and post."""
    to = f"เรียน {note.to.removeprefix('เรียน').strip()}" if note.to else ""
    named = "มอบ " + ", ".join(describe_assignee(root, a) for a in note.assign_to) if note.assign_to else ""
    due = f"กำหนด {format_date(note.due)}" if note.due else ""
    return tuple(line.strip() for line in (to, note.verb, *note.text.splitlines(), named, due) if line.strip())


def put_on_sheet(desk: Desk, actor: Actor, paper: Paper, mark: SheetMark, note: Endorsement | None = None) -> None:
    """เก็บแผ่นที่ลงนามแล้ว: the grown file is the unit's sheet from now on, the note has the level that was found."""
    if note is not None:
        note.level, note.field = mark.level, mark.field
    paper.marks = (*paper.marks, mark)
    event = "sheet-signed" if note is not None else "sheet-stamped"
    paper.history = (*paper.history, Step(event, desk.now, actor.person, actor.name, actor.post))
    records.changed(desk.root, paper)
    about: dict[str, str | int] = {"paper": paper.key, "sha256": mark.file.sha256, "certificate": mark.certificate}
    if note is not None:
        about["endorsement"] = note.id
    audit.record(desk, paper.unit, event, person=actor.person, post=actor.post, about=about)
