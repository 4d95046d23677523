"""หนังสือเป็นหน้ากระดาษ (a letter as a sheet): what is printed of a letter written here, by the table of its kind.

The labels, their order and what a kind has of its own come from the table; where each of them stands is the layout's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from saraban.classification.levels import SECRECY_TH, URGENCY_TH, Secrecy, Urgency
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.pace import Pace
from saraban.documents.blocks import Paragraph
from saraban.documents.sheet import CM, Items, Line, Sheet
from saraban.documents.sheets import Issued, set_copy, set_letter
from saraban.kinds.service import book_of
from saraban.kinds.shapes import Kind, KindBook
from saraban.letters.addressees import copy_words
from saraban.letters.body import blocks_of
from saraban.letters.content import Letter
from saraban.letters.filling import class_of
from saraban.letters.makers import makers_of
from saraban.letters.own_fields import effective_words, own_words
from saraban.letters.reference_lines import before_number
from saraban.letters.signing_places import is_abreast, signings_of
from saraban.letters.values import Reference
from saraban.thai.dates import format_date
from saraban.thai.digits import to_thai

DRAFT, VOID, OFFICE_COPY, COPY = "ร่าง", "ยกเลิก", "สำเนาคู่ฉบับ", "สำเนา"
COPY_OF_SIGNED = "สำเนาหนังสือที่ลงนาม"
#: So many times a minute for each person a letter is set in pages.
SETTING = Pace(120)
#: Fields of a kind's own that have a place of their own on the sheet; the others stand in the head.
LISTS = ("present", "absent", "attending")
_FORE = datetime(2000, 1, 1, tzinfo=UTC)


def preview_of(root: Any, letter: Letter) -> Issued:
    """ดูตัวอย่างก่อนลงนาม: a letter as it would be printed, ``ร่าง`` or ``ยกเลิก`` across every page as long as it is that.

    The caller has asked the gate. Raises ``Missing`` for a letter that was not written here, ``Invalid`` for what
    cannot be printed.
    """
    return set_letter(_across(letter, sheet_of(root, letter)))


def _across(letter: Letter, sheet: Sheet) -> Sheet:
    """What stands across every page, so that nobody takes it for a letter in force."""
    if letter.state == "void":
        return replace(sheet, draft=VOID)
    return sheet if letter.signature is not None else replace(sheet, draft=DRAFT)


def sheet_of(root: Any, letter: Letter) -> Sheet:
    """What is printed of a letter that was written here. Raises ``Missing`` for any other."""
    sheet = form_of(root, letter)
    if sheet is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return sheet


def form_of(root: Any, letter: Letter) -> Sheet | None:
    """The same; None for a letter that was received, which has a form of its own."""
    if not letter.from_unit or letter.state == "received":
        return None
    book = book_of(root, letter.kinds_version)
    return sheet_under(root, letter, book) if book.kind(letter.kind, letter.subkind) is not None else None


def sheet_under(root: Any, letter: Letter, book: KindBook) -> Sheet:
    """What is printed of a letter by a table of kinds; raises ``Missing`` where that has no such kind."""
    kind = book.kind(letter.kind, letter.subkind)
    if kind is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    sheet = Sheet(
        kind.layout,
        letter.subject,
        letter.created_at or _FORE,
        garuda=kind.garuda * CM,
        heading=kind.heading,
        issuer=(letter.issuer or letter.from_text) if kind.field("issuer") else "",
        body=tuple(blocks_of(letter.body)),
        signatures=signings_of(root, letter, kind),
        abreast=is_abreast(letter, kind),
        footer=book.footer,
        style=book.style,
        urgency=URGENCY_TH[Urgency(letter.urgency)] if letter.urgency != Urgency.NORMAL else "",
        secrecy=SECRECY_TH[Secrecy(letter.secrecy)] if letter.secrecy != Secrecy.OPEN else "",
    )
    return replace(sheet, **_parts(root, letter, kind, book))


def office_copy_of(root: Any, letter: Letter, *, verify_at: str = "") -> Sheet:
    """สำเนาคู่ฉบับ: the sheet that stays with the office, with who wrote, typed and checked it (ข้อ ๓๐).

    A name that is not known is left open on its dotted line, to be written there. ``verify_at`` is the address at which
    the letter that was signed can be checked. Raises ``Missing`` for a letter that was not written here.
    """
    made = makers_of(root, letter)
    named = (("ผู้ร่าง", made.drafter), ("ผู้พิมพ์", made.typist), ("ผู้ตรวจ", made.checker))
    sheet = _across(letter, sheet_of(root, letter)) if letter.state == "void" else sheet_of(root, letter)
    return replace(sheet, marking=OFFICE_COPY, workers=tuple(Line(*one) for one in named), qr=verify_at)


def copy_for(root: Any, letter: Letter, n: int, *, verify_at: str = "") -> Issued:
    """ฉบับของผู้รับ: the letter with the words of its ``n``-th addressee after เรียน, of one letter for all of a list.

    It is a copy and says so, with the number of the row; ``verify_at`` is the address at which the letter that was
    signed can be checked. Raises ``Missing`` where there is no such addressee. The caller has asked the gate.
    """
    sheet = sheet_of(root, letter)
    if not 1 <= n <= len(letter.receivers) or not sheet.to:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    named = replace(sheet, to=(Line(sheet.to[0].label, letter.receivers[n - 1][1]),))
    row = f"ลำดับที่ {to_thai(str(n))}"
    marking = f"{COPY if letter.signature is None else COPY_OF_SIGNED} {row}"
    return set_copy(_across(letter, replace(named, marking=marking, qr=verify_at)))


def _parts(root: Any, letter: Letter, kind: Kind, book: KindBook) -> dict[str, Any]:
    """The members of the sheet that the fields of the kind fill."""
    addressed = class_of(book, letter)
    labels = {field.name: field.label for field in kind.fields if field.printed}
    made = {
        "number": lambda label: Line(label, to_thai(_number(letter))),
        "date": lambda label: Line(label, _day(dated, kind) if (dated := _dated(letter)) else ""),
        "subject": lambda label: Line(label, letter.subject),
        "to": lambda label: (Line(label or addressed.salutation, letter.to_text),) if letter.to_text else (),
        "references": lambda label: Items(label, _references(letter)),
        "enclosures": lambda label: Items(label, tuple(_numbered(letter.enclosures))),
        "copies": lambda label: Items(label, tuple(_numbered(copy_words(root, letter.copies)))),
        "owner": lambda _label: _owner(letter, kind),
        "seal": lambda _label: True,
    }
    found: dict[str, Any] = {name: make(labels[name]) for name, make in made.items() if name in labels}
    found |= {"owner_label": labels.get("owner", ""), "closing": addressed.closing if kind.closing else ""}
    return found | dict(_own(letter, kind))


def _own(letter: Letter, kind: Kind) -> Iterator[tuple[str, Any]]:
    """The fields of a kind's own: lists of people, when it began and ended, what stands in the head, the telephone."""
    filled = dict(letter.filled)
    values = [(f, own_words(f, filled[f.name])) for f in kind.own if f.printed and filled.get(f.name)]
    head = []
    for field, words in values:
        if field.name in LISTS or field.name in {"contact", "recorder"}:
            continue
        if field.name == "opened_at":
            yield "opening", Line(field.label, words)
        elif field.name == "closed_at":
            yield "ending", Line(field.label, words)
        elif field.name == "effective":
            yield "body", (*blocks_of(letter.body), Paragraph(effective_words(field, filled[field.name])))
        elif field.name == "edition" and kind.layout == "regulation":  # แบบที่ ๕, ๖
            head.append(Line("", f"({field.label} {words})"))
        else:
            head.append(Line(field.label, words))
    yield "fields", tuple(head)
    yield "lists", tuple(Items(f.label, tuple(w.split("\n"))) for f, w in values if f.name in LISTS)
    phone = next((f"{f.label} {w}" for f, w in values if f.name == "contact"), "")
    if kind.layout != "memo" and (phone or letter.owner):
        yield "contact", (letter.from_text, *([phone] if phone else []))


def _owner(letter: Letter, kind: Kind) -> tuple[str, ...]:
    """The office that heads the letter: on an external one with its address below, the section at the foot (ข้อ ๑๑).

    On a memo the section and the telephone stand after the name of the office (ข้อ ๑๒).
    """
    head = letter.owner or letter.from_text
    if kind.layout != "memo":
        return (head, to_thai(letter.from_address)) if kind.layout == "external" and letter.from_address else (head,)
    phone, field = dict(letter.filled).get("contact", ""), kind.field("contact")
    reached = f"{field.label} {to_thai(phone)}" if phone and field else ""
    inside = " ".join(part for part in (letter.from_text if letter.owner else "", reached) if part)
    return (f"{head} ({inside})" if letter.owner else f"{head} {inside}".strip(),)


def _number(letter: Letter) -> str:
    """Its number, or the one that is held while it is being signed."""
    begun = letter.signing or letter.cosigning
    return letter.held.number if begun is not None and letter.held is not None else letter.number


def _dated(letter: Letter) -> date | None:
    begun = letter.signing or letter.cosigning
    return begun.dated if begun is not None else letter.dated


def _day(day: date, kind: Kind) -> str:
    """Orders, certificates and the like write ``พ.ศ.`` before the year."""
    words = format_date(day, "full")
    if kind.layout in {"order", "regulation", "announcement", "certificate"}:
        rest, _space, year = words.rpartition(" ")
        return f"{rest} พ.ศ. {year}"
    return words


def _references(letter: Letter) -> tuple[str, ...]:
    """อ้างถึง; a letter about a purchase names the project in the procurement system outside."""
    project = to_thai(letter.outside_ref) if letter.procurement else ""
    named = [f"โครงการในระบบการจัดซื้อจัดจ้างภาครัฐ (e-GP) เลขที่ {project}"] if project else []
    return (*map(reference_words, letter.references), *named)


def reference_words(reference: Reference) -> str:
    """อ้างถึง as it is printed."""
    number = to_thai(before_number(reference) + reference.number)
    return f"{number} ลงวันที่ {format_date(reference.dated, 'full')}" if reference.dated else number


def _numbered(lines: Sequence[str]) -> list[str]:
    return list(lines) if len(lines) < 2 else [f"{to_thai(str(n))}. {line}" for n, line in enumerate(lines, 1)]
