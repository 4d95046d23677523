"""รอคำตอบ (awaiting answers): what a unit's letters ask of their addressees, by day, and what counts as an answer.

An addressee answers by a letter to the asking unit that refers to its letter (อ้างถึง) or is written on the strength of
it (หนังสือนำ); somebody outside by a letter that the asking unit's registry takes in. Nothing here asks the gate: these
are the records behind the verbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import agencies_of, ancestors, find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.ids import new_id
from saraban.letters import records
from saraban.letters.content import Answers, Awaited, Letter, Paper
from saraban.letters.values import Answer, Reference
from saraban.people.actor import Actor
from saraban.tasks import service as tasks

#: state of an awaited answer -> Thai words; computed from the day, so nothing has to run at midnight
STATES = {
    "waiting": "รอตอบ",
    "overdue": "เกินกำหนด",
    "answered": "ตอบแล้ว",
    "not_needed": "ไม่ต้องตอบแล้ว",
    "returned": "ส่งคืนแล้ว",
    "pulled_back": "ดึงคืนแล้ว",
}
REMINDED = "reminded"


def answers_of(root: Any) -> Answers:
    """สมุดคำตอบที่รอ of this store."""
    answers: Answers = root["answers"]
    return answers


def state_of(awaited: Awaited, today: date) -> str:
    """One of ``STATES`` on a day."""
    if awaited.answer is not None:
        return "not_needed" if awaited.answer.how == "not_needed" else "answered"
    if awaited.ended:
        return awaited.ended
    return "overdue" if awaited.due < today else "waiting"


def awaited_of(root: Any, letter: int) -> list[Awaited]:
    """What a letter awaits, one of each addressee, by their names."""
    answers = answers_of(root)
    found = [answers.awaited[a] for _l, a in answers.of_letter.keys(min=(letter, 0), max=(letter, 1 << 63))]
    return sorted(found, key=lambda a: (title_of(root, a), a.id))


def title_of(root: Any, awaited: Awaited) -> str:
    """The addressee's name."""
    unit = agencies_of(root).by_code.get(awaited.to_unit) if awaited.to_unit else None
    return unit.title if unit is not None else awaited.to_text or awaited.to_unit


def awaited_for_paper(root: Any, paper: Paper | None) -> Awaited | None:
    """What is awaited from the unit that has this paper, or from the unit that sent the letter on to it."""
    answers, papers = answers_of(root), records.letters_of(root).papers
    while paper is not None:
        known = answers.of_delivery.get(paper.delivery) if paper.delivery else None
        if known is not None:
            found: Awaited = answers.awaited[known]
            return found
        paper = papers.get(paper.from_paper) if paper.from_paper else None
    return None


def begin(root: Any, letter: Letter, sent: Iterable[tuple[int, str]]) -> None:
    """The letter went out to these (delivery, unit): from now on their answers are awaited, if it asks for them."""
    if letter.answer_by is None:
        return
    for delivery, unit in sent:
        awaited = Awaited(new_id(), letter.id, letter.from_unit, letter.answer_by, to_unit=unit)
        awaited.delivery = delivery
        answers_of(root).of_delivery[delivery] = awaited.id
        _add(root, awaited)


def begin_outside(root: Any, letter: Letter) -> None:
    """The letter left the office on paper: the answers of those named after เรียน, one a line, are awaited."""
    if letter.answer_by is None:
        return
    for name in [line.strip() for line in letter.to_text.splitlines() if line.strip()] or [""]:
        _add(root, Awaited(new_id(), letter.id, letter.from_unit, letter.answer_by, to_text=name))


def end(desk: Desk, delivery: int, how: str) -> None:
    """The delivery was returned or pulled back: its unit owes no answer (any more)."""
    answers = answers_of(desk.root)
    known = answers.of_delivery.get(delivery)
    if known is not None:
        awaited = answers.awaited[known]
        awaited.ended = how
        refresh(desk.root, awaited)


def note_answers(desk: Desk, actor: Actor, *, letter: Letter, to_units: Iterable[str]) -> list[Awaited]:
    """ตอบแล้ว: a sent letter answers what it refers to, and what it was written on the strength of."""
    wanted, found = set(to_units), []
    for asking, paper in _asked(desk.root, letter):
        if asking.from_unit not in wanted:
            continue
        awaited = awaited_for_paper(desk.root, paper) or _of_unit(desk.root, asking, letter.from_unit)
        if awaited is not None and awaited.is_open:
            mark(desk, actor, awaited, "letter", letter=letter.id, number=letter.number, dated=letter.dated)
            found.append(awaited)
    return found


def note_reply(desk: Desk, actor: Actor, *, letter: Letter, unit: str) -> list[Awaited]:
    """ตอบแล้ว: a letter from outside, taken in by the registry of the asking unit or of one above it, refers to it."""
    found = []
    for asking, _paper in _asked(desk.root, letter):
        if not _is_registry_of(desk.root, unit, asking.from_unit):
            continue
        waiting = [a for a in awaited_of(desk.root, asking.id) if a.is_open]
        for awaited in _who_replies(desk.root, waiting, letter.from_text):
            mark(desk, actor, awaited, "reply", letter=letter.id, number=letter.number, dated=letter.dated)
            found.append(awaited)
    return found


def take_answers_back(desk: Desk, actor: Actor, *, letter: Letter, unit: str, reason: str) -> None:
    """The letter that answered came back from a unit, or its registration was cancelled: it is awaited again."""
    for asking, _paper in _asked(desk.root, letter):
        if letter.from_unit and asking.from_unit != unit:
            continue
        for awaited in awaited_of(desk.root, asking.id):
            if awaited.answer is not None and awaited.answer.letter == letter.id:
                mark(desk, actor, awaited, "undone", reason=reason)


def mark(desk: Desk, actor: Actor, awaited: Awaited, how: str, **told: Any) -> None:
    """Write down how it was answered, append-only; what reminded the addressee of it is done."""
    awaited.answers = (*awaited.answers, Answer(how, desk.now, actor.person, actor.name, actor.post, **told))
    refresh(desk.root, awaited)
    if awaited.answer is not None:
        clear_reminders(desk.root, awaited)
    audit.record(
        desk,
        awaited.unit,
        f"answer-{how.replace('_', '-')}",
        person=actor.person,
        post=actor.post,
        about={"awaited": awaited.key},
    )


def refresh(root: Any, awaited: Awaited) -> None:
    """Keep the index of open ones true."""
    opened, place = answers_of(root).open, place_of(awaited)
    if awaited.is_open:
        opened.insert(place)
    elif place in opened:
        opened.remove(place)


def open_of(root: Any, unit: str, *, until: date | None = None) -> Iterator[tuple[int, int]]:
    """(letter, awaited) of a unit's open ones, the earliest day first; ``until`` = those due before that day."""
    last = until.toordinal() if until is not None else date.max.toordinal() + 1
    for _unit, _day, letter, key in answers_of(root).open.keys(min=(unit, 0, 0, 0), max=(unit, last, 0, 0)):
        yield letter, key


def asked_by(root: Any, unit: str) -> list[int]:
    """The letters of a unit that asked for answers, the latest day first."""
    found = answers_of(root).asked.keys(min=(unit, 0, 0), max=(unit, date.max.toordinal() + 1, 0))
    return [letter for _unit, _day, letter in reversed(list(found))]


def _add(root: Any, awaited: Awaited) -> None:
    answers = answers_of(root)
    answers.awaited[awaited.id] = awaited
    answers.of_letter.insert((awaited.letter, awaited.id))
    answers.asked.insert((awaited.unit, awaited.due.toordinal(), awaited.letter))
    refresh(root, awaited)


def place_of(awaited: Awaited) -> tuple[str, int, int, int]:
    """Where it stands among the open ones of its unit."""
    return (awaited.unit, awaited.due.toordinal(), awaited.letter, awaited.id)


def _asked(root: Any, letter: Letter) -> Iterator[tuple[Letter, Paper | None]]:
    """The letters that asked for an answer and that this one points to, each once; with the paper it is written on."""
    store, seen = records.letters_of(root), {letter.id}
    paper = store.papers.get(letter.parent_paper) if letter.parent_paper else None
    parent = store.letters.get(paper.letter) if paper is not None else None
    pointed = [(parent, paper), *((_referred(root, r), None) for r in letter.references)]
    for asking, on_paper in pointed:
        if asking is not None and asking.answer_by is not None and asking.id not in seen:
            seen.add(asking.id)
            yield asking, on_paper


def _referred(root: Any, reference: Reference) -> Letter | None:
    """The letter of ours that a reference means: number and, where it is written, date; of several the newest."""
    found = [
        known
        for known in records.by_number(root, reference.number)
        if known.from_unit and known.answer_by is not None and reference.dated in {None, known.dated}
    ]
    return max(found, key=lambda known: known.dated or date.min, default=None)


def _of_unit(root: Any, asking: Letter, unit: str) -> Awaited | None:
    """What is awaited from a unit: as addressee, or because the letter was sent on to it."""
    own = [a for a in awaited_of(root, asking.id) if a.to_unit == unit]
    still = next((a for a in own if a.is_open), own[0] if own else None)
    return still or awaited_for_paper(root, records.paper_of_unit(root, asking.id, unit))


def _is_registry_of(root: Any, unit: str, asking: str) -> bool:
    return unit == asking or unit in {above.code for above in ancestors(find_unit(root, asking))}


def _who_replies(root: Any, waiting: list[Awaited], from_text: str) -> list[Awaited]:
    """Whose reply it is: the addressee with the sender's name; or the only one outside."""
    sender = _name(from_text)
    named = [a for a in waiting if sender and _is_same(sender, _name(title_of(root, a)), exactly=bool(a.to_unit))]
    outside = [a for a in waiting if not a.to_unit]
    return named[:1] or (outside if len(outside) == 1 else [])


def _is_same(sender: str, addressee: str, *, exactly: bool) -> bool:
    if exactly or not addressee:
        return sender == addressee
    return sender in addressee or addressee in sender


def _name(text: str) -> str:
    return "".join(text.split()).removeprefix("เรียน")


def clear_reminders(root: Any, awaited: Awaited) -> None:
    """Nothing reminds the unit in its tray any more."""
    for paper in [p for p in records.papers_of(root, awaited.letter) if p.unit == awaited.to_unit]:
        done = [ref for ref in paper.tasks if _reminds(root, ref)]
        for ref in done:
            tasks.clear(root, ref)
        if done:
            paper.tasks = tuple(ref for ref in paper.tasks if ref not in done)


def _reminds(root: Any, ref: tasks.TaskRef) -> bool:
    task = tasks.find(root, ref)
    return task is not None and task.what == REMINDED
