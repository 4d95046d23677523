"""งานของผู้บริหารสำหรับแสดง (the executive's work as shown): matters with their screening, and what waits in the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.executives import day_list
from saraban.letters import records
from saraban.letters.assignees import describe_assignee
from saraban.offices import service as offices
from saraban.tasks import service as tasks
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.targets import Choice, posts_near, units_near

#: What an executive does with one press, in the order of the bar: ``act:verb`` and its words.
ACTS = (
    ("acknowledge:ทราบ", "ทราบ", _("Noted")),
    ("order:เห็นชอบ", "เห็นชอบ", _("Agreed")),
    ("order:อนุมัติ", "อนุมัติ", _("Approved")),
    ("order:อนุญาต", "อนุญาต", _("Permitted")),
    ("order:มอบดำเนินการ", "มอบดำเนินการ", _("Assigned")),
    ("order:ดำเนินการตามเสนอ", "ดำเนินการตามเสนอ", _("Proceed as proposed")),
)
MOST = 100


@dataclass(frozen=True)
class Said:
    """ความเห็นของผู้กลั่นกรอง as shown."""

    summary: str
    words: str
    points: str
    assigned: tuple[str, ...]
    who: str
    at: Any


@dataclass(frozen=True)
class MatterShown:
    """เรื่องหนึ่งแถว of the day list or of what is to be screened."""

    key: str
    href: str
    subject: str
    sender: str
    number: str
    urgency: str
    due: Any
    what: Any
    is_draft: bool
    sign: str
    words: str
    read: bool
    said: Said | None


@dataclass(frozen=True)
class WaitingShown:
    """หนังสือที่รอเสนอ: a paper of the office's registry."""

    key: str
    subject: str
    sender: str
    received: str
    urgency: str
    due: Any
    checked: bool
    why: str


def works_before(request: Any) -> bool:
    """Are matters put before the post acted in?"""
    return request.actor is not None and day_list.is_executive(request.desk.root, request.actor)


def before_me(request: Any) -> int:
    """The count beside the day list."""
    return len(day_list.day_list(request.desk.root, request.actor))


def works_in_office(request: Any) -> bool:
    """Does the post put forward or screen in an executive's office?"""
    actor, root = request.actor, request.desk.root
    office = offices.office_of(root, actor.unit) if actor is not None and actor.unit else None
    return office is not None and actor.may(Permission.PAPER_ENDORSE, find_unit(root, actor.unit))


def office_here(request: Any) -> str:
    """The address of the office of the post acted in."""
    return f"/offices/{request.actor.unit}"


def address_of(matter: Any) -> str:
    """Where the paper or the draft is read."""
    return f"/p/{matter.paper.key}" if matter.paper is not None else f"/l/{matter.letter.key}"


def matter_shown(request: Any, matter: Any, *, href: str) -> MatterShown:
    """A matter in the reader's language."""
    fmt, letter, paper = formats_for(request), matter.letter, matter.paper
    words = {
        day_list.SIGNED: _("To be signed"),
        day_list.COSIGNED: _("To be signed beside others"),
        day_list.ENDORSED: _("To be endorsed"),
        day_list.CHECKED: _("Draft to be signed"),
        day_list.SCREENED: _("Received letter"),
    }
    return MatterShown(
        key=matter.key,
        href=href,
        subject=letter.subject,
        sender=letter.from_text,
        number=fmt.digits(letter.number),
        urgency=letter.urgency,
        due=fmt.due(matter.task.due),
        what=words[matter.task.what],
        is_draft=paper is None,
        sign=f"/l/{letter.key}/sign" if matter.task.what in {day_list.SIGNED, day_list.COSIGNED} else "",
        words=matter.task.text,
        read=matter.task.read,
        said=said_shown(request, matter.screening),
    )


def said_shown(request: Any, said: Any) -> Said | None:
    """What a screener said."""
    if said is None:
        return None
    fmt, root = formats_for(request), request.desk.root
    return Said(
        said.summary,
        said.words,
        said.points,
        tuple(describe_assignee(root, a) for a in said.assign_to),
        " · ".join(x for x in (said.signing.name, said.signing.acting_for or said.signing.post_title) if x),
        fmt.time(said.at, clock=True),
    )


def waiting_shown(request: Any, unit: str, chosen: tuple[str, ...] = ()) -> list[WaitingShown]:
    """รอเสนอ: the papers that wait with the office's registry."""
    root, fmt = request.desk.root, formats_for(request)
    found = []
    for task in tasks.tray(root, tasks.unit_tray(unit), limit=MOST):
        paper = records.letters_of(root).papers.get(task.paper) if task.paper and task.what == "handle" else None
        if paper is None or not request.actor.may(Permission.LETTER_READ, paper):
            continue
        letter = records.letter_by_id(root, paper.letter)
        found.append(
            WaitingShown(
                paper.key,
                letter.subject,
                letter.from_text,
                fmt.digits(paper.n),
                letter.urgency,
                fmt.due(task.due),
                paper.key in chosen,
                task.text if paper.history and paper.history[-1].verb == "returned-to-clerk" else "",
            )
        )
    return found


def assignees(request: Any, unit: str, chosen: tuple[str, ...] = ()) -> list[Choice]:
    """Who an order is given to: the office itself, the units beside or below it, its posts."""
    root = request.desk.root
    own = Choice(f"unit:{unit}", find_unit(root, unit).title, "", f"unit:{unit}" in chosen)
    return [own, *units_near(root, unit, chosen), *posts_near(root, unit, request.desk.today, chosen)]
