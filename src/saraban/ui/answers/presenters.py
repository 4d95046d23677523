"""คำตอบที่รอสำหรับแสดง (awaited answers as shown): addressees with their states, a unit's letters with counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import answering, awaiting, records
from saraban.registers.concealing import NAMED_ONLY
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import small_number

#: state -> (English words, style of its chip)
STATES: dict[str, tuple[Any, str]] = {
    "waiting": (_("Awaited"), "soon"),
    "overdue": (_("Overdue"), "now"),
    "answered": (_("Answered"), "good"),
    "not_needed": (_("No answer needed any more"), "normal"),
    "returned": (_("Returned"), "normal"),
    "pulled_back": (_("Pulled back"), "normal"),
}
#: Which letters the page of a unit shows, in the order of its tabs.
SHOWN: tuple[tuple[str, Any], ...] = (
    ("open", _("Awaited")),
    ("overdue", _("Overdue")),
    ("answered", _("Answered by all")),
    ("all", _("All letters that asked")),
)
PAGE_SIZE = 50
MOST_PAGES = 1000
OPEN = ("overdue", "waiting")
ORDER = (*OPEN, *(state for state in STATES if state not in OPEN))


@dataclass(frozen=True)
class StateShown:
    """สถานะ with its words, its chip's style and how many there are."""

    key: str
    title: Any
    style: str
    count: int = 0


@dataclass(frozen=True)
class AddresseeShown:
    """ผู้รับหนึ่งราย: its state, its answer, how often it was reminded."""

    key: str
    title: str
    received: str
    state: StateShown
    is_open: bool
    due: Any
    answer: str
    answer_href: str
    told: str
    reminded: str
    reminder_href: str


@dataclass(frozen=True)
class LetterAnswers:
    """หน้าคำตอบของหนังสือหนึ่งฉบับ."""

    key: str
    href: str
    above: str
    subject: str
    due: Any
    states: tuple[StateShown, ...]
    state: str
    rows: tuple[AddresseeShown, ...]
    count: int
    may_mark: bool
    may_remind: bool
    typed: dict[str, str]
    chosen: tuple[str, ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]


@dataclass(frozen=True)
class AskedRow:
    """หนังสือหนึ่งฉบับที่รอคำตอบ."""

    key: str
    href: str
    subject: str
    number: str
    due: Any
    states: tuple[StateShown, ...]
    is_open: bool


@dataclass(frozen=True)
class UnitAnswers:
    """หน้ารอคำตอบของหน่วย."""

    unit: str
    title: str
    units: tuple[tuple[str, str], ...]
    rows: tuple[AskedRow, ...]
    show: str
    choices: tuple[tuple[str, Any], ...]
    before: str | None
    after: str | None
    chosen: tuple[str, ...]
    problems: list[tuple[str, Any]]


def overdue_here(request: Any) -> int:
    """The count beside the rail's entry: answers overdue to the units in whose name the post writes."""
    desk = request.desk
    return sum(answering.count_overdue(desk.root, request.actor, c, desk.today) for c in drafting_units(request))


def unit_answers(request: Any, refused: Any = None) -> UnitAnswers:
    """Put the unit's page together; the units are those in whose name the post writes."""
    root, fmt, units = request.desk.root, formats_for(request), drafting_units(request)
    wanted = request.GET.get("unit", "")
    if not units or (wanted and wanted not in units):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    unit = wanted or _busiest(request, units)
    show = request.GET.get("show", "") if request.GET.get("show", "") in answering.SHOWN else "open"
    page = min(small_number(request.GET.get("page", "")) or 1, MOST_PAGES)
    found = answering.asked_letters(
        root,
        request.actor,
        unit,
        request.desk.today,
        show,
        skip=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE + 1,
    )
    at = f"/answers?unit={unit}&show={show}&page="
    return UnitAnswers(
        unit=unit,
        title=find_unit(root, unit).title,
        units=tuple((code, find_unit(root, code).title) for code in units),
        rows=tuple(_asked_row(asked, fmt) for asked in found[:PAGE_SIZE]),
        show=show,
        choices=SHOWN,
        before=f"{at}{page - 1}" if page > 1 else None,
        after=f"{at}{page + 1}" if len(found) > PAGE_SIZE and page < MOST_PAGES else None,
        chosen=tuple(request.POST.getall("letter")) if refused else (),
        problems=refused.problems if refused else [],
    )


def letter_answers(request: Any, letter: Any, refused: Any = None) -> LetterAnswers:
    """Put the page of one letter together; raises ``Missing`` where it awaits nothing that the reader may see."""
    root, actor, fmt, today = request.desk.root, request.actor, formats_for(request), request.desk.today
    found = answering.awaited_from(root, actor, letter)
    if not found:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    told = {a.id: awaiting.state_of(a, today) for a in found}
    counts = Counter(told.values())
    state = request.GET.get("state", "") if request.GET.get("state", "") in counts else ""
    typed: Any = request.POST
    return LetterAnswers(
        key=letter.key,
        href=f"/l/{letter.key}/answers",
        above=" · ".join(x for x in (fmt.digits(letter.number), fmt.day(letter.dated)) if x),
        subject=letter.subject,
        due=fmt.time(letter.answer_by),
        states=states_shown(counts, fmt),
        state=state,
        rows=tuple(_row(request, a, told[a.id], fmt) for a in found if state in {"", told[a.id]}),
        count=len(found),
        may_mark=actor.may(Permission.LETTER_SEND, letter),
        may_remind=actor.may(Permission.LETTER_DRAFT, letter) and any(counts[s] for s in OPEN),
        typed={name: str(typed.get(name, "")) for name in ("number", "dated", "reason")},
        chosen=tuple(typed.getall("awaited")),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
    )


def states_shown(counts: Counter[str], fmt: Formats) -> tuple[StateShown, ...]:
    """The states that there are, the most pressing first."""
    order = sorted(
        (s for s in counts if counts[s]), key=lambda s: (s not in OPEN, s == "waiting", list(STATES).index(s))
    )
    return tuple(state_shown(s, fmt, counts[s]) for s in order)


def state_shown(state: str, fmt: Formats, count: int = 0) -> StateShown:
    """A state in the reader's language."""
    english, style = STATES[state]
    return StateShown(state, awaiting.STATES[state] if fmt.is_thai else english, style, count)


def _busiest(request: Any, units: list[str]) -> str:
    """The unit that the page opens with: the first one that waits for something."""
    return next((u for u in units if next(awaiting.open_of(request.desk.root, u), None)), units[0])


def _asked_row(asked: Any, fmt: Formats) -> AskedRow:
    letter = asked.letter
    return AskedRow(
        key=letter.key,
        href=f"/l/{letter.key}/answers",
        subject=letter.subject,
        number=" · ".join(x for x in (fmt.digits(letter.number), fmt.day(letter.dated)) if x),
        due=fmt.due(letter.answer_by),
        states=states_shown(asked.counts, fmt),
        is_open=asked.is_open,
    )


def _row(request: Any, awaited: Any, state: str, fmt: Formats) -> AddresseeShown:
    root = request.desk.root
    delivery = root["exchange"].deliveries.get(awaited.delivery)
    answer, href, noted = _answer(request, awaited, fmt)
    times, last = len(awaited.reminders), awaited.reminders[-1] if awaited.reminders else None
    say = request.localizer.translate
    reminded = _(
        "Reminded ${n} times, last on ${day}", mapping={"n": fmt.count(times), "day": fmt.day(last and last.at)}
    )
    number = delivery.receive_n if delivery is not None else 0
    return AddresseeShown(
        key=awaited.key,
        title=awaiting.title_of(root, awaited),
        received=say(_("received no. ${n}", mapping={"n": fmt.digits(number)})) if number else "",
        state=state_shown(state, fmt),
        is_open=awaited.is_open,
        due=fmt.due(awaited.due) if awaited.is_open else None,
        answer=answer,
        answer_href=href,
        told=noted,
        reminded=say(reminded) if last else "",
        reminder_href=_readable(request, last.letter) if last else "",
    )


def _answer(request: Any, awaited: Any, fmt: Formats) -> tuple[str, str, str]:
    """The answer in words, where it is read, and who noted it by hand."""
    answer = answering.answer_seen_by(request.desk.root, request.actor, awaited)
    if answer is None:
        return "", "", ""
    if answer.number == NAMED_ONLY:
        return NAMED_ONLY, "", ""
    by_hand = f"{answer.name} · {fmt.day(answer.at)}" if answer.how in {"paper", "not_needed"} else ""
    if answer.how == "not_needed":
        return answer.reason, "", by_hand
    say = request.localizer.translate
    number = say(_("Letter no. ${number}", mapping={"number": fmt.digits(answer.number)})) if answer.number else ""
    dated = say(_("dated ${day}", mapping={"day": fmt.day(answer.dated)})) if answer.dated else ""
    href = _readable(request, answer.letter) if answer.letter else ""
    return f"{number} {dated}".strip() or say(_("The letter")), href, by_hand


def _readable(request: Any, letter: int) -> str:
    found = records.letters_of(request.desk.root).letters.get(letter)
    may = found is not None and request.actor.may(Permission.LETTER_READ, found)
    return f"/l/{found.key}" if may else ""
