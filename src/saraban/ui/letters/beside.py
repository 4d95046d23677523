"""กระดาษคู่กับระบบ (paper beside it): recording a note that was written on paper, striking it out, where the paper is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import on_paper, originals, records
from saraban.letters.endorsing import VERBS
from saraban.letters.on_paper import OnPaper
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.targets import Choice, groups_near, posts_near, suggestions, units_near
from saraban.ui.letters.actions import WORDS
from saraban.ui.letters.forms import Typed, due_day, proposal, targets

ACTS = ("order", "propose", "acknowledge")


@dataclass(frozen=True)
class RecordShown:
    """แบบบันทึกเกษียนบนกระดาษ for one act, with those who may have written it."""

    key: str
    subject: str
    number: str
    acts: tuple[tuple[str, Any], ...]
    act: str
    day: str
    writers: tuple[Choice, ...]
    typed: Typed
    phrases: tuple[str, ...]
    units: tuple[Choice, ...]
    posts: tuple[Choice, ...]
    names: tuple[str, ...]
    arrivals: tuple[Any, ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]


@dataclass(frozen=True)
class OriginalRow:
    """ต้นฉบับกระดาษหนึ่งเรื่อง."""

    key: str
    href: str
    number: str
    subject: str
    sender: str
    place: str
    since: str


@dataclass(frozen=True)
class OriginalsShown:
    """หน้าที่เก็บต้นฉบับกระดาษของหน่วย."""

    unit: str
    title: str
    units: tuple[tuple[str, str], ...]
    place: str
    places: tuple[str, ...]
    rows: tuple[OriginalRow, ...]
    may_move: bool
    typed: str
    chosen: tuple[str, ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]


def original_words(paper: Any, fmt: Formats, say: Any) -> str:
    """Where the paper original is, since when and through whom; all places that it was at."""
    if not paper.has_original:
        return str(say(_("None: it came through the system")))
    lines = [f"{k.place} · {fmt.day(k.at)} {fmt.clock(k.at)} · {k.name}" for k in reversed(paper.kept)]
    return "\n".join(lines) or str(say(_("not said yet")))


def record_shown(
    request: Any, paper: Any, typed: Typed, arrivals: tuple[Any, ...] = (), refused: Refused | None = None
) -> RecordShown:
    """Put the form together; the writers are those of the day typed, or of today."""
    desk, fmt = request.desk, formats_for(request)
    act = typed["act"] if typed["act"] in ACTS else ACTS[0]
    day = _day_or_today(typed["written_on"], desk.today)
    orders = act == "order"
    return RecordShown(
        key=paper.key,
        subject=records.letter_by_id(desk.root, paper.letter).subject,
        number=fmt.digits(paper.n),
        acts=tuple((a, WORDS[a]) for a in ACTS),
        act=act,
        day=typed["written_on"] or fmt.day(desk.today),
        writers=tuple(
            Choice(w.key, f"{w.acting_term}{w.title}", w.name, w.key == typed["writer"])
            for w in on_paper.writers_of(desk, request.actor, paper, day, act)
        ),
        typed=typed,
        phrases=VERBS[act],
        units=tuple(units_near(desk.root, paper.unit, typed.chosen)) if orders else (),
        posts=(*groups_near(desk.root, paper.unit, typed.chosen), *posts_near(desk.root, paper.unit, day, typed.chosen))
        if orders
        else (),
        names=tuple(suggestions(desk.root, paper.unit)) if orders else (),
        arrivals=arrivals,
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
    )


def note_on_paper(root: Any, unit: str, typed: Typed) -> OnPaper:
    """Read the form; raises ``Invalid`` at a field."""
    person, _space, post = typed["writer"].partition(" ")
    if not person:
        raise Invalid(_("Choose who wrote the note."), field="writer")
    day = read_day(typed["written_on"], "written_on")
    act, written = typed["act"], dict[str, Any](person=person, post=post, written_on=day)
    if act == "propose":
        return OnPaper(act, **proposal(root, typed), **written)
    chosen = targets(root, unit, typed) if act == "order" else ()
    return OnPaper(act, typed["text"], typed["verb"], due=due_day(typed), assign_to=chosen, **written)


def originals_shown(request: Any, refused: Refused | None = None) -> OriginalsShown:
    """The paper originals of a unit whose books the post reads: the last received, or those of one place."""
    root, actor, fmt = request.desk.root, request.actor, formats_for(request)
    units = units_where(request, Permission.REGISTER_READ)
    unit = request.params.get("unit", "") or next(iter(units), "")
    if unit not in units:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    place = request.params.get("at", "")
    papers = (
        originals.papers_at(root, actor, unit, place)
        if place
        else originals.newest_originals(root, actor, unit, request.desk.today)
    )
    return OriginalsShown(
        unit=unit,
        title=find_unit(root, unit).title,
        units=tuple((code, find_unit(root, code).title) for code in units),
        place=place,
        places=originals.recent_places(root, actor, unit),
        rows=tuple(_original(root, p, fmt) for p in papers),
        may_move=actor.may(Permission.PAPER_FORWARD, find_unit(root, unit)),
        typed=request.POST.get("place", ""),
        chosen=tuple(request.POST.getall("paper")),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
    )


def _original(root: Any, paper: Any, fmt: Formats) -> OriginalRow:
    letter = records.letter_by_id(root, paper.letter)
    last = paper.kept[-1] if paper.kept else None
    return OriginalRow(
        key=paper.key,
        href=f"/p/{paper.key}",
        number=fmt.digits(paper.n),
        subject=letter.subject,
        sender=letter.from_text,
        place=paper.place,
        since=f"{fmt.day(last.at)} · {last.name}" if last else "",
    )


def _day_or_today(text: str, today: date) -> date:
    try:
        return read_day(text, "written_on") or today
    except Invalid:
        return today
