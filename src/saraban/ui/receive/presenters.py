"""ลงทะเบียนรับสำหรับแสดง (the receive form and its result as shown)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.classification.levels import SECRECY_TH, URGENCY_TH
from saraban.core.clock import buddhist_year
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.offices.service import office_of
from saraban.registers.books import find_book
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.duties import receiving_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.sheets import Stamp, stamp_of
from saraban.ui.layout.targets import names_near
from saraban.ui.receive.forms import HANDLINGS, KINDS, Typed
from saraban.ui.receive.reading import ReadShown
from saraban.ui.vault.referring import Referred, referred

#: Files whose first sheet is shown beside the form.
DRAWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
ENGLISH = {
    "normal": _("Normal"), "urgent": _("Urgent"), "very_urgent": _("Very urgent"), "most_urgent": _("Most urgent"),
    "open": _("None"), "confidential": _("Confidential"), "secret": _("Secret"), "top_secret": _("Top secret"),
}  # fmt: skip


@dataclass(frozen=True)
class FormShown:
    """แบบฟอร์ม with what was typed, what is wrong with it, and the next number."""

    code: str
    title: str
    next_number: str
    units: tuple[tuple[str, str], ...]
    typed: Typed
    kinds: tuple[tuple[str, Any], ...]
    urgencies: tuple[tuple[str, Any], ...]
    secrecies: tuple[tuple[str, Any], ...]
    handlings: tuple[tuple[str, Any], ...]
    names: tuple[str, ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    questions: list[dict[str, Any]]
    last: DoneShown | None
    read: ReadShown
    sheets: tuple[str, ...]
    referred: Referred | None


@dataclass(frozen=True)
class DoneShown:
    """ผลการลงทะเบียน: the number, the stamp, and where to go on."""

    href: str
    number: str
    subject: str
    stamp: Stamp
    code: str
    title: str
    paper: str
    by_hand: bool
    puts_forward: bool = False


def first_unit(request: Any) -> str:
    """The unit that the receive form opens with, or nothing."""
    return next(iter(receiving_units(request)), "")


def form_shown(
    request: Any,
    unit: str,
    typed: Typed,
    refused: Refused | None = None,
    last: str = "",
    read: ReadShown | None = None,
) -> FormShown:
    """Put the form together."""
    desk, fmt = request.desk, formats_for(request)
    place = find_unit(desk.root, unit)
    request.actor.require(Permission.REGISTER_RECEIVE, place)
    book = find_book(desk.root, unit, "receive", buddhist_year(desk.today))
    thai = fmt.is_thai
    return FormShown(
        code=unit,
        title=place.title,
        next_number=fmt.digits(book.next if book is not None else 1),
        units=tuple((c, find_unit(desk.root, c).title) for c in receiving_units(request)),
        typed=typed,
        kinds=KINDS,
        urgencies=tuple((u.value, words if thai else ENGLISH[u.value]) for u, words in URGENCY_TH.items()),
        secrecies=tuple((s.value, words if thai else ENGLISH[s.value]) for s, words in SECRECY_TH.items()),
        handlings=HANDLINGS,
        names=tuple(names_near(desk.root, unit, desk.today)),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
        questions=refused.questions if refused else [],
        last=done_shown(request, last) if last else None,
        read=read or ReadShown(was=typed.was),
        sheets=_sheets(unit, typed),
        referred=referred(request, unit, refused),
    )


def _sheets(unit: str, typed: Typed) -> tuple[str, ...]:
    """Where the first sheets of the first file with sheets are drawn."""
    file = next((f for f in typed.arrivals if f.media_type in DRAWN), None)
    return () if file is None else (f"/receive/{unit}/sheet/{file.token}/1.png",)


def done_shown(request: Any, key: str) -> DoneShown:
    """What was registered."""
    root, fmt = request.desk.root, formats_for(request)
    paper = records.read_paper(root, request.actor, key)
    letter = records.letter_by_id(root, paper.letter)
    return DoneShown(
        f"/p/{paper.key}",
        fmt.digits(paper.n),
        letter.subject,
        stamp_of(root, paper, fmt),
        paper.unit,
        find_unit(root, paper.unit).title,
        paper.key,
        not paper.delivery,
        office_of(root, paper.unit) is not None and request.actor.may(Permission.PAPER_FORWARD, paper),
    )
