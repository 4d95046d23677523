"""หนังสือสำหรับแสดง (the letter page as shown): sheet, stamp, notes, chain, files, facts, rights, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.handing import handed
from saraban.letters import records
from saraban.letters.assignees import describe_assignee
from saraban.letters.endorsing import may_take_back
from saraban.letters.reference_lines import before_number
from saraban.letters.referring import linked_references
from saraban.letters.workflow import PAPER_MOVES
from saraban.tasks import service as tasks
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.reasons import why_sentences
from saraban.ui.layout.sheets import NoteShown, Sheet, Stamp, notes_of, sheet_of, stamp_of, translator
from saraban.ui.letters.actions import Actions, actions_of, waiting_delivery
from saraban.ui.letters.answers import AnswersShown, answers_shown
from saraban.ui.letters.chain import ChainShown, Step
from saraban.ui.letters.circular import CircularShown, circular_shown
from saraban.ui.letters.cosigning import SignerShown, signers_shown, so_far_file, so_far_sheet
from saraban.ui.letters.facts import facts_of, history_of, readers_told
from saraban.ui.letters.issued import IssuedShown, held_words, issued_shown
from saraban.ui.letters.listed import ListedShown, listed_shown

TABS = (
    ("chain", _("Chain")), ("endorse", _("Notes")), ("files", _("Originals and enclosures")), ("facts", _("Facts")),
    ("rights", _("Who may see it")),
)  # fmt: skip
HANDLED = {
    "concerned": _("Those concerned alone"),
    "personal": _("One person alone, registered unopened"),
}
MAX_SHEETS = 40


@dataclass(frozen=True)
class FileShown:
    """ไฟล์ต้นฉบับ: name, size, digest, and where it is given out."""

    name: str
    size: str
    media_type: str
    sha256: str
    href: str
    pages: int
    given_up: bool = False


@dataclass(frozen=True)
class DeadlineShown:
    """กำหนด in a letter, and whether it is past."""

    day: Any
    text: str
    time: str
    past: bool
    style: str


@dataclass(frozen=True)
class PaperShown:
    """The reader's own unit's paper."""

    key: str
    unit: str
    number: str
    received: Any
    state: str
    stamp: Stamp
    notes: tuple[NoteShown, ...]
    folder: str
    result: str
    handed: tuple[tuple[str, str], ...]
    #: the number of one's own last note while it can be taken back, or nothing
    take_back: int = 0


@dataclass(frozen=True)
class LetterShown:
    """The whole page."""

    key: str
    href: str
    above: str
    subject: str
    urgency: str
    marks: tuple[str, ...]
    sheet: Sheet
    plain: bool
    paper: PaperShown | None
    actions: Actions
    seen: str
    tabs: tuple[tuple[str, Any], ...]
    tab: str
    chain: tuple[Step, ...]
    files: tuple[FileShown, ...]
    facts: tuple[tuple[Any, str], ...]
    history: tuple[str, ...]
    deadlines: tuple[DeadlineShown, ...]
    answers: AnswersShown | None
    circular: CircularShown | None
    why: tuple[str, ...]
    readers: tuple[tuple[str, tuple[str, ...]], ...]
    linked: tuple[tuple[str, str, str], ...]
    issued: IssuedShown | None
    listed: ListedShown | None
    held: str
    signers: tuple[SignerShown, ...]
    so_far: str


def pick_paper(root: Any, actor: Any, letter: Any) -> Any:
    """The paper that a letter's page shows: that of the reader's own unit, else of a unit where the post has a duty."""
    mine = [p for p in records.papers_of(root, letter.id) if actor.may(Permission.LETTER_READ, p)]
    duties = {code for _role, code in actor.duties}
    ranked = sorted(
        mine, key=lambda p: (p.unit != actor.unit, p.unit not in duties, p.state in {"returned", "void"}, -p.n)
    )
    return ranked[0] if ranked and (ranked[0].unit == actor.unit or ranked[0].unit in duties) else None


def letter_shown(request: Any, letter: Any, paper: Any, *, tab: str = "") -> LetterShown:
    """Put the page together."""
    root, fmt, say = request.desk.root, formats_for(request), translator(request)
    tab = tab if tab in dict(TABS) else "chain"
    files = tuple(_file(request, letter, f) for f in letter.files)
    plain = request.GET.get("sheet") == "plain"
    here = paper.id if paper is not None else letter.id
    issued = issued_shown(request, letter)
    pages = issued.sheet if issued is not None and issued.chosen else so_far_sheet(request, letter)
    sheet = pages or sheet_of(root, letter, fmt, _images(files))
    thing = paper if paper is not None else letter
    return LetterShown(
        key=letter.key,
        href=f"/p/{paper.key}" if paper is not None else f"/l/{letter.key}",
        above=_above(letter, paper, fmt, say),
        subject=letter.subject,
        urgency=letter.urgency,
        marks=_marks(letter, fmt, say),
        sheet=sheet,
        plain=plain,
        paper=_paper(request, paper, fmt) if paper is not None else None,
        actions=actions_of(request, letter, paper),
        seen=seen_at(request, letter, paper),
        tabs=TABS,
        tab=tab,
        chain=tuple(ChainShown(request, fmt, here).steps(letter)) if tab == "chain" else (),
        files=files,
        facts=tuple(facts_of(root, letter, paper, fmt, say)) if tab == "facts" else (),
        history=tuple(history_of(request.actor, letter, paper, fmt, say)) if tab == "facts" else (),
        deadlines=tuple(_deadline(d, fmt) for d in sorted(letter.deadlines, key=lambda d: d.day)),
        answers=answers_shown(request, letter, paper, fmt),
        circular=circular_shown(request, letter),
        why=tuple(why_sentences(root, request.actor.person, thing, request.desk.today, say)) if tab == "rights" else (),
        readers=tuple(readers_told(request, thing, say)) if tab == "rights" else (),
        linked=tuple(_linked(request, letter, fmt)) if tab == "chain" else (),
        issued=issued,
        listed=listed_shown(request, letter, fmt),
        held=held_words(letter, fmt, say),
        signers=signers_shown(request, letter),
        so_far=f"/l/{letter.key}/so-far.pdf" if so_far_file(letter) is not None else "",
    )


def _above(letter: Any, paper: Any, fmt: Formats, say: Any) -> str:
    dated = _("dated ${day}", mapping={"day": fmt.day(letter.dated)})
    parts = [fmt.digits(letter.number), say(dated) if letter.dated else ""]
    if paper is not None:
        parts.append(say(_("received no. ${n}", mapping={"n": fmt.digits(paper.n)})))
        parts.append(f"{fmt.day(paper.received_at)} {fmt.clock(paper.received_at)}")
    return " · ".join(p for p in parts if p)


def _images(files: tuple[FileShown, ...]) -> tuple[tuple[str, Any], ...]:
    rows = [(f, n) for f in files for n in range(1, f.pages + 1)]
    return tuple(
        (f.href.replace("/files/", f"/pages/{n}.png?file="), _("${name}, page ${n}", mapping={"name": f.name, "n": n}))
        for f, n in rows[:MAX_SHEETS]
    )


def _file(request: Any, letter: Any, stored: Any) -> FileShown:
    size = stored.size
    words = f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, size // 1024)} KB"
    return FileShown(
        stored.name,
        words,
        stored.media_type,
        stored.sha256,
        f"/l/{letter.key}/files/{stored.key}",
        request.registry.page_images.count(stored),
        stored.text is not None and stored.text.given_up,
    )


def _paper(request: Any, paper: Any, fmt: Formats) -> PaperShown:
    root, actor = request.desk.root, request.actor
    folder = root["filing"].get(paper.folder) if paper.folder else None
    return PaperShown(
        key=paper.key,
        unit=find_unit(root, paper.unit).title,
        number=fmt.digits(paper.n),
        received=fmt.time(paper.received_at, clock=True),
        state=paper.state,
        stamp=stamp_of(root, paper, fmt),
        notes=_notes(request, paper, fmt),
        folder=folder.title if folder is not None else "",
        result=paper.result,
        handed=tuple(
            (target, describe_assignee(root, target))
            for target in dict.fromkeys(ref.tray for ref in handed(root, paper))
            if actor.may(Permission.PAPER_FORWARD, paper)
        ),
        take_back=may_take_back(root, actor, paper),
    )


def _notes(request: Any, paper: Any, fmt: Formats) -> tuple[NoteShown, ...]:
    strikes = request.actor.may(Permission.PAPER_RECORD, paper) and paper.state in PAPER_MOVES["strike"].states
    notes = notes_of(request.desk.root, paper, fmt)
    return tuple(replace(n, may_strike=strikes and bool(n.recorded) and not n.withdrawn) for n in notes)


def seen_at(request: Any, letter: Any, paper: Any) -> str:
    """Where to say that the letter was opened, while the sender or the one before does not know it yet."""
    root, actor = request.desk.root, request.actor
    if paper is None:
        delivery = waiting_delivery(request, letter)
        return f"/deliveries/{delivery.key}/open" if delivery is not None and delivery.state == "delivered" else ""
    mine = {tasks.post_tray(actor.post), tasks.person_tray(actor.person), records.registry_tray(paper)}
    waiting = [tasks.find(root, ref) for ref in paper.tasks if ref.tray in mine]
    return f"/p/{paper.key}/read" if any(t is not None and not t.read for t in waiting) else ""


def _deadline(deadline: Any, fmt: Formats) -> DeadlineShown:
    due = fmt.due(deadline.day, deadline.time)
    time = f"{deadline.time.replace(':', '.')} น." if fmt.is_thai and deadline.time else deadline.time
    return DeadlineShown(
        fmt.time(deadline.day),
        deadline.text,
        fmt.digits(time),
        due.style == "late",
        "normal" if due.style == "late" else "soon",
    )


def _marks(letter: Any, fmt: Formats, say: Any) -> tuple[str, ...]:
    """By when it is urgent, and for whom it is alone: in words above the subject."""
    moment = letter.urgent_within
    within = f"{say(_('Urgent by'))} {fmt.day(moment)} {fmt.clock(moment)}" if moment else ""
    return tuple(words for words in (within, say(HANDLED[letter.handling]) if letter.handling else "") if words)


def _linked(request: Any, letter: Any, fmt: Formats) -> Iterator[tuple[str, str, str]]:
    """อ้างถึง: (address or nothing, number and date, subject where the letter is here)."""
    for found in linked_references(request.desk.root, request.actor, letter):
        named = found.reference
        words = f"{fmt.digits(before_number(named) + named.number)} {fmt.day(named.dated)}".strip()
        there = found.letter
        yield (f"/l/{there.key}", words, there.subject) if there is not None else ("", words, "")
