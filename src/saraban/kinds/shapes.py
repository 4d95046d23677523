"""ชนิดหนังสือเป็นค่า (kinds as values): what a version of the table says, read from its data and checked.

Nothing here is stored: the table is kept as data and read into these values.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from saraban.documents.sheet import Style
from saraban.kinds.style import FOOTER, footer_of, style_of

#: Fields that letters have anyway; a table says which of them a kind carries, in which order and under which label.
BUILT_IN = (
    "number", "owner", "issuer", "date", "subject", "to", "references", "enclosures", "body", "signature", "seal",
    "copies",
)  # fmt: skip
#: Of those, the ones that are typed.
TYPED = ("subject", "to", "references", "enclosures", "body", "copies")
#: What a field of a kind's own holds.
TYPES = ("line", "text", "day", "time", "number")
LAYOUTS = (
    "external", "memo", "seal", "order", "regulation", "announcement", "statement", "news", "certificate", "minutes",
)  # fmt: skip
#: ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป: what stands in the day of effect of an order in place of a day.
FROM_NOW = "บัดนี้เป็นต้นไป"
PAPERS = ("garuda", "memo", "plain")
SIGNINGS = ("signature", "initials", "none")
#: ระดับลายมือชื่อ, the weakest first.
LEVELS = ("section-9", "section-26", "section-28")
PLACES = ("inside", "reference", "outside")


@dataclass(frozen=True)
class Field:
    """ช่องหนึ่งของแบบหนังสือ: a built-in one, or one of the kind's own with a type."""

    name: str
    label: str = ""
    must: bool = False
    type: str = ""
    printed: bool = True
    least: int = 0

    @property
    def is_own(self) -> bool:
        """Is it one that only this kind has?"""
        return self.name not in BUILT_IN

    @property
    def takes_now(self) -> bool:
        """Is it a day of effect, which may also be ``FROM_NOW``?"""
        return self.name == "effective" and self.type == "day"


@dataclass(frozen=True)
class SignerPlace:
    """ที่ลงนามของผู้ลงนามหลายคน: what is printed below the name (ผู้จดรายงานการประชุม), in the order of signing.

    ``must``: a letter of the kind is not signed without one here. ``anyone``: whoever writes for the unit signs here,
    not only who signs for it.
    """

    key: str
    label: str
    must: bool = False
    anyone: bool = False


@dataclass(frozen=True)
class Subkind:
    """ชนิดย่อย: what differs from the kind; an empty member is the kind's own."""

    key: str
    title: str
    title_en: str
    heading: str = ""
    opening: str = ""
    unit_kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    open: bool = True


@dataclass(frozen=True)
class Kind:
    """ชนิดหนังสือ: its form in the regulation, fields in order, number, signature and paper."""

    key: str
    title: str
    title_en: str
    layout: str
    form: int = 0
    clause: str = ""
    heading: str = ""
    paper: str = "garuda"
    garuda: float = 0
    series: str = ""
    circular: bool = False
    signing: str = "signature"
    level: str = "section-9"
    closing: bool = False
    unit_kinds: tuple[str, ...] = ()
    #: the nearest unit of these kinds is named as the issuer, from the one that writes upward; none = that one itself
    issuers: tuple[str, ...] = ()
    #: the same for who heads it as its owner; the one that writes is named at the foot then, on a memo in brackets
    owners: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    opening: str = ""
    open: bool = True
    note: str = ""
    subkinds: tuple[Subkind, ...] = ()
    #: where several sign, what each is called; the first is that of the first signer
    signers: tuple[SignerPlace, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of this name, or None where the kind has none."""
        return next((f for f in self.fields if f.name == name), None)

    @property
    def own(self) -> tuple[Field, ...]:
        """The fields that only this kind has."""
        return tuple(f for f in self.fields if f.is_own)

    def as_subkind(self, key: str) -> Kind | None:
        """The kind as a sub-kind has it; itself for no key, None for an unknown one."""
        if not key:
            return self
        found = next((s for s in self.subkinds if s.key == key), None)
        if found is None:
            return None
        changed = {f.name: f for f in found.fields}
        fields = [changed.pop(f.name, f) for f in self.fields]
        at = next((i for i, f in enumerate(fields) if f.name == "body"), len(fields))
        fields[at:at] = changed.values()
        return replace(
            self,
            title=found.title,
            title_en=found.title_en,
            heading=found.heading or self.heading,
            opening=found.opening or self.opening,
            unit_kinds=found.unit_kinds or self.unit_kinds,
            issuers=found.issuers or self.issuers,
            owners=found.owners or self.owners,
            fields=tuple(fields),
            open=self.open and found.open,
        )


@dataclass(frozen=True)
class AddresseeClass:
    """ฐานะของผู้รับ: คำขึ้นต้น and คำลงท้าย; ``free``: the words are typed each time."""

    key: str
    title: str
    salutation: str
    closing: str
    free: bool = False
    note: str = ""


@dataclass(frozen=True)
class Matter:
    """เรื่องจัดซื้อจัดจ้าง: what it is, and whether it is written here, with a reference, or in the system outside."""

    key: str
    title: str
    place: str
    note: str = ""


@dataclass(frozen=True)
class KindBook:
    """ตารางชนิดหนังสือหนึ่งรุ่น, read: ``n`` is its number."""

    n: int
    title: str
    kinds: tuple[Kind, ...]
    classes: tuple[AddresseeClass, ...]
    procurement: tuple[Matter, ...]
    style: Style = field(default_factory=Style)
    footer: tuple[str, ...] = FOOTER

    def kind(self, key: str, subkind: str = "") -> Kind | None:
        """A kind (with a sub-kind's differences), or None."""
        found = next((k for k in self.kinds if k.key == key), None)
        return found.as_subkind(subkind) if found is not None else None

    def addressee_class(self, key: str) -> AddresseeClass | None:
        """An addressee class; the first one where none is named."""
        return next((c for c in self.classes if key in {"", c.key}), None)

    def matter(self, key: str) -> Matter | None:
        """A procurement matter, or None."""
        return next((m for m in self.procurement if m.key == key), None)


def book_from(n: int, data: dict[str, Any]) -> KindBook:
    """Read a version of the table; the data have been checked."""
    return KindBook(
        n=n,
        title=str(data.get("title", "")),
        kinds=tuple(_kind(row) for row in data.get("kinds", ())),
        classes=tuple(AddresseeClass(**row) for row in data.get("classes", ())),
        procurement=tuple(Matter(**row) for row in data.get("procurement", ())),
        style=style_of(data),
        footer=footer_of(data),
    )


def _kind(row: dict[str, Any]) -> Kind:
    subkinds = tuple(_subkind(sub) for sub in row.get("subkinds", ()))
    signers = tuple(SignerPlace(**place) for place in row.get("signers", ()))
    opening = str(row.get("opening", "")).strip()
    return Kind(**{**row, **_lists(row), "subkinds": subkinds, "signers": signers, "opening": opening})


def _subkind(row: dict[str, Any]) -> Subkind:
    return Subkind(**{**row, **_lists(row), "opening": str(row.get("opening", "")).strip()})


def _lists(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "fields": tuple(Field(**field) for field in row.get("fields", ())),
        "unit_kinds": tuple(row.get("unit_kinds", ())),
        "issuers": tuple(row.get("issuers", ())),
        "owners": tuple(row.get("owners", ())),
    }
