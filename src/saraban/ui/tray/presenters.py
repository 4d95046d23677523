"""งานรอดำเนินการสำหรับแสดง (the in-tray as shown): rows in groups by due date, and what waits to be registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, waiting
from saraban.letters import owing, records, reminding
from saraban.people.service import find_person
from saraban.registers.service import open_reservations
from saraban.signatures.ending import ending_of, endings_for
from saraban.tasks import service as tasks
from saraban.ui.layout.duties import drafting_units, receiving_units, registries, units_where
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import small_number
from saraban.ui.tray.directives import directives_due
from saraban.ui.tray.shown import Arrival, Desk, Group, ReservedNumber, Row, TrayShown
from saraban.ui.vault import gate

#: Rows of a page: what a day brings to a post, and a page that a slow line still carries.
PAGE_SIZE = 50
MOST_PAGES = 100
MOST_CERTIFICATES = 10
#: กลุ่มตามกำหนด -> its heading, in the order of the page
GROUPS = {
    "late": _("Overdue"),
    "today": _("Today"),
    "week": _("This week"),
    "later": _("Later"),
    "none": _("No due date"),
}
#: what a task asks for -> words
WHAT = {
    "handle": _("To be proposed or handled"),
    "decide": _("Awaits a decision"),
    "carry_out": _("To be carried out as ordered"),
    "acknowledge": _("To be acknowledged"),
    "act": _("To be done"),
    "sign": _("Awaits checking and signature"),
    "cosign": _("Awaits your signature beside others"),
    "revise": _("Returned for correction"),
    "check": _("Draft to be checked"),
    "checked": _("The draft was checked; propose it"),
    "opinion": _("An opinion is asked for"),
    "screen": _("To be screened for the executive"),
    "acknowledged": _("Acknowledged; close or send on"),
    "reminded": _("Reminded: the answer is late"),
    "circular": _("Reminded: the unit has not acknowledged the circular"),
}


def trays_of(request: Any) -> list[str]:
    """The trays that a person works from in the present post."""
    actor = request.actor
    own = [tasks.post_tray(actor.post)] if actor.post else []
    return [*own, *(tasks.unit_tray(code) for code in registries(request)), tasks.person_tray(actor.person)]


def waiting_count(request: Any) -> int:
    """The count beside the rail's entry: tasks, and deliveries to register."""
    root = request.desk.root
    return sum(tasks.count(root, t) for t in trays_of(request)) + sum(
        waiting.count(root, code) for code in receiving_units(request)
    )


def tray_shown(request: Any) -> TrayShown:
    """Put the page together."""
    root, today = request.desk.root, request.desk.today
    groups = {key: Group(key, title) for key, title in GROUPS.items()}
    count = late = 0
    for key in trays_of(request):
        count += tasks.count(root, key)
        late += tasks.count_overdue(root, key, today)
    page = min(small_number(request.GET.get("page", "")) or 1, MOST_PAGES)
    for row in _rows(request, (page - 1) * PAGE_SIZE):
        groups[row.due.group].rows.append(row)
    shown = tuple(g for g in groups.values() if g.rows)
    return TrayShown(
        groups=shown,
        desks=tuple(_desk(request, code) for code in registries(request)) if page == 1 else (),
        count=count,
        late=late,
        receive=next(iter(receiving_units(request)), ""),
        shown=min(page * PAGE_SIZE, count),
        before=_page(request, page - 1, count),
        after=_page(request, page + 1, count),
        directives=directives_due(request) if page == 1 else (),
        together=sum(row.signs for group in shown for row in group.rows) if _signs(request) else 0,
        certificates=_certificates(request) if page == 1 else (),
        classified=gate.waiting(request) if page == 1 else 0,
    )


def _signs(request: Any) -> bool:
    return bool(units_where(request, Permission.LETTER_SIGN))


def _certificates(request: Any) -> tuple[tuple[str, str, Any], ...]:
    """Certificates for signing that end within 30 days: one's own (or it has ended), and those that one enrolled."""
    desk, person = request.desk, request.actor.person
    own = ending_of(desk.root, person, desk.clock.now())
    mine = [("/me/certificate", "", own.until)] if own is not None else []
    others = [
        (f"/admin/certificates/{one.record.person}", find_person(desk.root, one.record.person).name, one.record.until)
        for one in endings_for(desk, person)
        if not one.is_own
    ]
    return (*mine, *others[:MOST_CERTIFICATES])


def _page(request: Any, page: int, count: int) -> tuple[str, str] | None:
    """The address of a page and which rows stand on it; None where there is none."""
    first, last = (page - 1) * PAGE_SIZE + 1, min(page * PAGE_SIZE, count)
    if not (1 <= page <= MOST_PAGES and first <= last):
        return None
    fmt = formats_for(request)
    return f"/in-tray?page={page}", f"{fmt.count(first)}–{fmt.count(last)}"


def _rows(request: Any, skipped: int) -> Iterator[Row]:
    root = request.desk.root
    end = skipped + PAGE_SIZE
    found = [task for key in trays_of(request) for task in tasks.tray(root, key, limit=end)]
    for task in sorted(found, key=lambda t: t.ref.place)[skipped:end]:
        row = _row(request, task)
        if row is not None:
            yield row


def _row(request: Any, task: Any) -> Row | None:
    root, fmt = request.desk.root, formats_for(request)
    letter = records.letters_of(root).letters.get(task.letter)
    paper = records.letters_of(root).papers.get(task.paper) if task.paper else None
    if letter is None or not request.actor.may(Permission.LETTER_READ, paper if paper is not None else letter):
        return None
    at = f"/p/{paper.key}" if paper is not None else f"/l/{letter.key}"
    carries = task.what == "carry_out" and paper is None
    part = task.what == "act" and bool(task.text)  # one thing of several that a letter asks for
    owes = paper is not None and not part and owing.owes_answer(root, letter, paper)
    return Row(
        href=at,
        paper=paper.key if paper is not None else "",
        subject=task.text if part else letter.subject,
        sender=f"{letter.subject} · {letter.from_text}" if part else letter.from_text,
        number=fmt.digits(letter.number),
        received=fmt.digits(paper.n) if paper is not None else "",
        text="" if part else task.text,
        urgency=letter.urgency,
        what=_("Signed; to be sent") if carries else WHAT[task.what],
        due=fmt.due(task.due),
        read=task.read,
        tray=task.ref.tray.partition(":")[0],
        forward=f"{at}/forward" if paper is not None else "",
        assign=f"{at}?tab=endorse#endorse" if paper is not None else "",
        answer=_answer_of(request, paper) if owes else "",
        answer_by=fmt.time(letter.answer_by) if owes else "",
        signs=paper is None and task.what in {"sign", "cosign"},
        within=f"{fmt.day(letter.urgent_within)} {fmt.clock(letter.urgent_within)}" if letter.urgent_within else "",
    )


def _answer_of(request: Any, paper: Any) -> str:
    """Where the answer of the unit that has this paper is written, by those who write in its name."""
    return f"/drafts/new?paper={paper.key}&answer=1" if paper.unit in drafting_units(request) else ""


def _desk(request: Any, code: str) -> Desk:
    root = request.desk.root
    unit = find_unit(root, code)
    arrivals = tuple(_arrival(request, d) for d in waiting.incoming(root, code))
    may = request.actor.may(Permission.REGISTER_RECEIVE, unit)
    return Desk(code, unit.title, arrivals, waiting.count(root, code), may, tuple(_reserved(request, code)))


def _reserved(request: Any, code: str) -> Iterator[ReservedNumber]:
    """เลขที่จองค้าง of a unit, for who takes numbers there: every day until each is used or void."""
    root, fmt, today = request.desk.root, formats_for(request), request.desk.today
    if not request.actor.may(Permission.NUMBER_ISSUE, find_unit(root, code)):
        return
    for kept in open_reservations(root, code, today):
        entry = kept.entry
        href = f"/registers/{entry.unit}/{entry.series}/{entry.year}/{entry.n}"
        yield ReservedNumber(
            href, fmt.digits(entry.number or entry.n), entry.reserved_for, fmt.due(entry.reserved_until), kept.closing
        )


def _arrival(request: Any, delivery: Any) -> Arrival:
    root, fmt = request.desk.root, formats_for(request)
    letter = envelopes.seen_by(root, request.actor, delivery)
    closed = envelopes.is_hidden(root, request.actor, delivery)
    return Arrival(
        key=delivery.key,
        href=f"/deliveries/{delivery.key}/register" if closed else f"/l/{letter.key}",
        subject=letter.subject,
        sender=find_unit(root, delivery.from_unit).title,
        number=fmt.digits(letter.number),
        urgency=letter.urgency,
        sent=fmt.time(delivery.sent_at, clock=True),
        text=letter.to_text if closed else delivery.text,
        opened=delivery.state == "opened",
        answer_by=fmt.time(letter.answer_by) if letter.answer_by and not delivery.from_paper else "",
        reminds=_reminded_of(request, letter, delivery.to_unit),
        due=fmt.due(delivery.due) if delivery.due is not None and not closed else None,
    )


def _reminded_of(request: Any, letter: Any, unit: str) -> str:
    """หนังสือเตือน: the address of the unit's own paper that waits for the answer, or nothing."""
    root = request.desk.root
    for awaited in reminding.reminded_by(root, letter):
        paper = records.paper_of_unit(root, awaited.letter, unit) if awaited.to_unit == unit else None
        if paper is not None and request.actor.may(Permission.LETTER_READ, paper):
            return f"/p/{paper.key}"
    return ""
