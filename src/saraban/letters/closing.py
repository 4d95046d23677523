"""ปิดเรื่องและเข้าแฟ้ม (closing and filing): per unit; what one unit closes stays open with the others."""

from __future__ import annotations

from contextlib import suppress

from saraban.audit import service as audit
from saraban.core.access import copy_scope, unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.filing import service as filing
from saraban.filing.content import FilingFolder
from saraban.letters import records
from saraban.letters.content import Paper
from saraban.letters.events import MatterClosed, PaperFiled
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.tasks import service as tasks

RESULT_LENGTH = 1000


def close(desk: Desk, actor: Actor, *, paper: Paper, result: str) -> None:
    """ปิดเรื่อง with its result; everything that waited in the unit's trays is done."""
    _allowed(actor, paper, "close")
    paper.result = _words(result, "result", _("Write the result: what was done with this matter."))
    for ref in paper.tasks:
        tasks.clear(desk.root, ref)
    paper.tasks = ()
    _done(desk, actor, paper, "close", paper.result)
    desk.notify(MatterClosed(paper.id, paper.unit))


def reopen(desk: Desk, actor: Actor, *, paper: Paper, reason: str) -> None:
    """เปิดเรื่องใหม่ for a reason; the letter comes out of its folder and back into the registry's tray."""
    _allowed(actor, paper, "reopen")
    words = _words(reason, "reason", _("Write why the matter is opened again."))
    if paper.folder:
        _take_out(desk, paper)
    letter = records.letter_by_id(desk.root, paper.letter)
    for ref in paper.tasks:  # what came back from others while it was closed
        tasks.clear(desk.root, ref)
    paper.tasks = (
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
    _done(desk, actor, paper, "reopen", words)


def file_paper(desk: Desk, actor: Actor, *, paper: Paper, folder: str) -> None:
    """เข้าแฟ้ม: from now on the folder decides who reads the unit's paper."""
    _allowed(actor, paper, "file")
    target = _folder_of(desk, paper, folder)
    if paper.folder:
        _take_out(desk, paper)
    paper.folder, paper.filed_on = target.id, desk.today
    filing.put_in(target, paper.id, desk.today)
    _set_scope(desk, paper, target.scope)
    _done(desk, actor, paper, "file", target.title)
    desk.notify(PaperFiled(paper.id, paper.unit, target.id))


def _folder_of(desk: Desk, paper: Paper, folder: str) -> FilingFolder:
    """The unit's folder; one of another unit answers as one that is not there."""
    with suppress(Missing):
        found = filing.find_folder(desk.root, folder)
        if found.unit == paper.unit:
            return found
    raise Invalid(_("Choose a folder of the unit that the letter belongs to."), field="folder")


def _take_out(desk: Desk, paper: Paper) -> None:
    folder = filing.find_folder(desk.root, paper.folder)
    if paper.filed_on is not None:
        filing.take_out(folder, paper.id, paper.filed_on)
    paper.folder, paper.filed_on = "", None
    _set_scope(desk, paper, unit_scope(paper.unit))


def _set_scope(desk: Desk, paper: Paper, scope: str) -> None:
    """The folder decides for the unit's paper, and for the letter as far as it is this unit's to read."""
    letter = records.letter_by_id(desk.root, paper.letter)
    if letter.handling:
        return  # those named read it, wherever it lies
    if paper.scopes[0] != scope and paper.scopes[0] in letter.scopes:
        kept = (s for s in letter.scopes if s != copy_scope(paper.unit))  # a copy is not read around a folder's list
        letter.scopes = tuple(scope if s == paper.scopes[0] else s for s in kept)
        records.changed(desk.root, letter)
    paper.scopes = (scope,)


def _allowed(actor: Actor, paper: Paper, verb: str) -> None:
    move = check_move(PAPER_MOVES, verb, paper.state)
    actor.require(move.permission, paper)


def _done(desk: Desk, actor: Actor, paper: Paper, verb: str, words: str) -> None:
    paper.state = PAPER_MOVES[verb].leads_to or paper.state
    paper.history = (*paper.history, Step(verb, desk.now, actor.person, actor.name, actor.post, words))
    records.changed(desk.root, paper)
    audit.record(desk, paper.unit, verb, person=actor.person, post=actor.post, about={"paper": paper.key})


def _words(text: str, field: str, missing: str) -> str:
    words = check_words(text, field, RESULT_LENGTH)
    if not words:
        raise Invalid(missing, field=field)
    return words
