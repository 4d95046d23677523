"""หนังสือเตือน (reminding): one letter to those who have not answered, prefilled; when it is sent, each is noted.

A reminder is a draft like any other: it is signed, numbered and sent in the usual way, and stands in the chain of the
letter that asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from saraban.classification.levels import Secrecy, Urgency
from saraban.core.access import unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import awaiting, records
from saraban.letters.content import Awaited, Letter
from saraban.letters.drafting import Draft, write_draft
from saraban.letters.values import Reference, Reminder
from saraban.people.actor import Actor
from saraban.tasks import service as tasks
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai

#: So many addressees are named after เรียน; of more, the text names them.
NAMED = 5
SUBJECT_LENGTH = 1900
FIRST, AGAIN = "เตือนการตอบหนังสือ เรื่อง ", "เตือนการตอบหนังสือ (ครั้งที่ {n}) เรื่อง "
MANY = "ผู้รับตามรายชื่อในหนังสือนี้"
OPENING = "ตามหนังสือ{sender} ที่ {number} ลงวันที่ {dated} เรื่อง {subject} ขอให้ตอบภายใน{due} นั้น"
LATE = "บัดนี้ล่วงเลยกำหนดแล้ว ยังไม่ได้รับคำตอบจาก"
SOON = "ขณะนี้ใกล้ครบกำหนดแล้ว ยังไม่ได้รับคำตอบจาก"
CLOSING = "จึงเรียนมาเพื่อโปรดตอบให้ทราบโดยเร็ว หากส่งหนังสือตอบแล้ว ขออภัยมา ณ โอกาสนี้ด้วย"


def write_reminder(desk: Desk, actor: Actor, *, awaited: Iterable[Awaited]) -> Letter:
    """ร่างหนังสือเตือน to chosen addressees of one letter; it waits to be signed and sent.

    Raises ``Invalid`` when nobody or addressees of several letters are chosen, ``Conflict`` for one who has answered.
    """
    chosen = list({one.id: one for one in awaited}.values())
    if not chosen:
        raise Invalid(_("Select at least one addressee first."), field="awaited")
    asking = records.letter_by_id(desk.root, chosen[0].letter)
    actor.require(Permission.LETTER_READ, asking)
    _refuse_apart(asking)
    for one in chosen:
        _check(desk, actor, asking, one)
    letter = write_draft(desk, actor, unit=asking.from_unit, form=_form(desk, asking, chosen))
    letter.reminds, letter.chain = tuple(one.id for one in chosen), asking.chain
    records.letters_of(desk.root).links.insert(records.link_mark(records.REMINDED_BY, asking.id, letter.id))
    return letter


def note_reminders(desk: Desk, *, letter: Letter, to_units: Iterable[str]) -> None:
    """The reminder went out: it is counted, and lies in the receiver's tray on the paper that waits for its answer."""
    units = set(to_units)
    for key in letter.reminds:
        awaited = awaiting.answers_of(desk.root).awaited.get(key)
        if awaited is None or not awaited.is_open or (awaited.to_unit and awaited.to_unit not in units):
            continue
        awaited.reminders = (*awaited.reminders, Reminder(letter.id, desk.now))
        _lay_in_tray(desk, awaited, letter)


def reminded_by(root: Any, letter: Letter) -> list[Awaited]:
    """What a reminder letter reminds of."""
    known = awaiting.answers_of(root).awaited
    return [known[key] for key in letter.reminds if key in known]


def _refuse_apart(asking: Letter) -> None:
    """A draft is read by the whole unit: it never tells the subject of a letter that is not."""
    if asking.secrecy != Secrecy.OPEN or unit_scope(asking.from_unit) not in asking.scopes:
        raise Conflict(
            _(
                "Not everybody in the unit reads this letter, so no draft tells its subject. "
                "Remind its addressees by hand."
            ),
            slug="read-apart",
        )


def _check(desk: Desk, actor: Actor, asking: Letter, awaited: Awaited) -> None:
    actor.require(Permission.LETTER_READ, awaited)
    if awaited.letter != asking.id:
        raise Invalid(_("A reminder goes to addressees of one letter."), field="awaited")
    if not awaited.is_open:
        name = awaiting.title_of(desk.root, awaited)
        raise Conflict(
            _("${name} has answered or owes no answer any more.", mapping={"name": name}), slug="wrong-state"
        )


def _form(desk: Desk, asking: Letter, chosen: list[Awaited]) -> Draft:
    names = [awaiting.title_of(desk.root, one) for one in chosen]
    times = 1 + max(len(one.reminders) for one in chosen)
    begin = FIRST if times == 1 else AGAIN.format(n=to_thai(str(times)))
    late = any(one.due < desk.today for one in chosen)
    return Draft(
        subject=begin + asking.subject[:SUBJECT_LENGTH],
        to_text="\n".join(names) if len(names) <= NAMED else MANY,
        body=_body(asking, names, chosen[0].due, late=late),
        addressees=tuple(f"unit:{one.to_unit}" for one in chosen if one.to_unit),
        urgency=Urgency.URGENT if late and asking.urgency == Urgency.NORMAL else asking.urgency,
        references=(Reference(asking.number, asking.dated),),
        signer_post=asking.signature.block.post if asking.signature is not None else "",
    )


def _body(asking: Letter, names: list[str], due: date, *, late: bool) -> str:
    opening = OPENING.format(
        sender=asking.from_text,
        number=to_thai(asking.number),
        dated=format_date(asking.dated, "full") if asking.dated else "",
        subject=asking.subject,
        due=format_date(due, "weekday"),
    )
    listed = [f"{to_thai(str(n))}. {name}" for n, name in enumerate(names, 1)]
    return "\n".join([opening, LATE if late else SOON, *listed, CLOSING])


def _lay_in_tray(desk: Desk, awaited: Awaited, letter: Letter) -> None:
    paper = records.paper_of_unit(desk.root, awaited.letter, awaited.to_unit) if awaited.to_unit else None
    if paper is None:
        return
    awaiting.clear_reminders(desk.root, awaited)
    asking = records.letter_by_id(desk.root, awaited.letter)
    ref = tasks.place(
        desk.root,
        records.registry_tray(paper),
        what=awaiting.REMINDED,
        letter=asking.id,
        paper=paper.id,
        due=awaited.due,
        urgency=letter.urgency,
        text=f"หนังสือเตือน ที่ {to_thai(letter.number)}",
        since=desk.now,
    )
    paper.tasks = (*paper.tasks, ref)
