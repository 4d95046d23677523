"""ชนิดหนังสือในแบบร่าง (kinds on the draft form): which there are to choose, and the fields that the chosen one has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from saraban.agencies.service import find_unit
from saraban.kinds.service import book_on
from saraban.kinds.shapes import FROM_NOW, AddresseeClass, Field, Kind, Matter
from saraban.letters.cosigning import is_asked_of_one_signer
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import to_thai

#: How many lines a text field has to begin with.
ROWS = {"text": 4}
EXAMPLES = {"day": "๑๕ มี.ค. ๖๗", "time": "๐๙.๐๐", "number": "๑", "line": ""}
SINCE_EXAMPLE = "๑๕ มี.ค. ๖๗ หรือ บัดนี้เป็นต้นไป"


@dataclass(frozen=True)
class KindChoice:
    """ชนิดหนังสือให้เลือก: ``value`` is ``memo`` or ``memo.invitation``."""

    value: str
    title: str
    form: int
    chosen: bool
    depth: int


@dataclass(frozen=True)
class OwnField:
    """ช่องเฉพาะของชนิดหนังสือ, with what was typed. ``alone`` = it must be filled only where one person signs."""

    name: str
    label: str
    must: bool
    rows: int
    example: str
    value: str
    error: Any
    alone: bool = False


@dataclass(frozen=True)
class KindForm:
    """แบบของชนิดหนังสือ: what the draft form asks for."""

    value: str
    title: str
    choices: tuple[KindChoice, ...]
    labels: dict[str, str]
    musts: frozenset[str]
    own: tuple[OwnField, ...]
    circular: bool
    classes: tuple[AddresseeClass, ...]
    chosen_class: AddresseeClass
    matters: tuple[Matter, ...]
    opening: str
    #: may several sign it, and what each of them is called
    several: bool = False
    places: tuple[str, ...] = ()


def split(value: str) -> tuple[str, str]:
    """``memo.invitation`` as kind and sub-kind."""
    kind, _dot, subkind = value.partition(".")
    return kind, subkind


def joined(kind: str, subkind: str) -> str:
    """Kind and sub-kind as one word of the form."""
    return f"{kind}.{subkind}" if subkind else kind


def kind_form(request: Any, value: str, unit: str, typed: Any, wrong: dict[str, Any]) -> KindForm:
    """The form of the kind that is chosen; that of a memo where none is."""
    book = book_on(request.desk.root, request.desk.today)
    thai = request.locale_name == "th"
    place = find_unit(request.desk.root, unit).kind
    kind = book.kind(*split(value or "memo")) or book.kinds[0]
    labels = {f.name: f.label for f in kind.fields}
    chosen = book.addressee_class(typed["addressee_class"]) or book.classes[0]
    if "to" in labels and not labels["to"]:
        labels["to"] = chosen.salutation or "เรียน"
    return KindForm(
        value=value or "memo",
        title=kind.title if thai else kind.title_en,
        choices=tuple(choices(book.kinds, place, value or "memo", thai=thai)),
        labels=labels,
        musts=frozenset(f.name for f in kind.fields if f.must),
        own=tuple(_own(kind, field, typed, wrong) for field in kind.own),
        circular=kind.circular,
        classes=book.classes,
        chosen_class=chosen,
        matters=book.procurement,
        opening=kind.opening,
        several=kind.signing == "signature",
        places=tuple(place.label for place in kind.signers),
    )


def choices(kinds: tuple[Kind, ...], unit_kind: str, value: str, *, thai: bool) -> list[KindChoice]:
    """The kinds that a unit issues, sub-kinds behind their kind."""
    found = []
    for kind in kinds:
        subs = [s for s in kind.subkinds if s.open and (not s.unit_kinds or unit_kind in s.unit_kinds)]
        only_subs = any(s.unit_kinds for s in kind.subkinds)
        if not kind.open or (kind.unit_kinds and unit_kind not in kind.unit_kinds) or (only_subs and not subs):
            continue
        if not only_subs:
            found.append(KindChoice(kind.key, kind.title if thai else kind.title_en, kind.form, kind.key == value, 0))
        for sub in subs:
            key = joined(kind.key, sub.key)
            found.append(KindChoice(key, sub.title if thai else sub.title_en, kind.form, key == value, 1))
    return found


def typed_own(filled: tuple[tuple[str, str], ...], kind: Kind | None) -> dict[str, str]:
    """The own fields of a saved draft as they are typed again."""
    own = {f.name: f for f in kind.own} if kind is not None else {}
    return {f"own-{name}": _retyped(own[name], value) for name, value in filled if name in own}


def _retyped(field: Field, value: str) -> str:
    if field.type == "day" and value != FROM_NOW:
        return format_date(date.fromisoformat(value))
    if field.type == "time":
        return format_time(time.fromisoformat(value))
    return to_thai(value) if field.type == "number" else value


def _own(kind: Kind, field: Field, typed: Any, wrong: dict[str, Any]) -> OwnField:
    name = f"own-{field.name}"
    example = SINCE_EXAMPLE if field.takes_now else EXAMPLES.get(field.type, "")
    return OwnField(
        name, field.label or field.name, field.must, ROWS.get(field.type, 0), example,
        typed[name], wrong.get(name), is_asked_of_one_signer(kind, field.name),
    )  # fmt: skip
