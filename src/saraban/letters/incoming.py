"""หนังสือที่จะลงทะเบียนรับ (incoming): what the officer typed of a letter, and whether it can be registered like this."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from saraban.classification.levels import (
    Secrecy,
    Urgency,
    accept_secrecy,
    accept_urgency,
    check_number,
    level_by_number,
)
from saraban.core.clock import BANGKOK, bangkok_date, buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, NeedsConfirmation
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.files.service import Arrival
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.handling import check_handling
from saraban.letters.values import PERSONAL, Deadline, Reference
from saraban.letters.words import check_form
from saraban.people.actor import Actor
from saraban.thai.dates import format_date, format_time
from saraban.thai.normalise import is_seen

#: So many years on the way make a letter's date doubtful.
LONG_PAST_YEARS = 10


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


def check_incoming(desk: Desk, form: Incoming) -> None:
    """Raise ``Invalid`` for a field that cannot stand in a register, or for days that contradict each other."""
    accept_secrecy(form.secrecy)
    accept_urgency(form.urgency)
    check_handling(desk, form)
    check_number(form.number)
    check_form(form)
    if not is_seen(form.subject) and form.handling != PERSONAL:
        raise Invalid(_("Write the subject of the letter."), field="subject")
    if form.dated is not None and form.dated > desk.today:
        raise Invalid(_("The letter's date lies in the future. Check the day and the Buddhist year."), field="dated")
    if form.urgent_within is not None and form.urgent_within < (form.received_at or desk.now):
        raise Invalid(
            _("The moment by which it is urgent lies before the receipt. Check the day and the time."),
            field="urgent_within",
        )
    if form.received_at is not None and form.received_at > desk.now:
        raise Invalid(
            _("The receive date lies in the future. Check the day and the Buddhist year."), field="received_at"
        )


def ask(desk: Desk, actor: Actor, form: Incoming) -> None:
    """Raise ``NeedsConfirmation`` for what may be meant and has to be said: a duplicate, days in the wrong order."""
    questions: list[dict[str, Any]] = []
    if level_by_number(form.number) is not Secrecy.OPEN and "classified-number" not in form.confirm:
        questions.append(
            {
                "field": "number",
                "slug": "classified-number",
                "message": _(
                    "The number is written like that of a classified letter (/ล, /ลม). Give a classified letter to the "
                    "secret registrar; confirm here only if it is not one."
                ),
            }
        )
    questions += _asked_of_days(desk, form)
    questions += [question for question in _asked_of_deadlines(form) if question["slug"] not in form.confirm]
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


def _asked_of_days(desk: Desk, form: Incoming) -> list[dict[str, Any]]:
    """Days that a slip of the pen makes: received before it was written, in a year that is over, or ages after."""
    day, dated = bangkok_date(form.received_at or desk.now), form.dated
    questions: list[dict[str, Any]] = []
    if dated is not None and day < dated and not ("received-before-date" in form.confirm and form.reason.strip()):
        questions.append(
            {
                "field": "received_at",
                "slug": "received-before-date",
                "needs_reason": True,
                "message": _(
                    "The receive date ${received} lies before the letter's date ${dated}. Correct it or give a reason.",
                    mapping={"received": format_date(day), "dated": format_date(dated)},
                ),
            }
        )
    if buddhist_year(day) < buddhist_year(desk.today) and "earlier-year" not in form.confirm:
        questions.append(
            {
                "field": "received_at",
                "slug": "earlier-year",
                "message": _(
                    "The receive date ${received} lies in a year that is over: the letter gets a number of that "
                    "year's register. Correct the year, or confirm.",
                    mapping={"received": format_date(day)},
                ),
            }
        )
    if dated is not None and day.year - dated.year > LONG_PAST_YEARS and "long-past" not in form.confirm:
        questions.append(
            {
                "field": "dated",
                "slug": "long-past",
                "message": _(
                    "The letter's date ${dated} lies long past. Correct the Buddhist year, or confirm.",
                    mapping={"dated": format_date(dated)},
                ),
            }
        )
    return questions


def _asked_of_deadlines(form: Incoming) -> list[dict[str, Any]]:
    """An answer, or everything that a letter sets a day for, wanted before its own date; some days may be over."""
    if form.dated is None:
        return []
    last = max((d.day for d in form.deadlines if d.kind != "monthly"), default=None)
    days = (("answer_by", "answer-before-date", form.answer_by), ("deadlines", "deadline-before-date", last))
    return [
        {
            "field": field,
            "slug": slug,
            "message": _(
                "The deadline ${day} lies before the letter's own date ${dated}. Correct the day or the Buddhist "
                "year, or confirm that the letter has it so.",
                mapping={"day": format_date(day), "dated": format_date(form.dated)},
            ),
        }
        for field, slug, day in days
        if day is not None and day < form.dated
    ]


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


def within_words(moment: datetime) -> str:
    """ด่วนภายใน as it is printed."""
    local = moment.astimezone(BANGKOK)
    return f"ด่วนภายใน {format_date(local.date())} เวลา {format_time(local.time())}"
