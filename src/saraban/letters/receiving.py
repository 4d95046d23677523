"""ลงทะเบียนรับหนังสือ (receiving): a letter from outside or from another unit gets the unit's next receive number.

ข้อ 35-38: checked, stamped with number, date and time, entered in the register (แบบ 13), handed on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.classification.levels import Secrecy, Urgency, accept_secrecy, accept_urgency
from saraban.core.access import unit_scope
from saraban.core.clock import BANGKOK, bangkok_date, buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NeedsConfirmation
from saraban.core.i18n import _
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.files.service import Arrival, keep_arrival
from saraban.letters import apart, awaiting, records
from saraban.letters.content import CONCERNED, PERSONAL, Deadline, Letter, Paper, Reference, Text
from saraban.letters.events import LetterRegistered
from saraban.people.actor import Actor
from saraban.registers.content import Entry
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key, issue
from saraban.tasks import service as tasks
from saraban.thai.dates import find_weekday_conflicts, format_date, format_time
from saraban.thai.numbers import number_key

LIMITS = {
    "number": 100,
    "from_text": 300,
    "to_text": 2000,
    "subject": 2000,
    "action": 300,
    "remark": 500,
    "body": 200_000,
}
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
class Incoming:
    """หนังสือที่จะลงทะเบียนรับ: what the officer typed. ``received_at`` None = now, by the office's clock."""

    subject: str
    number: str = ""
    dated: date | None = None
    from_text: str = ""
    to_text: str = ""
    body: str = ""
    urgency: str = Urgency.NORMAL
    secrecy: str = Secrecy.OPEN
    kind: str = "external"
    references: tuple[Reference, ...] = ()
    enclosures: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[str, ...] = ()
    files: tuple[Any, ...] = ()
    #: ไฟล์ที่ตรวจรับแล้ว: kept with the letter in the transaction that registers it
    arrivals: tuple[Arrival, ...] = ()
    action: str = ""
    remark: str = ""
    received_at: datetime | None = None
    source_id: str = ""
    circular: bool = False
    #: ต้องตอบภายใน: what the letter asks of us
    answer_by: date | None = None
    #: เฉพาะผู้เกี่ยวข้อง, ถึงเฉพาะบุคคล: how it is handled, and who is named (``person:ID``, ``post:ID``)
    handling: str = ""
    named: tuple[str, ...] = ()
    #: ด่วนภายใน
    urgent_within: datetime | None = None
    confirm: Collection[str] = field(default=())
    reason: str = ""


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
    _check(desk, form)
    if form.received_at is None:
        hold_books(desk, [(unit, "receive")])
    else:
        desk.hold([book_key(unit, "receive", buddhist_year(bangkok_date(form.received_at)))])
    return register_held(desk, actor, unit=unit, form=form)


def register_held(desk: Desk, actor: Actor, *, unit: str, form: Incoming) -> Registered:
    """The same when the caller holds the register's lock already (batches)."""
    actor.require(Permission.REGISTER_RECEIVE, find_unit(desk.root, unit))
    _check(desk, form)
    if form.source_id and records.by_source(desk.root, unit, form.source_id) is not None:
        raise Conflict(_("A letter with this source id is registered already."), slug="duplicate-source-id")
    _ask(desk, actor, form)
    if form.handling == PERSONAL:
        name = apart.check_named(desk, form.named[0])
        form = replace(form, subject=apart.UNOPENED, to_text=form.to_text or name)
    form = replace(form, files=(*form.files, *(keep_arrival(desk, arrival) for arrival in form.arrivals)))
    letter = _letter_from(desk, actor, unit, form)
    records.add_letter(desk.root, letter)
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
    to_text: str = "",
    registry: str = "",
) -> Registered:
    """Give a unit its paper of a letter: receive number, register entry, task in the registry's tray, audit leaf.

    The caller holds the lock of the unit's receive register.
    """
    at = (received_at or desk.now).astimezone(UTC)
    day = bangkok_date(at)
    paper = Paper(new_id(), letter.id, unit, letter.scopes if letter.handling else (unit_scope(unit),))
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
    paper.due = _first_due(letter, day)
    paper.tasks = tuple(_first_tasks(desk, paper, letter, at))
    records.add_paper(desk.root, paper)
    records.changed(desk.root, paper)
    desk.notify(LetterRegistered(letter.id, paper.id, unit, paper.year, entry.n))
    return Registered(letter, paper, entry)


def duplicates(root: Any, actor: Actor, form: Incoming) -> list[Letter]:
    """Letters with the same number, date and sender that the actor may see."""
    if not form.number.strip():
        return []
    sender = "".join(form.from_text.split())
    return [
        letter
        for letter in records.by_number(root, form.number)
        if letter.dated == form.dated
        and "".join(letter.from_text.split()) == sender
        and actor.may(Permission.LETTER_READ, letter)
        and not _is_cancelled(root, letter)
    ]


def _is_cancelled(root: Any, letter: Letter) -> bool:
    papers = records.papers_of(root, letter.id)
    return bool(papers) and not letter.from_unit and all(p.state == "void" for p in papers)


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
    letter = Letter(new_id())
    for name, value in values.items():
        if value != getattr(Letter, name):  # what is at its default is not stored
            setattr(letter, name, value)
    return letter


def _check(desk: Desk, form: Incoming) -> None:
    accept_secrecy(form.secrecy)
    accept_urgency(form.urgency)
    apart.check_handling(desk, form)
    if not form.subject.strip() and form.handling != PERSONAL:
        raise Invalid(_("Write the subject of the letter."), field="subject")
    for name, limit in LIMITS.items():
        value = getattr(form, name)
        if len(value) > limit:
            raise Invalid(
                _(
                    "This is longer than ${limit} characters. Shorten it, or attach the text as a file.",
                    mapping={"limit": limit},
                ),
                field=name,
            )
        if "\x00" in value:
            raise Invalid(_("The text contains characters that cannot be stored. Type or paste it again."), field=name)
    if form.dated is not None and form.dated > desk.today:
        raise Invalid(_("The letter's date lies in the future. Check the day and the Buddhist year."), field="dated")
    if form.answer_by is not None and form.dated is not None and form.answer_by < form.dated:
        raise Invalid(
            _("The day for the answer lies before the letter's date. Check the day and the Buddhist year."),
            field="answer_by",
        )
    if form.urgent_within is not None and form.urgent_within < (form.received_at or desk.now):
        raise Invalid(
            _("The moment by which it is urgent lies before the receipt. Check the day and the time."),
            field="urgent_within",
        )
    if form.received_at is not None and form.received_at > desk.now:
        raise Invalid(
            _("The receive date lies in the future. Check the day and the Buddhist year."), field="received_at"
        )


def _ask(desk: Desk, actor: Actor, form: Incoming) -> None:
    questions: list[dict[str, Any]] = []
    day = bangkok_date(form.received_at or desk.now)
    if (
        form.dated is not None
        and day < form.dated
        and not ("received-before-date" in form.confirm and form.reason.strip())
    ):
        questions.append(
            {
                "field": "received_at",
                "slug": "received-before-date",
                "needs_reason": True,
                "message": _(
                    "The receive date ${received} lies before the letter's date ${dated}. Correct it or give a reason.",
                    mapping={"received": format_date(day), "dated": format_date(form.dated)},
                ),
            }
        )
    found = [] if "duplicate" in form.confirm else duplicates(desk.root, actor, form)
    if found:
        questions.append(
            {
                "field": "number",
                "slug": "duplicate",
                "letters": [letter.key for letter in found],
                "message": _(
                    "A letter with this number, date and sender is registered already. Open it, or register it again."
                ),
            }
        )
    if questions:
        raise NeedsConfirmation(_("Nothing was saved yet: please confirm or correct what is marked."), questions)


def _urgency(form: Incoming) -> str:
    level = accept_urgency(form.urgency)
    return (Urgency.URGENT if form.urgent_within and level is Urgency.NORMAL else level).value


def _registry(actor: Actor, form: Incoming) -> str:
    """Of a letter for few: in whose tray it lies. Who registers one for those concerned hands it on himself."""
    if form.handling == PERSONAL:
        return form.named[0]
    return tasks.person_tray(actor.person) if form.handling else ""


def within_words(moment: datetime) -> str:
    """ด่วนภายใน as it is printed."""
    local = moment.astimezone(BANGKOK)
    return f"ด่วนภายใน {format_date(local.date())} เวลา {format_time(local.time())}"


def _remark(form: Incoming) -> str:
    within = within_words(form.urgent_within) if form.urgent_within else ""
    return " · ".join(part for part in (within, form.remark.strip(), form.reason.strip()) if part)
