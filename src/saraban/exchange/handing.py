"""ดึงงานคืน (taking back): what was handed to a post or a person and not read yet lies with the registry again."""

from __future__ import annotations

from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.exchange.sending import give_to_registry
from saraban.letters import records
from saraban.letters.assignees import describe_assignee
from saraban.letters.content import Paper
from saraban.letters.values import Step
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.tasks import service as tasks


def take_back(desk: Desk, actor: Actor, *, paper: Paper, target: str) -> None:
    """ดึงงานคืน from ``post:ID`` or ``person:ID``, before it was read; a note is taken back by ``withdraw``."""
    move = check_move(PAPER_MOVES, "pull_back", paper.state)
    actor.require(move.permission, paper)
    found = [ref for ref in handed(desk.root, paper) if ref.tray == target]
    if not found:
        raise Conflict(_("It has been read already, or is not there any more, so it cannot be pulled back."))
    for ref in found:
        tasks.clear(desk.root, ref)
    paper.tasks = tuple(ref for ref in paper.tasks if ref not in found)
    if not paper.tasks:
        give_to_registry(desk, records.letter_by_id(desk.root, paper.letter), paper)
    name = describe_assignee(desk.root, target)
    paper.history = (*paper.history, Step("pull_back", desk.now, actor.person, actor.name, actor.post, name))
    records.changed(desk.root, paper)
    audit.record(desk, paper.unit, "task-pulled-back", person=actor.person, post=actor.post, about={"paper": paper.key})


def handed(root: Any, paper: Paper) -> list[tasks.TaskRef]:
    """What lies unread with posts and persons because the registry handed it to them."""
    if paper.state not in PAPER_MOVES["pull_back"].states:
        return []
    of_notes = {e.task for e in paper.endorsements if e.task is not None}
    found = [ref for ref in paper.tasks if ref.tray.startswith(("post:", "person:")) and ref not in of_notes]
    return [ref for ref in found if _waits_unread(tasks.find(root, ref))]


def _waits_unread(task: tasks.Task | None) -> bool:
    return task is not None and task.what == "act" and not task.read
