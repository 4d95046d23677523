"""แผ่นหนังสือ (sheets): a letter as the office knows it - labels, text, signature block, receive stamp and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.renderers import get_renderer

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.documents import sheet as documents
from saraban.documents.labelled import Row, rows_of
from saraban.letters.assignees import describe_assignee
from saraban.letters.body import blocks_of
from saraban.letters.reference_lines import before_number
from saraban.letters.sheets import form_of
from saraban.letters.values import PERSONAL
from saraban.letters.workflow import UNISSUED
from saraban.ui.layout.formats import Formats

LETTER_DRAFTS = frozenset(UNISSUED)
TEMPLATE = "saraban.ui.layout:templates/sheet.pt"
HEADINGS = {
    "memo": "บันทึกข้อความ",
    "order": "คำสั่ง",
    "regulation": "ระเบียบ",
    "announcement": "ประกาศ",
    "statement": "แถลงการณ์",
    "news": "ข่าว",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
}


@dataclass(frozen=True)
class Stamp:
    """ตรารับหนังสือ (แบบที่ ๑๒): unit, receive number, date and time."""

    unit: str
    number: str
    day: str
    time: str


@dataclass(frozen=True)
class NoteShown:
    """คำเกษียน as it stands on the sheet; ``block`` are the printed lines under it."""

    key: str
    act: str
    to: str
    lines: tuple[str, ...]
    assigned: tuple[str, ...]
    block: tuple[str, ...]
    at: Any
    day: str
    due: str
    withdrawn: bool
    recorded: str = ""
    scan: str = ""
    struck: str = ""
    strike: str = ""
    may_strike: bool = False
    on_sheet: bool = False


@dataclass(frozen=True)
class Sheet:
    """แผ่นหนังสือ: labels with their values in printed order, paragraphs, block and footer; Thai as printed."""

    heading: str
    urgency: str
    labels: tuple[tuple[tuple[str, str], ...], ...]
    paragraphs: tuple[str, ...]
    block: tuple[str, ...]
    footer: tuple[str, ...]
    draft: bool
    images: tuple[tuple[str, Any], ...] = ()
    blocks: tuple[Any, ...] = ()
    closing: str = ""
    below: tuple[tuple[str, str], ...] = ()
    #: where the text is, of a sheet without one
    elsewhere: Any = ""
    #: the blocks of those who signed after the first
    beside: tuple[tuple[str, ...], ...] = ()


def sheet_macros() -> Any:
    """The template whose macros draw sheets, stamps and notes."""
    return get_renderer(TEMPLATE).implementation()


def thai(fmt: Formats) -> Formats:
    """The sheet is an official paper: Thai digits and Buddhist dates in every language of the page around it."""
    return Formats("th", fmt.today)


def sheet_of(root: Any, letter: Any, fmt: Formats, images: tuple[tuple[str, Any], ...] = ()) -> Sheet:
    """The sheet of a letter; ``images`` are (address, words) of its page images, where the original has pages.

    One that was written here stands in the form of its kind.
    """
    signature, fmt = letter.signature, thai(fmt)
    printed = form_of(root, letter)
    if printed is not None:
        return formed(letter, printed, fmt, images)
    urgency = fmt.urgency(letter.urgency).text if letter.urgency != "normal" else ""
    return Sheet(
        heading=HEADINGS.get(letter.kind, ""),
        urgency=urgency,
        labels=tuple(row for row in _labels(letter, fmt) if row),
        paragraphs=tuple(p for p in letter.body.split("\n") if p.strip()),
        block=signature.block.lines if signature is not None else (),
        footer=(),
        draft=letter.state in LETTER_DRAFTS,
        images=images,
        blocks=tuple(blocks_of(letter.body)),
        elsewhere=_elsewhere(letter),
    )


def formed(letter: Any, printed: documents.Sheet, fmt: Formats, images: tuple[tuple[str, Any], ...] = ()) -> Sheet:
    """A sheet in the form of a kind, as it is printed."""
    signed, is_draft = letter.signature is not None, letter.state in LETTER_DRAFTS
    rows = rows_of(printed)
    block = letter.signature.block.lines if signed and _is_signed_by_name(printed) else ()
    return Sheet(
        heading=" ".join(part for part in (printed.heading, printed.issuer) if part),
        urgency=thai(fmt).urgency(letter.urgency).text if letter.urgency != "normal" else "",
        labels=_number_beside_date(rows.above),
        paragraphs=tuple(p for p in letter.body.split("\n") if p.strip()),
        block=block,
        footer=printed.footer if signed else (),
        draft=is_draft,
        images=images,
        blocks=printed.body,
        closing=printed.closing if block or is_draft else "",
        below=tuple((row.label, row.value) for row in rows.below),
        beside=tuple(one.block.lines for one in letter.cosignatures),
        elsewhere=_elsewhere(letter),
    )


def _elsewhere(letter: Any) -> Any:
    if letter.files:
        return _("The text is in the attached files.")
    if letter.handling == PERSONAL:
        return _("It was registered unopened: what is in the envelope is not in the system.")
    return _("There is no text yet.") if letter.from_unit else _("The text is on the paper: no file is in the system.")


def _is_signed_by_name(printed: documents.Sheet) -> bool:
    """Does a name stand under the signature? Nobody signs news; a seal is initialled."""
    return any(one.key == "signature" for one in printed.signatures)


def _number_beside_date(rows: tuple[Row, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    number = next((row for row in rows if row.name == "number"), None)
    beside = next((row for row in rows if row.name == "date"), None) if number is not None else None
    return tuple(
        ((row.label, row.value), (beside.label, beside.value)) if row is number and beside is not None
        else ((row.label, row.value),)
        for row in rows if row is not beside
    )  # fmt: skip


def _labels(letter: Any, fmt: Formats) -> list[tuple[tuple[str, str], ...]]:
    """The labels of the paper form, row by row; number and date stand on one."""
    owner = "ส่วนราชการ" if letter.kind == "memo" else "จาก"
    references = "  ".join(_reference(r, fmt) for r in letter.references) if letter.kind != "memo" else ""
    rows = [
        [(owner, letter.from_text)],
        [("ที่", fmt.digits(letter.number)), ("วันที่", fmt.day(letter.dated, "full"))],
        [("เรื่อง", letter.subject)],
        [("เรียน", letter.to_text)],
        [("อ้างถึง", references)],
        [("สิ่งที่ส่งมาด้วย", ", ".join(letter.enclosures))],
    ]
    return [tuple((label, value) for label, value in row if value) for row in rows]


def _reference(reference: Any, fmt: Formats) -> str:
    number = fmt.digits(before_number(reference) + reference.number)
    return f"{number} ลว. {fmt.day(reference.dated)}" if reference.dated else number


def stamp_of(root: Any, paper: Any, fmt: Formats) -> Stamp:
    """The receive stamp of a unit's paper."""
    fmt = thai(fmt)
    return Stamp(
        find_unit(root, paper.unit).title, fmt.digits(paper.n), fmt.day(paper.received_at), fmt.clock(paper.received_at)
    )


def notes_of(root: Any, paper: Any, fmt: Formats) -> tuple[NoteShown, ...]:
    """The notes on a unit's paper, in order."""
    return tuple(_note(root, paper.key, note, thai(fmt)) for note in paper.endorsements)


def _note(root: Any, paper: str, note: Any, fmt: Formats) -> NoteShown:
    signing = note.signing
    return NoteShown(
        key=str(note.id),
        act=note.act,
        to=note.to if not note.to or note.to.startswith("เรียน") else f"เรียน {note.to}",
        lines=tuple(line for line in (note.verb, *note.text.split("\n")) if line.strip()),
        assigned=tuple(describe_assignee(root, a) for a in note.assign_to),
        block=signing.lines,
        at=note.at,
        day=fmt.day(note.day),
        due=fmt.day(note.due),
        withdrawn=not note.is_live,
        recorded=recorded_line(note, fmt),
        scan=f"/p/{paper}/notes/{note.id}/scan" if note.scan is not None else "",
        strike=f"/p/{paper}/notes/{note.id}/strike",
        on_sheet=bool(note.field),
        struck=f"{note.struck.name} · {fmt.day(note.struck.at)} · {note.struck.reason}" if note.struck else "",
    )


def recorded_line(note: Any, fmt: Formats) -> str:
    """ลงนามในกระดาษ · บันทึกแทนโดย …, for a note that was written on paper."""
    told = note.recorded
    if told is None:
        return ""
    by = f"{told.name} ({told.post_title})" if told.post_title else told.name
    return f"ลงนามในกระดาษ · บันทึกแทนโดย {by} {fmt.day(told.at)}"


def translator(request: Any) -> Callable[[Any], str]:
    """Words in the reader's language, for lines that are put together from several parts."""
    return request.localizer.translate
