"""กรอกแบบหนังสือ (filling in the form of a kind): what is typed is checked against the kind and put into the letter.

A draft may lack parts while it is written; it is proposed and signed only when all that its kind demands is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from saraban.agencies.service import address_of, ancestors, find_unit
from saraban.classification.levels import Secrecy, Urgency, accept_secrecy, accept_urgency
from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.files.service import Arrival, keep_arrival
from saraban.kinds.service import book_on, keep_first, kind_of
from saraban.kinds.shapes import AddresseeClass, Kind, KindBook
from saraban.letters.addressees import check_copies, expand_addressees
from saraban.letters.blanks import blanks_of, dotted_in
from saraban.letters.content import Letter, Text
from saraban.letters.cosigning import check_cosigners, is_asked_of_one_signer, missing_cosigners
from saraban.letters.file_texts import await_reading
from saraban.letters.own_fields import LINE, read_own
from saraban.letters.referring import check_references
from saraban.letters.values import Deadline, DraftState, Reference
from saraban.letters.words import check_form, check_words, cleaned
from saraban.people.actor import Actor
from saraban.thai.dates import find_weekday_conflicts
from saraban.thai.normalise import is_seen

#: Members of the form that stand in the letter as they were given.
FILLED_IN = (
    "kind", "circular", "enclosures", "deadlines", "actions", "files", "addressees", "answer_by", "copies",
    "addressee_class",
)  # fmt: skip
#: What a built-in field is called where it is missing.
NAMES = {
    "subject": "เรื่อง",
    "to": "คำขึ้นต้นและผู้รับ",
    "body": "ข้อความ",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "copies": "สำเนาส่ง",
    "salutation": "คำขึ้นต้น",
    "closing": "คำลงท้าย",
    "actions": "สิ่งที่ต้องดำเนินการ",
    "outside_ref": "เลขที่โครงการ",
    "typist": "ผู้พิมพ์",
}


@dataclass(frozen=True)
class Draft:
    """ร่างหนังสือ as typed. ``addressees`` are ``group:KEY`` and ``unit:CODE``; ``to_text`` is printed after เรียน.

    ``filled`` are the fields of the kind's own (name, what was typed); ``copies`` are addressees or words as printed;
    ``salutation`` and ``closing`` only of an addressee class whose words are typed each time; ``cosigners`` are the
    posts that sign after the first signer, in order.
    """

    subject: str
    to_text: str = ""
    body: str = ""
    addressees: tuple[str, ...] = ()
    urgency: str = Urgency.NORMAL
    secrecy: str = Secrecy.OPEN
    kind: str = "memo"
    circular: bool = False
    references: tuple[Reference, ...] = ()
    enclosures: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[str, ...] = ()
    files: tuple[Any, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    signer_post: str = ""
    answer_by: date | None = None
    subkind: str = ""
    filled: tuple[tuple[str, str], ...] = ()
    addressee_class: str = ""
    salutation: str = ""
    closing: str = ""
    copies: tuple[str, ...] = ()
    procurement: str = ""
    outside_ref: str = ""
    typist: str = ""
    cosigners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """ส่วนที่ยังขาด: the field of a form, and what the paper form calls it."""

    field: str
    label: str


@dataclass(frozen=True)
class Checked:
    """แบบที่ตรวจแล้ว: what a form says in the terms of its kind."""

    book: KindBook
    subkind: str
    references: tuple[Reference, ...]
    filled: tuple[tuple[str, str], ...]
    procurement: tuple[str, str]
    words: tuple[str, str]
    typist: str
    cosigners: tuple[str, ...]


def check_draft(desk: Desk, actor: Actor, *, unit: str, form: Draft) -> Checked:
    """ตรวจแบบ of a unit without keeping anything; raises ``Invalid`` at the first field that cannot be."""
    accept_secrecy(form.secrecy)
    accept_urgency(form.urgency)
    book = book_on(desk.root, desk.today)
    kind, subkind = _kind(desk.root, book, unit, form)
    check_form(form)
    form = cleaned(form)
    if not is_seen(form.subject):
        raise Invalid(_("Write the subject of the letter."), field="subject")
    if form.answer_by is not None and form.answer_by < desk.today:
        raise Invalid(_("The day for the answer lies in the past. Choose today or a later day."), field="answer_by")
    expand_addressees(desk.root, form.addressees)
    check_copies(desk.root, form.copies)
    return Checked(
        book,
        subkind,
        check_references(desk.root, actor, form.references),
        read_own(kind, form.filled),
        _procurement(book, form),
        _class_words(book, form),
        check_words(form.typist, "typist", LINE),
        check_cosigners(desk.root, kind, unit, form.cosigners, desk.today),
    )


def fill(desk: Desk, actor: Actor, letter: Letter, form: Draft) -> None:
    """Put what was typed into a draft; raises ``Invalid`` at the first field that cannot be. Freezes the version."""
    put_down(desk.root, letter, form, check_draft(desk, actor, unit=letter.from_unit, form=form))
    letter.files = (*form.files, *(keep_arrival(desk, arrival) for arrival in form.arrivals))
    await_reading(desk.root, letter)
    keep_first(desk.root)


def put_down(root: Any, letter: Letter, form: Draft, checked: Checked) -> None:
    """Put a checked form into a letter; what comes with it as files is not kept here."""
    form = cleaned(form)
    for name in FILLED_IN:
        setattr(letter, name, getattr(form, name))
    unit, kind = find_unit(root, letter.from_unit), checked.book.kind(form.kind, checked.subkind)
    issuer, owner = _nearest(unit, kind.issuers if kind else ()), _nearest(unit, kind.owners if kind else ())
    letter.issuer = issuer.title if issuer is not unit else ""
    letter.owner, letter.from_address = owner.title if owner is not unit else "", address_of(owner)
    letter.subkind = checked.subkind
    letter.references, letter.filled = checked.references, checked.filled
    letter.procurement, letter.outside_ref = checked.procurement
    letter.salutation, letter.closing = checked.words
    letter.typist, letter.cosigners = checked.typist, checked.cosigners
    letter.subject, letter.to_text = " ".join(form.subject.split()), form.to_text.strip()
    letter.urgency = accept_urgency(form.urgency).value
    letter.text = Text(form.body)
    letter.weekday_notes = tuple(c.written for c in find_weekday_conflicts(form.body))
    state = letter.draft or DraftState()
    letter.draft = replace(state, signer_post=form.signer_post or state.signer_post)
    letter.kinds_version = checked.book.n


def missing_parts(root: Any, letter: Letter) -> list[Part]:
    """ส่วนที่ยังขาด of a draft, in the order of the paper form."""
    kind = kind_of(root, letter)
    if kind is None:
        return []
    own = dict(letter.filled)
    found = []
    for field in kind.fields:
        if not field.must or (letter.cosigners and is_asked_of_one_signer(kind, field.name)):
            continue
        has = own.get(field.name, "") if field.is_own else _HAS.get(field.name, _there)(letter)
        if not has:
            name = f"own-{field.name}" if field.is_own else {"to": "to_text"}.get(field.name, field.name)
            found.append(Part(name, field.label or NAMES.get(field.name, field.name)))
    found += [Part("cosigners", label) for label in missing_cosigners(kind, letter)]
    return [*found, *(Part(field, f"{{{{{name}}}}}") for name, field in blanks_of(letter).items())]


def dotted_parts(root: Any, letter: Letter) -> list[Part]:
    """ช่องที่ยังเป็นจุดไข่ปลา of a draft: they do not stand in its way, dots may be meant, but its writer is told."""
    kind = kind_of(root, letter)
    labels = {field.name: field.label or NAMES.get(field.name, "") for field in kind.fields} if kind is not None else {}
    named = ((field, {"to_text": "to"}.get(field, field).removeprefix("own-")) for field in dotted_in(letter))
    return [Part(field, labels.get(name) or NAMES.get(name) or name) for field, name in named]


def check_complete(root: Any, letter: Letter) -> None:
    """Raise ``Invalid`` for a draft that lacks what its kind demands."""
    parts = missing_parts(root, letter)
    if parts:
        raise Invalid(
            _(
                "The letter is not complete. Still missing: ${parts}. Edit the draft first.",
                mapping={"parts": ", ".join(part.label for part in parts)},
            ),
            slug="incomplete",
        )


def class_of(book: KindBook, letter: Letter) -> AddresseeClass:
    """ฐานะของผู้รับ of a letter with the words that were typed, where its class leaves them free."""
    found = book.addressee_class(letter.addressee_class) or book.classes[0]
    if not found.free:
        return found
    return AddresseeClass(found.key, found.title, letter.salutation, letter.closing, free=True, note=found.note)


def _there(_letter: Letter) -> bool:
    return True  # number, date, owner and signature come by themselves


_HAS: dict[str, Callable[[Letter], Any]] = {
    "subject": lambda letter: letter.subject,
    "to": lambda letter: letter.to_text,
    "body": lambda letter: letter.body.strip() or letter.files,
    "references": lambda letter: letter.references,
    "enclosures": lambda letter: letter.enclosures,
    "copies": lambda letter: letter.copies,
}


def _kind(root: Any, book: KindBook, code: str, form: Draft) -> tuple[Kind, str]:
    kind = book.kind(form.kind, form.subkind)
    if kind is None or not kind.open:
        raise Invalid(_("Choose the kind of letter from the list."), field="kind")
    unit, subkind = find_unit(root, code), form.subkind
    if not subkind:  # an order belongs to who issues it, whether that was chosen or not
        subkind = next((s.key for s in kind.subkinds if unit.kind in s.unit_kinds), "")
        kind = kind.as_subkind(subkind) or kind
    if kind.unit_kinds and unit.kind not in kind.unit_kinds:
        raise Invalid(
            _("${unit} does not issue this: ${kind}.", mapping={"unit": unit.title, "kind": kind.title}), field="kind"
        )
    if form.circular and not kind.circular:
        raise Invalid(_("A letter of this kind is never a circular with ว."), field="circular")
    return kind, subkind


def _nearest(unit: Any, unit_kinds: tuple[str, ...]) -> Any:
    """The nearest unit of these kinds, from the one that writes upward; that one itself where there is none."""
    return next((u for u in (unit, *ancestors(unit)) if u.kind in unit_kinds), unit)


def _procurement(book: KindBook, form: Draft) -> tuple[str, str]:
    reference = check_words(form.outside_ref, "outside_ref", 100)
    if not form.procurement:
        return "", ""
    matter = book.matter(form.procurement)
    if matter is None:
        raise Invalid(_("Choose what the procurement letter is about from the list."), field="procurement")
    if matter.place == "outside":
        raise Invalid(
            _(
                "“${matter}” is done in the procurement system, not here. Nothing was saved here; do it there.",
                mapping={"matter": matter.title},
            ),
            field="procurement",
            slug="outside-system",
        )
    if matter.place == "reference" and not reference:
        raise Invalid(
            _("Write the number of the project in the procurement system, so that both can be found."),
            field="outside_ref",
        )
    return matter.key, reference


def _class_words(book: KindBook, form: Draft) -> tuple[str, str]:
    found = book.addressee_class(form.addressee_class)
    if found is None:
        raise Invalid(
            _("Choose to whom it goes from the list: the salutation follows from it."), field="addressee_class"
        )
    if not found.free:
        return "", ""
    words = check_words(form.salutation, "salutation", LINE), check_words(form.closing, "closing", LINE)
    for name, text in zip(("salutation", "closing"), words, strict=True):
        if not text:
            raise Invalid(_("For this addressee the words are not in the table. Type them here."), field=name)
    return words
