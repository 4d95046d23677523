"""ลงทะเบียนรับหนังสือ (receiving): a letter from outside or from another unit gets the unit's next receive number.

ข้อ 35-38: checked, stamped with number, date and time, entered in the register (แบบ 13), handed on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.classification.levels import Urgency, accept_secrecy, accept_urgency
from saraban.core.access import unit_scope
from saraban.core.clock import bangkok_date, buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.ids import next_id
from saraban.core.permissions import Permission
from saraban.files.service import keep_arrival
from saraban.letters import apart, awaiting, records
from saraban.letters.content import Letter, Paper, Text
from saraban.letters.events import LetterRegistered
from saraban.letters.file_texts import await_reading
from saraban.letters.handling import addressed
from saraban.letters.incoming import Incoming, ask, check_incoming, within_words
from saraban.letters.values import CONCERNED, PERSONAL
from saraban.letters.words import cleaned
from saraban.people.actor import Actor
from saraban.registers.content import Entry
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key, issue
from saraban.tasks import service as tasks
from saraban.thai.dates import find_weekday_conflicts
from saraban.thai.numbers import number_key

#: Fields of the form that stand in the letter as they were typed.
TAKEN_OVER = (
    "kind",
    "number",
    "dated",
    "from_text",
    "to_text",
    "references",
    "enclosures",
    "deadlines",
    "actions",
    "files",
    "source_id",
    "circular",
    "answer_by",
    "handling",
)


@dataclass(frozen=True)
class Registered:
    """ผลการลงทะเบียน: the letter, the unit's paper of it and the register entry."""

    letter: Letter
    paper: Paper
    entry: Entry


def register_incoming(desk: Desk, actor: Actor, *, unit: str, form: Incoming) -> Registered:
    """ลงทะเบียนรับหนังสือ that came by paper, mail or counter.

    Takes the lock of the receive register, so call it before anything is changed. Raises ``Invalid`` for a field,
    ``NeedsConfirmation`` for a duplicate or a receive date before the letter's date; then nothing was written.
    """
    actor.require(Permission.REGISTER_RECEIVE, find_unit(desk.root, unit))
    check_incoming(desk, form)
    if form.received_at is None:
        hold_books(desk, [(unit, "receive")])
    else:
        desk.hold([book_key(unit, "receive", buddhist_year(bangkok_date(form.received_at)))])
    return register_held(desk, actor, unit=unit, form=form)


def register_held(desk: Desk, actor: Actor, *, unit: str, form: Incoming) -> Registered:
    """The same when the caller holds the register's lock already (batches)."""
    actor.require(Permission.REGISTER_RECEIVE, find_unit(desk.root, unit))
    check_incoming(desk, form)
    form = cleaned(form)
    if form.source_id and records.by_source(desk.root, unit, form.source_id) is not None:
        raise Conflict(_("A letter with this source id is registered already."), slug="duplicate-source-id")
    ask(desk, actor, form)
    if form.handling == PERSONAL:
        person, name = addressed(desk, form)
        form = replace(form, subject=apart.UNOPENED, to_text=form.to_text or name, named=(person,))
    form = replace(form, files=(*form.files, *(keep_arrival(desk, arrival) for arrival in form.arrivals)))
    letter = _letter_from(desk, actor, unit, form)
    records.add_letter(desk.root, letter)
    await_reading(desk.root, letter)
    if form.source_id:
        records.letters_of(desk.root).by_source[(unit, form.source_id)] = letter.id
    records.changed(desk.root, letter)
    awaiting.note_reply(desk, actor, letter=letter, unit=unit)
    return open_paper(
        desk,
        actor,
        unit=unit,
        letter=letter,
        received_at=form.received_at,
        action=form.action,
        remark=_remark(form),
        registry=_registry(actor, form),
    )


def open_paper(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    letter: Letter,
    received_at: datetime | None = None,
    action: str = "",
    remark: str = "",
    from_paper: int = 0,
    delivery: int = 0,
    due: date | None = None,
    to_text: str = "",
    registry: str = "",
    named: tuple[str, ...] = (),
) -> Registered:
    """Give a unit its paper of a letter: receive number, register entry, task in the registry's tray, audit leaf.

    ``named`` are the scopes that read a letter for few in this unit; ``due`` the day that who sent it on set.

    The caller holds the lock of the unit's receive register.
    """
    at = (received_at or desk.now).astimezone(UTC)
    day = bangkok_date(at)
    scopes = (named or letter.scopes) if letter.handling else (unit_scope(unit),)
    paper = Paper(next_id(), letter.id, unit, scopes)
    if registry:
        paper.registry = registry
    entry = issue(
        desk,
        actor,
        unit=unit,
        series="receive",
        day=day,
        number=letter.number,
        dated=letter.dated,
        from_=letter.from_text,
        to=to_text or letter.to_text,
        subject=letter.subject,
        action=action,
        remark=remark,
        letter=letter.id,
        paper=paper.id,
        named=paper.scopes if letter.handling == CONCERNED else (),
    )
    paper.year, paper.n, paper.received_at = buddhist_year(day), entry.n, at
    paper.from_paper, paper.delivery = from_paper, delivery
    paper.due = due or _first_due(letter, day)
    paper.tasks = tuple(_first_tasks(desk, paper, letter, at))
    records.add_paper(desk.root, paper)
    records.changed(desk.root, paper)
    desk.notify(LetterRegistered(letter.id, paper.id, unit, paper.year, entry.n))
    return Registered(letter, paper, entry)


def _first_due(letter: Letter, day: date) -> date | None:
    """The first deadline to come; an answer is owed even when its day has passed."""
    days = [d.day for d in letter.deadlines if d.day >= day]
    owed = [letter.answer_by] if letter.answer_by else []
    if letter.urgent_within:
        owed.append(bangkok_date(letter.urgent_within))
    return min([*days, *owed], default=None)


def _first_tasks(desk: Desk, paper: Paper, letter: Letter, at: datetime) -> list[tasks.TaskRef]:
    tray = records.registry_tray(paper)
    wanted = [("handle", "")] + [("act", text) for text in letter.actions]
    return [
        tasks.place(
            desk.root,
            tray,
            what=what,
            letter=letter.id,
            paper=paper.id,
            due=paper.due,
            urgency=letter.urgency,
            within=letter.urgent_within,
            text=text,
            since=at,
        )
        for what, text in wanted
    ]


def _letter_from(desk: Desk, actor: Actor, unit: str, form: Incoming) -> Letter:
    said = {name: getattr(form, name) for name in TAKEN_OVER}
    values: dict[str, Any] = {name: v.strip() if isinstance(v, str) else v for name, v in said.items()}
    values |= {
        "subject": " ".join(form.subject.split()),
        "number_key": number_key(form.number) if form.number.strip() else "",
        "text": Text(form.body) if form.body else None,
        "urgency": _urgency(form),
        "urgent_within": form.urgent_within.astimezone(UTC) if form.urgent_within else None,
        "secrecy": accept_secrecy(form.secrecy).value,
        "weekday_notes": tuple(c.written for c in find_weekday_conflicts(f"{form.subject}\n{form.body}")),
        "scopes": apart.scopes_for(actor, unit, form.handling, form.named),
        "created_at": desk.now,
        "created_by": actor.person,
    }
    letter = Letter(next_id())
    for name, value in values.items():
        if value != getattr(Letter, name):  # what is at its default is not stored
            setattr(letter, name, value)
    return letter


def _urgency(form: Incoming) -> str:
    level = accept_urgency(form.urgency)
    return (Urgency.URGENT if form.urgent_within and level is Urgency.NORMAL else level).value


def _registry(actor: Actor, form: Incoming) -> str:
    """Of a letter for few: in whose tray it lies. Who registers one for those concerned hands it on himself."""
    if form.handling == PERSONAL:
        return form.named[0]
    return tasks.person_tray(actor.person) if form.handling else ""


def _remark(form: Incoming) -> str:
    within = within_words(form.urgent_within) if form.urgent_within else ""
    return " · ".join(part for part in (within, form.remark.strip(), form.reason.strip()) if part)
